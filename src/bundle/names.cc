#include "bundle/names.h"

#include <algorithm>

#include "base/file_name.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc {
namespace {

bool is_safe_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_safe_segment(std::string_view segment) {
  return !segment.empty() && segment.back() != '.' && std::all_of(segment.begin(), segment.end(), is_safe_character) &&
         !is_device_name(segment);
}

}  // namespace

bool is_safe_name(std::string_view name) {
  if (name.size() > limits::name_bytes) return false;
  for (std::size_t segments = 1; segments <= limits::name_segments; ++segments) {
    const std::size_t slash = name.find('/');
    if (!is_safe_segment(name.substr(0, slash))) return false;
    if (slash == name.npos) return true;
    name.remove_prefix(slash + 1);
  }
  return false;
}

std::string shown_name(std::string_view name) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const char c : name.substr(0, limits::name_bytes)) {
    if (is_safe_character(c) || c == '/' || c == ' ') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return name.size() > limits::name_bytes ? out + "…" : out;
}

std::string folder_name(std::string_view prefix, std::string_view code, std::string_view name, std::string_view school_year) {
  const auto plain = [](char c) { return c != '.' && is_safe_character(c); };
  std::string handle(code);
  if (!std::ranges::all_of(handle, plain)) handle = ascii_handle(code);
  if (handle.empty()) handle = ascii_handle(name);
  if (handle.size() > limits::folder_code_bytes) handle.resize(limits::folder_code_bytes);
  while (!handle.empty() && handle.back() == '-') handle.pop_back();
  return std::string(prefix) + "-" + (handle.empty() ? std::string("don-vi") : handle) + "-" + std::string(school_year);
}

bool is_evidence(std::string_view path_in_bag) { return path_in_bag.starts_with("data/evidence/"); }

std::uint64_t document_limit(std::string_view bundle_type, std::string_view path_in_bag) {
  const bool lists_units = bundle_type == "rollup" || bundle_type == "round" || bundle_type == "recognition";
  return lists_units && path_in_bag == document_path(bundle_type) ? limits::collection_bytes : limits::document_bytes;
}

const char* NameTree::add_file(std::string_view name) { return add(name, false); }
const char* NameTree::add_folder(std::string_view name) { return add(name, true); }

const char* NameTree::add(std::string_view name, bool folder) {
  for (std::size_t slash = 0; slash != name.npos;) {
    slash = name.find('/', slash + 1);
    const std::string_view part = name.substr(0, slash);
    const bool whole = slash == name.npos, part_is_folder = folder || !whole;
    const auto [at, fresh] = nodes_.try_emplace(lower_case(part), Node{std::string(part), part_is_folder});
    Node& node = at->second;
    if (node.name != part) return "zip.case_collision";
    if (node.folder != part_is_folder) return "zip.name_conflict";
    if (whole && (node.listed || (!fresh && !folder))) return "zip.duplicate_name";
    node.listed |= whole;
    node.used |= !folder;
  }
  return nullptr;
}

std::string NameTree::stray_folder() const {
  for (const auto& [key, node] : nodes_)
    if (node.folder && !node.used) return node.name;
  return "";
}

}  // namespace thuoc
