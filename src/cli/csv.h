// Rows as CSV (RFC 4180: CRLF, quotes doubled) that a Vietnamese Excel opens right.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace thuoc::cli {

// The byte order mark, without which Excel takes UTF-8 for Windows-1258, and the names.
std::string csv_head(const std::vector<std::string>& columns);
// null and absent values are empty. A text that a spreadsheet would take for a formula gets an
// apostrophe in front: names come from strangers' files.
std::string csv_row(const Json& row, const std::vector<std::string>& columns);

}  // namespace thuoc::cli
