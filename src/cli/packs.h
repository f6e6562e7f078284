// The rubric a dossier is scored with: one of the built-in packs, or a file.
#pragma once

#include <string>
#include <vector>

#include "rubric/rubric.h"

namespace thuoc::cli {

struct FoundPack {
  Pack pack;
  std::string json;  // byte for byte
};

// From `path`, or where it is empty the built-in pack called `name` ("id@edition").
std::expected<FoundPack, std::vector<Error>> find_pack(const std::string& name, const std::string& path);

}  // namespace thuoc::cli
