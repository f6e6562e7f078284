// Base64, and the length-prefixed strings of SSH's formats (RFC 4251 §5). Inside trust only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace thuoc {

std::string to_base64(std::string_view bytes);
// Standard alphabet with padding, nothing else: one text for one value.
std::optional<std::string> from_base64(std::string_view text);

inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline const unsigned char* as_uchar(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline const unsigned char* as_uchar(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* out_uchar(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// The only kind of key there is here, as OpenSSH names it.
inline constexpr std::string_view key_type = "ssh-ed25519";
void put_wire(std::string& out, std::uint32_t number);
void put_wire(std::string& out, std::string_view text);

// Takes from the front of `rest`; nothing when too little is left.
std::optional<std::uint32_t> take_wire_number(std::string_view& rest);
std::optional<std::string_view> take_wire_text(std::string_view& rest);

}  // namespace thuoc
