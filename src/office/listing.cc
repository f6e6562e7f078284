#include "office/listing.h"

#include <algorithm>

#include "base/utf8.h"

namespace thuoc {

namespace {

bool is_over(const Row& row) { return row.stage == Row::Stage::done || row.stage == Row::Stage::broken || row.failed; }

bool is_in_state(const Row& row, Wanted::State state) {
  switch (state) {
    case Wanted::State::any: return true;
    case Wanted::State::working: return !is_over(row);
    case Wanted::State::failed: return row.failed.has_value();
    case Wanted::State::superseded: return row.superseded;
    case Wanted::State::current: return row.counted;
    case Wanted::State::key_changed: return row.other_key;
  }
  return true;
}

bool has_reached(const Row& row, const std::string& group, int level) {
  return row.is_dossier() && std::ranges::any_of(row.groups, [&](const Row::Group& g) {
           return (group.empty() || g.id == group) && g.level == level;
         });
}

std::int64_t all_points(const Row& row) {
  std::int64_t sum = 0;
  for (const Row::Group& group : row.groups) sum += group.points.hundredths;
  return row.groups.empty() ? -1 : sum;
}

std::strong_ordering compare(const Row& a, const Row& b, const std::string& order_a, const std::string& order_b,
                             const std::string& commune_a, const std::string& commune_b, SortBy by) {
  switch (by) {
    case SortBy::unit: return order_a <=> order_b;
    case SortBy::verdict: return static_cast<int>(a.verdict) <=> static_cast<int>(b.verdict);
    case SortBy::points: return all_points(a) <=> all_points(b);
    case SortBy::completeness: return a.completeness <=> b.completeness;
    case SortBy::commune: return commune_a <=> commune_b;
    case SortBy::signer: return a.signer <=> b.signer;
    case SortBy::changed: return a.changed_at <=> b.changed_at;
    case SortBy::problems: return a.problems <=> b.problems;
  }
  return std::strong_ordering::equal;
}

void add_to(Sums& sums, const Row& row) {
  ++sums.rows;
  if (row.failed && row.failed->code == "office.not_ours") {
    ++sums.foreign;
  } else if (!is_over(row) || row.failed) {
    ++sums.open;
  } else {
    ++sums.verdicts[static_cast<std::size_t>(row.verdict)];
  }
  if (!row.counted) return;
  for (const Row::Group& group : row.groups) {
    Sums::Group& sum = sums.groups[group.id];
    sum.number = group.number;
    ++sum.levels[group.level];
    sum.names.try_emplace(group.level, group.level_name);
    ++sum.by_school[row.level][group.level];
    if (group.max.hundredths > 0) {
      const std::int64_t tenth = group.points.hundredths * 10 / group.max.hundredths;
      ++sum.tenths[static_cast<std::size_t>(std::clamp<std::int64_t>(tenth, 0, 9))];
    }
    sum.points += group.points;
    sum.max += group.max;
    ++sum.count;
  }
}

}  // namespace

void sort_by(Wanted& wanted, SortBy column) {
  const bool again = !wanted.order.empty() && wanted.order.front().by == column;
  const bool descending = again ? !wanted.order.front().descending : column == SortBy::points;
  std::erase_if(wanted.order, [&](const Wanted::Order& o) { return o.by == column; });
  wanted.order.insert(wanted.order.begin(), {column, descending});
  if (wanted.order.size() > 3) wanted.order.resize(3);
}

void Listing::refresh(const std::vector<Row>& rows, std::uint64_t revision, const Wanted& wanted) {
  if (wanted_ == wanted && revision_ == revision) return;
  wanted_ = wanted;
  revision_ = revision;
  known_.resize(rows.size());
  const std::string words = fold(wanted.words);
  shown.clear();
  sums = {};
  std::map<std::string_view, std::size_t> not_met;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    Known& k = known_[i];
    if (k.search.empty() || k.name != row.name || k.stage != row.stage || k.blob != row.blob) {
      k = {row.blob, row.stage, row.name, fold(row.name), {}, {}};
      if (row.is_dossier()) {
        k.order = fold(row.unit_name) + "\n" + row.unit_code;
        k.commune = fold(row.commune);
        k.search += "\n" + k.order + "\n" + k.commune;
      } else {
        k.order = "\x7f" + k.search;  // what could not be read stands last, by its name
      }
    }
    if (!words.empty() && k.search.find(words) == std::string::npos) continue;
    if (wanted.verdict && (!is_over(row) || row.failed || row.verdict != *wanted.verdict)) continue;
    if (!is_in_state(row, wanted.state)) continue;
    if (!wanted.level.empty() && row.level != wanted.level) continue;
    if (wanted.reached && !has_reached(row, wanted.group, wanted.reached)) continue;
    if (wanted.complete && (!row.is_dossier() || (row.completeness == 100) != *wanted.complete)) continue;
    shown.push_back(i);
    add_to(sums, row);
    if (row.counted) {
      for (const std::string& item : row.not_met) ++not_met[item];
    }
  }
  for (const auto& [item, count] : not_met) sums.not_met.emplace_back(item, count);
  std::ranges::stable_sort(sums.not_met, std::greater{}, &std::pair<std::string, std::size_t>::second);

  std::vector<Wanted::Order> order = wanted.order;
  if (wanted.by_commune) order.insert(order.begin(), {SortBy::commune, false});
  order.push_back({SortBy::unit, false});
  std::ranges::sort(shown, [&](std::size_t a, std::size_t b) {
    for (const Wanted::Order& one : order) {
      const auto found =
          compare(rows[a], rows[b], known_[a].order, known_[b].order, known_[a].commune, known_[b].commune, one.by);
      if (found != 0) return one.descending ? found > 0 : found < 0;
    }
    // Of one unit the latest year and the newest hand-in come first.
    if (rows[a].school_year != rows[b].school_year) return rows[a].school_year > rows[b].school_year;
    if (rows[a].superseded != rows[b].superseded) return !rows[a].superseded;
    if (rows[a].changed_at != rows[b].changed_at) return rows[a].changed_at > rows[b].changed_at;
    return a < b;
  });
  entries.clear();
  communes.clear();
  for (const std::size_t i : shown) {
    if (wanted.by_commune && (communes.empty() || fold(communes.back().first) != known_[i].commune)) {
      entries.push_back(~static_cast<int>(communes.size()));
      communes.emplace_back(rows[i].commune, 0);
    }
    if (wanted.by_commune) ++communes.back().second;
    entries.push_back(static_cast<int>(i));
  }
}

}  // namespace thuoc
