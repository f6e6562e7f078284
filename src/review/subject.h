// Which bundle, of which unit, is spoken about; and results as offices' documents write them.
#pragma once

#include <string>
#include <vector>

#include "base/strict.h"
#include "dossier/dossier.h"
#include "score/score.h"

namespace thuoc {

struct Subject {
  std::string bundle;  // SHA-256 of the whole ZIP file
  std::string unit_code, unit_name, unit_level;
  bool operator==(const Subject&) const = default;
};

Subject subject_of(const Dossier& dossier, std::string_view bundle_sha256);
Json to_json(const Subject& subject);
Subject read_subject(Strict& reader, Fields& f);  // from the object that `f` reads

Json to_json(const std::vector<GroupResult>& results);  // [{"group","points","max","level"}]
std::vector<GroupResult> read_results(Strict& reader, Fields& f, std::string_view key);

}  // namespace thuoc
