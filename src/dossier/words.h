// The fixed words of the dossier's JSON, shared by its reader and its writer.
#pragma once

#include <array>
#include <string_view>

#include "dossier/dossier.h"

namespace thuoc {

inline constexpr std::string_view dossier_format = "thuoc-dossier";

inline constexpr std::array<std::string_view, 3> ownership_words = {"public", "people-founded", "private"};
inline constexpr std::array<std::string_view, 4> role_words = {"chair", "vice-chair", "secretary", "member"};

inline constexpr std::array<std::string_view, 3> evidence_type_words = {"file", "link", "document"};
constexpr std::string_view to_text(EvidenceType type) { return evidence_type_words[static_cast<std::size_t>(type)]; }

}  // namespace thuoc
