// SHA-256 (FIPS 180-4), in slices: by OpenSSL's libcrypto where it was there when this was built, which
// has the processor's instructions for it, by libsodium everywhere else.
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
  enum class By { fastest, portable };  // `portable` is libsodium in every build: what the other is checked against
  static bool has_libcrypto();          // then `fastest` is libcrypto

  explicit Sha256(By by = By::fastest);
  void update(std::span<const std::byte> bytes);
  void update(std::string_view bytes);
  std::array<std::byte, 32> digest();  // ends the computation
  std::string hex();                   // the same as 64 lower-case hex digits

 private:
  alignas(8) std::byte state_[128];  // SHA256_CTX or crypto_hash_sha256_state, kept out of this header
  By by_;
};

std::string sha256_hex(std::string_view bytes);
std::string to_hex(std::span<const std::byte> bytes);
bool is_sha256_hex(std::string_view text);  // 64 lower-case hex digits

}  // namespace thuoc
