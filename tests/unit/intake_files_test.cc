// Whatever comes to an office in life: what it is said to be, and what comes out of a ZIP of ZIPs.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "base/limits.h"
#include "bundle_support.h"
#include "intake/intake.h"
#include "intake/members.h"

using namespace thuoc;
using namespace thuoc::test;
using namespace std::string_literals;

namespace {

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  ZipParts parts;
  for (const auto& [name, content] : files) parts.entries.push_back(stored(name, content));
  return build(parts);
}

}  // namespace

TEST_CASE("kinds: an office is told what a file is, not which check it failed") {
  const auto reason = [](const std::string& bytes, const std::string& name) {
    const Intake intake = take_in(MemorySource(bytes), {}, name);
    CHECK(intake.check.verdict == Verdict::rejected);
    return intake.check.reason.code;
  };
  CHECK(reason(zip_of({{"[Content_Types].xml", ""}, {"word/document.xml", "x"}}), "Báo cáo.docx") == "kind.word");
  CHECK(reason("Rar!\x1a\x07\1\0"s, "a.zip") == "kind.rar");
  CHECK(reason("", "cds.zip") == "kind.empty");
  CHECK(reason(sample_bundle().substr(0, 900), "cds.zip") == "zip.truncated");
  CHECK(reason(sample_bundle().substr(0, 900), "cds.zip.crdownload") == "kind.cut_download");
  CHECK(reason(sample_bundle() + "x", "cds.zip") == "zip.trailing_bytes");
  CHECK(reason(zip_of({{"a.zip", "x"}, {"b.zip", "x"}}), "gom.zip") == "kind.zip_of_zips");
  // A bag is still judged by the strict reader, whatever it holds.
  ZipParts parts = parts_of(sample_bundle());
  both(parts.entries[0], [](Header& h) { h.flags |= 1; });
  CHECK(reason(build(parts), "cds.zip") == "zip.encrypted");
  CHECK(reason(zip_of({{"bagit.txt", "x"}, {"data/dossier.json", "x"}}), "cds.zip") == "zip.no_top_folder");
}

namespace {

// "taken" or the code for each file of a ZIP, by name.
std::map<std::string, std::string> said_of(const std::string& zip) {
  std::map<std::string, std::string> out;
  const auto members = members_of(MemorySource(zip));
  if (!members) return out;
  for (const Entry& one : members->taken) {
    const auto bytes = read_member(MemorySource(zip), one);
    out[one.name] = bytes ? "taken" : bytes.error().code;
  }
  for (const auto& [name, why] : members->left) out[name] = why.code;
  if (members->litter > 0) out["litter"] = std::to_string(members->litter);
  return out;
}

using Said = std::map<std::string, std::string>;

ZipEntry encrypted(ZipEntry entry) {
  both(entry, [](Header& h) { h.flags |= 1; });
  return entry;
}

}  // namespace

TEST_CASE("members: bundles come out of whatever folders, each other file has its reason, litter is counted") {
  ZipParts outer;
  ZipEntry bzip2 = stored("b.zip", "BZh91AY"), cut = deflated("f.zip", std::string(300, 'x') + sample_bundle());
  both(bzip2, [](Header& h) { h.method = 12; });
  cut.data.resize(cut.data.size() / 2);
  both(cut, [&](Header& h) { h.packed_size = static_cast<std::uint32_t>(cut.data.size()); });
  outer.entries = {deflated("Năm 2026/Xã A/a.zip", sample_bundle()),
                   bzip2,
                   encrypted(stored("c.zip", "PK\3\4")),
                   stored("d.rar", "Rar!\x1a\x07\1\0"s),
                   stored("e.ZIP_", sample_bundle()),
                   cut,
                   stored("thư.pdf", "%PDF-1.4"),
                   stored("rỗng.zip", ""),
                   stored("__MACOSX/._a.zip", "x"),
                   stored("Xã A/Thumbs.db", "x"),
                   stored("Xã B/cds-1/bagit.txt", "x"),
                   stored("Xã B/cds-1/data/dossier.json", "{}")};
  CHECK(said_of(build(outer)) == Said{{"Năm 2026/Xã A/a.zip", "taken"},
                                      {"b.zip", "kind.member_method"},
                                      {"c.zip", "kind.member_encrypted"},
                                      {"d.rar", "kind.rar"},
                                      {"e.ZIP_", "taken"},
                                      {"f.zip", "kind.member_damaged"},
                                      {"thư.pdf", "kind.pdf"},
                                      {"rỗng.zip", "taken"},
                                      {"Xã B/cds-1/", "kind.unpacked_bag"},
                                      {"litter", "2"}});
}

TEST_CASE("members: a name in an old code of Windows is shown, and no folder of it is lost") {
  const std::string name = "X\xe3 A\\cds.zip";
  CHECK(said_of(zip_of({{name, sample_bundle()}})) == Said{{"X\\xe3 A/cds.zip", "taken"}});
}

TEST_CASE("members: bytes that several share come out once") {
  ZipParts outer{{stored("a.zip", "PK\3\4 x")}};
  for (int i = 0; i < 100; ++i) {
    outer.entries.push_back(outer.entries.front());
    outer.entries.back().in_file = false;
    outer.entries.back().central.name = std::to_string(i) + ".zip";
  }
  outer.keep_offsets = true;
  const Said said = said_of(build(outer));
  CHECK(std::ranges::count(said, "taken", &Said::value_type::second) == 1);
  CHECK(std::ranges::count(said, "kind.member_shared", &Said::value_type::second) == 100);
}

TEST_CASE("members: too large, too dense, too many are named") {
  ZipEntry dense = deflated("b.zip", std::string(1 << 20, '\0')), wide = stored("a.zip", "PK\3\4");
  both(wide, [](Header& h) { h.method = 8, h.size = limits::unpacked_bytes + 1; });
  CHECK(said_of(build({{wide, dense, stored("c.zip", "PK\3\4")}})) ==
        Said{{"a.zip", "kind.member_large"}, {"b.zip", "kind.member_large"}, {"c.zip", "taken"}});
  ZipParts many;
  for (std::size_t i = 0; i < limits::unpacked_files; ++i) many.entries.push_back(stored(std::to_string(i) + ".zip", "PK\3\4"));
  CHECK(said_of(build(many)).size() == limits::unpacked_files);
  many.entries.push_back(stored("z.zip", "PK\3\4"));
  CHECK(said_of(build(many)).at("…") == "kind.members_more");
}

TEST_CASE("members: what is no ZIP of ZIPs has none; cut anywhere it is no crash") {
  CHECK(said_of(zip_of({{"a.pdf", "%PDF-"}})).empty());
  CHECK(said_of("").empty());
  const std::string whole = zip_of({{"a.zip", "PK\3\4"}, {"b.pdf", "%PDF-"}});
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(said_of(whole.substr(0, size)).empty());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string turned = whole;
    turned[at] = static_cast<char>(turned[at] ^ 0xff);
    said_of(turned);
  }
}

TEST_CASE("members: folders that are unpacked bundles, also where one is evidence of another") {
  const BagFolders found = bag_folders({"a/bagit.txt", "a/data/x", "a/data/evidence/b/bagit.txt", "a/Thumbs.db", "c/d/bagit.txt",
                                        "c/e.zip", "bagit.txt", "__MACOSX/a/bagit.txt"});
  CHECK(found == BagFolders{{"a", 3}, {"c/d", 1}});
  CHECK(folder_of(found, "a/data/evidence/b/x") == found.find("a"));
  CHECK(folder_of(found, "c/e.zip") == found.end());
}
