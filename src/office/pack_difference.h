// What was changed in a rubric pack, as far as it moves points or levels.
#pragma once

#include <vector>

#include "rubric/rubric.h"

namespace thuoc {

// One phrase a difference ("Ứng dụng kết nối …: tối đa 10 điểm, bản gốc 8"), in the pack's order.
// Empty where only titles, notes, sources or certainty differ.
std::vector<Words> differences(const Pack& original, const Pack& changed);

}  // namespace thuoc
