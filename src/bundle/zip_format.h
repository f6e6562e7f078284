// The records of a ZIP file (PKWARE's APPNOTE, 4.3) and the values the canonical form gives them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace thuoc::zip {

inline constexpr std::uint32_t local_signature = 0x04034b50;
inline constexpr std::uint32_t central_signature = 0x02014b50;
inline constexpr std::uint32_t end_signature = 0x06054b50;
inline constexpr std::uint32_t descriptor_signature = 0x08074b50;

inline constexpr std::size_t local_bytes = 30, central_bytes = 46, end_bytes = 22;

// Written and expected in the canonical form, always the same.
inline constexpr std::uint16_t version_needed = 20;
inline constexpr std::uint16_t version_made_by = 3 << 8 | 20;        // Unix, so that unzip sets 0644
inline constexpr std::uint16_t dos_time = 0, dos_date = 1 << 5 | 1;  // 1980-01-01 00:00
inline constexpr std::uint32_t attributes = 0100644u << 16;          // a plain file, rw-r--r--

inline constexpr std::uint16_t flag_encrypted = 1 << 0, flag_descriptor = 1 << 3, flag_strong = 1 << 6, flag_utf8 = 1 << 11,
                               flag_masked = 1 << 13;

inline void put16(std::string& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xff);
  out += static_cast<char>(value >> 8 & 0xff);
}
inline void put32(std::string& out, std::uint32_t value) {
  put16(out, value & 0xffff);
  put16(out, value >> 16);
}

// Takes little-endian fields from the front of a record that is known to be long enough.
class Taker {
 public:
  explicit Taker(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::uint16_t u16() { return static_cast<std::uint16_t>(take(2)); }
  std::uint32_t u32() { return take(4); }

 private:
  std::uint32_t take(std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::to_integer<std::uint32_t>(bytes_[i]) << (8 * i);
    bytes_ = bytes_.subspan(count);
    return value;
  }
  std::span<const std::byte> bytes_;
};

}  // namespace thuoc::zip
