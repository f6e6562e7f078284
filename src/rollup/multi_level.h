// How a school of several cấp học counts.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace thuoc {

// Once, in a row of its own, or in the row of each. Totals of a section count it once either way.
enum class MultiLevel { once, each };
inline constexpr std::array<std::string_view, 2> multi_level_words{"once", "each"};
constexpr std::string_view to_text(MultiLevel multi_level) { return multi_level_words[static_cast<std::size_t>(multi_level)]; }

}  // namespace thuoc
