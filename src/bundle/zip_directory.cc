#include "bundle/zip_directory.h"

#include <algorithm>

#include "base/limits.h"
#include "bundle/zip_format.h"

namespace thuoc {
namespace {

constexpr std::size_t most_comment = 0xffff;

struct DirectoryPlace {
  std::uint64_t from = 0, size = 0;
  std::size_t count = 0;
};

// The last end record whose directory may stand before it. A comment behind it is no harm here.
std::optional<DirectoryPlace> find_end(const Source& source) {
  const std::uint64_t size = source.size();
  const std::uint64_t reach = std::min<std::uint64_t>(size, most_comment + zip::end_bytes), start = size - reach;
  std::vector<std::byte> tail(reach);
  if (reach < zip::end_bytes || !source.read(start, tail)) return std::nullopt;
  for (std::size_t at = reach - zip::end_bytes + 1; at-- > 0;) {
    zip::Taker from(std::span<const std::byte>(tail).subspan(at));
    if (from.u32() != zip::end_signature) continue;
    from.u32(), from.u16();
    DirectoryPlace end;
    end.count = from.u16();
    end.size = from.u32();
    end.from = from.u32();
    // A wider form (ZIP64) has all ones here, and is no file that was mailed.
    if (end.from + end.size > start + at) return std::nullopt;
    return end;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ZipDirectory> read_directory(const Source& source) {
  const auto end = find_end(source);
  if (!end || end->size > limits::zip_directory_bytes) return std::nullopt;
  std::vector<std::byte> bytes(end->size);
  if (!source.read(end->from, bytes)) return std::nullopt;
  ZipDirectory out;
  std::span<const std::byte> rest = bytes;
  for (std::size_t i = 0; i < end->count; ++i) {
    if (rest.size() < zip::central_bytes) return std::nullopt;
    zip::Taker from(rest);
    if (from.u32() != zip::central_signature) return std::nullopt;
    ListedFile file;
    from.u16(), from.u16();
    file.flags = from.u16();
    file.method = from.u16();
    from.u32();
    file.crc32 = from.u32();
    file.packed_size = from.u32();
    file.size = from.u32();
    const std::size_t name = from.u16(), extra = from.u16(), comment = from.u16();
    from.u16(), from.u16(), from.u32();
    file.header_offset = from.u32();
    if (rest.size() < zip::central_bytes + name + extra + comment) return std::nullopt;
    file.name.assign(reinterpret_cast<const char*>(rest.data()) + zip::central_bytes, name);
    // Windows' own, against the rules.
    std::ranges::replace(file.name, '\\', '/');
    rest = rest.subspan(zip::central_bytes + name + extra + comment);
    if (file.name.ends_with('/')) continue;
    if (out.files.size() < limits::unpacked_files) out.files.push_back(std::move(file));
    else ++out.more;
  }
  return out;
}

Result<Entry> locate(const Source& source, const ListedFile& file) {
  const auto refuse = [&] { return fail("zip.bad_header", {file.name, "", file.header_offset}); };
  const std::uint64_t size = source.size();
  std::byte bytes[zip::local_bytes];
  if (file.header_offset + sizeof bytes > size) return refuse();
  if (const Status read = source.read(file.header_offset, bytes); !read) return std::unexpected(read.error());
  if (zip::Taker(bytes).u32() != zip::local_signature) return refuse();
  zip::Taker lengths(std::span<const std::byte>(bytes).subspan(26));
  const std::uint64_t name = lengths.u16(), extra = lengths.u16();
  Entry out{file.name,
            file.method,
            file.crc32,
            file.size,
            file.packed_size,
            file.header_offset,
            file.header_offset + sizeof bytes + name + extra};
  if (out.data_offset + out.packed_size > size) return refuse();
  return out;
}

}  // namespace thuoc
