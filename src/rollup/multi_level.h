// How a school of several cấp học counts.
#pragma once

#include <string_view>

namespace thuoc {

// Once, in a row of its own, or in the row of each. Totals of a section count it once either way.
enum class MultiLevel { once, each };
std::string_view to_text(MultiLevel multi_level);  // "once", "each"

}  // namespace thuoc
