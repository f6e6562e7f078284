// Pages that others wrote.
#pragma once

#include <string_view>

namespace thuoc {

// Whether a page is made of nothing but what every edition of ours was made of: text, tables, lists, links, its own
// style. No script, no handler, no frame, form or picture, nothing fetched, no markup that only some browsers
// understand. What is not known to be harmless makes it not plain.
bool is_plain_page(std::string_view html);

}  // namespace thuoc
