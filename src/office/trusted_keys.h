// Whose word counts: the keys of the round, which are the only truth, and our own for our own office. Files are
// judged by them as they were at the last refresh().
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "intake/row.h"
#include "office/round_store.h"

namespace thuoc {

class TrustedKeys {
 public:
  TrustedKeys(App& app, RoundStore& store) : app_(app), store_(store) {}

  // Keys that are known for whom a bundle of this type is from.
  KeysOf of(std::string_view bundle_type, std::string_view code) const;
  bool is_office_key(std::string_view code, std::string_view key) const;
  std::optional<PublicKey> own_key() const;
  std::string own_line() const;  // its key_line(), "" where there is none

  void refresh();
  // False: ours was made, or is of another office, since the last refresh().
  bool knows_own_key() const { return own_ == own_now(); }
  const Signers& signers() const { return signers_; }
  const std::string& text() const { return text_; }     // the same as workers get them
  std::uint64_t revision() const { return revision_; }  // grows with every refresh()
  bool judge(Row& row) const;                           // whether it is another verdict

 private:
  std::string own_now() const;

  App& app_;
  RoundStore& store_;
  Signers signers_;
  std::uint64_t revision_ = 0;
  std::string text_;
  std::unordered_multimap<std::string, std::size_t> signers_by_;  // their places, by code and by key
  std::string own_;                                               // our office's code and key
};

}  // namespace thuoc
