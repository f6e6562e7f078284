// What stands in a list of units beside the units: the words offices write above columns, and the rows of
// titles, sums and signatures around them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "round/table_text.h"

namespace thuoc {

// "code", "name", "level", "ownership", "email", "commune", "note"; "" for a column that is known and not needed.
// What is in brackets, stars and slashes do not matter.
std::optional<std::string_view> column_of(std::string_view cell);
// "public", "people-founded", "private".
std::optional<std::string_view> ownership_of(std::string_view cell);

// The row that names the columns, among the first ten with anything in them.
struct FoundHeader {
  std::size_t row = 0;
  std::size_t known = 0;  // of its cells; 0 where there is no such row
  bool has_code = false;
};
FoundHeader find_header(const std::vector<PastedRow>& rows);

// Tab, ';' or ',': the one by which a header is found, else the one that most of the first lines have.
char choose_delimiter(std::string_view text);

// The text code of what this is the beginning of, a title (register.title_row) or a sum, a date or a signature
// (register.footer_row); "" for anything else.
std::string_view around_a_list(std::string_view cell);

}  // namespace thuoc
