#include "bundle/bag.h"

#include <algorithm>
#include <charconv>

#include "base/sha256.h"
#include "base/utf8.h"
#include "bundle/names.h"

namespace thuoc::bag {
namespace {

struct Label {
  std::string_view name;
  std::string BagInfo::* field;
};
constexpr std::string_view oxum_label = "Payload-Oxum";
// The order of the file; Payload-Oxum stands before the last.
constexpr Label labels[] = {
    {"Bundle-Type", &BagInfo::bundle_type},
    {"External-Identifier", &BagInfo::external_identifier},
    {"School-Year", &BagInfo::school_year},
    {"Rubric", &BagInfo::rubric},
    {"Source-Organization", &BagInfo::source_organization},
    {"Bagging-Date", &BagInfo::bagging_date},
    {"Bag-Software-Agent", &BagInfo::software},
};

bool is_one_line(std::string_view value) {
  if (!is_utf8(value)) return false;
  if (!value.empty() && (value.front() == ' ' || value.back() == ' ')) return false;
  return std::none_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

bool parse_number(std::string_view text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && (text == "0" || text.front() != '0');
}

bool parse_oxum(std::string_view text, Oxum& out) {
  const std::size_t dot = text.find('.');
  return dot != text.npos && parse_number(text.substr(0, dot), out.bytes) && parse_number(text.substr(dot + 1), out.files);
}

}  // namespace

Result<std::string> write_info(const BagInfo& info, Oxum oxum) {
  std::string out;
  for (const Label& label : labels) {
    const std::string& value = info.*label.field;
    if (!is_one_line(value) || (value.empty() && label.field == &BagInfo::external_identifier))
      return fail("bundle.bad_tag_value", {std::string(info_name), "", std::nullopt}, {{"label", std::string(label.name)}});
    if (label.field == &BagInfo::software)
      out += std::string(oxum_label) + ": " + std::to_string(oxum.bytes) + "." + std::to_string(oxum.files) + "\n";
    if (!value.empty()) out += std::string(label.name) + ": " + value + "\n";
  }
  return out;
}

Result<ReadInfo> read_info(std::string_view text) {
  ReadInfo out;
  bool oxum_read = false;
  const std::size_t whole = text.size();
  while (!text.empty()) {
    const auto bad = [&] { return fail("bundle.bad_bag_info", {std::string(info_name), "", whole - text.size()}); };
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t colon = line.find(": ");
    if (end == text.npos || colon == line.npos) return bad();
    const std::string_view name = line.substr(0, colon), value = line.substr(colon + 2);
    if (value.empty() || !is_one_line(value)) return bad();
    if (name == oxum_label) {
      if (oxum_read || !parse_oxum(value, out.oxum)) return bad();
      oxum_read = true;
    }
    // Labels we do not know are other people's business (RFC 8493 allows any).
    for (const Label& label : labels) {
      if (label.name != name) continue;
      std::string& field = out.info.*label.field;
      if (!field.empty()) return bad();
      field = value;
    }
    text.remove_prefix(end + 1);
  }
  if (!oxum_read || out.info.external_identifier.empty() || out.info.bundle_type.empty())
    return fail("bundle.bad_bag_info", {std::string(info_name), "", whole});
  return out;
}

std::string write_manifest(const std::vector<Line>& lines) {
  std::string out;
  for (const Line& line : lines) out += line.sha256 + "  " + line.path + "\n";
  return out;
}

Result<std::vector<Line>> read_manifest(std::string_view text, std::string_view name) {
  constexpr std::size_t path_at = 64 + 2;
  std::vector<Line> out;
  const std::size_t whole = text.size();
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (end == text.npos || line.size() <= path_at || !is_sha256_hex(line.substr(0, 64)) || line.substr(64, 2) != "  " ||
        !is_safe_name(line.substr(path_at)) || (!out.empty() && line.substr(path_at) <= out.back().path))
      return fail("bundle.bad_manifest", {std::string(name), "", whole - text.size()});
    out.push_back({std::string(line.substr(0, 64)), std::string(line.substr(path_at))});
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace thuoc::bag
