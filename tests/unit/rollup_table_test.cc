#include <map>
#include <numeric>
#include <set>

#include "rollup/builtin_form.h"
#include "rollup_support.h"

using namespace thuoc;
using namespace thuoc::test;

TEST_CASE("percentages: add up to 100,00, largest remainder first, the lower level where equal") {
  CHECK(percentages({1, 1, 1}) == std::vector{3334, 3333, 3333});
  CHECK(percentages({1, 2, 0}) == std::vector{3333, 6667, 0});
  CHECK(percentages({2, 1, 0}) == std::vector{6667, 3333, 0});
  CHECK(percentages({1, 0, 0}) == std::vector{10000, 0, 0});
  CHECK(percentages({1, 1, 4}) == std::vector{1667, 1667, 6666});  // the remainder of 4/6 is the smaller
  CHECK(percentages({1, 1, 5}) == std::vector{1429, 1428, 7143});
  CHECK(percentages({}).empty());
  CHECK(percentages({0, 0, 0}).empty());  // no unit: no share of it either

  std::mt19937_64 random(4725);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::size_t> counts(1 + random() % 6);
    for (std::size_t& n : counts) n = random() % 5 == 0 ? 0 : random() % (round % 2 ? 40'000 : 9);
    const auto total = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    const std::vector<int> shares = percentages(counts);
    CAPTURE(round);
    if (total == 0) {
      CHECK(shares.empty());
      continue;
    }
    CHECK(std::accumulate(shares.begin(), shares.end(), 0) == 10'000);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto exact = counts[i] * 10'000;
      CHECK(shares[i] >= static_cast<int>(exact / total));
      CHECK(shares[i] <= static_cast<int>(exact / total) + 1);
      if (exact % total == 0) CHECK(shares[i] == static_cast<int>(exact / total));  // an exact share is left alone
      for (std::size_t j = 0; j < counts.size(); ++j)
        if (counts[i] > counts[j]) CHECK(shares[i] >= shares[j]);
    }
  }
}

TEST_CASE("percent_text: two decimals always, comma in Vietnamese") {
  CHECK(percent_text(10'000, Lang::vi) == "100,00");
  CHECK(percent_text(3334, Lang::vi) == "33,34");
  CHECK(percent_text(5, Lang::en) == "0.05");
  CHECK(percent_text(0, Lang::vi) == "0,00");
}

TEST_CASE("form: the built-in one is read without a problem and agrees with the pack's kinds of units") {
  const LoadedForm loaded = load_form(builtin_form(), "form");
  for (const Error& problem : loaded.problems) MESSAGE(describe(problem, Lang::en));
  CHECK(loaded.problems.empty());
  std::set<std::string> known, rows, counted;
  for (const auto& level : qd4725().unit_levels) known.insert(level.id);
  for (const Form::Section& section : phu_luc_2().sections)
    for (const Form::Row& row : section.rows) {
      CHECK(rows.insert(row.id).second);
      for (const std::string& level : row.levels) {
        CHECK(known.contains(level));
        CHECK_MESSAGE(counted.insert(level).second, level, " counts in two rows");
      }
    }
  for (const auto& [level, of] : phu_luc_2().stages) {
    CHECK(counted.contains(level));
    for (const std::string& row : of) CHECK(rows.contains(row));
  }
  // Preschools are not scored by this instrument (domain.md 1.7); everyone else has a row.
  known.erase("mam-non");
  CHECK(known == counted);

  const LoadedForm broken = load_form(R"({"format":1,"id":"x","title":{"vi":"t"},"source":{"vi":"s"},
    "sections":[{"id":"a","title":{"vi":"t"},"rows":[{"id":"r","title":{},"levels":["th"],"colour":1}]}],"stages":{}})",
                                      "f");
  REQUIRE(broken.problems.size() == 2);
  CHECK(broken.problems[0].place.pointer == "/sections/0/rows/0/title/vi");
  CHECK(broken.problems[1].place.pointer == "/sections/0/rows/0/colour");
}

namespace {

// Every cell counted again, the plain way, from the rule as a sentence.
void check_cells(const Rollup& rollup, const Table& table) {
  for (const TableRow& row : table.rows) {
    CAPTURE(row.group);
    CAPTURE(row.section);
    CAPTURE(row.row);
    std::set<std::size_t> all;
    for (std::size_t i = 0; i < rollup.units.size(); ++i) {
      const UnitResult& unit = rollup.units[i];
      const auto& results = table.side == Side::self ? unit.self : unit.external;
      if (results.empty()) continue;
      const std::string& level = unit.level;
      const bool continuing = level == "gdtx" || level == "gdnn-gdtx";
      bool in = row.section.empty() || (row.section == "continuing") == continuing;
      if (!row.row.empty()) {
        const bool several = level == "th-thcs" || level == "thcs-thpt" || level == "th-thcs-thpt";
        if (!several) in = row.row == level;
        else if (rollup.multi_level == MultiLevel::once) in = row.row == "multi";
        else in = row.row != "multi" && ("-" + level + "-").find("-" + row.row + "-") != std::string::npos;
      }
      if (!in) continue;
      all.insert(i);
      const int got = find_result(results, row.group)->level;
      const auto& cell = row.levels.at(static_cast<std::size_t>(got - 1)).units;
      CHECK(std::ranges::find(cell, i) != cell.end());
    }
    CHECK(std::set(row.all.units.begin(), row.all.units.end()) == all);
    std::size_t sum = 0;
    int share = 0;
    for (const Cell& cell : row.levels) {
      CHECK(std::ranges::is_sorted(cell.units));
      sum += cell.units.size();
      share += cell.percent.value_or(0);
    }
    CHECK(sum == all.size());
    CHECK(share == (all.empty() ? 0 : 10'000));
  }
}

}  // namespace

TEST_CASE("table: every cell of random collections is the units that belong there, and no other") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    RandomUnits random(seed);
    const auto results = random.collection(seed == 1 ? 0 : random.below(90));
    for (const MultiLevel multi_level : {MultiLevel::once, MultiLevel::each}) {
      const Rollup rollup = rolled(results, of_year(multi_level));
      for (const Side side : {Side::self, Side::external}) {
        const Table table = make_table(rollup, qd4725(), phu_luc_2(), side);
        CHECK(table.rows.size() == 2 * (multi_level == MultiLevel::once ? 11u : 10u));
        check_cells(rollup, table);
      }
    }
  }
}

TEST_CASE("table: rows and numbers of the paper, in its order") {
  const Table table = make_table(rolled({}), qd4725(), phu_luc_2(), Side::self);
  std::vector<std::string> shown;
  for (const TableRow& row : table.rows)
    if (row.group == "1") shown.push_back(row.number + "|" + row.title.vi);
  CHECK(shown == std::vector<std::string>{"1|Chuyển đổi số trong dạy, học", "1.1|CSGD phổ thông", "|Tiểu học", "|THCS", "|THPT",
                                          "|Trường phổ thông nhiều cấp học", "|Phổ thông dân tộc nội trú",
                                          "|Phổ thông dân tộc bán trú", "1.2|CSGD giáo dục thường xuyên", "|Trung tâm GDTX",
                                          "|Trung tâm GDNN-GDTX"});
  for (const TableRow& row : table.rows) {
    CHECK(row.levels.size() == 3);
    CHECK_FALSE(row.all.percent);
    for (const Cell& cell : row.levels) CHECK_FALSE(cell.percent);
  }
}

TEST_CASE("table: exactly 50 and 75 are level 2, as the pack says") {
  RandomUnits random(7);
  std::vector<UnitResult> results;
  const std::int64_t points[] = {4950, 5000, 7500, 7550};
  for (std::size_t i = 0; i < 4; ++i) {
    UnitResult u = random.unit(i);
    u.level = "thcs", u.school_year = "2025-2026", u.decision = qd4725().decision;
    for (GroupResult& group : u.self) {
      group.points = {points[i]};
      group.level = level_of(qd4725().groups[0].levels, group.points);
    }
    results.push_back(u);
  }
  const Table table = make_table(rolled(results), qd4725(), phu_luc_2(), Side::self);
  const TableRow& row = find_row(table, "2", "general", "thcs");
  CHECK(row.levels[0].units == std::vector<std::size_t>{0});
  CHECK(row.levels[1].units == std::vector<std::size_t>{1, 2});
  CHECK(row.levels[2].units == std::vector<std::size_t>{3});
  CHECK(row.levels[1].percent == 5000);
}

TEST_CASE("table: a school of several levels counts once or in each, in the section once either way") {
  RandomUnits random(3);
  UnitResult u = random.unit(1);
  u.level = "th-thcs-thpt", u.school_year = "2025-2026", u.decision = qd4725().decision;
  const auto count = [&](MultiLevel multi_level, const char* row) {
    const Table table = make_table(rolled({u}, of_year(multi_level)), qd4725(), phu_luc_2(), Side::self);
    for (const TableRow& r : table.rows)
      if (r.group == "1" && r.section == "general" && r.row == row) return r.all.count();
    return -1;
  };
  CHECK(count(MultiLevel::once, "multi") == 1);
  CHECK(count(MultiLevel::once, "thcs") == 0);
  CHECK(count(MultiLevel::each, "multi") == -1);
  for (const char* row : {"th", "thcs", "thpt"}) CHECK(count(MultiLevel::each, row) == 1);
  CHECK(count(MultiLevel::once, "") == 1);
  CHECK(count(MultiLevel::each, "") == 1);
}

TEST_CASE("table: the scale is of the register's units, and not said where there is none") {
  RandomUnits random(11);
  std::vector<UnitResult> results;
  Counting settings = of_year();
  settings.expected.emplace();
  for (std::size_t i = 0; i < 7; ++i) {
    UnitResult u = random.unit(i);
    u.school_year = "2025-2026", u.decision = qd4725().decision, u.level = i < 4 ? "th" : "th-thcs";
    settings.expected->push_back({u.code, u.name, u.level});
    if (i != 2 && i != 5) results.push_back(u);
  }
  settings.expected->push_back(settings.expected->front());  // listed twice is one unit
  const auto row = [](const Table& table, std::string_view section, std::string_view id) {
    return *std::ranges::find_if(table.scale, [&](const ScaleRow& r) { return r.section == section && r.row == id; });
  };
  Table table = make_table(roll_up(results, {}, settings, phu_luc_2()), qd4725(), phu_luc_2(), Side::self);
  CHECK(row(table, "general", "").expected == 7);
  CHECK(row(table, "general", "").assessed.count() == 5);
  CHECK(row(table, "general", "").assessed.percent == 7143);  // 5 ÷ 7
  CHECK(row(table, "general", "th").assessed.percent == 7500);
  CHECK(row(table, "general", "multi").assessed.percent == 6667);
  CHECK(row(table, "continuing", "").expected == 0);
  CHECK_FALSE(row(table, "continuing", "").assessed.percent);

  settings.multi_level = MultiLevel::each;
  table = make_table(roll_up(results, {}, settings, phu_luc_2()), qd4725(), phu_luc_2(), Side::self);
  CHECK(row(table, "general", "th").expected == 7);
  CHECK(row(table, "general", "thcs").expected == 3);

  table = make_table(rolled(results), qd4725(), phu_luc_2(), Side::self);
  CHECK_FALSE(row(table, "general", "").expected);
  CHECK_FALSE(row(table, "general", "").assessed.percent);
  CHECK(row(table, "general", "").assessed.count() == 5);
}

TEST_CASE("table: what schools say is gathered in their words, what most say first") {
  RandomUnits random(5);
  std::vector<UnitResult> results;
  const char* said[] = {"Mạng chậm.", "Thiếu máy.", "", "Thiếu máy.", " \n"};
  for (std::size_t i = 0; i < 5; ++i) {
    UnitResult u = random.unit(i);
    u.school_year = "2025-2026", u.decision = qd4725().decision, u.level = "th";
    u.difficulties = said[i], u.proposals = "";
    results.push_back(u);
  }
  const Table table = make_table(rolled(results), qd4725(), phu_luc_2(), Side::self);
  REQUIRE(table.difficulties.size() == 2);
  CHECK(table.difficulties[0].text == "Thiếu máy.");
  CHECK(table.difficulties[0].units == std::vector<std::size_t>{1, 3});
  CHECK(table.difficulties[1].units == std::vector<std::size_t>{0});
  CHECK(table.proposals.empty());
}
