#include "bundle/office.h"

#include <doctest/doctest.h>

#include "bundle/how_to_check.h"
#include "bundle/memory_source.h"
#include "bundle/names.h"
#include "bundle_support.h"
#include "support.h"
#include "trust/authority.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

const Head head{
    {"XA 01/2025", "UBND xã Mẫu Sơn", "xã", "Chủ tịch UBND xã Mẫu Sơn", "Mẫu Sơn", "a@b.vn"}, "2025-2026", "qd4725-gdpt@1"};

std::string bytes_of_office(const std::string& type, const std::string& document) {
  const auto written = write_office_bundle({type, head, "MH-0417", "", document, "{\"rubric\": 1}\n", "<!doctype html>\n", {}},
                                           key_number(2), "2026-05-01");
  REQUIRE(written);
  return bytes_of(*written, {});
}

}  // namespace

TEST_CASE("office: every type of bundle goes through the same container and comes out whole") {
  for (const std::string_view word : bundle_types) {
    const std::string type(word), document = "{\"what\": \"" + type + "\"}\n";
    CAPTURE(type);
    const std::string bytes = bytes_of_office(type, document);
    Signers known = register_of("XA 01/2025", key_number(2));
    if (type != "dossier") CHECK(inspect(MemorySource(bytes), known).verdict == Verdict::unknown_key);
    known.list[0].role = role_for(type);
    const Check check = inspect(MemorySource(bytes), known);
    CHECK(check.verdict == Verdict::valid);
    CHECK(check.container == Container::canonical);
    CHECK(check.info.bundle_type == type);
    CHECK(check.document_json == document);
    CHECK(check.rubric_json == "{\"rubric\": 1}\n");
    CHECK(check.info.external_identifier == "XA 01/2025");
    CHECK(bytes_of_office(type, document) == bytes);  // the same arguments give the same bytes

    // One letter of the document, and the verdict is the dossier's own: altered, and which file.
    std::vector<Member> members = members_of(bytes);
    for (Member& m : members)
      if (m.name.ends_with("/" + document_path(type))) m.content[2] = 'W';
    ZipParts parts;
    for (const Member& m : members) parts.entries.push_back(stored(m.name, m.content));
    const Check altered = verify(build(parts));
    CHECK(altered.verdict == Verdict::altered);
    CHECK(altered.reason.place.file == document_path(type));
    CHECK(altered.document_json.empty());
  }
}

TEST_CASE("office: a bundle's document is the one its type names, and no other") {
  BagInfo info = sample_info();
  info.bundle_type = "review";
  const auto written =
      write_bundle("danh-gia", info, {{"data/dossier.json", "{\"a\": 1}\n"}, {"data/review.json", "{\"b\": 2}\n"}}, "Kiểm tra\n",
                   key_number(1));
  REQUIRE(written);
  CHECK(verify(bytes_of(*written, {})).document_json == "{\"b\": 2}\n");
}

TEST_CASE("office: only what lists units may be larger than a record") {
  const std::string large = "\"" + std::string(limits::document_bytes, 'x') + "\"";
  CHECK(answer(bytes_of_office("round", large)) == "unknown-key");
  CHECK(answer(bytes_of_office("rollup", large)) == "unknown-key");
  const auto refused = write_office_bundle({"review", head, "", "", large, "", "", {}}, key_number(2), "2026-05-01");
  CHECK(refused.error().code == "bundle.too_large");
  CHECK(refused.error().place.file == "data/review.json");

  // Somebody else's writer may have put it in all the same.
  std::vector<Member> members = members_of(bytes_of_office("round", large));
  for (Member& m : members) {
    const std::size_t at = m.content.find("Bundle-Type: round");
    if (at != std::string::npos && m.name.ends_with("bag-info.txt")) m.content.replace(at, 18, "Bundle-Type: index");
  }
  ZipParts parts;
  for (const Member& m : members) parts.entries.push_back(stored(m.name, m.content));
  const Check lying = verify(build(parts));
  CHECK(lying.verdict == Verdict::altered);
  CHECK(lying.document_json.empty());
}

TEST_CASE("office: KIEM-TRA.txt says in both languages what the file is and whose") {
  BagInfo info = sample_info();
  for (const std::string_view type : bundle_types) {
    CAPTURE(type);
    info.bundle_type = type;
    const std::string page = how_to_check("top", info, key_number(1).public_key());
    CHECK(page.find("howto.") == page.npos);  // a text that is not in the tables shows its key
    CHECK(page.find(info.source_organization) != page.npos);
    const bool by_office = page.find("cơ quan") != page.npos && page.find("the office") != page.npos;
    CHECK(by_office == (type != "dossier"));
  }
}

TEST_CASE("office: the file's name says what it is about, in plain ASCII") {
  CHECK(folder_name("danh-gia", "MH-0417", "", "2025-2026") == "danh-gia-MH-0417-2025-2026");
  CHECK(folder_name("tra-lai", "Mã 04/17", "", "2025-2026") == "tra-lai-ma-04-17-2025-2026");
  CHECK(folder_name("dot", "", "Sở GDĐT", "2025-2026") == "dot-so-gddt-2025-2026");
  CHECK(folder_name("dot", "..", "", "2025-2026") == "dot-don-vi-2025-2026");
  CHECK(is_safe_name(folder_name("dot", std::string(500, 'a'), "", "2025-2026")));
}

TEST_CASE("office: the head is written and read again") {
  std::vector<Error> problems;
  Strict reader("x", problems);
  const Json document = head_json("round", 1, head);
  Fields f = reader.fields(document, "");
  CHECK(read_head(reader, f) == head);
  f.done();
  CHECK(problems.empty());
}

TEST_CASE("office: a document of another format or version is told apart") {
  const auto code = [](const char* json) {
    const auto opened = open_document(json, "x", "review", 1);
    return opened ? std::string("fine") : opened.error().code + " " + opened.error().place.pointer;
  };
  CHECK(code(R"({"format":"thuoc-review","version":1})") == "fine");
  CHECK(code("[") == "json.syntax ");
  CHECK(code("[]") == "document.other_format ");
  CHECK(code(R"({"format":"thuoc-return","version":1})") == "document.other_format /format");
  CHECK(code(R"({"format":"thuoc-review"})") == "document.bad_version /version");
  CHECK(code(R"({"format":"thuoc-review","version":0})") == "document.bad_version /version");
  CHECK(code(R"({"format":"thuoc-review","version":"1"})") == "document.bad_version /version");
  CHECK(code(R"({"format":"thuoc-review","version":9223372036854775807})") == "document.newer_version /version");
}
