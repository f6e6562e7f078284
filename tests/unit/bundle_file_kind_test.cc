// What a file is: one row for each kind, by its bytes; then what must not be taken for another.
#include "bundle/file_kind.h"

#include <doctest/doctest.h>

#include "base/lang.h"
#include "bundle_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;
using namespace std::string_literals;

namespace {

std::string kind(const std::string& bytes, const std::string& name = "tệp") {
  return std::string(kind_of(MemorySource(bytes), name));
}

std::string zip_of(const std::vector<std::string>& names) {
  ZipParts parts;
  for (const std::string& name : names) parts.entries.push_back(stored(name, "x"));
  return build(parts);
}

// A compound file whose first directory sector stands behind the header.
std::string ole_with(const std::string& stream) {
  std::string bytes = from_hex("d0cf11e0a1b11ae1") + std::string(22, '\0') + "\x09\0"s + std::string(480, '\0');
  for (const char c : stream) bytes += {c, '\0'};
  return bytes + std::string(600, '\0');
}

const std::string heic = from_hex("00000018") + "ftypheic" + std::string(20, '\0');

}  // namespace

TEST_CASE("kinds: by first bytes, whatever the name") {
  const std::pair<std::string, const char*> rows[] = {
      {"%PDF-1.7\n", "pdf"},
      {"{\\rtf1\\ansi}", "word"},
      {"Rar!\x1a\x07\0"s, "rar"},
      {"Rar!\x1a\x07\1\0"s, "rar"},
      {"7z\xbc\xaf\x27\x1c\0\4"s, "seven_zip"},
      {"\x1f\x8b\x08\0\0\0"s, "other_archive"},
      {std::string(257, 'a') + "ustar\00000"s, "other_archive"},
      {"\x89PNG\r\n\x1a\n", "picture"},
      {"\xff\xd8\xff\xe0", "picture"},
      {"GIF89a", "picture"},
      {"RIFF\x10\0\0\0WEBPVP8 "s, "picture"},
      {"II*\0\x08\0\0\0"s, "picture"},
      {"MM\0*\0\0\0\x08"s, "picture"},
      {"\0\0\0\x1c"s + "ftypavif", "picture"},
      {heic, "heic"},
      {"\0\0\0\x1c"s + "ftypmif1....", "heic"},
      {"\0\0\0\x1c"s + "ftypmp42....", "video"},
      {"\x1a\x45\xdf\xa3....", "video"},
      {"ID3\3\0"s, "sound"},
      {"MZ\x90\0"s, "program"},
      {"\x7f"
       "ELF\2\1",
       "program"},
      {"", "empty"},
      {std::string(5000, '\0'), "blank"},
      {" \r\n\t\n", "blank"},
      {"<!DOCTYPE html><title>502 Bad Gateway</title>", "web_page"},
      {"\xef\xbb\xbf\n<html lang=vi>", "web_page"},
      {"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC>", "web_page"},
      {"From: a@b.example\r\nSubject: hồ sơ\r\n\r\n", "mail"},
      {"Received: by x\r\n\tid 1\r\nMIME-Version: 1.0\r\n", "mail"},
      {"Họp tổ: thứ hai", "text"},
      {"\xff\xfeH\0"s, "text"},
      {"{\"format\": \"thuoc-key\", \"version\": 1}", "our_key"},
      {"{\"format\":\"thuoc-record\"}", "our_record"},
      {"{\"format\":\"thuoc-dossier\"}", "our_record"},
      {test_data("../../criteria/qd4725-gdpt.json"), "our_pack"},
      {"79001 namespaces=\"thuoc-bundle\" ssh-ed25519 AAAA\n", "our_signers"},
      {"\1\2\3\4", "unknown"},
  };
  for (const auto& [bytes, expected] : rows) {
    CAPTURE(bytes);
    CHECK(kind(bytes) == expected);
    CHECK(kind(bytes, "cds.zip") == expected);
  }
}

TEST_CASE("kinds: old Office files and mails of Outlook, by a stream's name, else by their own") {
  CHECK(kind(ole_with("WordDocument"), "a.zip") == "word");
  CHECK(kind(ole_with("Workbook")) == "excel");
  CHECK(kind(ole_with("PowerPoint Document")) == "slides");
  CHECK(kind(ole_with("__substg1.0_0037001F")) == "outlook");
  CHECK(kind(ole_with("?"), "thư.MSG") == "outlook");
  CHECK(kind(from_hex("d0cf11e0a1b11ae1"), "bài.doc") == "word");
  CHECK(kind(from_hex("d0cf11e0a1b11ae1")) == "office_old");
}

TEST_CASE("kinds: a ZIP by the names in it") {
  CHECK(kind(zip_of({"[Content_Types].xml", "_rels/.rels", "word/document.xml"})) == "word");
  CHECK(kind(zip_of({"[Content_Types].xml", "xl/workbook.xml"}), "cds.zip") == "excel");
  CHECK(kind(zip_of({"docProps/app.xml", "ppt/presentation.xml", "[Content_Types].xml"})) == "slides");
  CHECK(kind(zip_of({"[Content_Types].xml", "visio/document.xml"})) == "office_other");
  CHECK(kind(zip_of({"mimetype", "content.xml"})) == "open_document");
  CHECK(kind(zip_of({"mimetype", "META-INF/container.xml"})) == "book");
  CHECK(kind(zip_of({"META-INF/MANIFEST.MF", "classes.dex", "AndroidManifest.xml"})) == "program");
  CHECK(kind(zip_of({"a.zip"})) == "zip_of_zips");
  CHECK(kind(zip_of({"Năm học/Xã A/Trường B/c.ZIP", "d.pdf"})) == "zip_of_zips");
  CHECK(kind(zip_of({"ảnh/1.jpg", "ảnh/2.jpg"})) == "zip_other");
  CHECK(kind(zip_of({"word/ghi chú.txt"})) == "zip_other");
  CHECK(kind(zip_of({"__MACOSX/._a.zip", "1.jpg"})) == "zip_other");
  CHECK(kind(zip_of({"cds/bagit.txt", "cds/data/a.zip"})) == "bundle");
  CHECK(kind(zip_of({"cds/bagit.txt", "__MACOSX/cds/._bagit.txt"})) == "zip_on_mac");
  CHECK(kind(zip_of({"Hồ sơ/cds/bagit.txt", "Hồ sơ/cds/data/dossier.json"})) == "bag_in_folder");
  CHECK(kind(zip_of({"cds-1/bagit.txt", "cds-2/bagit.txt"})) == "bag_in_folder");
  ZipParts shifted{{stored("a.zip", "x"), stored("b.zip", "x")}};
  shifted.end.directory_offset = 100;
  CHECK(kind(build(shifted)) == "zip_unreadable");
  ZipParts wide{{stored("a.zip", "x")}};
  wide.end.more_in_all = wide.end.more_on_disk = 0xffff - 1;
  CHECK(kind(build(wide)) == "zip_unreadable");
}

TEST_CASE("kinds: what did not arrive whole is told by the browser's own ending") {
  for (const char* ending : {".crdownload", ".part", ".partial", ".download", ".opdownload", ".CRDOWNLOAD"})
    CHECK(kind(sample_bundle(), "cds.zip"s + ending) == "cut_download");
}

TEST_CASE("kinds: only a pointer, with the address in it where there is one") {
  const auto address = [](const std::string& bytes) { return shortcut_address(bytes); };
  CHECK(address(R"({"url":"https://docs.google.com/open?id=1AbC","doc_id":"1AbC","email":"gv@example.vn"})") ==
        "https://docs.google.com/open?id=1AbC");
  CHECK(address(R"({"":"WARNING! DO NOT EDIT","doc_id":"1AbC","resource_key":""})") == "https://docs.google.com/open?id=1AbC");
  CHECK(address("[InternetShortcut]\r\nURL=https://example.vn/x\r\n") == "https://example.vn/x");
  CHECK(address("[Desktop Entry]\nType=Link\nURL=https://example.vn/x y\n") == "https://example.vn/x");
  CHECK(address("<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"><plist><dict><key>URL</key>"
                "<string>https://example.vn/?a=1&amp;b=2</string></dict></plist>") == "https://example.vn/?a=1&b=2");
  CHECK(address("bplist00\xd1\1\2SURL_\x10\x14https://example.vn/x\x08\x0b"s) == "https://example.vn/x");
  CHECK(address("L\0\0\0\1\x14\2\0\0\0\0\0"s) == "");
  CHECK(address("[InternetShortcut]\r\nURL=file:///C:/x\r\n") == "");
  CHECK_FALSE(address("bplist00 only settings"));
  CHECK_FALSE(address("https://example.vn/x"));
  CHECK_FALSE(address(""));
  CHECK(kind("[InternetShortcut]\r\nURL=https://example.vn/x\r\n", "hồ sơ.url") == "shortcut");
  CHECK(kind(R"({"doc_id":"1AbC"})", "Kế hoạch.gdoc") == "shortcut");
}

TEST_CASE("kinds: what systems leave in folders by themselves") {
  for (const char* name : {"Thumbs.db", "x/desktop.ini", ".DS_Store", "a/b/.ds_store", "._ảnh.jpg", "__MACOSX/cds/._bagit.txt",
                           "~$Ke hoach.docx", ".~lock.bảng.ods#", "~WRL0001.tmp", "$RECYCLE.BIN/x.pdf"})
    CHECK_MESSAGE(is_litter(name), name);
  for (const char* name : {"Thumbs.db.pdf", ".hidden", "a~$b.docx", "MACOSX/a", "cds.zip", ""})
    CHECK_FALSE_MESSAGE(is_litter(name), name);
}

TEST_CASE("kinds: each has its sentence in both languages, and no read beyond the end") {
  const std::string samples[] = {heic,
                                 ole_with("Workbook"),
                                 zip_of({"a.zip"}),
                                 zip_of({"[Content_Types].xml", "xl/a"}),
                                 sample_bundle(),
                                 "{\"doc_id\":\"",
                                 "bplist00URLhttp",
                                 "<html",
                                 "Subject: x"};
  for (const std::string& sample : samples) {
    for (std::size_t size = 0; size <= std::min<std::size_t>(sample.size(), 3000); ++size) {
      const std::string word = kind(sample.substr(0, size), "a.zip");
      if (word == "bundle") continue;
      for (const Lang lang : {Lang::vi, Lang::en}) CHECK(text(lang, "kind." + word) != "kind." + word);
    }
  }
}
