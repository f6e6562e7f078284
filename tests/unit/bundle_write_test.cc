#include <doctest/doctest.h>

#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "bundle/how_to_check.h"
#include "bundle/zip_reader.h"
#include "bundle_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using Payload = std::vector<PayloadFile>;

std::string write_code(Payload payload, BagInfo info = sample_info(), std::string_view folder = top) {
  const auto written = write_bundle(folder, info, std::move(payload), "x", key_number(1));
  return written ? "" : written.error().code;
}

}  // namespace

TEST_CASE("write_bundle: the same content gives the same bytes") {
  CHECK(sample_bundle() == sample_bundle());
  CHECK(sample_bundle("a\n") != sample_bundle("b\n"));
  Store store;
  const Payload payload{{"data/b.txt", "b"}, {"data/a.txt", "a"}};
  const Payload turned{payload.rbegin(), payload.rend()};
  const auto one = write_bundle(top, sample_info(), payload, "x", key_number(1));
  const auto other = write_bundle(top, sample_info(), turned, "x", key_number(1));
  CHECK(bytes_of(*one, store) == bytes_of(*other, store));
}

TEST_CASE("write_bundle: the layout of docs/format.md") {
  const auto members = members_of(sample_bundle());
  const std::string id = key_id(key_number(1).public_key());
  const std::vector<std::string> expected{"KIEM-TRA.txt",
                                          "bag-info.txt",
                                          "bagit.txt",
                                          "data/dossier.json",
                                          "data/evidence/1.3.1/0123456789abcdef.pdf",
                                          "data/evidence/chung/fedcba9876543210.jpg",
                                          "data/rubric.json",
                                          "data/tom-tat.html",
                                          "manifest-sha256.txt",
                                          "signatures/" + id + ".ed25519",
                                          "signatures/" + id + ".pub",
                                          "signatures/" + id + ".pub.pem",
                                          "signatures/" + id + ".sshsig",
                                          "tagmanifest-sha256.txt"};
  REQUIRE(members.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(members[i].name == top + "/" + expected[i]);
  CHECK(members[1].content ==
        "Bundle-Type: dossier\n"
        "External-Identifier: 79012345\n"
        "School-Year: 2025-2026\n"
        "Rubric: qd4725-gdpt@1\n"
        "Source-Organization: Trường THCS Ánh Dương\n"
        "Bagging-Date: 2026-04-01\n"
        "Payload-Oxum: 56.5\n"
        "Bag-Software-Agent: Thuoc 1\n");
  CHECK(members[2].content == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  CHECK(members[8].content.starts_with(sha256_hex("{\"id\": \"x\"}\n") + "  data/dossier.json\n"));
  CHECK(members[13].content == sha256_hex(members[0].content) + "  KIEM-TRA.txt\n" + sha256_hex(members[1].content) +
                                   "  bag-info.txt\n" + sha256_hex(members[2].content) + "  bagit.txt\n" +
                                   sha256_hex(members[8].content) + "  manifest-sha256.txt\n");
  CHECK(members[9].content.size() == 64);
  CHECK(members[10].content.ends_with(" 79012345\n"));
}

TEST_CASE("write_bundle: stored files are named, never copied") {
  // Nothing with this hash exists anywhere: the pieces can only refer to it.
  const StoredFile big{std::string(64, 'a'), 300ull << 20, 1};
  const auto written = write_bundle(top, sample_info(), {{"data/evidence/1.1/a.pdf", big}}, "x", key_number(1));
  REQUIRE(written.has_value());
  CHECK(written->file_name == top + ".zip");
  REQUIRE(written->pieces.size() == 3);
  CHECK(std::get<StoredFile>(written->pieces[1].content).sha256 == big.sha256);
  const std::size_t text =
      std::get<std::string>(written->pieces[0].content).size() + std::get<std::string>(written->pieces[2].content).size();
  CHECK(written->size == text + big.size);
}

TEST_CASE("write_bundle: what is refused") {
  CHECK(write_code({{"data/a.txt", "a"}}) == "");
  CHECK(write_code({{"a.txt", "a"}}) == "bundle.name_not_safe");
  CHECK(write_code({{"data/../a.txt", "a"}}) == "bundle.name_not_safe");
  CHECK(write_code({{"data/minh chứng.pdf", "a"}}) == "bundle.name_not_safe");
  CHECK(write_code({{"data/nul.txt", "a"}}) == "bundle.name_not_safe");
  CHECK(write_code({{"data/" + std::string(limits::name_bytes, 'a'), "a"}}) == "bundle.name_not_safe");
  CHECK(write_code({{"data/a", "a"}}, sample_info(), "a/b") == "bundle.name_not_safe");
  CHECK(write_code({{"data/a", "a"}}, sample_info(), "..") == "bundle.name_not_safe");
  CHECK(write_code({{"data/a", "1"}, {"data/a", "2"}}) == "bundle.duplicate_name");
  CHECK(write_code({{"data/a", "1"}, {"data/A", "2"}}) == "bundle.duplicate_name");
  CHECK(write_code({{"data/a", "1"}, {"data/a/b", "2"}}) == "bundle.duplicate_name");
  CHECK(write_code({{"data/a", std::string(limits::document_bytes + 1, 'x')}}) == "bundle.too_large");
  CHECK(write_code({{"data/a", StoredFile{"", limits::evidence_bytes + 1, 0}}}) == "bundle.too_large");
  Payload many;
  for (int i = 0; i < 5; ++i) many.push_back({"data/" + std::to_string(i), StoredFile{"", limits::evidence_bytes, 0}});
  CHECK(write_code(many) == "bundle.too_large");
  many.clear();
  for (std::size_t i = 0; i <= limits::bundle_entries; ++i) many.push_back({"data/" + std::to_string(i), ""});
  CHECK(write_code(many) == "bundle.too_many_files");
}

TEST_CASE("write_bundle: a tag that would not come back as it was is refused") {
  const auto code = [](auto change) {
    BagInfo info = sample_info();
    change(info);
    return write_code({{"data/a", "a"}}, info);
  };
  CHECK(code([](BagInfo& i) { i.source_organization = "a\nPayload-Oxum: 0.0"; }) == "bundle.bad_tag_value");
  CHECK(code([](BagInfo& i) { i.external_identifier = ""; }) == "bundle.bad_tag_value");
  CHECK(code([](BagInfo& i) { i.external_identifier = " 79"; }) == "bundle.bad_tag_value");
  CHECK(code([](BagInfo& i) { i.rubric = "x\r"; }) == "bundle.bad_tag_value");
  CHECK(code([](BagInfo& i) { i.software = "\xFF"; }) == "bundle.bad_tag_value");
  CHECK(code([](BagInfo& i) { i.source_organization = ""; }) == "");  // left out
}

TEST_CASE("write_bundle: whatever it writes, the reader calls canonical") {
  for (const std::string& content : {std::string(), std::string(300'000, 'a'), std::string("\0\1\2", 3)}) {
    Store store;
    const auto written =
        write_bundle(top, sample_info(), {{"data/dossier.json", content}, {"data/evidence/1.1/a.bin", put(store, content)}},
                     content, key_number(1));
    REQUIRE(written.has_value());
    const std::string bytes = bytes_of(*written, store);
    CHECK(bytes.size() == written->size);
    const Check check = verify(bytes);
    CHECK(check.verdict == Verdict::unknown_key);
    CHECK(check.container == Container::canonical);
    CHECK(check.document_json == content);
  }
}

TEST_CASE("how_to_check: names the key and the unit, and wraps its prose") {
  const PublicKey key = key_number(1).public_key();
  BagInfo info = sample_info();
  info.external_identifier = "mã 1";
  const std::string page = how_to_check(top, info, key);
  CHECK(page.find(fingerprint(key)) != page.npos);
  CHECK(page.find("Trường THCS Ánh Dương (mã đơn vị: mã 1)") != page.npos);
  CHECK(page.find("-I m%C3%A3%201 ") != page.npos);
  CHECK(page.find("signatures/" + key_id(key) + ".sshsig") != page.npos);
  for (const char* slot : {"{name}", "{code}", "{year}", "{fingerprint}", "howto."}) CHECK(page.find(slot) == page.npos);
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = page.find('\n', at);
    REQUIRE(end != page.npos);
    const std::string line = page.substr(at, end - at);
    if (!line.starts_with("    ")) CHECK(code_points(line) <= 80);
    CHECK_FALSE(line.ends_with(' '));
    at = end + 1;
  }
}
