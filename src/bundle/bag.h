// The text files of a BagIt 1.0 bag (RFC 8493): written in one form, and read in that form only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle.h"

namespace thuoc::bag {

inline constexpr std::string_view bagit_name = "bagit.txt";
inline constexpr std::string_view info_name = "bag-info.txt";
inline constexpr std::string_view how_to_check_name = "KIEM-TRA.txt";
inline constexpr std::string_view manifest_name = "manifest-sha256.txt";
inline constexpr std::string_view tagmanifest_name = "tagmanifest-sha256.txt";
inline constexpr std::string_view payload_folder = "data/";
inline constexpr std::string_view signature_folder = "signatures/";

inline constexpr std::string_view bagit_text = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

// Payload-Oxum: bytes and number of payload files, a quick check before any hash.
struct Oxum {
  std::uint64_t bytes = 0, files = 0;
  bool operator==(const Oxum&) const = default;
};

// Code bundle.bad_tag_value for a value that would not come back as it was (line ends, blanks at
// its ends) and for a missing unit code. Other empty values are left out.
Result<std::string> write_info(const BagInfo& info, Oxum oxum);
struct ReadInfo {
  BagInfo info;
  Oxum oxum;
};
Result<ReadInfo> read_info(std::string_view text);  // code bundle.bad_bag_info

struct Line {
  std::string sha256, path;
};
std::string write_manifest(const std::vector<Line>& lines);  // sorted by path already
// `name` is the manifest's own. Code bundle.bad_manifest with the byte offset.
Result<std::vector<Line>> read_manifest(std::string_view text, std::string_view name);

}  // namespace thuoc::bag
