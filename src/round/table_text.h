// Tables as people copy and paste them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thuoc {

struct PastedRow {
  std::size_t line = 0;  // from 1; of its first line where a quoted cell has several
  std::vector<std::string> cells;
  bool open_quote = false;  // a quote was opened and never closed: the line is taken as it stands
};

// The bytes of a list as UTF-8 without a mark in front, each kind of line end ('\r', '\v', '\f', U+0085, U+2028,
// U+2029) as '\n'. UTF-16 is known by its mark.
std::string table_text(std::string_view bytes);

// Cells divided by `delimiter`; one that begins with a quote ends at a single one before a delimiter or a line end
// (RFC 4180). Where that is not so, the quote is a letter of the cell: “"Hoa Sen" Mầm non”. Between tabs no quoted cell
// holds both a line end and a tab: two quotes of two lines are two letters.
std::vector<PastedRow> split_rows(std::string_view text, char delimiter);

// A cell as it was before base/csv.h kept it from being a formula; also ="0123" → 0123.
std::string plain_cell(std::string_view cell);

// A cleaned text as a code: every kind of dash is '-', every kind of space ' ', one, and none at its ends.
std::string plain_code(std::string_view cell);

}  // namespace thuoc
