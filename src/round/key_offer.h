// Keys that a file brings: what they would change, before a person has said yes. The one door into a round's
// register of keys; what comes through it is imported, never compared with paper.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "round/round.h"

namespace thuoc {

struct KeyOffer {
  struct Key {
    Role role = Role::unit;
    std::string code, name, key;  // key_line()
    bool instead = false;         // of one that has another: a person takes this one in its place
  };
  std::string from;            // the file
  std::vector<Key> fresh;      // for units and offices that have none
  std::vector<Key> conflicts;  // for those that have another
  std::size_t same = 0;        // here already
  std::size_t left_out = 0;    // names that a round cannot hold, and keys beyond those of one unit
  std::map<std::pair<Role, std::string>, std::size_t> fresh_of;  // how many each of them brings
};
KeyOffer offer_of(const Round& round, const Signers& signers, std::string_view from);
void add(KeyOffer& offer, const Round& round, KeyOffer::Key key);
// All that are fresh; of the others those a person chose, in the place of what was there.
// `keys_of` is where the round keeps those of whom a key is for.
void take(const KeyOffer& offer, std::string_view today_iso, const std::function<KeysOf&(const KeyOffer::Key&)>& keys_of);

// A colleague's round as far as it may be believed. `entitled`: a key of ours, or one known for this office,
// signed it. Else its word is worth nothing that keys were compared (they come as imported from `from`), that
// another pack is accepted, whose a code is, or whose assessments count.
Round as_believed(Round theirs, const Round& mine, bool entitled, std::string_view from, std::string_view today_iso);
// Verdicts by the keys after the merge: valid is what was valid here, or what an entitled colleague found so;
// likewise whose signed assessments count. `own`: our own key_line(), or "".
void judge_merged(Round& both, const Round& mine, bool entitled, std::string_view own);

}  // namespace thuoc
