// The strict walk over a ZIP, from byte 0 to the end record at the last byte.
#pragma once

#include <string>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct Archive {
  std::string top;             // the one top folder
  std::vector<Entry> entries;  // files in file order; folders are checked and left out
  Container container = Container::canonical;
};

// Only headers are read. Everything two readers could understand differently is refused; what our
// writer would have written differently, but is safe, makes the archive `repacked`. Codes zip.*,
// source.*, each with the byte offset. Of an entry whose name may wait, where the directory leaves its
// header only one place and one form, it is left to check_header (Entry::header_read): a header amid
// megabytes of evidence costs a slice of the file.
Result<Archive> read_archive(const Source& source, bool (*may_wait)(std::string_view name));

// The header that was left. Codes as above.
Status check_header(const Source& source, const Entry& entry);

}  // namespace thuoc
