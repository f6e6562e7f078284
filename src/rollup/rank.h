// Which of several submissions under one unit code counts. Asked in this one way by the list of files,
// by a round's units, by a roll-up and by `thuoc`; docs/format.md says the rule.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace thuoc {

// Compared from the first part to the last: what we know of a file before what it says of itself.
struct Rank {
  // of_another: another office's roll-up says that the key was known there.
  enum class Key { unknown, of_another, known };
  Key key = Key::unknown;
  std::string_view changed;    // last change in the dossier, else the bag's day: its own clock
  std::string_view handed_in;  // the bag's day
  std::string_view bundle;     // SHA-256, so that whoever counts, counts the same
  std::string_view review;     // of the same bundle the one with an external assessment
  auto operator<=>(const Rank&) const = default;
};
Rank rank_of(Rank::Key key, std::string_view changed, std::string_view handed_in, std::string_view bundle,
             std::string_view review = {});

// One submission under a code.
struct Claim {
  Rank rank;
  std::string_view name, commune;  // of the unit, as the file has them
  std::string_view signer;         // "ssh-ed25519 AAAA…"; "" where a roll-up tells of it
};

// Two schools under one code: other names and other keys; of what roll-ups tell, other names in other
// communes. Accents, case and spaces make no other name.
bool clash(const Claim& a, const Claim& b);

struct Picked {
  std::optional<std::size_t> best;  // none: two that are known equally well clash, and a person is asked
  std::vector<bool> clashes;        // by claim: with the best one, or with one known as well
};
Picked pick(std::span<const Claim> claims);

}  // namespace thuoc
