#include "bundle/codec.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <random>
#include <string>
#include <string_view>

using namespace thuoc;

TEST_CASE("crc32: the check value of its definition") {
  CHECK(crc32_of("123456789") == 0xcbf43926);
  CHECK(crc32_of("") == 0);
  CHECK(crc32_of("", 0xcbf43926) == 0xcbf43926);
}

TEST_CASE("crc32: what zlib says, wherever a text begins, ends and is cut") {
  std::mt19937 random(20261127);
  std::string text(200'000, ' ');
  for (char& c : text) c = static_cast<char>(random());
  for (std::size_t turn = 0; turn < 600; ++turn) {
    // Every short length, then any.
    const std::string_view part = std::string_view(text).substr(random() % 100, turn < 300 ? turn : random() % 190'000);
    const std::size_t cut = random() % (part.size() + 1);
    const std::uint32_t by_zlib =
        static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(part.data()), part.size()));
    CHECK(crc32_of(part) == by_zlib);
    CHECK(crc32_of(part.substr(cut), crc32_of(part.substr(0, cut))) == by_zlib);
  }
}
