#include "bundle_support.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <algorithm>

#include "base/sha256.h"
#include "bundle/bag.h"
#include "bundle/codec.h"
#include "bundle/signature_set.h"
#include "bundle/zip_format.h"
#include "bundle/zip_reader.h"
#include "support.h"

namespace thuoc::test {

BagInfo sample_info() {
  return {"dossier", "79012345", "2025-2026", "qd4725-gdpt@1", "Trường THCS Ánh Dương", "2026-04-01", "Thuoc 1"};
}

Signers register_of(std::string unit, const SecretKey& key) {
  Signers out;
  out.list.push_back({std::move(unit), key.public_key(), ""});
  return out;
}

StoredFile put(Store& store, const std::string& content) {
  const std::string sha256 = sha256_hex(content);
  store[sha256] = content;
  return {sha256, content.size(), crc32_of(content)};
}

std::string bytes_of(const WrittenBundle& written, const Store& store) {
  std::string out;
  for (const Piece& piece : written.pieces) {
    if (const auto* text = std::get_if<std::string>(&piece.content)) out += *text;
    else out += store.at(std::get<StoredFile>(piece.content).sha256);
  }
  return out;
}

std::string sample_bundle(const std::string& check_text) {
  Store store;
  std::vector<PayloadFile> payload{
      {"data/dossier.json", "{\"id\": \"x\"}\n"},
      {"data/rubric.json", "{}\n"},
      {"data/tom-tat.html", "<!doctype html>\n"},
      {"data/evidence/1.3.1/0123456789abcdef.pdf", put(store, "%PDF-1.4 minh chứng")},
      {"data/evidence/chung/fedcba9876543210.jpg", put(store, std::string("\xFF\xD8\0\0", 4))},
  };
  const auto written = write_bundle(top, sample_info(), std::move(payload), check_text, key_number(1));
  REQUIRE(written.has_value());
  return bytes_of(*written, store);
}

std::vector<Member> members_of(const std::string& bundle) {
  const MemorySource source(bundle);
  const auto archive = read_archive(source, [](std::string_view) { return false; });
  REQUIRE(archive.has_value());
  std::vector<Member> out;
  for (const Entry& entry : archive->entries) out.push_back({entry.name, read_entry(source, entry, 1 << 30).value()});
  return out;
}

Member& member(std::vector<Member>& members, const std::string& name_in_bag) {
  const auto at =
      std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.name == top + "/" + name_in_bag; });
  REQUIRE(at != members.end());
  return *at;
}

void rehash(std::vector<Member>& members) {
  const auto manifest = [&](auto listed) {
    std::vector<bag::Line> lines;
    for (const Member& m : members) {
      const std::string name = m.name.substr(top.size() + 1);
      if (listed(name)) lines.push_back({sha256_hex(m.content), name});
    }
    std::sort(lines.begin(), lines.end(), [](auto& a, auto& b) { return a.path < b.path; });
    return bag::write_manifest(lines);
  };
  member(members, "manifest-sha256.txt").content = manifest([](const std::string& name) { return name.starts_with("data/"); });
  member(members, "tagmanifest-sha256.txt").content =
      manifest([](const std::string& name) { return name.find('/') == name.npos && !name.starts_with("tagmanifest"); });
}

void resign(std::vector<Member>& members, const SecretKey& key) {
  std::erase_if(members, [](const Member& m) { return m.name.starts_with(top + "/signatures/"); });
  for (const SignatureFile& file : sign_set(key, member(members, "tagmanifest-sha256.txt").content, "79012345"))
    members.push_back({top + "/" + file.name, file.content});
  std::sort(members.begin(), members.end(), [](auto& a, auto& b) { return a.name < b.name; });
}

ZipEntry stored(const std::string& name, const std::string& content) {
  ZipEntry out;
  both(out, [&](Header& h) {
    h.name = name;
    h.crc32 = crc32_of(content);
    h.size = h.packed_size = static_cast<std::uint32_t>(content.size());
  });
  out.data = content;
  return out;
}

ZipEntry deflated(const std::string& name, const std::string& content) {
  ZipEntry out = stored(name, content);
  out.data = deflate_raw(content);
  both(out, [&](Header& h) {
    h.method = 8;
    h.packed_size = static_cast<std::uint32_t>(out.data.size());
  });
  return out;
}

ZipEntry folder(const std::string& name) {
  ZipEntry out = stored(name, "");
  out.central.attributes = 0x41ed0010;
  return out;
}

void both(ZipEntry& entry, const std::function<void(Header&)>& change) {
  change(entry.local);
  change(entry.central);
}

namespace {

void put_common(std::string& out, const Header& h) {
  zip::put16(out, h.needed);
  zip::put16(out, h.flags);
  zip::put16(out, h.method);
  zip::put16(out, h.time);
  zip::put16(out, h.date);
  zip::put32(out, h.crc32);
  zip::put32(out, h.packed_size);
  zip::put32(out, h.size);
  zip::put16(out, static_cast<std::uint32_t>(h.name.size()));
  zip::put16(out, static_cast<std::uint32_t>(h.extra.size()));
}

}  // namespace

std::string build(const ZipParts& parts) {
  std::string out = parts.before, directory;
  std::uint16_t count = 0;
  for (const ZipEntry& entry : parts.entries) {
    const auto offset = static_cast<std::uint32_t>(out.size());
    if (entry.in_file) {
      zip::put32(out, zip::local_signature);
      put_common(out, entry.local);
      out += entry.local.name + entry.local.extra + entry.data + entry.descriptor;
    }
    if (!entry.in_directory) continue;
    ++count;
    zip::put32(directory, zip::central_signature);
    zip::put16(directory, entry.central.made_by);
    put_common(directory, entry.central);
    zip::put16(directory, static_cast<std::uint32_t>(entry.central.comment.size()));
    zip::put16(directory, entry.central.disk);
    zip::put16(directory, entry.central.internal);
    zip::put32(directory, entry.central.attributes);
    zip::put32(directory, parts.keep_offsets ? entry.central.offset : offset);
    directory += entry.central.name + entry.central.extra + entry.central.comment;
  }
  out += parts.gap;
  const auto at = static_cast<std::uint32_t>(out.size());
  const ZipEnd& end = parts.end;
  out += directory;
  zip::put32(out, zip::end_signature);
  zip::put16(out, end.disk);
  zip::put16(out, end.directory_disk);
  zip::put16(out, static_cast<std::uint32_t>(count + end.more_on_disk));
  zip::put16(out, static_cast<std::uint32_t>(count + end.more_in_all));
  zip::put32(out, static_cast<std::uint32_t>(directory.size() + end.directory_size));
  zip::put32(out, static_cast<std::uint32_t>(at + end.directory_offset));
  zip::put16(out, end.comment_size_true ? static_cast<std::uint32_t>(end.comment.size()) : end.comment_size);
  return out + end.comment + parts.after;
}

ZipParts parts_of(const std::string& bundle) {
  ZipParts out;
  for (const Member& m : members_of(bundle)) out.entries.push_back(stored(m.name, m.content));
  return out;
}

std::string deflate_raw(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

Check verify(const std::string& bytes, const Signers& signers) { return verify_bundle(MemorySource(bytes), signers); }

std::string answer(const std::string& bytes) {
  const Check check = verify(bytes);
  const std::string verdict(to_text(check.verdict));
  const bool good = check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key;
  if (good && check.container == Container::repacked) return verdict + " repacked";
  return good ? verdict : verdict + " " + check.reason.code;
}

}  // namespace thuoc::test

using namespace thuoc::test;

TEST_CASE("bundle: the tests' own ZIP writer, told no lies, gives our bytes") {
  CHECK(build(parts_of(sample_bundle())) == sample_bundle());
}
