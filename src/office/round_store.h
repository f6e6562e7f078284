// The kept round of an office, with the pack it goes by and who sits here: begun, changed by steps that can be
// undone, saved soon after. The other nouns of an office stand over it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/saver.h"
#include "base/undo.h"
#include "round/round.h"
#include "round/round_edit.h"

namespace thuoc {

class RoundStore {
 public:
  explicit RoundStore(App& app) : app_(app) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  Round round;
  Pack pack;
  std::string pack_json;
  std::string assessor;             // who sits at this machine
  std::optional<Error> kept_error;  // what was kept could not be read: nothing is saved over it

  void begin();                  // an empty round of this school year
  void start(const Json& data);  // with what the store has kept, if anything
  void save_now();
  // A person's own change now; files that came, of which the list keeps what is known, now and then: a
  // round of thousands is not written every second.
  void save_soon();
  bool is_saved() const { return saver_.is_saved(revision_); }
  const std::optional<Error>& save_error() const { return saver_.error(); }

  // Steps of the same `what` one after the other are one step of undo, until seal().
  void change(std::string_view what, const std::function<void(RoundEdit&)>& step);
  void seal() { undo_.seal(); }
  void record(const std::function<void(Round&)>& fact);          // what undo leaves alone
  void record_arrival(const std::function<void(Round&)>& fact);  // likewise; of a file that came
  bool undo();                                                   // whether keys came or went by it
  bool redo();
  bool can_undo() const { return undo_.can_undo(); }
  bool can_redo() const { return undo_.can_redo(); }
  std::uint64_t revision() const { return revision_; }  // grows with every change of the round
  std::uint64_t arrivals() const { return arrivals_; }  // of these, files that came

  void name_assessor(std::string_view name);
  // Whether there is room for one more; else it is said that there is none.
  bool has_room(std::size_t now, std::size_t limit);
  bool can_name(std::string_view code);  // as a key of the round; else it is said that it is no code
  void say_once(const Error& error);

 private:
  bool exchange(RoundBefore& step);

  App& app_;
  Undo<RoundBefore> undo_{50};
  Saver saver_;
  std::uint64_t revision_ = 1, arrivals_ = 0, saved_own_ = 1;  // own: all but arrivals
  std::int64_t saved_ms_ = 0;
};

// The store of the port that has what an office keeps, and one entry of the event "start" as JSON: an empty
// object where it cannot be read.
inline constexpr std::string_view office_store = "office";
Json parsed_of(const Json& stored);

// Of what this office says about that dossier.
Head head_for(const Round& round, const Dossier& dossier);

}  // namespace thuoc
