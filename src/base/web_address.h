// Which addresses may become links.
#pragma once

#include <string_view>

namespace thuoc {

// True for an http or https address that leads where it seems to: no user before an "@", nothing hidden,
// no blank, and a host of ASCII and Vietnamese letters only, so that no look-alike from another script stands
// in it. Anything else (javascript:, data:, file:) is shown as text.
bool is_web_address(std::string_view url);

}  // namespace thuoc
