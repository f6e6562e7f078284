#include "intake/members.h"

#include <algorithm>

#include "base/file_name.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "bundle/codec.h"
#include "bundle/file_kind.h"
#include "bundle/memory_source.h"
#include "bundle/names.h"
#include "bundle/zip_directory.h"
#include "bundle/zip_format.h"

namespace thuoc {
namespace {

bool is_named_zip(std::string_view name) { return lower_case(name).ends_with(".zip"); }

// Old Windows writes names in its own code: these are shown byte by byte.
std::string readable(const std::string& name) { return is_utf8(name) ? compose_vietnamese(name) : shown_name(name); }

// Its beginning, as much as tells what it is.
std::string first_bytes(const Source& source, const Entry& entry) {
  std::string out;
  const Status whole = for_each_slice(source, entry, [&](std::span<const std::byte> slice) {
    out.append(reinterpret_cast<const char*>(slice.data()), slice.size());
    return out.size() < limits::shortcut_bytes;
  });
  return whole || out.size() >= limits::shortcut_bytes ? out : "";
}

}  // namespace

std::optional<Members> members_of(const Source& source) {
  auto directory = read_directory(source);
  if (!directory) return std::nullopt;
  Members out;
  bool any_zip = false;
  const auto leave = [&](std::string name, std::string_view why, std::size_t count = 0) {
    any_zip = any_zip || is_named_zip(name);
    out.left.push_back({std::move(name), {"kind." + std::string(why), {}, {{"count", std::to_string(count)}}}});
  };
  std::vector<std::string> names;
  for (const ListedFile& file : directory->files) names.push_back(readable(file.name));
  const BagFolders bags = bag_folders(names);
  for (const auto& [folder, files] : bags) out.left.push_back({folder + "/", unpacked_bag(files)});

  // In the order of their places each must begin where the one before has ended: bytes that several share would make a
  // billion files of some thousand.
  std::ranges::stable_sort(directory->files, {}, &ListedFile::header_offset);
  std::uint64_t free = 0, all = 0;
  for (const ListedFile& file : directory->files) {
    std::string name = readable(file.name);
    if (is_litter(name)) {
      ++out.litter;
      continue;
    }
    if (folder_of(bags, name) != bags.end()) continue;
    auto entry = locate(source, file);
    if (!entry) {
      leave(std::move(name), "member_damaged");
      continue;
    }
    if (file.header_offset < free) {
      leave(std::move(name), "member_shared");
      continue;
    }
    free = entry->data_offset + entry->packed_size;
    entry->name = name;
    const std::uint64_t room = limits::unpacked_bytes - all;
    if (file.flags & (zip::flag_encrypted | zip::flag_strong)) leave(std::move(name), "member_encrypted");
    else if (file.method != 0 && file.method != 8) leave(std::move(name), "member_method");
    else if (file.method == 0 && file.size != file.packed_size) leave(std::move(name), "member_damaged");
    else if (entry->size > room || entry->size > entry->packed_size * limits::inflate_ratio)
      leave(std::move(name), "member_large");
    else if (const std::string begins = first_bytes(source, *entry); begins.empty() && entry->size > 0)
      leave(std::move(name), "member_damaged");
    else if (is_named_zip(name) || begins.starts_with("PK\3\4")) all += entry->size, out.taken.push_back(std::move(*entry));
    else leave(std::move(name), kind_of(MemorySource(begins), file.name));
  }
  if (out.taken.empty() && !any_zip) return std::nullopt;
  if (directory->more > 0) leave("…", "members_more", directory->more);
  return out;
}

Result<std::string> read_member(const Source& source, const Entry& member) {
  std::string out;
  out.reserve(member.size);
  const Status whole = for_each_slice(source, member, [&](std::span<const std::byte> slice) {
    out.append(reinterpret_cast<const char*>(slice.data()), slice.size());
    return true;
  });
  if (!whole) return fail("kind.member_damaged");
  return out;
}

std::string member_name(std::string_view zip, std::string_view member) { return std::string(zip) + " › " + std::string(member); }

BagFolders bag_folders(const std::vector<std::string>& names) {
  constexpr std::string_view bagit = "/bagit.txt";
  BagFolders found;
  for (const std::string& name : names)
    if (name.ends_with(bagit) && !is_litter(name)) found[name.substr(0, name.size() - bagit.size())] = 0;
  // A bag that is evidence of another is a file of that.
  std::erase_if(found, [&](const auto& one) {
    const std::size_t slash = one.first.find_last_of('/');
    return slash != std::string::npos && folder_of(found, one.first) != found.end();
  });
  for (const std::string& name : names)
    if (const auto in = folder_of(found, name); in != found.end() && !is_litter(name)) ++found.find(in->first)->second;
  return found;
}

BagFolders::const_iterator folder_of(const BagFolders& folders, std::string_view name) {
  for (std::size_t slash = name.find('/'); slash != name.npos && !folders.empty(); slash = name.find('/', slash + 1))
    if (const auto found = folders.find(name.substr(0, slash)); found != folders.end()) return found;
  return folders.end();
}

Error unpacked_bag(std::size_t files) { return {"kind.unpacked_bag", {}, {{"count", std::to_string(files)}}}; }

}  // namespace thuoc
