// The packs of criteria/, embedded at build time byte for byte (generated: builtin_packs.cc).
#pragma once

#include <span>
#include <string_view>

namespace thuoc {

struct BuiltinPack {
  std::string_view file, json;
};
std::span<const BuiltinPack> builtin_packs();

}  // namespace thuoc
