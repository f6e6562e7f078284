#include "office/unit_listing.h"

#include <algorithm>

#include "base/utf8.h"

namespace thuoc {

bool UnitListing::is(const UnitState& unit, UnitIs what) const {
  switch (what) {
    case UnitIs::any: return true;
    case UnitIs::handed_in: return !unit.missing();
    case UnitIs::missing: return unit.missing();
    case UnitIs::late: return unit.late;
    case UnitIs::again: return unit.again;
    case UnitIs::waiting: return unit.waiting;
    case UnitIs::stranger: return registered_ && unit.stranger();
    case UnitIs::key_unknown: return unit.key == KeyState::unknown;
    case UnitIs::key_changed: return unit.key == KeyState::changed;
  }
  return true;
}

void UnitListing::refresh(const RoundWork& work, const WantedUnits& wanted, bool wait) {
  // States point into the round: files that came only add to it, anything else may have moved it.
  const bool only_files = work.revision() - work.arrivals() == revision_ - arrivals_;
  const bool same = work.revision() == revision_ || (wait && only_files);
  if (same && wanted == wanted_) return;
  wanted_ = wanted;
  if (!same) {
    revision_ = work.revision();
    arrivals_ = work.arrivals();
    registered_ = !work.round.units.empty();
    states = unit_states(work.round);
    counts = {};
    search_.clear();
    search_.reserve(states.size());
    for (const UnitState& unit : states) {
      search_.push_back(fold(unit.name() + "\n" + unit.code + "\n" + unit.commune()));
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += is(unit, static_cast<UnitIs>(i));
    }
  }
  shown.clear();
  const std::string words = fold(wanted.words);
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!is(states[i], wanted.is)) continue;
    if (!wanted.level.empty() && states[i].level() != wanted.level) continue;
    if (words.empty() || search_[i].find(words) != std::string::npos) shown.push_back(i);
  }
}

const UnitState* UnitListing::find(std::string_view code) const {
  const auto at = std::ranges::lower_bound(states, code, {}, [](const UnitState& unit) { return std::string_view(unit.code); });
  return at != states.end() && at->code == code ? &*at : nullptr;
}

}  // namespace thuoc
