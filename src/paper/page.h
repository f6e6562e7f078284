// The frame of a page that any browser opens without us, in a bundle or on a web site.
#pragma once

#include <string>
#include <string_view>

#include "paper/html.h"

namespace thuoc {

// Vietnamese, no script, nothing loaded from anywhere; for a phone and for A4.
std::string html_page(std::string_view title, const Html& body);

}  // namespace thuoc
