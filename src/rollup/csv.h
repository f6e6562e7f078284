// Rows as CSV that a Vietnamese Excel opens right by double click: UTF-8 with a byte order mark,
// without which it takes the file for Windows-1258; a comma between cells, which is the list
// separator of Windows in Vietnamese as in English; points and percentages with a decimal comma, in
// quotes; CRLF. A "sep=" line would make Excel forget the mark. Where Windows is set to English
// figures, the workbook is the file to open; for a program, NDJSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace thuoc {

std::string csv_head(const std::vector<std::string>& columns);

// null and absent values are empty. Names come from strangers' files: a text that a spreadsheet would
// take for a formula gets an apostrophe in front. A code it would take for a number and change
// ("01001501") stands as ="01001501".
std::string csv_row(const Json& row, const std::vector<std::string>& columns);

}  // namespace thuoc
