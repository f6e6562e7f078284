#include "office/unit_listing.h"

#include <algorithm>

#include "base/utf8.h"

namespace thuoc {

bool UnitListing::is(const UnitState& unit, UnitIs what) const {
  switch (what) {
    case UnitIs::any: return true;
    case UnitIs::handed_in: return unit.counted;
    case UnitIs::unusable: return unit.unusable;
    case UnitIs::clash: return !unit.clashing.empty();
    case UnitIs::exempt: return unit.exempt;
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
    states = unit_states(work.round, work.pack);
    counts = {};
    search_.clear();
    search_.reserve(states.size());
    for (const UnitState& unit : states) {
      search_.push_back(fold(unit.name() + "\n" + unit.code + "\n" + unit.commune()));
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto kind = static_cast<UnitIs>(i);
        counts[i] += is(unit, kind) && (kind == UnitIs::stranger || !is(unit, UnitIs::stranger));
      }
    }
  }
  shown.clear();
  const std::string words = fold(wanted.words);
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!is(states[i], wanted.is)) continue;
    if (!wanted.level.empty() && states[i].level() != wanted.level) continue;
    if (words.empty() || search_[i].find(words) != std::string::npos) shown.push_back(i);
  }
  if (!wanted.order) return;
  // Reckoned once a unit: sorting asks for each many times.
  std::vector<std::string> by(states.size());
  for (const std::size_t i : shown) by[i] = sort_key(states[i], *wanted.order);
  std::ranges::stable_sort(shown,
                           [&](std::size_t a, std::size_t b) { return wanted.descending ? by[b] < by[a] : by[a] < by[b]; });
}

std::string UnitListing::sort_key(const UnitState& unit, UnitOrder by) const {
  switch (by) {
    case UnitOrder::name: return fold(unit.name());
    case UnitOrder::level: return unit.level();
    case UnitOrder::received: return unit.current ? unit.current->second.received_at : "";
    case UnitOrder::key: return std::to_string(static_cast<int>(unit.key));
    case UnitOrder::state: break;
  }
  // What asks for something first.
  std::size_t weight = 0;
  for (const UnitIs kind :
       {UnitIs::clash, UnitIs::missing, UnitIs::unusable, UnitIs::waiting, UnitIs::stranger, UnitIs::late, UnitIs::again}) {
    if (is(unit, kind)) break;
    ++weight;
  }
  return std::to_string(weight);
}

const UnitState* UnitListing::find(std::string_view code) const {
  const auto at = std::ranges::lower_bound(states, code, {}, [](const UnitState& unit) { return std::string_view(unit.code); });
  return at != states.end() && at->code == code ? &*at : nullptr;
}

}  // namespace thuoc
