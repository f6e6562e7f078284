// Which units are shown, and how many there are of each kind. Worked out again only when the round changed, and over
// several frames where a person asks for others or for another order (listing.h).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "intake/paused_sort.h"
#include "office/round_store.h"

namespace thuoc {

// What can be said of a unit; several at once.
enum class UnitIs { any, handed_in, missing, unusable, clash, late, again, waiting, exempt, stranger, key_unknown, key_changed };
inline constexpr std::size_t unit_kinds = 12;

enum class UnitOrder { name, level, state, received, key };

struct WantedUnits {
  std::string words;  // in name, code or commune; accents and case do not matter
  UnitIs is = UnitIs::any;
  std::string level;               // cấp học: id of Pack::unit_levels
  std::optional<UnitOrder> order;  // by code where nothing else is asked for, or all else is equal
  bool descending = false;
  bool operator==(const WantedUnits&) const = default;
};

class UnitListing {
 public:
  std::vector<UnitState> states;  // all, by code
  std::vector<std::size_t> shown;
  std::uint64_t version = 0;  // grows with every change of what is here
  // By UnitIs, of the register; strangers to it are counted as strangers only.
  std::array<std::size_t, unit_kinds> counts{};

  // Does nothing when nothing changed. `wait`: files are coming by the hundred, which may be counted
  // a little later; any other change is not. After `steps` comparisons the next call goes on, and `shown` stays what it was
  // until the last; where the round changed all is done at once.
  void refresh(const RoundStore& store, const WantedUnits& wanted, bool wait, std::size_t steps = ~std::size_t{0});
  bool waits() const { return pending_.has_value(); }  // for the next call
  const UnitState* find(std::string_view code) const;
  // Where there is no register nobody is a stranger to it.
  bool is(const UnitState& unit, UnitIs what) const;

 private:
  struct Pending {
    std::string words;  // folded
    std::size_t looked_at = 0;
    std::vector<std::size_t> found;
    std::vector<std::string> keys;  // of all units: reckoned once, sorting asks for each many times
    std::optional<PausedSort<std::size_t>> sort;
  };
  bool look(std::size_t& steps);
  bool sort(std::size_t& steps);
  std::string sort_key(const UnitState& unit, UnitOrder by) const;

  std::optional<Pending> pending_;
  bool registered_ = false;
  std::vector<std::string> search_;
  WantedUnits wanted_;
  std::uint64_t revision_ = 0, arrivals_ = 0;
};

}  // namespace thuoc
