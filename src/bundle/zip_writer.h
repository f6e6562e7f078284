// The canonical ZIP: docs/format.md says every byte of it.
#pragma once

#include <string>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct ZipMember {
  std::string name;
  std::variant<std::string, StoredFile> content;
};

struct WrittenZip {
  std::vector<Piece> pieces;
  std::uint64_t size = 0;
};

// Members are sorted by name here. Codes: bundle.name_not_safe, bundle.duplicate_name,
// bundle.too_many_files, bundle.too_large.
Result<WrittenZip> write_zip(std::vector<ZipMember> members);

}  // namespace thuoc
