// Flat rows for other programs and for CSV: one a unit, one a unit and item, one a row of the table.
// docs/format.md documents the columns. Points are decimal strings; what is not known is null.
#pragma once

#include <string>
#include <vector>

#include "rollup/rollup.h"

namespace thuoc {

// Groups are numbered in the pack's order: group1_points, group1_level, group2_points …
std::vector<std::string> unit_columns(const Pack& pack);
Json unit_row(const UnitResult& unit, const Pack& pack);

const std::vector<std::string>& item_columns();
std::vector<Json> item_rows(const UnitResult& unit, const Pack& pack);

// level1_count, level1_percent, level2_count … of one side.
std::vector<std::string> table_columns(const Pack& pack);
std::vector<Json> table_rows(const Table& table);

}  // namespace thuoc
