#include "bundle/zip_reader.h"

#include <algorithm>

#include "base/limits.h"
#include "bundle/names.h"
#include "bundle/zip_format.h"

namespace thuoc {
namespace {

// Extra fields that only carry times, owners or attributes. Others may rename a file, give it
// another size (ZIP64) or another meaning, so only these are let through.
constexpr std::uint16_t harmless_extras[] = {
    0x000a,  // NTFS times
    0x5455,  // extended timestamp
    0x5855,  // Info-ZIP Unix, old
    0x7855,  // Info-ZIP Unix 2
    0x7875,  // Info-ZIP Unix 3: owner
};
constexpr std::uint16_t zip64_extra = 0x0001;
// 1 and 2 tell how hard the deflater tried.
constexpr std::uint16_t harmless_flags = 1 << 1 | 1 << 2 | zip::flag_descriptor | zip::flag_utf8;

struct End {
  std::uint64_t offset = 0, directory = 0;
  std::size_t count = 0;
};

// The fields that both headers have, in their order.
struct Common {
  std::uint16_t needed = 0, flags = 0, method = 0, time = 0, date = 0;
  std::uint32_t crc32 = 0, packed_size = 0, size = 0;
  std::uint16_t name_size = 0, extra_size = 0;
  bool operator==(const Common&) const = default;
};

Common take_common(zip::Taker& from) {
  Common out;
  out.needed = from.u16();
  out.flags = from.u16();
  out.method = from.u16();
  out.time = from.u16();
  out.date = from.u16();
  out.crc32 = from.u32();
  out.packed_size = from.u32();
  out.size = from.u32();
  out.name_size = from.u16();
  out.extra_size = from.u16();
  return out;
}

std::string_view as_text(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::unexpected<Error> refuse(const char* code, std::uint64_t offset, std::string name = "", Args args = {}) {
  return fail(code, {std::move(name), "", offset}, std::move(args));
}

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + 1) >> 20); }

struct Local {
  std::uint64_t data = 0, end = 0;  // end: behind the data and what describes it
  std::uint16_t extra_size = 0;
};

// All that the directory says of an entry that our writer wrote.
Common as_written(const Entry& entry) {
  return {.needed = zip::version_needed,
          .time = zip::dos_time,
          .date = zip::dos_date,
          .crc32 = entry.crc32,
          .packed_size = static_cast<std::uint32_t>(entry.packed_size),
          .size = static_cast<std::uint32_t>(entry.size),
          .name_size = static_cast<std::uint16_t>(entry.name.size())};
}

const char* wrong_extra(std::span<const std::byte> extra) {
  if (extra.size() > limits::zip_extra_bytes) return "zip.unknown_feature";
  while (!extra.empty()) {
    if (extra.size() < 4) return "zip.bad_header";
    zip::Taker from(extra);
    const std::uint16_t id = from.u16(), size = from.u16();
    if (id == zip64_extra) return "zip.zip64";
    if (std::find(std::begin(harmless_extras), std::end(harmless_extras), id) == std::end(harmless_extras))
      return "zip.unknown_feature";
    if (extra.size() < 4u + size) return "zip.bad_header";
    extra = extra.subspan(4u + size);
  }
  return nullptr;
}

// Sizes and CRC behind the data, with or without the signature that APPNOTE 4.3.9.3 allows to
// leave out. They must repeat what the directory says. Returns where they end.
Result<std::uint64_t> skip_descriptor(const Source& source, std::uint64_t at, std::uint64_t limit, const Common& central,
                                      const std::string& shown) {
  std::byte bytes[16];
  const std::size_t there = std::min<std::uint64_t>(sizeof bytes, limit - at);
  if (there < 12) return refuse("zip.headers_disagree", at, shown);
  if (const Status read = source.read(at, std::span(bytes).first(there)); !read) return std::unexpected(read.error());
  const auto repeats = [&](std::size_t from) {
    if (from + 12 > there) return false;
    zip::Taker fields(std::span<const std::byte>(bytes).subspan(from));
    return fields.u32() == central.crc32 && fields.u32() == central.packed_size && fields.u32() == central.size;
  };
  if (zip::Taker(bytes).u32() == zip::descriptor_signature && repeats(4)) return at + 16;
  if (repeats(0)) return at + 12;
  return refuse("zip.headers_disagree", at, shown);
}

// The header at `at`, which must say what the directory says; it and its data end before `limit`.
Result<Local> read_local(const Source& source, std::uint64_t at, std::uint64_t limit, const Common& central,
                         const std::string& name) {
  const std::string shown = shown_name(name);
  std::byte bytes[zip::local_bytes];
  if (at + sizeof bytes > limit) return refuse("zip.bad_header", at, shown);
  if (const Status read = source.read(at, bytes); !read) return std::unexpected(read.error());
  zip::Taker from(bytes);
  if (from.u32() != zip::local_signature) return refuse("zip.bad_header", at, shown);
  const Common local = take_common(from);
  const bool described = local.flags & zip::flag_descriptor;
  const auto agrees = [&](std::uint32_t here, std::uint32_t there) { return here == there || (described && here == 0); };
  if (local.needed != central.needed || local.flags != central.flags || local.method != central.method ||
      local.time != central.time || local.date != central.date || local.name_size != central.name_size ||
      !agrees(local.crc32, central.crc32) || !agrees(local.size, central.size) || !agrees(local.packed_size, central.packed_size))
    return refuse("zip.headers_disagree", at, shown);

  const std::uint64_t data = at + sizeof bytes + local.name_size + local.extra_size;
  if (data + central.packed_size > limit) return refuse("zip.not_contiguous", at, shown);
  if (local.extra_size > limits::zip_extra_bytes) return refuse("zip.unknown_feature", at, shown);
  std::vector<std::byte> tail(data - at - sizeof bytes);
  if (const Status read = source.read(at + sizeof bytes, tail); !read) return std::unexpected(read.error());
  if (as_text(tail).substr(0, name.size()) != name) return refuse("zip.headers_disagree", at + zip::local_bytes, shown);
  if (const char* why = wrong_extra(std::span(tail).subspan(name.size()))) return refuse(why, at, shown);
  std::uint64_t end = data + central.packed_size;
  if (described) {
    const auto skipped = skip_descriptor(source, end, limit, central, shown);
    if (!skipped) return std::unexpected(skipped.error());
    end = *skipped;
  }
  return Local{data, end, local.extra_size};
}

class Walk {
 public:
  Walk(const Source& source, bool (*may_wait)(std::string_view)) : source_(source), may_wait_(may_wait), size_(source.size()) {}

  Result<Archive> run() {
    const auto end = find_end();
    if (!end) return std::unexpected(end.error());
    std::vector<std::byte> directory(end->offset - end->directory);
    if (const Status read = source_.read(end->directory, directory); !read) return std::unexpected(read.error());
    directory_offset_ = end->directory;

    std::span<const std::byte> rest = directory;
    for (std::size_t i = 0; i < end->count; ++i)
      if (const Status step = entry(rest, end->offset - rest.size()); !step) return std::unexpected(step.error());
    if (!rest.empty()) return refuse("zip.directory_misplaced", end->offset - rest.size());
    if (next_ != directory_offset_) return refuse("zip.hidden_bytes", next_);
    if (archive_.entries.empty()) return refuse("zip.empty", 0);
    if (const std::string stray = names_.stray_folder(); !stray.empty())
      return refuse("zip.stray_folder", directory_offset_, stray);
    return std::move(archive_);
  }

 private:
  // The end record must be the last 22 bytes: a comment or anything behind it gives two readers
  // two ends to choose from.
  Result<End> find_end() {
    if (size_ > limits::bundle_bytes) return refuse("zip.too_large", 0, "", {{"limit", megabytes(limits::bundle_bytes)}});
    const auto starts = starts_as_zip();
    if (!starts) return std::unexpected(starts.error());
    if (size_ < zip::end_bytes) return refuse(*starts ? "zip.truncated" : "zip.not_a_zip", 0);
    std::byte bytes[zip::end_bytes];
    const std::uint64_t at = size_ - zip::end_bytes;
    if (const Status read = source_.read(at, bytes); !read) return std::unexpected(read.error());
    zip::Taker from(bytes);
    const bool is_end = from.u32() == zip::end_signature;
    if (!*starts) {
      if (is_end && at == 0) return refuse("zip.empty", 0);
      return refuse(is_end ? "zip.prepended_bytes" : "zip.not_a_zip", 0);
    }
    const std::uint16_t disk = from.u16(), directory_disk = from.u16();
    const std::uint16_t on_disk = from.u16(), in_all = from.u16();
    const std::uint32_t directory_size = from.u32(), directory = from.u32();
    const std::uint16_t comment = from.u16();
    const bool in_place = std::uint64_t{directory} + directory_size == at;
    if (!is_end || !in_place) {
      // What ends here may be a ZIP among the evidence, and ours was cut behind it.
      const auto end = own_end();
      if (!end) return std::unexpected(end.error());
      if (*end > size_ || (*end == unknown && !is_end)) return refuse("zip.truncated", size_);
      if (!is_end) return refuse("zip.trailing_bytes", *end, "", {{"count", std::to_string(size_ - *end)}});
    }
    if (comment != 0) return refuse("zip.comment", at + 20);
    if (on_disk == 0xffff || in_all == 0xffff || directory == 0xffffffff || directory_size == 0xffffffff)
      return refuse("zip.zip64", at);
    if (disk != 0 || directory_disk != 0 || on_disk != in_all) return refuse("zip.multi_disk", at + 4);
    if (in_all == 0) return refuse("zip.empty", at);
    if (in_all > limits::bundle_entries)
      return refuse("zip.too_many_files", at + 10, "", {{"limit", std::to_string(limits::bundle_entries)}});
    if (!in_place || directory_size > in_all * (zip::central_bytes + limits::name_bytes + limits::zip_extra_bytes))
      return refuse("zip.directory_misplaced", at + 12);
    return End{at, directory, in_all};
  }

  Result<bool> starts_as_zip() {
    std::byte bytes[4];
    if (size_ < sizeof bytes) return false;
    if (const Status read = source_.read(0, bytes); !read) return std::unexpected(read.error());
    return zip::Taker(bytes).u32() == zip::local_signature;
  }

  // Where the archive that begins at byte 0 ends by what its own records say: behind the end of the file where
  // that was cut, `unknown` where they are damaged.
  Result<std::uint64_t> own_end() {
    std::uint64_t at = 0;
    for (std::size_t i = 0; i <= 2 * limits::bundle_entries; ++i) {
      std::byte bytes[zip::central_bytes];
      const std::span record = std::span(bytes).first(std::min<std::uint64_t>(sizeof bytes, size_ - at));
      if (record.size() < zip::end_bytes) return cut();
      if (const Status read = source_.read(at, record); !read) return std::unexpected(read.error());
      zip::Taker from(record);
      const std::uint32_t signature = from.u32();
      if (signature == zip::end_signature) return at + zip::end_bytes;
      const bool local = signature == zip::local_signature;
      if (!local && signature != zip::central_signature) return unknown;
      const std::size_t fixed = local ? zip::local_bytes : zip::central_bytes;
      if (record.size() < fixed) return cut();
      if (!local) from.u16();
      const Common common = take_common(from);
      if (local && common.flags & zip::flag_descriptor) return streamed_end();
      if (local && common.packed_size == 0xffffffff) return unknown;
      at += fixed + common.name_size + common.extra_size + (local ? common.packed_size : from.u16());
      if (at > size_) return cut();
    }
    return unknown;
  }
  std::uint64_t cut() const { return size_ + 1; }

  // Likewise where sizes stand behind the data, so that nothing leads from entry to entry.
  Result<std::uint64_t> streamed_end() {
    const std::uint64_t reach = std::min<std::uint64_t>(size_, 0xffff + zip::end_bytes), from = size_ - reach;
    std::vector<std::byte> tail(reach);
    if (const Status read = source_.read(from, tail); !read) return std::unexpected(read.error());
    for (std::size_t at = reach - zip::end_bytes + 1; at-- > 0;) {
      zip::Taker record(std::span<const std::byte>(tail).subspan(at));
      if (record.u32() != zip::end_signature) continue;
      record.u32(), record.u32();
      const std::uint64_t directory_size = record.u32();
      if (record.u32() + directory_size == from + at) return from + at + zip::end_bytes;
    }
    return cut();
  }

  Status entry(std::span<const std::byte>& rest, std::uint64_t at) {
    if (rest.size() < zip::central_bytes) return refuse("zip.bad_header", at);
    zip::Taker from(rest);
    if (from.u32() != zip::central_signature) return refuse("zip.bad_header", at);
    const std::uint16_t made_by = from.u16();
    const Common central = take_common(from);
    const std::uint16_t comment = from.u16(), disk = from.u16(), internal = from.u16();
    const std::uint32_t attributes = from.u32(), header_offset = from.u32();
    const std::size_t length = zip::central_bytes + central.name_size + central.extra_size + comment;
    if (rest.size() < length) return refuse("zip.bad_header", at);
    const std::string name(as_text(rest.subspan(zip::central_bytes, central.name_size)));
    const auto extra = rest.subspan(zip::central_bytes + central.name_size, central.extra_size);
    rest = rest.subspan(length);

    const std::string shown = shown_name(name);
    const bool folder = name.ends_with('/');
    if (const Status fine = check_name(name, folder, at); !fine) return fine;
    if (comment != 0) return refuse("zip.comment", at, shown);
    if (disk != 0) return refuse("zip.multi_disk", at, shown);
    if (const char* why = wrong_attributes(attributes, folder)) return refuse(why, at, shown);
    if (const Status fine = check_common(central, at, shown, folder); !fine) return fine;
    if (const char* why = wrong_extra(extra)) return refuse(why, at, shown);
    if (header_offset != next_) return refuse("zip.not_contiguous", at + 42, shown);

    // No tool writes its entries by different versions of itself, and none that calls itself what we
    // call ourselves gives files different attributes: a lone difference is damage, not a repacking.
    if (!maker_) maker_ = made_by;
    if (!folder && !attributes_) attributes_ = attributes;
    const bool odd = made_by != *maker_ || internal > 1 ||
                     (made_by == zip::version_made_by && (internal != 0 || (!folder && attributes != *attributes_)));
    if (odd) return refuse("zip.bad_header", at, shown);

    Entry out{name,
              central.method,
              central.crc32,
              central.size,
              central.packed_size,
              header_offset,
              header_offset + zip::local_bytes + name.size()};
    const bool canonical = made_by == zip::version_made_by && central == as_written(out) && internal == 0 &&
                           attributes == zip::attributes && !folder && name > previous_;
    Local local{out.data_offset, out.data_offset + out.packed_size};
    out.header_read = !(canonical && may_wait_(name) && local.end == next_header(rest));
    if (out.header_read) {
      const auto read = read_local(source_, header_offset, directory_offset_, central, name);
      if (!read) return std::unexpected(read.error());
      local = *read;
    }
    next_ = local.end;
    out.data_offset = local.data;
    if (!folder) archive_.entries.push_back(std::move(out));
    if (!canonical || local.extra_size != 0) archive_.container = Container::repacked;
    previous_ = name;
    return {};
  }

  // Where the entry that `rest` of the directory begins with has its header; behind the last, where
  // the directory begins.
  std::uint64_t next_header(std::span<const std::byte> rest) const {
    return rest.size() < zip::central_bytes ? directory_offset_ : zip::Taker(rest.subspan(42)).u32();
  }

  Status check_name(const std::string& name, bool folder, std::uint64_t at) {
    const std::string shown = shown_name(name);
    const std::string_view path = folder ? std::string_view(name).substr(0, name.size() - 1) : name;
    if (!is_safe_name(path)) return refuse("zip.unsafe_name", at, shown, {{"name", shown}});
    const std::size_t slash = path.find('/');
    if (slash == path.npos && !folder) return refuse("zip.no_top_folder", at, shown);
    const std::string_view top = path.substr(0, slash);
    if (archive_.top.empty()) archive_.top = top;
    if (archive_.top != top) return refuse("zip.several_folders", at, shown);
    if (const char* why = folder ? names_.add_folder(path) : names_.add_file(path))
      return refuse(why, at, shown, {{"name", shown}});
    return {};
  }

  // Upper half: Unix mode; lower: DOS attributes. Whatever system it says it was made by, some
  // tool will believe them.
  static const char* wrong_attributes(std::uint32_t attributes, bool folder) {
    const std::uint32_t type = attributes >> 16 & 0170000;
    const std::uint32_t dos_folder = 0x10, dos_volume = 0x08;
    if (type != 0 && type != (folder ? 0040000u : 0100000u)) return "zip.not_a_plain_file";
    if (attributes & dos_volume || (!folder && attributes & dos_folder)) return "zip.not_a_plain_file";
    return nullptr;
  }

  Status check_common(const Common& header, std::uint64_t at, const std::string& shown, bool folder) {
    if (header.flags & (zip::flag_encrypted | zip::flag_strong | zip::flag_masked)) return refuse("zip.encrypted", at + 8, shown);
    if (header.flags & ~harmless_flags) return refuse("zip.unknown_feature", at + 8, shown);
    if (header.size == 0xffffffff || header.packed_size == 0xffffffff) return refuse("zip.zip64", at + 20, shown);
    if (header.needed > zip::version_needed || (header.method != 0 && header.method != 8))
      return refuse("zip.unknown_feature", at + 6, shown);
    if (folder && (header.size != 0 || header.packed_size != 0 || header.crc32 != 0))
      return refuse("zip.folder_with_content", at, shown);
    if (header.method == 0 && header.size != header.packed_size) return refuse("zip.sizes_disagree", at + 20, shown);
    if (header.size > std::uint64_t{header.packed_size} * limits::inflate_ratio) return refuse("zip.bomb", at + 20, shown);
    if (header.size > limits::evidence_bytes)
      return refuse("zip.file_too_large", at + 24, shown, {{"limit", megabytes(limits::evidence_bytes)}});
    unpacked_ += header.size;
    if (unpacked_ > limits::bundle_bytes) return refuse("zip.bomb", at + 24, shown, {{"limit", megabytes(limits::bundle_bytes)}});
    return {};
  }

  static constexpr std::uint64_t unknown = 0;

  const Source& source_;
  bool (*const may_wait_)(std::string_view);
  const std::uint64_t size_;
  std::uint64_t directory_offset_ = 0;
  std::uint64_t next_ = 0;  // where the next local header must begin
  std::uint64_t unpacked_ = 0;
  std::string previous_;
  std::optional<std::uint16_t> maker_;
  std::optional<std::uint32_t> attributes_;
  NameTree names_;
  Archive archive_;
};

}  // namespace

Result<Archive> read_archive(const Source& source, bool (*may_wait)(std::string_view)) { return Walk(source, may_wait).run(); }

Status check_header(const Source& source, const Entry& entry) {
  if (entry.header_read) return {};
  const auto local =
      read_local(source, entry.header_offset, entry.data_offset + entry.packed_size, as_written(entry), entry.name);
  if (!local) return std::unexpected(local.error());
  return {};
}

}  // namespace thuoc
