// Which Thước this is: "1.0.0", of CMakeLists.txt.
#pragma once

#include <string_view>

namespace thuoc {

std::string_view version();

}  // namespace thuoc
