// What was changed in a rubric pack, as far as it changes what is asked, of whom, what it is worth or what it is called.
#pragma once

#include <vector>

#include "rubric/rubric.h"

namespace thuoc {

// One phrase a difference ("Ứng dụng kết nối …: tối đa 10 điểm, bản gốc 8"), in the pack's order.
// Empty where only the order, notes, hints at evidence, sources or certainty differ.
std::vector<Words> differences(const Pack& original, const Pack& changed);

}  // namespace thuoc
