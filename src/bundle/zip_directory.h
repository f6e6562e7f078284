// The directory of a ZIP that need not be ours, read leniently: to say what it is and to take out what is in it. What comes
// out is judged by the strict reader (zip_reader.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc {

struct ListedFile {
  std::string name;  // '/' between folders, as bytes
  std::uint16_t flags = 0, method = 0;
  std::uint32_t crc32 = 0, packed_size = 0, size = 0, header_offset = 0;
};

struct ZipDirectory {
  std::vector<ListedFile> files;  // in its order, folders left out
  std::size_t more = 0;           // beyond limits::unpacked_files
};

// Nothing where it is no ZIP, is cut, or has a directory that is not where its end says.
std::optional<ZipDirectory> read_directory(const Source& source);

// Where the bytes of a file are, after its own header. Code zip.bad_header, source.*.
Result<Entry> locate(const Source& source, const ListedFile& file);

}  // namespace thuoc
