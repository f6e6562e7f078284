#include "review/subject.h"

#include <limits>

namespace thuoc {

Subject subject_of(const Dossier& dossier, std::string_view bundle_sha256) {
  return {std::string(bundle_sha256), dossier.unit.code, dossier.unit.name, dossier.unit.level};
}

Json to_json(const Subject& subject) {
  Json object = {{"bundle", subject.bundle}, {"unit_code", subject.unit_code}};
  put(object, "unit_name", subject.unit_name);
  put(object, "unit_level", subject.unit_level);
  return object;
}

Subject read_subject(Strict& reader, Fields& f) {
  Subject subject;
  subject.bundle = reader.hash(f, "bundle", true);
  subject.unit_code = reader.required_text(f, "unit_code");
  subject.unit_name = reader.text(f, "unit_name");
  subject.unit_level = reader.text(f, "unit_level");
  return subject;
}

Json to_json(const std::vector<GroupResult>& results) {
  Json list = Json::array();
  for (const GroupResult& result : results)
    list.push_back({{"group", result.group},
                    {"points", to_json_text(result.points)},
                    {"max", to_json_text(result.max)},
                    {"level", result.level}});
  return list;
}

std::vector<GroupResult> read_results(Strict& reader, Fields& f, std::string_view key) {
  std::vector<GroupResult> results;
  reader.each(f, key, limits::listed_ids, [&](Fields& one) {
    GroupResult result;
    result.group = reader.name(one, "group");
    result.points = reader.required_points(one, "points");
    result.max = reader.required_points(one, "max");
    result.level = static_cast<int>(reader.number_within(one, "level", 0, std::numeric_limits<int>::max(), true).value_or(0));
    results.push_back(std::move(result));
  });
  return results;
}

}  // namespace thuoc
