// Small bundles to take apart, and a ZIP writer that can lie in every field.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "bundle/memory_source.h"

namespace thuoc::test {

inline const std::string top = "cds-79012345-2025-2026";

BagInfo sample_info();
Signers register_of(std::string unit, const SecretKey& key);

// The content of evidence files by their SHA-256, as the browser's store or the disk holds them.
using Store = std::map<std::string, std::string>;
StoredFile put(Store& store, const std::string& content);

// The bytes of a written bundle, with the stored files taken from `store`.
std::string bytes_of(const WrittenBundle& written, const Store& store);

// A complete bundle of two evidence files, signed by key_number(1).
std::string sample_bundle(const std::string& check_text = "Kiểm tra\n");

// --- Taking apart and putting together ---------------------------------------------------------

struct Member {
  std::string name;  // with the top folder
  std::string content;
};
std::vector<Member> members_of(const std::string& bundle);
Member& member(std::vector<Member>& members, const std::string& name_in_bag);
// Hashes of data/ and of the tag files made right again, without signing anew.
void rehash(std::vector<Member>& members);
void resign(std::vector<Member>& members, const SecretKey& key);

// The fields of one header; `extra` and `name` are written as they are, sizes as given.
struct Header {
  std::uint16_t made_by = 0x0314, needed = 20, flags = 0, method = 0, time = 0, date = 0x21;
  std::uint32_t crc32 = 0, packed_size = 0, size = 0;
  std::string name, extra, comment;
  std::uint16_t disk = 0, internal = 0;
  std::uint32_t attributes = 0x81a40000, offset = 0;
};
struct ZipEntry {
  Header local, central;
  std::string data;        // as packed
  std::string descriptor;  // behind the data
  bool in_file = true, in_directory = true;
};
ZipEntry stored(const std::string& name, const std::string& content);
ZipEntry deflated(const std::string& name, const std::string& content);
ZipEntry folder(const std::string& name);
void both(ZipEntry& entry, const std::function<void(Header&)>& change);

struct ZipEnd {
  std::uint16_t disk = 0, directory_disk = 0;
  int more_on_disk = 0, more_in_all = 0;         // added to the true counts
  int directory_size = 0, directory_offset = 0;  // added to the true values
  std::string comment;
  std::uint16_t comment_size = 0;
  bool comment_size_true = true;
};
struct ZipParts {
  std::vector<ZipEntry> entries;
  std::string before, gap, after;  // bytes in front, between data and directory, and behind
  ZipEnd end;
  bool keep_offsets = false;  // offsets of entries are taken from their central header
};
std::string build(const ZipParts& parts);
ZipParts parts_of(const std::string& bundle);  // every member stored, as we write it

std::string deflate_raw(const std::string& text);

// --- Asking --------------------------------------------------------------------------------------

Check verify(const std::string& bytes, const Signers& signers = {});
// "valid", "unknown-key", or "rejected zip.trailing_bytes": verdict and, where not good, the code.
std::string answer(const std::string& bytes);

}  // namespace thuoc::test
