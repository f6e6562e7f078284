#include "bundle/file_kind.h"

#include <algorithm>

#include "base/file_name.h"
#include "base/limits.h"
#include "bundle/zip_directory.h"
#include "bundle/zip_format.h"

namespace thuoc {
namespace {

using namespace std::string_view_literals;

constexpr auto npos = std::string_view::npos;

std::string_view last_part(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

bool has(std::string_view text, std::string_view part) { return text.find(part) != npos; }

// --- By first bytes ------------------------------------------------------------------------------

struct Magic {
  std::size_t at;
  std::string_view bytes, word;
};
constexpr Magic magics[] = {
    {0, "%PDF-"sv, "pdf"},
    {0, "{\\rtf"sv, "word"},
    {0, "Rar!\x1a\x07"sv, "rar"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "seven_zip"},
    {0, "\x1f\x8b"sv, "other_archive"},
    {0, "BZh"sv, "other_archive"},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     "other_archive"},
    {0, "MSCF"sv, "other_archive"},
    {257, "ustar"sv, "other_archive"},
    {0x8001, "CD001"sv, "other_archive"},
    {0, "\x89PNG\r\n"sv, "picture"},
    {0, "\xff\xd8\xff"sv, "picture"},
    {0, "GIF8"sv, "picture"},
    {8, "WEBP"sv, "picture"},
    {0, "BM"sv, "picture"},
    {0, "II*\0"sv, "picture"},
    {0, "MM\0*"sv, "picture"},
    {4, "ftypavi"sv, "picture"},
    {4, "ftyp"sv, "video"},
    {8, "AVI "sv, "video"},
    {0, "\x1a\x45\xdf\xa3"sv, "video"},
    {0, "\0\0\1\xba"sv, "video"},
    {0, "\x30\x26\xb2\x75"sv, "video"},
    {0, "FLV\1"sv, "video"},
    {8, "WAVE"sv, "sound"},
    {0, "ID3"sv, "sound"},
    {0, "\xff\xfb"sv, "sound"},
    {0, "OggS"sv, "sound"},
    {0, "fLaC"sv, "sound"},
    {0, "#!AMR"sv, "sound"},
    {0, "MZ"sv, "program"},
    {0,
     "\x7f"
     "ELF"sv,
     "program"},
    {0, "\xcf\xfa\xed\xfe"sv, "program"},
    {0, "\xca\xfe\xba\xbe"sv, "program"},
};

// Office files from before 2007, mails of Outlook, installers: one container, told apart by the names of its streams.
constexpr std::string_view ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv;
struct Stream {
  std::string_view name, ending, word;
};
constexpr Stream streams[] = {
    {"WordDocument", ".doc", "word"},          {"Workbook", ".xls", "excel"},       {"Book", ".xls", "excel"},
    {"PowerPoint Document", ".ppt", "slides"}, {"__substg1.0_", ".msg", "outlook"}, {"", ".msi", "program"},
};

std::string_view kind_of_ole(const Source& source, std::string_view head, std::string_view name) {
  // Sectors begin behind the header; the field tells where that of the names is.
  std::string names(2048, '\0');
  if (head.size() >= 52) {
    const auto bytes = std::as_bytes(std::span(head));
    const std::uint64_t sector = zip::Taker(bytes.subspan(48)).u32(), shift = zip::Taker(bytes.subspan(30)).u16();
    const std::uint64_t at = shift == 9 || shift == 12 ? (sector + 1) << shift : 0, size = source.size();
    names.resize(at < size ? std::min<std::uint64_t>(names.size(), size - at) : 0);
    if (!source.read(at, std::as_writable_bytes(std::span(names)))) names.clear();
    std::erase(names, '\0');  // they are in UTF-16
  }
  for (const Stream& stream : streams)
    if (!stream.name.empty() && has(names, stream.name)) return stream.word;
  for (const Stream& stream : streams)
    if (name.ends_with(stream.ending)) return stream.word;
  return "office_old";
}

// --- Of a ZIP, by the names in it ------------------------------------------------------------------

// Whether its first file is one, by the header in front of it.
bool begins_with_zip(const Source& source) {
  std::string head(std::min<std::uint64_t>(source.size(), zip::local_bytes + limits::quoted_bytes), '\0');
  if (head.size() < zip::local_bytes || !source.read(0, std::as_writable_bytes(std::span(head)))) return false;
  const std::size_t name = zip::Taker(std::as_bytes(std::span(head)).subspan(26)).u16();
  return lower_case(std::string_view(head).substr(zip::local_bytes, name)).ends_with(".zip");
}

std::string_view kind_of_zip(const Source& source) {
  const auto directory = read_directory(source);
  if (!directory) return begins_with_zip(source) ? "zip_unreadable" : "bundle";
  struct Named {
    std::string_view name, word;
  };
  static constexpr Named folders[] = {
      {"word/", "word"}, {"xl/", "excel"}, {"ppt/", "slides"}, {"AndroidManifest.xml", "program"}};
  bool office = false, mac = false, zips = false, bag = false, deep_bag = false;
  std::string_view inside, top;
  bool one_top = true;
  for (const ListedFile& file : directory->files) {
    const std::string_view name = file.name;
    if (name.starts_with("__MACOSX/")) {
      mac = true;
      continue;
    }
    const auto slashes = std::ranges::count(name, '/');
    if (name == "bagit.txt") return "bundle";
    if (last_part(name) == "bagit.txt") (slashes == 1 ? bag : deep_bag) = true;
    const std::string_view first = name.substr(0, name.find('/'));
    if (top.empty()) top = first;
    one_top = one_top && first == top;
    if (is_litter(name)) continue;
    zips = zips || lower_case(name).ends_with(".zip");
    office = office || name == "[Content_Types].xml";
    if (name == "mimetype" && inside.empty()) inside = "open_document";
    if (name == "META-INF/container.xml") inside = "book";
    if (name == "META-INF/MANIFEST.MF" && inside.empty()) inside = "program";
    for (const Named& folder : folders)
      if (inside.empty() && name.starts_with(folder.name)) inside = folder.word;
  }
  if (office) return inside.empty() ? "office_other" : inside;
  // Whatever was put into a bag as evidence is no other kind of file.
  if (bag && one_top) return mac ? "zip_on_mac" : "bundle";
  if (zips) return "zip_of_zips";
  if (bag || deep_bag) return "bag_in_folder";
  return inside.empty() || inside == "word" || inside == "excel" || inside == "slides" ? "zip_other" : inside;
}

// --- Text ----------------------------------------------------------------------------------------

// A mail begins with lines "Name: value", and has one of these among them.
bool is_mail(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  const std::string start = lower_case(text.substr(0, limits::shortcut_bytes));
  const bool headed = colon != npos && colon > 0 && std::ranges::all_of(start.substr(0, colon), letter);
  if (!headed && !start.starts_with("from ")) return false;
  const std::string lines = "\n" + start;
  return has(lines, "\nsubject:") || has(lines, "\nmessage-id:") || has(lines, "\nmime-version:") || has(lines, "\nreceived:");
}

std::string_view kind_of_text(std::string_view text, std::string_view name) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == npos) return "blank";
  text.remove_prefix(begin);
  const std::string start = lower_case(text.substr(0, 1024));
  for (const std::string_view tag : {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv})
    if (start.starts_with(tag) || (start.starts_with("<?xml") && has(start, tag))) return "web_page";
  if (start.starts_with("{")) {
    if (has(text, "\"thuoc-key\"")) return "our_key";
    if (has(text, "\"thuoc-record\"") || has(text, "\"thuoc-dossier\"")) return "our_record";
    if (has(text, "\"groups\"") && has(text, "\"edition\"")) return "our_pack";
  }
  if (has(text, "-----BEGIN OPENSSH PRIVATE KEY-----")) return "our_key";
  if (has(text, "ssh-ed25519 ") && has(text, "namespaces=")) return "our_signers";
  if (is_mail(text)) return "mail";
  for (const std::string_view ending : {".bat"sv, ".cmd"sv, ".js"sv, ".vbs"sv, ".ps1"sv, ".sh"sv})
    if (name.ends_with(ending)) return "program";
  return "text";
}

bool is_text(std::string_view head) {
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) return true;
  return std::ranges::none_of(head,
                              [](char c) { return static_cast<unsigned char>(c) < ' ' && !has("\t\n\f\r\x1b"sv, {&c, 1}); });
}

}  // namespace

bool is_litter(std::string_view name) {
  const std::string path = "/" + lower_case(name) + "/";
  static constexpr std::string_view signs[] = {"/thumbs.db/",  "/ehthumbs.db/",  "/desktop.ini/",
                                               "/.ds_store/",  "/.localized/",   "/._",
                                               "/~$",          "/~wrl",          "/.~lock.",
                                               "/__macosx/",   "/.trashes/",     "/.spotlight-v100/",
                                               "/.fseventsd/", "/$recycle.bin/", "/system volume information/"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return has(path, sign); });
}

bool is_heic(std::string_view first_bytes) {
  if (first_bytes.size() < 12 || first_bytes.substr(4, 4) != "ftyp") return false;
  const std::string_view brand = first_bytes.substr(8, 3);
  return brand == "hei" || brand == "hev" || brand == "mif" || brand == "msf";
}

std::optional<std::string> shortcut_address(std::string_view first_bytes) {
  if (first_bytes.starts_with("L\0\0\0\1\x14\2\0"sv)) return "";
  // Where its address is looked for: Apple's list names its own grammar's before.
  std::size_t from = npos;
  for (const std::string_view sign : {"<key>URL</key>"sv, "[InternetShortcut]"sv, "[Desktop Entry]"sv})
    if (from == npos) from = first_bytes.find(sign);
  const std::size_t id = first_bytes.find("\"doc_id\"");
  if (from == npos && id == npos && !(first_bytes.starts_with("bplist00") && has(first_bytes, "URL"))) return std::nullopt;
  std::string_view address = first_bytes.substr(std::min(first_bytes.size(), first_bytes.find("http", from == npos ? 0 : from)));
  const auto quoted = [](std::string_view text) {
    const auto ends = [](char c) { return (c >= 0 && c <= ' ') || c == '"' || c == '<' || c == '\\'; };
    return std::string(text.begin(), std::ranges::find_if(text, ends));
  };
  if (address.empty() && id != npos) {
    const std::size_t value = first_bytes.find('"', id + 9);
    return value == npos ? "" : "https://docs.google.com/open?id=" + quoted(first_bytes.substr(value + 1));
  }
  std::string found = quoted(address);
  for (std::size_t at; (at = found.find("&amp;")) != npos;) found.erase(at + 1, 4);
  return found;
}

std::string_view kind_of(const Source& source, std::string_view name) {
  const std::string own = lower_case(last_part(name));
  const std::uint64_t size = source.size();
  if (size == 0) return "empty";
  for (const std::string_view ending : {".crdownload"sv, ".part"sv, ".partial"sv, ".download"sv, ".opdownload"sv, ".!ut"sv})
    if (own.ends_with(ending)) return "cut_download";
  std::string bytes(std::min<std::uint64_t>(size, limits::slice_bytes), '\0');
  if (!source.read(0, std::as_writable_bytes(std::span(bytes)))) return "bundle";  // gone: that is the reason
  const std::string_view head = bytes;
  if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return kind_of_zip(source);
  if (head.starts_with(ole)) return kind_of_ole(source, head, own);
  if (size <= limits::shortcut_bytes && shortcut_address(head)) return "shortcut";
  if (is_heic(head)) return "heic";
  for (const Magic& magic : magics)
    if (head.size() >= magic.at && head.substr(magic.at).starts_with(magic.bytes)) return magic.word;
  if (head.find_first_not_of('\0') == npos) return "blank";
  return is_text(head) ? kind_of_text(head, own) : "unknown";
}

}  // namespace thuoc
