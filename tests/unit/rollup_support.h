// Units' results for tests: invented, with every kind of unit and of trouble.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "rollup/rollup.h"
#include "rubric_make.h"

namespace thuoc::test {

class RandomUnits {
 public:
  explicit RandomUnits(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  std::string hash() {
    std::string out;
    while (out.size() < 64) out += "0123456789abcdef"[below(16)];
    return out;
  }

  std::vector<GroupResult> groups() {
    std::vector<GroupResult> out;
    for (const Group& group : qd4725().groups) {
      const Points points{static_cast<std::int64_t>(below(201)) * 50};
      out.push_back({group.id, points, group.max.value, level_of(group.levels, points)});
    }
    return out;
  }

  UnitResult unit(std::size_t number) {
    UnitResult u;
    u.code = "DV-" + std::to_string(1000 + number);
    u.name = "Trường số " + std::to_string(number);
    const auto& levels = qd4725().unit_levels;
    u.level = levels[below(levels.size())].id;
    u.ownership = one_in(5) ? "private" : "public";
    u.commune = "Xã " + std::to_string(below(7));
    u.school_year = one_in(20) ? "2024-2025" : "2025-2026";
    u.pack = qd4725().name();
    u.decision = one_in(25) ? "3806/QĐ-BGDĐT" : qd4725().decision;
    u.known_key = !one_in(4);
    u.bundle = hash();
    u.handed_in = "2026-04-0" + std::to_string(1 + below(9));
    u.changed = u.handed_in + "T08:00:0" + std::to_string(below(10)) + "Z";
    u.unanswered = static_cast<int>(below(4));
    u.self = groups();
    if (one_in(3)) u.external = groups(), u.review = hash();
    if (one_in(3)) u.difficulties = one_in(2) ? "Thiếu máy tính." : "Mạng chậm ở điểm trường số " + std::to_string(number);
    if (one_in(3)) u.proposals = "Cấp kinh phí.";
    return u;
  }

  // Some units hand in twice, some files are there twice.
  std::vector<UnitResult> collection(std::size_t units) {
    std::vector<UnitResult> out;
    for (std::size_t i = 0; i < units; ++i) {
      out.push_back(unit(i));
      if (one_in(6)) {
        out.push_back(unit(i));
        out.back().commune = out[out.size() - 2].commune;
      }
      if (one_in(9)) out.push_back(out.back());
    }
    std::ranges::shuffle(out, random_);
    return out;
  }

  std::mt19937_64& engine() { return random_; }

 private:
  std::mt19937_64 random_;
};

inline Counting of_year(MultiLevel multi_level = MultiLevel::once) {
  Counting settings;
  settings.school_year = "2025-2026";
  settings.multi_level = multi_level;
  return settings;
}

inline Rollup rolled(std::vector<UnitResult> results, const Counting& settings = of_year()) {
  return roll_up(std::move(results), {}, settings, phu_luc_2());
}

inline const TableRow& find_row(const Table& table, std::string_view group, std::string_view section, std::string_view row) {
  for (const TableRow& r : table.rows)
    if (r.group == group && r.section == section && r.row == row) return r;
  FAIL("no row ", group, " ", section, " ", row);
  return table.rows.front();
}

}  // namespace thuoc::test
