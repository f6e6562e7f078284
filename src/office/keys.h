// Keys of units and offices, let in and withdrawn by a person; lists of them come and go as allowed_signers.
#pragma once

#include "office/inbox.h"
#include "round/key_offer.h"

namespace thuoc {

class Keys {
 public:
  Keys(App& app, RoundStore& store, TrustedKeys& trusted, AddingUp& adding_up, Inbox& inbox)
      : app_(app), store_(store), trusted_(trusted), adding_up_(adding_up), inbox_(inbox) {}
  std::optional<KeyOffer> offer;  // keys that a file brings

  // `key` as Submission::signer: compared with the stamped paper by who sits here, today. `instead`: of all
  // that were known there, else beside them.
  void confirm(std::string_view code, std::string_view key, bool instead = false);
  void withdraw(std::string_view code, std::string_view key);
  void confirm_office(std::string_view code, std::string_view name, std::string_view key, bool instead = false);
  // What was counted by it counts no longer. What was merged from a round that it signed is here to stay.
  void withdraw_office(std::string_view code, std::string_view key);

  // A list of keys into `offer`; a file that is none goes to `otherwise`, or is told where one was `wanted`.
  void read(Row row, bool wanted, const std::function<void(Row)>& otherwise);
  void offer_keys(KeyOffer keys);  // asks about them
  void choose(std::size_t conflict, bool instead);
  void accept();
  void drop();
  void pick();
  void save();

 private:
  bool has_room_for(const KeysOf& keys, std::string_view key);

  App& app_;
  RoundStore& store_;
  TrustedKeys& trusted_;
  AddingUp& adding_up_;
  Inbox& inbox_;
};

}  // namespace thuoc
