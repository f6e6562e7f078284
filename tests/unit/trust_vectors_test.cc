// Public Ed25519 vectors, run whole (tests/data/vectors/README.md).
#include <doctest/doctest.h>

#include "base/json.h"
#include "support.h"
#include "trust/trust.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

Json vectors(const std::string& name, std::size_t count) {
  auto json = parse_json(test_data("vectors/" + name), name);
  REQUIRE(json.has_value());
  REQUIRE((*json)["tests"].size() == count);
  return (*json)["tests"];
}

std::string hex_of(const Json& row, const char* key) { return from_hex(row[key].get<std::string>()); }

bool accepts(const Json& row) {
  const std::string signature = hex_of(row, "sig");
  // The type is 64 bytes: what is longer or shorter cannot even be asked.
  return signature.size() == 64 &&
         verify_signature(to_array<PublicKey>(hex_of(row, "pk")), hex_of(row, "msg"), to_array<Signature>(signature));
}

}  // namespace

TEST_CASE("ed25519: RFC 8032 §7.1") {
  for (const Json& row : vectors("rfc8032.json", 5)) {
    CAPTURE(row["name"].get<std::string>());
    const auto seed = to_array<std::array<std::byte, 32>>(hex_of(row, "seed"));
    const SecretKey key = key_from_seed(seed);
    CHECK(key.public_key() == to_array<PublicKey>(hex_of(row, "pk")));
    CHECK(sign(key, hex_of(row, "msg")) == to_array<Signature>(hex_of(row, "sig")));
    CHECK(accepts(row));
  }
}

TEST_CASE("ed25519: Wycheproof, all tests") {
  int valid = 0;
  for (const Json& row : vectors("wycheproof_ed25519.json", 151)) {
    CAPTURE(row["tcId"].get<int>());
    CAPTURE(row["comment"].get<std::string>());
    CHECK(accepts(row) == row["valid"].get<bool>());
    valid += row["valid"].get<bool>();
  }
  CHECK(valid == 88);
}

TEST_CASE("ed25519: speccheck, as strict as libsodium and never laxer than OpenSSL") {
  for (const Json& row : vectors("speccheck.json", 15)) {
    CAPTURE(row["case"].get<int>());
    CHECK(accepts(row) == row["libsodium"].get<bool>());
    CHECK((!accepts(row) || row["openssl"].get<bool>()));
  }
}
