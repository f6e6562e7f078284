// The text tables of assets/texts, embedded at build time (generated: text_table.cc).
#pragma once

#include <span>
#include <string_view>

namespace thuoc {

struct TextRow {
  std::string_view key, vi, en;
};

// Sorted by key; the build fails where vi and en do not have the same keys.
std::span<const TextRow> text_table();

}  // namespace thuoc
