// What file systems make of a name.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace thuoc {

// As a file system that ignores case compares: ASCII only.
inline std::string lower_case(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// "cds-7901.zip" → "cds-7901 (2).zip"
inline std::string with_number(std::string_view name, int number) {
  const std::size_t dot = name.find_last_of('.');
  const std::size_t end = dot == name.npos || name.find('/', dot) != name.npos ? name.size() : dot;
  return std::string(name.substr(0, end)) + " (" + std::to_string(number) + ")" + std::string(name.substr(end));
}

// "NUL", and "nul.txt" too: Windows looks only at what stands before the first dot, and opens a device.
inline bool is_device_name(std::string_view segment) {
  const std::string stem = lower_case(segment.substr(0, segment.find('.')));
  static constexpr std::array<std::string_view, 4> plain{"con", "prn", "aux", "nul"};
  if (std::ranges::find(plain, stem) != plain.end()) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '0' && stem[3] <= '9';
}

}  // namespace thuoc
