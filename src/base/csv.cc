#include "base/csv.h"

#include <array>

namespace thuoc {

namespace {

// Whether a formula could begin with what stands before it, and with what.
class Formula {
 public:
  // Bytes of the sign at the front of `rest` that would begin one here; 0 where none does.
  std::size_t begins(std::string_view rest) const {
    static constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    if (!open_ || rest.empty()) return 0;
    if (first_ && (rest[0] == '\t' || rest[0] == '\r')) return 1;
    for (const std::string_view sign : signs) {
      if (rest.starts_with(sign)) return sign.size();
    }
    return 0;
  }

  // Blanks and quotes before it do not help; a spreadsheet may take them off.
  void pass(char c) {
    const bool ends_cell = c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r';
    const bool taken_off = c == ' ' || c == '"' || c == '\'';
    open_ = ends_cell || (open_ && taken_off);
    first_ = first_ && taken_off;
  }

 private:
  bool open_ = true, first_ = true;
};

}  // namespace

std::string not_a_formula(std::string_view text) {
  std::string out;
  Formula formula;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (formula.begins(text.substr(i))) out += '\'';
    out += text[i];
    formula.pass(text[i]);
  }
  return out;
}

std::string without_apostrophes(std::string_view text) {
  std::string out;
  Formula formula;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'' && formula.begins(text.substr(i + 1))) ++i;
    out += text[i];
    formula.pass(text[i]);
  }
  return out;
}

std::string csv_text(std::string_view text) {
  if (text.empty()) return "";
  std::string out = "\"";
  for (const char c : not_a_formula(text)) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    out += cells[i];
  }
  return out + "\r\n";
}

std::string csv_text_line(std::vector<std::string> texts) {
  for (std::string& text : texts) text = csv_text(text);
  return csv_line(texts);
}

}  // namespace thuoc
