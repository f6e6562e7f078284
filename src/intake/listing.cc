#include "intake/listing.h"

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
  return row.is_dossier() && std::ranges::any_of(row.results, [&](const GroupResult& g) {
           return (group.empty() || g.group == group) && g.level == level;
         });
}

std::int64_t all_points(const Row& row) {
  std::int64_t sum = 0;
  for (const GroupResult& result : row.results) sum += result.points.hundredths;
  return row.results.empty() ? -1 : sum;
}

// A row is looked at, for search and sums, in the time of so many comparisons.
constexpr std::size_t look_steps = 8;

bool same_filter(Wanted a, const Wanted& b) {
  a.order = b.order;
  a.by_commune = b.by_commune;
  return a == b;
}

// Of what is shown.
void add_to(Sums& sums, const Row& row) {
  if (!row.counted) return;
  for (std::size_t i = 0; i < row.results.size(); ++i) {
    const GroupResult& result = row.results[i];
    Sums::Group& sum = sums.groups[result.group];
    if (i < row.levels.size()) sum.number = row.levels[i].number, sum.names.try_emplace(result.level, row.levels[i].name);
    ++sum.levels[result.level];
    ++sum.by_school[row.unit_level][result.level];
    if (result.max.hundredths > 0) {
      const std::int64_t tenth = result.points.hundredths * 10 / result.max.hundredths;
      ++sum.tenths[static_cast<std::size_t>(std::clamp<std::int64_t>(tenth, 0, 9))];
    }
    sum.points += result.points;
    sum.max += result.max;
    ++sum.count;
  }
}

}  // namespace

Tab tab_of(const Row& row) {
  if (is_foreign(row)) return Tab::foreign;
  return !is_over(row) || row.failed ? Tab::open : static_cast<Tab>(row.verdict);
}

void sort_by(Wanted& wanted, SortBy column) {
  const bool again = !wanted.order.empty() && wanted.order.front().by == column;
  const bool descending = again ? !wanted.order.front().descending : column == SortBy::points;
  std::erase_if(wanted.order, [&](const Wanted::Order& o) { return o.by == column; });
  wanted.order.insert(wanted.order.begin(), {column, descending});
  if (wanted.order.size() > 3) wanted.order.resize(3);
}

void Listing::refresh(const std::vector<Row>& rows, std::uint64_t revision, const Wanted& wanted, std::size_t steps) {
  const bool rows_changed = revision_ != revision || !wanted_;
  if (rows_changed || wanted_ != wanted) {
    const bool same_rows = !rows_changed && !pending_ && same_filter(*wanted_, wanted);
    wanted_ = wanted;
    revision_ = revision;
    known_.resize(rows.size());
    begin(wanted, same_rows);
  }
  if (!pending_) return;
  if (rows_changed) steps = all_steps;
  if (!look(rows, steps)) return;
  if (!pending_->sort) pending_->sort.emplace(std::move(pending_->found));
  if (!pending_->sort->go_on(steps, [&](std::size_t a, std::size_t b) { return stands_before(rows, a, b); })) return;
  show(rows);
}

// Where only the order is another, what is shown stays what it is, and so do its sums.
void Listing::begin(const Wanted& wanted, bool same_rows) {
  pending_ = Pending{};
  pending_->words = fold(wanted.words);
  if (same_rows) {
    pending_->looked_at = known_.size();
    pending_->found = shown;
    pending_->sums = sums;
  }
  pending_->order = wanted.order;
  if (wanted.by_commune) pending_->order.insert(pending_->order.begin(), {SortBy::commune, false});
  pending_->order.push_back({SortBy::unit, false});
}

void Listing::know(const Row& row, Known& k) const {
  const std::size_t name = std::hash<std::string>()(row.name);
  if (!k.search.empty() && k.name == name && k.stage == row.stage && k.blob == row.blob) return;
  k = {row.blob, row.stage, !row.is_dossier(), name, fold(row.name), 0, 0, all_points(row)};
  if (k.unread) {
    k.commune = static_cast<std::uint32_t>(k.search.size());
    return;
  }
  k.search += '\n';
  k.unit = static_cast<std::uint32_t>(k.search.size());
  k.search += fold(row.unit_name) + "\n" + row.unit_code + "\n";
  k.commune = static_cast<std::uint32_t>(k.search.size());
  k.search += fold(row.commune);
  k.search.shrink_to_fit();
}

bool Listing::matches(const Row& row, const Known& k) const {
  const Wanted& w = *wanted_;
  if (!pending_->words.empty() && k.search.find(pending_->words) == std::string::npos) return false;
  if (!is_in_state(row, w.state) || (!w.level.empty() && row.unit_level != w.level)) return false;
  if (w.reached && !has_reached(row, w.group, w.reached)) return false;
  return !w.complete || (row.is_dossier() && (row.completeness == 100) == *w.complete);
}

bool Listing::look(const std::vector<Row>& rows, std::size_t& steps) {
  Pending& p = *pending_;
  for (; p.looked_at < rows.size(); ++p.looked_at, steps -= look_steps) {
    if (steps < look_steps) return false;
    const Row& row = rows[p.looked_at];
    know(row, known_[p.looked_at]);
    if (!matches(row, known_[p.looked_at])) continue;
    const Tab tab = tab_of(row);
    ++p.sums.rows;
    ++p.sums.tabs[static_cast<std::size_t>(tab)];
    if (wanted_->tab && tab != *wanted_->tab) continue;
    p.found.push_back(p.looked_at);
    add_to(p.sums, row);
    if (row.counted)
      for (const std::string& item : row.not_met) ++p.not_met[item];
  }
  return true;
}

bool Listing::stands_before(const std::vector<Row>& rows, std::size_t a, std::size_t b) const {
  const auto compare = [&](SortBy by) -> std::strong_ordering {
    switch (by) {
      case SortBy::unit: return std::pair(known_[a].unread, known_[a].order()) <=> std::pair(known_[b].unread, known_[b].order());
      case SortBy::verdict: return static_cast<int>(rows[a].verdict) <=> static_cast<int>(rows[b].verdict);
      case SortBy::points: return known_[a].points <=> known_[b].points;
      case SortBy::completeness: return rows[a].completeness <=> rows[b].completeness;
      case SortBy::commune: return known_[a].of_commune() <=> known_[b].of_commune();
      case SortBy::signer: return rows[a].fingerprint <=> rows[b].fingerprint;
      case SortBy::changed: return rows[a].changed_at <=> rows[b].changed_at;
      case SortBy::problems: return rows[a].remarks <=> rows[b].remarks;
    }
    return std::strong_ordering::equal;
  };
  for (const Wanted::Order& one : pending_->order)
    if (const auto found = compare(one.by); found != 0) return one.descending ? found > 0 : found < 0;
  // Of one unit the latest year and the newest hand-in come first.
  if (rows[a].school_year != rows[b].school_year) return rows[a].school_year > rows[b].school_year;
  if (rows[a].superseded != rows[b].superseded) return !rows[a].superseded;
  if (rows[a].changed_at != rows[b].changed_at) return rows[a].changed_at > rows[b].changed_at;
  return a < b;
}

void Listing::show(const std::vector<Row>& rows) {
  shown = pending_->sort->take();
  sums = std::move(pending_->sums);
  if (!pending_->not_met.empty()) {
    sums.not_met.assign(pending_->not_met.begin(), pending_->not_met.end());
    std::ranges::stable_sort(sums.not_met, std::greater{}, &std::pair<std::string, std::size_t>::second);
  }
  pending_.reset();
  entries.clear();
  communes.clear();
  std::optional<std::string_view> commune;
  for (const std::size_t i : shown) {
    if (wanted_->by_commune) {
      if (commune != known_[i].of_commune()) {
        entries.push_back(~static_cast<int>(communes.size()));
        communes.emplace_back(rows[i].commune, 0);
      }
      commune = known_[i].of_commune();
      ++communes.back().second;
    }
    entries.push_back(static_cast<int>(i));
  }
}

}  // namespace thuoc
