#include "cli/csv.h"

namespace thuoc::cli {
namespace {

std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string value_text(const Json& value) {
  if (value.is_null()) return "";
  if (!value.is_string()) return to_compact_text(value);
  const std::string& text = value.get_ref<const std::string&>();
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
    out += (i ? "," : "") + cell(at == row.end() ? "" : value_text(*at));
  }
  return out + "\r\n";
}

}  // namespace thuoc::cli
