// CSV as spreadsheets read it: RFC 4180, a comma between cells, CRLF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thuoc {

// In front of the file: without it a Vietnamese Excel takes UTF-8 for Windows-1258.
inline constexpr std::string_view csv_mark = "\xEF\xBB\xBF";

// What a spreadsheet takes for the beginning of a formula.
inline constexpr std::string_view formula_starts = "=+-@\t\r";

// The text, with an apostrophe in front where it would be a formula: names come from strangers' files.
std::string not_a_formula(std::string text);

// One line of these cells as they are, quoted where needed.
std::string csv_line(const std::vector<std::string>& cells);
// The same of texts, none of which is a formula.
std::string csv_text_line(std::vector<std::string> cells);

}  // namespace thuoc
