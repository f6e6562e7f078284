// A roll-up as an Excel workbook: the table as a paper, the units behind it, their points, and what
// is provisional.
#pragma once

#include <string>
#include <string_view>

#include "rollup/rollup.h"

namespace thuoc {

// The bytes of an .xlsx, made in memory. `day` (ISO) is written as the day it was made, so that the
// same roll-up gives the same file. Sheets: the table of the self-assessments; that of the external
// ones, if there are any; units; points of every item, of units whose own bundles were read; notes.
// Code: rollup.workbook_failed (no memory, or more units than a sheet has rows: 1,048,576).
Result<std::string> write_xlsx(const Rollup& rollup, const Pack& pack, const Form& form, std::string_view day, Lang lang);

}  // namespace thuoc
