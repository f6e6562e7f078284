#include "rollup/csv.h"

#include <algorithm>

namespace thuoc {
namespace {

// Excel keeps 15 digits of a number.
constexpr std::size_t exact_digits = 15;

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

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
    return text;
  }
  if (is_code_of_digits(text)) return "=\"" + text + "\"";
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  return formula ? "'" + text : text;
}

}  // namespace

std::string csv_head(const std::vector<std::string>& columns) {
  std::string out = "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns.size(); ++i) out += (i ? "," : "") + cell(columns[i]);
  return out + "\r\n";
}

std::string csv_row(const Json& row, const std::vector<std::string>& columns) {
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto at = row.find(columns[i]);
    out += (i ? "," : "") + cell(at == row.end() ? "" : value_text(*at, columns[i]));
  }
  return out + "\r\n";
}

}  // namespace thuoc
