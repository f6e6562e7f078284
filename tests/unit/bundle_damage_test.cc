// SQLite's way: a small bundle cut at every byte and with every bit turned, and none passes.
#include <doctest/doctest.h>

#include "bundle_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

bool passes(const std::string& bytes) {
  const Verdict verdict = verify(bytes).verdict;
  return verdict == Verdict::valid || verdict == Verdict::unknown_key;
}

}  // namespace

TEST_CASE("damage: cut at every byte") {
  const std::string bundle = sample_bundle();
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    CAPTURE(size);
    const Check check = verify(bundle.substr(0, size));
    CHECK(check.verdict == Verdict::rejected);
    CHECK_FALSE(check.reason.code.empty());
  }
}

TEST_CASE("damage: every bit of every byte turned") {
  std::string bundle = sample_bundle();
  REQUIRE(passes(bundle));
  int survivors = 0;
  for (std::size_t at = 0; at < bundle.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      bundle[at] = static_cast<char>(bundle[at] ^ 1 << bit);
      if (passes(bundle)) {
        ++survivors;
        MESSAGE("bit " << bit << " of byte " << at << " was not noticed");
      }
      bundle[at] = static_cast<char>(bundle[at] ^ 1 << bit);
    }
  }
  CHECK(survivors == 0);
}

TEST_CASE("damage: a byte taken out or put in anywhere") {
  const std::string bundle = sample_bundle();
  for (std::size_t at = 0; at < bundle.size(); at += 3) {
    CAPTURE(at);
    CHECK_FALSE(passes(bundle.substr(0, at) + bundle.substr(at + 1)));
    CHECK_FALSE(passes(bundle.substr(0, at) + "x" + bundle.substr(at)));
    CHECK_FALSE(passes(bundle.substr(0, at) + '\0' + bundle.substr(at)));
  }
}

TEST_CASE("damage: a repacked bundle is never crashed by any bit") {
  ZipParts parts = parts_of(sample_bundle());
  for (ZipEntry& entry : parts.entries) entry = deflated(entry.local.name, entry.data);
  std::string bundle = build(parts);
  REQUIRE(passes(bundle));
  for (std::size_t at = 0; at < bundle.size(); ++at) {
    bundle[at] = static_cast<char>(bundle[at] ^ 1 << at % 8);
    const Check check = verify(bundle);
    // A deflate stream has several writings of one text: where it passes, the text is the same.
    if (check.verdict == Verdict::unknown_key) CHECK(check.document_json == "{\"id\": \"x\"}\n");
    bundle[at] = static_cast<char>(bundle[at] ^ 1 << at % 8);
  }
}
