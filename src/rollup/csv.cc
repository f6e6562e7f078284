#include "rollup/csv.h"

#include <algorithm>

#include "base/csv.h"

namespace thuoc {
namespace {

// Excel keeps 15 digits of a number.
constexpr std::size_t exact_digits = 15;

bool holds_decimals(std::string_view column) {
  return column.ends_with("points") || column.ends_with("max") || column.ends_with("percent");
}

bool is_code_of_digits(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) &&
         ((text.size() > 1 && text[0] == '0') || text.size() > exact_digits);
}

std::string value_text(const Json& value, const std::string& column) {
  if (value.is_null()) return "";
  if (!value.is_string()) return to_compact_text(value);
  std::string text = value.get<std::string>();
  if (holds_decimals(column)) {
    std::ranges::replace(text, '.', ',');
    return text.find(',') == text.npos ? text : csv_text(text);
  }
  // Written as a formula of our own, or Excel takes it for a number.
  if (is_code_of_digits(text)) return "\"=\"\"" + text + "\"\"\"";
  return csv_text(text);
}

}  // namespace

std::string csv_head(const std::vector<std::string>& columns) { return std::string(csv_mark) + csv_text_line(columns); }

std::string csv_row(const Json& row, const std::vector<std::string>& columns) {
  std::vector<std::string> cells;
  for (const std::string& column : columns) {
    const auto at = row.find(column);
    cells.push_back(at == row.end() ? "" : value_text(*at, column));
  }
  return csv_line(cells);
}

}  // namespace thuoc
