#include "base/sha256.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

using namespace thuoc;

namespace {

constexpr Sha256::By both_ways[] = {Sha256::By::portable, Sha256::By::fastest};

std::string hashed_by(std::string_view text, Sha256::By by, std::size_t slice = ~std::size_t{0}) {
  Sha256 hash(by);
  for (std::size_t at = 0; at < text.size(); at += std::min(slice, text.size() - at)) hash.update(text.substr(at, slice));
  return hash.hex();
}

}  // namespace

TEST_CASE("sha256: vectors of FIPS 180-4") {
  MESSAGE("fastest: ", Sha256::has_libcrypto() ? "libcrypto" : "libsodium");
  for (const Sha256::By by : both_ways) {
    CHECK(hashed_by("", by) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hashed_by("abc", by) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hashed_by("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", by) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hashed_by(std::string(1'000'000, 'a'), by) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
  CHECK(sha256_hex("abc") == hashed_by("abc", Sha256::By::portable));
}

TEST_CASE("sha256: slices of any size give the same digest, both ways") {
  std::mt19937 random(20261127);
  std::string text(200'000, ' ');
  for (char& c : text) c = static_cast<char>(random());
  const std::string whole = hashed_by(text, Sha256::By::portable);
  for (const std::size_t size : {1u, 63u, 64u, 65u, 65'537u, 200'000u}) {
    for (const Sha256::By by : both_ways) CHECK(hashed_by(text, by, size) == whole);
  }
  // Every length around a block's padding, and some at random, cut at random.
  for (std::size_t length = 0; length < 400; ++length) {
    const std::string_view part = std::string_view(text).substr(random() % 1000, length < 200 ? length : random() % 150'000);
    CHECK(hashed_by(part, Sha256::By::fastest, 1 + random() % 1000) ==
          hashed_by(part, Sha256::By::portable, 1 + random() % 1000));
  }
}

TEST_CASE("sha256: what a digest looks like") {
  CHECK(is_sha256_hex(sha256_hex("x")));
  CHECK_FALSE(is_sha256_hex(std::string(63, 'a')));
  CHECK_FALSE(is_sha256_hex(std::string(64, 'A')));
  CHECK_FALSE(is_sha256_hex(std::string(63, 'a') + "g"));
}
