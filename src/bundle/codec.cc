#include "bundle/codec.h"

#include <zlib.h>
#ifdef THUOC_LIBDEFLATE
#include <libdeflate.h>
#endif

#include <algorithm>
#include <vector>

#include "base/limits.h"

namespace thuoc {
namespace {

struct InflateStream : z_stream {
  InflateStream() : z_stream{} { ready = inflateInit2(this, -MAX_WBITS) == Z_OK; }
  ~InflateStream() {
    if (ready) inflateEnd(this);
  }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;
  bool ready = false;
};

std::unexpected<Error> broken(const Entry& entry) { return fail("zip.bad_deflate", {entry.name, "", entry.data_offset}); }

Status inflate_slices(const Source& source, const Entry& entry, const std::function<bool(std::span<const std::byte>)>& take) {
  InflateStream stream;
  if (!stream.ready) return broken(entry);
  std::vector<std::byte> packed(std::min<std::uint64_t>(entry.packed_size, limits::slice_bytes));
  // One byte more than promised, so that a stream that gives more is seen to.
  std::vector<std::byte> plain(std::min<std::uint64_t>(entry.size + 1, limits::slice_bytes));
  std::uint64_t given = 0, taken = 0;
  int state = Z_OK;
  while (taken < entry.packed_size) {
    const std::size_t count = std::min<std::uint64_t>(packed.size(), entry.packed_size - taken);
    if (const Status read = source.read(entry.data_offset + taken, std::span(packed).first(count)); !read) return read;
    taken += count;
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(count);
    do {
      stream.next_out = reinterpret_cast<Bytef*>(plain.data());
      stream.avail_out = static_cast<uInt>(plain.size());
      state = inflate(&stream, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return broken(entry);
      const std::size_t got = plain.size() - stream.avail_out;
      given += got;
      if (given > entry.size) return broken(entry);
      if (got > 0 && !take(std::span(plain).first(got))) return fail("bundle.cancelled");
    } while (state != Z_STREAM_END && stream.avail_out == 0);
    if (state == Z_STREAM_END) break;
  }
  if (state != Z_STREAM_END || stream.avail_in > 0 || taken != entry.packed_size || given != entry.size) return broken(entry);
  return {};
}

}  // namespace

std::uint32_t crc32_of(std::span<const std::byte> bytes, std::uint32_t crc) {
#ifdef THUOC_LIBDEFLATE
  return libdeflate_crc32(crc, bytes.data(), bytes.size());
#else
  return static_cast<std::uint32_t>(crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
#endif
}

std::uint32_t crc32_of(std::string_view text, std::uint32_t crc) { return crc32_of(std::as_bytes(std::span(text)), crc); }

Status for_each_slice(const Source& source, const Entry& entry, const std::function<bool(std::span<const std::byte>)>& take) {
  if (entry.method != 0) return inflate_slices(source, entry, take);
  std::vector<std::byte> slice(std::min<std::uint64_t>(entry.size, limits::slice_bytes));
  for (std::uint64_t at = 0; at < entry.size; at += slice.size()) {
    const auto part = std::span(slice).first(std::min<std::uint64_t>(slice.size(), entry.size - at));
    if (const Status read = source.read(entry.data_offset + at, part); !read) return read;
    if (!take(part)) return fail("bundle.cancelled");
  }
  return {};
}

}  // namespace thuoc
