// How a document of an older version becomes one of today's: a chain of small steps, each of which
// knows only two neighbouring versions, so that a step once written never changes again.
#pragma once

#include <span>
#include <string_view>

#include "base/json.h"

namespace thuoc {

struct VersionStep {
  int from_version;  // makes from_version + 1 of it, "version" included or not
  Status (*step)(Json& document);
};

// Applies the steps one after another until `to_version`; sets "version" after each. Codes:
// dossier.newer_version (untouched), dossier.unknown_version (no step leads on from it), and
// whatever a step says.
Status carry_forward(Json& document, int found_version, int to_version, std::span<const VersionStep> steps,
                     std::string_view file);

}  // namespace thuoc
