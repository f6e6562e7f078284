#include "base/sha256.h"

#include <sodium.h>

#include <algorithm>
#include <new>

#include "base/limits.h"

namespace thuoc {
namespace {

crypto_hash_sha256_state* state_in(std::byte* storage) {
  return std::launder(reinterpret_cast<crypto_hash_sha256_state*>(storage));
}

}  // namespace

Sha256::Sha256() {
  static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(state_));
  static_assert(alignof(crypto_hash_sha256_state) <= 8);
  crypto_hash_sha256_init(new (state_) crypto_hash_sha256_state);
}

void Sha256::update(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto slice = bytes.first(std::min(bytes.size(), limits::slice_bytes));
    crypto_hash_sha256_update(state_in(state_), reinterpret_cast<const unsigned char*>(slice.data()), slice.size());
    bytes = bytes.subspan(slice.size());
  }
}

void Sha256::update(std::string_view bytes) { update(std::as_bytes(std::span(bytes))); }

std::array<std::byte, 32> Sha256::digest() {
  std::array<std::byte, 32> out;
  crypto_hash_sha256_final(state_in(state_), reinterpret_cast<unsigned char*>(out.data()));
  return out;
}

std::string Sha256::hex() { return to_hex(digest()); }

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

std::string to_hex(std::span<const std::byte> bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    out += digits[std::to_integer<int>(b >> 4)];
    out += digits[std::to_integer<int>(b & std::byte{15})];
  }
  return out;
}

bool is_sha256_hex(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace thuoc
