// Units → cells.
#include <algorithm>
#include <numeric>
#include <set>

#include "rollup/rollup.h"

namespace thuoc {
namespace {

constexpr std::int64_t hundred_percent = 10'000;

// A row of the form as the setting has it, with the units it counts.
struct Line {
  const Form::Section* section;
  const Form::Row* row;  // null: the whole section, every unit once
  std::vector<std::size_t> units;
  std::optional<int> expected;
};

const std::vector<GroupResult>& results_of(const UnitResult& unit, Side side) {
  return side == Side::self ? unit.self : unit.external;
}

class Maker {
 public:
  Maker(const Rollup& rollup, const Form& form, Side side) : rollup_(rollup), form_(form), side_(side) {
    for (const Form::Section& section : form.sections) {
      std::set<std::string> all;
      for (const Form::Row& row : section.rows) all.insert(row.levels.begin(), row.levels.end());
      lines_.push_back(line(section, nullptr, all));
      for (const Form::Row& row : section.rows) {
        const std::set<std::string> levels = levels_of(row);
        if (!levels.empty()) lines_.push_back(line(section, &row, levels));
      }
    }
  }

  std::vector<ScaleRow> scale() const {
    std::vector<ScaleRow> out;
    for (const Line& line : lines_) {
      ScaleRow row{
          line.section->id, line.row ? line.row->id : "", line.row ? line.row->title : line.section->title, {}, line.expected};
      for (const std::size_t i : line.units)
        if (!results_of(rollup_.units[i], side_).empty()) row.assessed.units.push_back(i);
      // Half up: one share of a whole, nothing that has to add up.
      if (line.expected.value_or(0) > 0)
        row.assessed.percent =
            static_cast<int>((row.assessed.count() * hundred_percent * 2 + *line.expected) / (std::int64_t{2} * *line.expected));
      out.push_back(std::move(row));
    }
    return out;
  }

  void add_group(const Group& group, std::size_t number, std::vector<TableRow>& out) const {
    const std::string first = std::to_string(number);
    std::vector<std::size_t> everyone(rollup_.units.size());
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    out.push_back(row(group, everyone));
    out.back().number = first;
    out.back().title = group.title;
    std::size_t section = 0;
    for (const Line& line : lines_) {
      out.push_back(row(group, line.units));
      TableRow& made = out.back();
      made.section = line.section->id;
      made.row = line.row ? line.row->id : "";
      made.title = line.row ? line.row->title : line.section->title;
      if (!line.row) made.number = first + "." + std::to_string(++section);
    }
  }

 private:
  // The levels that count in this row: where a unit counts in each of its cấp học, the rows made for
  // several of them are empty and gone.
  std::set<std::string> levels_of(const Form::Row& row) const {
    std::set<std::string> levels(row.levels.begin(), row.levels.end());
    if (rollup_.multi_level == MultiLevel::once) return levels;
    for (const auto& [level, rows] : form_.stages) {
      levels.erase(level);
      if (std::ranges::find(rows, row.id) != rows.end()) levels.insert(level);
    }
    return levels;
  }

  Line line(const Form::Section& section, const Form::Row* row, const std::set<std::string>& levels) const {
    Line out{&section, row, {}, std::nullopt};
    for (std::size_t i = 0; i < rollup_.units.size(); ++i)
      if (levels.contains(rollup_.units[i].level)) out.units.push_back(i);
    if (rollup_.expected) {
      out.expected = 0;
      for (const auto& [level, n] : *rollup_.expected)
        if (levels.contains(level)) *out.expected += n;
    }
    return out;
  }

  TableRow row(const Group& group, const std::vector<std::size_t>& units) const {
    TableRow out;
    out.group = group.id;
    out.levels.resize(group.levels.bands.size());
    for (const std::size_t i : units) {
      const auto& results = results_of(rollup_.units[i], side_);
      const GroupResult* result = find_result(results, group.id);
      if (!result || result->level < 1) continue;
      const auto level = static_cast<std::size_t>(result->level);
      if (level > out.levels.size()) continue;
      out.all.units.push_back(i);
      out.levels[level - 1].units.push_back(i);
    }
    std::vector<std::size_t> counts;
    for (const Cell& cell : out.levels) counts.push_back(cell.units.size());
    const std::vector<int> shares = percentages(counts);
    for (std::size_t i = 0; i < shares.size(); ++i) out.levels[i].percent = shares[i];
    if (!shares.empty()) out.all.percent = static_cast<int>(hundred_percent);
    return out;
  }

  const Rollup& rollup_;
  const Form& form_;
  const Side side_;
  std::vector<Line> lines_;
};

// What most schools say first; where equal, in the order of the units.
std::vector<OwnWords> gather(const std::vector<UnitResult>& units, std::string UnitResult::* words) {
  std::map<std::string_view, std::size_t> place;
  std::vector<OwnWords> out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string& said = units[i].*words;
    if (said.find_first_not_of(" \n\t") == said.npos) continue;
    const auto [at, is_new] = place.emplace(said, out.size());
    if (is_new) out.push_back({said, {}});
    out[at->second].units.push_back(i);
  }
  std::ranges::stable_sort(out, [](const OwnWords& a, const OwnWords& b) { return a.units.size() > b.units.size(); });
  return out;
}

}  // namespace

std::vector<int> percentages(const std::vector<std::size_t>& counts) {
  const auto total = static_cast<std::int64_t>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  if (total == 0) return {};
  std::vector<int> shares;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  std::int64_t missing = hundred_percent;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t exact = static_cast<std::int64_t>(counts[i]) * hundred_percent;
    shares.push_back(static_cast<int>(exact / total));
    remainders.push_back({exact % total, i});
    missing -= exact / total;
  }
  std::ranges::stable_sort(remainders, [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::int64_t i = 0; i < missing; ++i) ++shares[remainders[static_cast<std::size_t>(i)].second];
  return shares;
}

std::string percent_text(int hundredths, Lang lang) {
  const std::string fraction = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (lang == Lang::vi ? "," : ".") + (fraction.size() == 1 ? "0" : "") + fraction;
}

Table make_table(const Rollup& rollup, const Pack& pack, const Form& form, Side side) {
  Table out{side, rollup.multi_level, {}, {}, {}, {}};
  const Maker maker(rollup, form, side);
  out.scale = maker.scale();
  for (std::size_t i = 0; i < pack.groups.size(); ++i) maker.add_group(pack.groups[i], i + 1, out.rows);
  out.difficulties = gather(rollup.units, &UnitResult::difficulties);
  out.proposals = gather(rollup.units, &UnitResult::proposals);
  return out;
}

}  // namespace thuoc
