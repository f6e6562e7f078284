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
// source.*, each with the byte offset.
Result<Archive> read_archive(const Source& source);

}  // namespace thuoc
