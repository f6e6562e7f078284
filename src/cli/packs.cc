#include "cli/packs.h"

#include "base/limits.h"
#include "cli/files.h"
#include "rubric/builtin_packs.h"

namespace thuoc::cli {
namespace {

std::expected<FoundPack, std::vector<Error>> load(std::string json, const std::string& file) {
  LoadedPack loaded = load_pack(json, file);
  if (!loaded.pack || !loaded.problems.empty()) return std::unexpected(std::move(loaded.problems));
  return FoundPack{std::move(*loaded.pack), std::move(json)};
}

}  // namespace

std::expected<FoundPack, std::vector<Error>> find_pack(const std::string& name, const std::string& path) {
  if (!path.empty()) {
    auto json = read_text(path, limits::json_bytes);
    if (!json) return std::unexpected(std::vector{json.error()});
    return load(std::move(*json), path);
  }
  std::string known;
  for (const BuiltinPack& builtin : builtin_packs()) {
    auto found = load(std::string(builtin.json), std::string(builtin.file));
    if (!found) continue;  // the build's tests keep this from happening
    if (found->pack.name() == name) return found;
    known += (known.empty() ? "" : ", ") + found->pack.name();
  }
  return std::unexpected(std::vector{Error{"cli.no_such_rubric", {}, {{"name", name}, {"known", known}}}});
}

}  // namespace thuoc::cli
