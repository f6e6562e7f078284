// The canonical ZIP: docs/format.md says every byte of it. Everything is stored, nothing deflated:
// the same content then gives the same bytes whatever zlib a machine has, and no bit can be changed
// without a hash noticing (a deflate stream has many writings of the same text).
#pragma once

#include <string>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct ZipMember {
  std::string name;
  std::variant<std::string, StoredFile> content;
};

void sort_by_name(std::vector<ZipMember>& members);

struct WrittenZip {
  std::vector<Piece> pieces;
  std::uint64_t size = 0;
};

// Members are sorted by name here. Codes: bundle.name_not_safe, bundle.duplicate_name,
// bundle.too_many_files, bundle.too_large.
Result<WrittenZip> write_zip(std::vector<ZipMember> members);

}  // namespace thuoc
