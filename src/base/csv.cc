#include "base/csv.h"

namespace thuoc {

std::string not_a_formula(std::string text) {
  if (!text.empty() && formula_starts.find(text[0]) != formula_starts.npos) text.insert(0, "'");
  return text;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
      out += cells[i];
      continue;
    }
    out += '"';
    for (const char c : cells[i]) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    out += '"';
  }
  return out + "\r\n";
}

std::string csv_text_line(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = not_a_formula(std::move(cell));
  return csv_line(cells);
}

}  // namespace thuoc
