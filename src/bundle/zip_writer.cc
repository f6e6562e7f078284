#include "bundle/zip_writer.h"

#include <algorithm>

#include "base/limits.h"
#include "bundle/codec.h"
#include "bundle/names.h"
#include "bundle/zip_format.h"

namespace thuoc {
namespace {

struct Stored {
  std::uint32_t crc32 = 0;
  std::uint64_t size = 0;
};

// The fields that the local and the central header have in common.
void put_common(std::string& out, const std::string& name, const Stored& stored) {
  zip::put16(out, zip::version_needed);
  zip::put16(out, 0);  // flags
  zip::put16(out, 0);  // method: stored
  zip::put16(out, zip::dos_time);
  zip::put16(out, zip::dos_date);
  zip::put32(out, stored.crc32);
  zip::put32(out, static_cast<std::uint32_t>(stored.size));  // packed
  zip::put32(out, static_cast<std::uint32_t>(stored.size));
  zip::put16(out, static_cast<std::uint32_t>(name.size()));
  zip::put16(out, 0);  // extra field
}

void put_central(std::string& out, const std::string& name, const Stored& stored, std::uint64_t header_offset) {
  zip::put32(out, zip::central_signature);
  zip::put16(out, zip::version_made_by);
  put_common(out, name, stored);
  zip::put16(out, 0);  // comment
  zip::put16(out, 0);  // disk
  zip::put16(out, 0);  // internal attributes
  zip::put32(out, zip::attributes);
  zip::put32(out, static_cast<std::uint32_t>(header_offset));
  out += name;
}

}  // namespace

void sort_by_name(std::vector<ZipMember>& members) { std::ranges::sort(members, {}, &ZipMember::name); }

Result<WrittenZip> write_zip(std::vector<ZipMember> members) {
  if (members.size() > limits::bundle_entries)
    return fail("bundle.too_many_files", {}, {{"limit", std::to_string(limits::bundle_entries)}});
  sort_by_name(members);
  NameTree names;
  WrittenZip out;
  std::string text, central;  // `text` gathers what lies between two stored files
  const auto too_large = [](const std::string& name) {
    return fail("bundle.too_large", {name, "", std::nullopt}, {{"limit", std::to_string((limits::bundle_bytes + 1) >> 20)}});
  };
  for (const ZipMember& member : members) {
    if (!is_safe_name(member.name))
      return fail("bundle.name_not_safe", {shown_name(member.name), "", std::nullopt}, {{"name", shown_name(member.name)}});
    if (names.add_file(member.name))
      return fail("bundle.duplicate_name", {member.name, "", std::nullopt}, {{"name", member.name}});
    const StoredFile* file = std::get_if<StoredFile>(&member.content);
    const std::string* content = std::get_if<std::string>(&member.content);
    const Stored stored = file ? Stored{file->crc32, file->size} : Stored{crc32_of(*content), content->size()};
    if (stored.size > (file ? limits::evidence_bytes : limits::collection_bytes)) return too_large(member.name);
    put_central(central, member.name, stored, out.size);
    zip::put32(text, zip::local_signature);
    put_common(text, member.name, stored);
    text += member.name;
    out.size += zip::local_bytes + member.name.size() + stored.size;
    // Checked as we go: offsets must fit their fields even on the way to too large.
    if (out.size > limits::bundle_bytes) return too_large(member.name);
    if (content) {
      text += *content;
    } else {
      out.pieces.push_back({std::exchange(text, "")});
      out.pieces.push_back({*file});
    }
  }
  const std::uint64_t directory = out.size;
  out.size += central.size() + zip::end_bytes;
  if (out.size > limits::bundle_bytes) return too_large("");
  const auto count = static_cast<std::uint32_t>(members.size());
  text += central;
  zip::put32(text, zip::end_signature);
  zip::put16(text, 0);  // this disk
  zip::put16(text, 0);  // the directory's disk
  zip::put16(text, count);
  zip::put16(text, count);
  zip::put32(text, static_cast<std::uint32_t>(central.size()));
  zip::put32(text, static_cast<std::uint32_t>(directory));
  zip::put16(text, 0);  // comment
  out.pieces.push_back({std::move(text)});
  return out;
}

}  // namespace thuoc
