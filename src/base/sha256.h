// SHA-256 (FIPS 180-4), by libsodium, in slices.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace thuoc {

class Sha256 {
 public:
  Sha256();
  void update(std::span<const std::byte> bytes);
  void update(std::string_view bytes);
  std::array<std::byte, 32> digest();  // ends the computation
  std::string hex();                   // the same as 64 lower-case hex digits

 private:
  alignas(8) std::byte state_[128];  // crypto_hash_sha256_state, kept out of this header
};

std::string sha256_hex(std::string_view bytes);
std::string to_hex(std::span<const std::byte> bytes);
bool is_sha256_hex(std::string_view text);  // 64 lower-case hex digits

}  // namespace thuoc
