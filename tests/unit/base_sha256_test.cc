#include "base/sha256.h"

#include <doctest/doctest.h>

#include <string>

using namespace thuoc;

TEST_CASE("sha256: vectors of FIPS 180-4") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: slices of any size give the same digest") {
  const std::string text(100'000, 'x');
  for (const std::size_t size : {1u, 63u, 64u, 65u, 65'537u}) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += size) hash.update(std::string_view(text).substr(at, size));
    CHECK(hash.hex() == sha256_hex(text));
  }
}

TEST_CASE("sha256: what a digest looks like") {
  CHECK(is_sha256_hex(sha256_hex("x")));
  CHECK_FALSE(is_sha256_hex(std::string(63, 'a')));
  CHECK_FALSE(is_sha256_hex(std::string(64, 'A')));
  CHECK_FALSE(is_sha256_hex(std::string(63, 'a') + "g"));
}
