#include "bundle/secret.h"

#include <algorithm>
#include <vector>

#include <zlib.h>

#include "base/limits.h"
#include "bundle/codec.h"

namespace thuoc {
namespace {

// What JSON, quoting and UTF-16 put between the letters.
bool is_between(char c) { return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\\' || c == '"'; }

// Whether "thuoc-key" stands in it, with anything of that between: found by its dash, for every piece of
// evidence of every bundle is asked.
bool names_key_file(std::string_view bytes) {
  constexpr std::string_view before = "couht", behind = "key";
  const auto follow = [&](std::string_view letters, std::size_t at, bool backwards) {
    for (const char letter : letters) {
      do {
        if (backwards ? at == 0 : at + 1 >= bytes.size()) return false;
        at += backwards ? -1 : 1;
      } while (is_between(bytes[at]));
      if (bytes[at] != letter) return false;
    }
    return true;
  };
  for (std::size_t dash = bytes.find('-'); dash != bytes.npos; dash = bytes.find('-', dash + 1)) {
    if (follow(before, dash, true) && follow(behind, dash, false)) return true;
  }
  return false;
}

bool reads_like_key(std::string_view bytes) {
  if (!names_key_file(bytes)) return false;
  std::string letters(bytes);
  std::erase_if(letters, is_between);
  const bool named =
      letters.find("format:thuoc-key") != std::string::npos || letters.find("format&quot;:&quot;thuoc-key") != std::string::npos;
  return named && (letters.find("plain") != std::string::npos || letters.find("box") != std::string::npos);
}

// As much of a deflated file as a key may need; what is damaged gives what came before.
std::string inflated(std::string_view packed) {
  std::string out(limits::key_search_bytes, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace

bool holds_secret_key(std::string_view bytes) {
  if (reads_like_key(bytes)) return true;
  // Any local header will do: a ZIP that readers disagree on is no hiding place.
  constexpr std::string_view header = "PK\x03\x04";
  constexpr std::size_t head = 30;
  const auto number = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at])) |
           static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
  };
  std::size_t seen = 0;
  for (std::size_t at = bytes.find(header); at != std::string_view::npos && seen < limits::key_search_files;
       at = bytes.find(header, at + 1), ++seen) {
    if (at + head > bytes.size() || number(at + 8) != Z_DEFLATED) continue;
    const std::size_t data = at + head + number(at + 26) + number(at + 28);
    if (data < bytes.size() && reads_like_key(inflated(bytes.substr(data)))) return true;
  }
  return false;
}

bool holds_secret_key(const Source& source, std::uint64_t offset, std::uint64_t size) {
  if (size == 0 || size > limits::key_search_bytes) return false;
  std::string bytes(size, '\0');
  if (!source.read(offset, std::as_writable_bytes(std::span(bytes)))) return false;
  return holds_secret_key(bytes);
}

std::string file_with_secret_key(const Source& source, const Check& check) {
  for (const Entry& entry : check.entries) {
    if (entry.size > limits::key_search_bytes) continue;
    std::string bytes;
    const Status read = for_each_slice(source, entry, [&](std::span<const std::byte> slice) {
      bytes.append(reinterpret_cast<const char*>(slice.data()), slice.size());
      return true;
    });
    if (read && holds_secret_key(bytes)) return entry.name;
  }
  return {};
}

}  // namespace thuoc
