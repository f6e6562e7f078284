// Which units are shown, and how many there are of each kind. Worked out again only when the round
// changed: forty thousand units take a tenth of a second, a frame has sixteen thousandths.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "office/round_work.h"

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
  // By UnitIs, of the register; strangers to it are counted as strangers only.
  std::array<std::size_t, unit_kinds> counts{};

  // Does nothing when nothing changed. `wait`: files are coming by the hundred, which may be counted
  // a little later; any other change is not.
  void refresh(const RoundWork& work, const WantedUnits& wanted, bool wait);
  const UnitState* find(std::string_view code) const;
  // Where there is no register nobody is a stranger to it.
  bool is(const UnitState& unit, UnitIs what) const;

 private:
  std::string sort_key(const UnitState& unit, UnitOrder by) const;

  bool registered_ = false;
  std::vector<std::string> search_;
  WantedUnits wanted_;
  std::uint64_t revision_ = 0, arrivals_ = 0;
};

}  // namespace thuoc
