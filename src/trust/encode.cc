#include "trust/encode.h"

#include <sodium.h>

namespace thuoc {

std::string to_base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), as_uchar(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // sodium counts the final NUL
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

void put_wire(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xff);
}

void put_wire(std::string& out, std::string_view text) {
  put_wire(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

std::optional<std::uint32_t> take_wire_number(std::string_view& rest) {
  if (rest.size() < 4) return std::nullopt;
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(rest[i]);
  rest.remove_prefix(4);
  return number;
}

std::optional<std::string_view> take_wire_text(std::string_view& rest) {
  std::string_view after = rest;
  const auto size = take_wire_number(after);
  if (!size || *size > after.size()) return std::nullopt;
  rest = after.substr(*size);
  return after.substr(0, *size);
}

}  // namespace thuoc
