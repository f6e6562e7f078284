#include "dossier/carry_forward.h"

#include <algorithm>
#include <string>

namespace thuoc {

Status carry_forward(Json& document, int found_version, int to_version, std::span<const VersionStep> steps,
                     std::string_view file) {
  const Place place{std::string(file), "/version", {}};
  if (found_version > to_version) {
    return fail("dossier.newer_version", place,
                {{"found", std::to_string(found_version)}, {"known", std::to_string(to_version)}});
  }
  for (int version = found_version; version < to_version; ++version) {
    const auto next = std::ranges::find(steps, version, &VersionStep::from_version);
    if (next == steps.end()) { return fail("dossier.unknown_version", place, {{"found", std::to_string(found_version)}}); }
    if (Status done = next->step(document); !done) return done;
    document["version"] = version + 1;
  }
  return {};
}

}  // namespace thuoc
