// A real week at an office: whatever schools, mail programs and systems make of a folder is dropped at once, and every name of it
// is a row, inside of another's count, or in the count of what systems leave behind. Given = taken + named.
#include <doctest/doctest.h>

#include <map>

#include "bundle/file_kind.h"
#include "bundle_support.h"
#include "desk_support.h"
#include "intake/members.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;
using namespace std::string_literals;

namespace {

namespace outside = port::headless;

struct Given {
  std::string path, bytes;
  bool delivered = true;
};

Json files_of(const std::vector<Given>& all) {
  Json files = Json::array();
  for (const auto& [path, bytes, delivered] : all) {
    const std::string name = path.substr(path.find_last_of('/') + 1);
    files.push_back({{"blob", outside::world().add_blob(bytes)},
                     {"missing", !delivered},
                     {"name", name},
                     {"size", bytes.size()},
                     {"type", ""},
                     {"path", path}});
  }
  return files;
}

void drop_all(Machine& desk, const std::vector<Given>& all) {
  desk.app.navigation.go(Screen::office);
  desk.handle({"files", 0, {{"purpose", "drop"}, {"files", files_of(all)}}});
}

std::string zip_of(const std::vector<ZipEntry>& entries) { return build({entries}); }

// What is said of each row: its verdict, or for what is no dossier the code.
std::map<std::string, std::string> said_in(const Machine& desk) {
  std::map<std::string, std::string> out;
  for (const Row& row : desk.work.collection.rows) {
    CHECK_MESSAGE(row.stage >= Row::Stage::broken, row.name);
    const bool told = row.failed || row.verdict == Verdict::rejected;
    out[row.name] = !told ? std::string(to_text(row.verdict)) : row.failed ? "alone " + row.failed->code : row.why.code;
  }
  return out;
}

}  // namespace

TEST_CASE("a real week's folder: given = taken + named") {
  const std::string bundle = bundle_from_elsewhere();
  ZipEntry locked = stored("c.zip", "PK\3\4"), odd = stored("b.zip", "BZh91AY");
  both(locked, [](Header& h) { h.flags |= 1; });
  both(odd, [](Header& h) { h.method = 12; });
  ZipEntry mac = stored("__MACOSX/._x", "x");
  ZipParts shifted{{stored("a.zip", bundle)}};
  shifted.end.directory_offset = 100;
  ZipParts mac_bag = parts_of(bundle);
  mac_bag.entries.push_back(stored("__MACOSX/._bagit.txt", "\0\5\x16\7"s));
  ZipParts deep = parts_of(bundle);
  for (ZipEntry& entry : deep.entries) both(entry, [](Header& h) { h.name = "Hồ sơ/" + h.name; });

  const std::vector<Given> week = {
      {"tuần/nop.zip", bundle},
      {"tuần/nop.dat", bundle},
      {"tuần/Báo cáo.docx", zip_of({stored("[Content_Types].xml", "x"), stored("word/document.xml", "x")})},
      {"tuần/bảng.xlsx", zip_of({stored("[Content_Types].xml", "x"), stored("xl/workbook.xml", "x")})},
      {"tuần/cũ.doc", from_hex("d0cf11e0a1b11ae1")},
      {"tuần/thư.msg", from_hex("d0cf11e0a1b11ae1")},
      {"tuần/thư.eml", "From: a@b.example\r\nSubject: hồ sơ\r\n\r\n"},
      {"tuần/quyết định.pdf", "%PDF-1.7"},
      {"tuần/IMG_0417.jpg", from_hex("000000186674797068656963") + "...."},
      {"tuần/ảnh.jpg", "\xff\xd8\xff\xe0"},
      {"tuần/bài giảng.mp4", from_hex("00000018667479706d703432")},
      {"tuần/a.rar", "Rar!\x1a\x07\1\0"s},
      {"tuần/rar.zip", "Rar!\x1a\x07\1\0"s},
      {"tuần/b.7z", "7z\xbc\xaf\x27\x1c"s},
      {"tuần/c.tar.gz", "\x1f\x8b\x08"},
      {"tuần/Kế hoạch.gdoc", R"({"url":"https://docs.google.com/open?id=1","doc_id":"1"})"},
      {"tuần/phần mềm.exe", "MZ\x90\0"s},
      {"tuần/dở.zip.crdownload", bundle.substr(0, 500)},
      {"tuần/đứt.zip", bundle.substr(0, bundle.size() - 9)},
      {"tuần/trống.zip", ""},
      {"tuần/usb.zip", std::string(3000, '\0')},
      {"tuần/lỗi.zip", "<!DOCTYPE html><title>Đăng nhập</title>"},
      {"tuần/nháp.json", R"({"format":"thuoc-record"})"},
      {"tuần/ghi chép.txt", "Họp tổ"},
      {"tuần/gom.zip", zip_of({stored("Xã A/x.zip", bundle), odd, locked, stored("d.rar", "Rar!\x1a\x07"), mac})},
      {"tuần/ảnh.zip", zip_of({stored("1.jpg", "x"), stored("2.jpg", "x")})},
      {"tuần/to.zip", build(shifted)},
      {"tuần/mac.zip", build(mac_bag)},
      {"tuần/trong thư mục.zip", build(deep)},
      {"tuần/thêm.zip", bundle + std::string(512, '\0')},
      {"tuần/cds-1/bagit.txt", "x"},
      {"tuần/cds-1/data/dossier.json", "{}"},
      {"tuần/cds-1/data/.DS_Store", "x"},
      {"tuần/Thumbs.db", "x"},
      {"tuần/desktop.ini", "x"},
      {"tuần/~$Báo cáo.docx", "x"},
      {"tuần/.~lock.bảng.ods#", "x"},
      {"tuần/onedrive.zip", "", false},
  };
  forget_everything();
  Machine desk;
  drop_all(desk, week);
  const std::map<std::string, std::string> expected = {
      {"tuần/nop.zip", "unknown-key"},
      {"tuần/nop.dat", "unknown-key"},
      {"tuần/Báo cáo.docx", "alone kind.word"},
      {"tuần/bảng.xlsx", "alone kind.excel"},
      {"tuần/cũ.doc", "alone kind.word"},
      {"tuần/thư.msg", "alone kind.outlook"},
      {"tuần/thư.eml", "alone kind.mail"},
      {"tuần/quyết định.pdf", "alone kind.pdf"},
      {"tuần/IMG_0417.jpg", "alone kind.heic"},
      {"tuần/ảnh.jpg", "alone kind.picture"},
      {"tuần/bài giảng.mp4", "alone kind.video"},
      {"tuần/a.rar", "alone kind.rar"},
      {"tuần/rar.zip", "kind.rar"},
      {"tuần/b.7z", "alone kind.seven_zip"},
      {"tuần/c.tar.gz", "alone kind.other_archive"},
      {"tuần/Kế hoạch.gdoc", "alone kind.shortcut"},
      {"tuần/phần mềm.exe", "alone kind.program"},
      {"tuần/dở.zip.crdownload", "kind.cut_download"},
      {"tuần/đứt.zip", "zip.truncated"},
      {"tuần/trống.zip", "kind.empty"},
      {"tuần/usb.zip", "kind.blank"},
      {"tuần/lỗi.zip", "kind.web_page"},
      {"tuần/nháp.json", "alone kind.our_record"},
      {"tuần/ghi chép.txt", "alone kind.text"},
      {"tuần/gom.zip › Xã A/x.zip", "unknown-key"},
      {"tuần/gom.zip › b.zip", "kind.member_method"},
      {"tuần/gom.zip › c.zip", "kind.member_encrypted"},
      {"tuần/gom.zip › d.rar", "alone kind.rar"},
      {"tuần/ảnh.zip", "kind.zip_other"},
      {"tuần/to.zip", "kind.zip_unreadable"},
      {"tuần/mac.zip", "kind.zip_on_mac"},
      {"tuần/trong thư mục.zip", "kind.bag_in_folder"},
      {"tuần/thêm.zip", "zip.trailing_bytes"},
      {"tuần/cds-1/", "kind.unpacked_bag"},
      {"tuần/onedrive.zip", "file.not_delivered"},
  };
  CHECK(said_in(desk) == expected);
  // 38 given: 30 rows of their own, gom.zip as four rows, two in the folder's count, five of systems.
  CHECK(desk.work.reader.litter == 6);  // and one in gom.zip
  const Row* folder = desk.work.collection.find("tuần/cds-1/");
  REQUIRE(folder);
  CHECK(message(folder->why, Lang::vi).find("2 tệp") != std::string::npos);
  std::size_t named = 0;
  for (const auto& [path, bytes, delivered] : week) {
    const bool row = expected.contains(path), opened = path == "tuần/gom.zip";
    if (row || opened || path.starts_with("tuần/cds-1/") || is_litter(path)) ++named;
  }
  CHECK(named == week.size());
  for (const Row& row : desk.work.collection.rows) {
    const Error* why = row.failed ? &*row.failed : row.verdict == Verdict::rejected ? &row.why : nullptr;
    if (!why) continue;
    for (const Lang lang : {Lang::vi, Lang::en}) {
      CHECK(message(*why, lang) != why->code);
      CHECK_MESSAGE(message(*why, lang).find('{') == std::string::npos, why->code);
    }
  }
}

TEST_CASE("the same drop again is the same list; a failed delivery takes nothing away") {
  const std::string bundle = bundle_from_elsewhere();
  forget_everything();
  Machine desk;
  const std::vector<Given> all = {{"a/nop.zip", bundle},
                                  {"a/gom.zip", zip_of({stored("x.zip", bundle), stored("d.rar", "Rar!\x1a\x07")})},
                                  {"a/cds/bagit.txt", "x"}};
  drop_all(desk, all);
  const auto first = said_in(desk);
  CHECK(first.size() == 4);
  drop_all(desk, all);
  CHECK(said_in(desk) == first);
  drop_all(desk, {{"a/nop.zip", "", false}});
  auto after = first;
  after["a/nop (2).zip"] = "file.not_delivered";
  CHECK(said_in(desk) == after);
}

TEST_CASE("a ZIP in a ZIP with more of them stays shut, and says what to do") {
  const std::string bundle = bundle_from_elsewhere();
  forget_everything();
  Machine desk;
  const std::string inner = zip_of({stored("x.zip", bundle), stored("y.zip", bundle)});
  drop_all(desk, {{"ngoài.zip", zip_of({stored("gom.zip", inner), stored("đọc tôi.txt", "hai tệp"), stored("a.zip", bundle)})}});
  CHECK(said_in(desk) == std::map<std::string, std::string>{{"ngoài.zip › gom.zip", "office.zip_in_zip"},
                                                            {"ngoài.zip › đọc tôi.txt", "alone kind.text"},
                                                            {"ngoài.zip › a.zip", "unknown-key"}});
}
