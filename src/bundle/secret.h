// A secret key where none may be: told by what a file holds, whatever it is called.
#pragma once

#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// Whether a key file of ours (docs/format.md) stands in it: as it is, with a byte-order mark, in UTF-16,
// quoted in another JSON or HTML, or as a file of a ZIP.
bool holds_secret_key(std::string_view bytes);
// The same of a file that may be large. Only what is small is looked at (limits::key_search_bytes): key files
// are, and a ZIP that somebody put one into.
bool holds_secret_key(const Source& source, std::uint64_t offset, std::uint64_t size);
// Of any file that a bundle has stored or deflated, one by one; its name, or "".
std::string file_with_secret_key(const Source& source, const Check& check);

}  // namespace thuoc
