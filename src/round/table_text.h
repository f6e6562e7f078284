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

// Cells divided by `delimiter`; one that begins with a quote ends at the next single one (RFC 4180).
std::vector<PastedRow> split_rows(std::string_view text, char delimiter);

// Tab, ';' or ',': what the first line with anything in it has most of, in this order of preference.
char sniff_delimiter(std::string_view text);

// A cell as it was before base/csv.h kept it from being a formula; also ="0123" → 0123.
std::string plain_cell(std::string_view cell);

}  // namespace thuoc
