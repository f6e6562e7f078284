// Inflate by zlib; CRC-32 by libdeflate where it was there when this was built, by zlib everywhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// Start with 0.
std::uint32_t crc32_of(std::span<const std::byte> bytes, std::uint32_t crc = 0);
std::uint32_t crc32_of(std::string_view text, std::uint32_t crc = 0);

// Gives an entry's content slice by slice. The stream must end exactly at packed_size and give
// exactly `size` bytes; CRC and hash are the caller's. Codes: zip.bad_deflate, source.*, and
// bundle.cancelled where `take` returns false.
Status for_each_slice(const Source& source, const Entry& entry, const std::function<bool(std::span<const std::byte>)>& take);

}  // namespace thuoc
