#include "base/sha256.h"

#include <sodium.h>
#ifdef THUOC_LIBCRYPTO
#define OPENSSL_SUPPRESS_DEPRECATED  // EVP, which is advised instead, would link every provider: 4 MB, and allocates
#include <openssl/sha.h>
#endif

#include <algorithm>
#include <new>
#include <type_traits>

namespace thuoc {
namespace {

// One way to reckon: its state lives in a Sha256's own storage.
struct Portable {
  using State = crypto_hash_sha256_state;
  static void begin(State* state) { crypto_hash_sha256_init(state); }
  static void add(State* state, const unsigned char* bytes, std::size_t count) { crypto_hash_sha256_update(state, bytes, count); }
  static void end(State* state, unsigned char* digest) { crypto_hash_sha256_final(state, digest); }
};
#ifdef THUOC_LIBCRYPTO
struct Fastest {
  using State = SHA256_CTX;
  static void begin(State* state) { SHA256_Init(state); }
  static void add(State* state, const unsigned char* bytes, std::size_t count) { SHA256_Update(state, bytes, count); }
  static void end(State* state, unsigned char* digest) { SHA256_Final(digest, state); }
};
#else
using Fastest = Portable;
#endif

template <typename Way>
typename Way::State* state_in(std::byte* storage) {
  return std::launder(reinterpret_cast<typename Way::State*>(storage));
}

// work(Way()) of the way that `by` names.
template <typename Work>
void with(Sha256::By by, Work work) {
  if (by == Sha256::By::portable) work(Portable());
  else work(Fastest());
}

}  // namespace

bool Sha256::has_libcrypto() { return !std::is_same_v<Fastest, Portable>; }

Sha256::Sha256(By by) : by_(by) {
  with(by, [&]<typename Way>(Way) {
    static_assert(sizeof(typename Way::State) <= sizeof(state_) && alignof(typename Way::State) <= 8);
    Way::begin(new (state_) typename Way::State);
  });
}

void Sha256::update(std::span<const std::byte> bytes) {
  with(by_, [&]<typename Way>(Way) {
    Way::add(state_in<Way>(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  });
}

void Sha256::update(std::string_view bytes) { update(std::as_bytes(std::span(bytes))); }

std::array<std::byte, 32> Sha256::digest() {
  std::array<std::byte, 32> out;
  with(by_, [&]<typename Way>(Way) { Way::end(state_in<Way>(state_), reinterpret_cast<unsigned char*>(out.data())); });
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
