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

void UnitListing::refresh(const RoundStore& store, const WantedUnits& wanted, bool wait, std::size_t steps) {
  // States point into the round: files that came only add to it, anything else may have moved it.
  const bool only_files = store.revision() - store.arrivals() == revision_ - arrivals_;
  const bool same = store.revision() == revision_ || (wait && only_files);
  if (same && wanted == wanted_ && !pending_) return;
  ++version;
  if (!same || wanted != wanted_) pending_ = {.words = fold(wanted.words)};
  wanted_ = wanted;
  if (!same) {
    steps = ~std::size_t{0};
    revision_ = store.revision();
    arrivals_ = store.arrivals();
    registered_ = !store.round.units.empty();
    states = unit_states(store.round, store.pack);
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
  if (!look(steps) || !sort(steps)) return;
  shown = std::move(pending_->found);
  pending_.reset();
}

bool UnitListing::look(std::size_t& steps) {
  constexpr std::size_t look_steps = 8;  // a unit looked at, in comparisons
  Pending& p = *pending_;
  p.keys.resize(states.size());
  for (; p.looked_at < states.size(); ++p.looked_at, steps -= look_steps) {
    if (steps < look_steps) return false;
    const UnitState& unit = states[p.looked_at];
    if (!is(unit, wanted_.is) || (!wanted_.level.empty() && unit.level() != wanted_.level)) continue;
    if (!p.words.empty() && search_[p.looked_at].find(p.words) == std::string::npos) continue;
    p.found.push_back(p.looked_at);
    if (wanted_.order) p.keys[p.looked_at] = sort_key(unit, *wanted_.order);
  }
  return true;
}

bool UnitListing::sort(std::size_t& steps) {
  if (!wanted_.order) return true;
  Pending& p = *pending_;
  if (!p.sort) p.sort.emplace(std::move(p.found));
  const auto stands_before = [&](std::size_t a, std::size_t b) {
    return wanted_.descending ? p.keys[b] < p.keys[a] : p.keys[a] < p.keys[b];
  };
  if (!p.sort->go_on(steps, stands_before)) return false;
  p.found = p.sort->take();
  return true;
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
