// What tests of several modules need: bytes from hex, files from tests/data, a key that is always the same.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "trust/trust.h"

namespace thuoc::test {

inline std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string test_data(const std::string& name) { return read_file(std::string(THUOC_SOURCE_DIR) + "/tests/data/" + name); }

template <typename Array>
Array to_array(std::string_view bytes) {
  Array out{};
  for (std::size_t i = 0; i < out.size() && i < bytes.size(); ++i) out[i] = static_cast<std::byte>(bytes[i]);
  return out;
}

inline SecretKey key_number(int n) {
  std::array<std::byte, 32> seed{};
  seed[0] = static_cast<std::byte>(n);
  return key_from_seed(seed);
}

}  // namespace thuoc::test
