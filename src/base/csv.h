// CSV as spreadsheets read it: RFC 4180, a comma between cells, CRLF. Every text is quoted and none is a formula,
// also where a spreadsheet divides by ';' or TAB, as a Vietnamese Excel does: names come from strangers' files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace thuoc {

// In front of the file: without it a Vietnamese Excel takes UTF-8 for Windows-1258.
inline constexpr std::string_view csv_mark = "\xEF\xBB\xBF";

// The text, with an apostrophe before each sign that would begin a formula (= + - @, their wide forms, and at its
// start TAB or CR): at its start and behind whatever some spreadsheet takes for the end of a cell.
std::string not_a_formula(std::string_view text);
// The text that not_a_formula made this of; what it did not make stays, but for such an apostrophe.
std::string without_apostrophes(std::string_view text);

// One cell: quoted, not a formula; empty where the text is.
std::string csv_text(std::string_view text);
// One line of cells that are ready: csv_text, or a number.
std::string csv_line(const std::vector<std::string>& cells);
// The same of texts.
std::string csv_text_line(std::vector<std::string> texts);

}  // namespace thuoc
