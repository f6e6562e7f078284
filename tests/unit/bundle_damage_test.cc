// SQLite's way: a small bundle cut at every byte and with every bit turned, and none passes.
#include <doctest/doctest.h>

#include "bundle/zip_format.h"
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

TEST_CASE("damage: what was cut is told as cut, also where its evidence is a ZIP itself") {
  const ZipParts letter{{stored("word/document.xml", "<w:document/>"), deflated("word/styles.xml", std::string(50, 'x'))}};
  ZipParts commented = letter, wide = letter;
  commented.end.comment = "PK";
  wide.end.more_in_all = wide.end.more_on_disk = 0xffff - 2;
  for (const ZipParts& inner : {letter, commented, wide, ZipParts{}}) {
    ZipParts parts = parts_of(sample_bundle());
    parts.entries.insert(parts.entries.begin() + 3, stored(top + "/data/evidence/chung/0.docx", build(inner)));
    parts.entries.push_back(stored(top + "/z.docx", build(inner)));
    const std::string bundle = build(parts);
    for (std::size_t size = 4; size < bundle.size(); ++size) {
      CAPTURE(size);
      REQUIRE(answer(bundle.substr(0, size)) == "rejected zip.truncated");
    }
    CHECK(answer(bundle + "x") == "rejected zip.trailing_bytes");
    CHECK(answer(bundle + std::string(70'000, 'x')) == "rejected zip.trailing_bytes");
  }
}

TEST_CASE("damage: of a bag that another tool streamed, an end record inside is not its own") {
  ZipParts parts = parts_of(sample_bundle());
  parts.entries.push_back(stored(top + "/z.docx", build(ZipParts{{stored("word/document.xml", "<w:document/>")}})));
  for (ZipEntry& entry : parts.entries) {
    both(entry, [](Header& h) { h.flags |= 1 << 3; });
    zip::put32(entry.descriptor, zip::descriptor_signature);
    zip::put32(entry.descriptor, entry.central.crc32);
    zip::put32(entry.descriptor, entry.central.packed_size);
    zip::put32(entry.descriptor, entry.central.size);
    entry.local.crc32 = entry.local.packed_size = entry.local.size = 0;
  }
  const std::string bundle = build(parts);
  for (std::size_t cut = 1; cut < 400; ++cut) {
    CAPTURE(cut);
    REQUIRE(answer(bundle.substr(0, bundle.size() - cut)) == "rejected zip.truncated");
  }
  CHECK(answer(bundle + "x") == "rejected zip.trailing_bytes");
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
