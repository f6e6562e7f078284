#include "office/row.h"

#include <algorithm>

#include "app/error_json.h"

namespace thuoc {

namespace {

int int_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

Points points_of(const Json& object, const char* key) {
  Points points;
  points.hundredths = int_of(object, key);
  return points;
}

const Json& list_of(const Json& object, const char* key) {
  static const Json none = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : none;
}

bool is_met(const ItemScore& scored, const Answer* answer) {
  if (scored.state != State::answered) return false;
  if (scored.points) return scored.points->hundredths > 0;
  return !answer || answer->yes != false;
}

}  // namespace

Error about_file(std::string code, const std::string& name) { return {std::move(code), {name, "", {}}, {{"name", name}}}; }

void summarise(const Intake& intake, Row& row) {
  const Check& check = intake.check;
  row.verdict = check.verdict;
  row.container = check.container;
  row.reason = check.reason;
  row.type = check.info.bundle_type;
  row.unit_code = check.info.external_identifier;
  row.unit_name = check.info.source_organization;
  row.school_year = check.info.school_year;
  row.rubric = check.info.rubric;
  row.changed_at = row.signed_on = check.info.bagging_date;
  row.problems = static_cast<int>(std::ranges::count_if(intake.problems, asks_for_a_look)) +
                 static_cast<int>(count_of(intake.problems) - intake.problems.size());
  row.first_problem.reset();
  if (const auto first = std::ranges::find_if(intake.problems, asks_for_a_look); first != intake.problems.end())
    row.first_problem = *first;
  row.signer.clear();
  row.signer_known = row.other_key = false;
  if (const SignerFound* signer = speaker(check)) {
    row.signer = signer->fingerprint;
    row.signer_line = key_line(signer->key);
    row.signer_known = signer->known;
    row.more_signers.clear();
    for (const SignerFound& other : check.signers) {
      if (&other != signer) row.more_signers.push_back(key_line(other.key));
    }
    row.other_key = signer->unit_has_other_key && !signer->known;
  }
  row.groups.clear();
  row.not_met.clear();
  row.level.clear();
  row.commune.clear();
  row.instrument = intake.instrument;
  row.completeness = intake.completeness;
  // Of a file that was refused nothing is shown.
  if (check.verdict == Verdict::rejected || !intake.dossier || !intake.pack || !intake.score) return;
  const Dossier& d = *intake.dossier;
  row.level = d.unit.level;
  row.commune = d.unit.commune;
  row.province = d.unit.province;
  row.ownership = d.unit.ownership;
  row.previous = d.previous;
  row.difficulties = d.difficulties;
  row.proposals = d.proposals;
  row.returned_submission = d.returned ? d.returned->submission : "";
  row.returned_notice = d.returned ? d.returned->notice : "";
  row.unanswered = 0;
  for (const GroupScore& scored : intake.score->groups) row.unanswered += scored.unanswered;
  if (!d.history.empty()) row.changed_at = d.history.back().at;
  for (const GroupScore& scored : intake.score->groups) {
    Row::Group group{scored.id, "", {}, scored.points, scored.max, scored.level, 0};
    for (const Group& of : intake.pack->groups) {
      if (of.id != group.id) continue;
      group.number = of.number;
      group.levels = static_cast<int>(of.levels.bands.size());
      for (const Band& band : of.levels.bands) {
        if (band.level == scored.level) group.level_name = band.name;
      }
    }
    row.groups.push_back(std::move(group));
  }
  for (const Group& group : intake.pack->groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        const auto scored = intake.score->items.find(item.id);
        if (item.kind == Kind::information || scored == intake.score->items.end()) continue;
        const auto answer = d.answers.find(item.id);
        if (!is_met(scored->second, answer == d.answers.end() ? nullptr : &answer->second)) row.not_met.push_back(item.id);
      }
    }
  }
}

Json to_json(const Row& row) {
  Json groups = Json::array();
  for (const Row::Group& g : row.groups) {
    groups.push_back({{"id", g.id},
                      {"number", g.number},
                      {"vi", g.level_name.vi},
                      {"en", g.level_name.en},
                      {"points", g.points.hundredths},
                      {"max", g.max.hundredths},
                      {"level", g.level},
                      {"levels", g.levels}});
  }
  Json json = {{"name", row.name},
               {"size", row.size},
               {"done", row.stage == Row::Stage::done},
               {"read", row.is_read()},
               {"verdict", to_text(row.verdict)},
               {"container", to_text(row.container)},
               {"reason", to_json(row.reason)},
               {"type", row.type},
               {"unit_code", row.unit_code},
               {"unit_name", row.unit_name},
               {"level", row.level},
               {"commune", row.commune},
               {"school_year", row.school_year},
               {"rubric", row.rubric},
               {"changed_at", row.changed_at},
               {"groups", groups},
               {"completeness", row.completeness},
               {"problems", row.problems},
               {"signer", row.signer},
               {"signer_known", row.signer_known},
               {"other_key", row.other_key},
               {"more_signers", row.more_signers},
               {"not_met", row.not_met},
               {"sha256", row.sha256},
               {"signer_line", row.signer_line},
               {"signed_on", row.signed_on},
               {"ownership", row.ownership},
               {"province", row.province},
               {"previous", row.previous},
               {"difficulties", row.difficulties},
               {"proposals", row.proposals},
               {"returned_submission", row.returned_submission},
               {"returned_notice", row.returned_notice},
               {"unanswered", row.unanswered}};
  for (const auto& [key, value] : {std::pair{"instrument", &row.instrument},
                                   {"modified", &row.modified},
                                   {"said_day", &row.said_day},
                                   {"said_by", &row.said_by},
                                   {"said_at", &row.said_at}}) {
    if (!value->empty()) json[key] = *value;
  }
  if (row.failed) json["failed"] = to_json(*row.failed);
  if (row.first_problem) json["first_problem"] = to_json(*row.first_problem);
  return json;
}

Row row_from_json(const Json& json) {
  Row row;
  if (!json.is_object()) return row;
  row.name = text_of(json, "name");
  if (const auto size = json.find("size"); size != json.end() && size->is_number_unsigned())
    row.size = size->get<std::uint64_t>();
  row.stage = is_true(json, "done") ? Row::Stage::done : is_true(json, "read") ? Row::Stage::read : Row::Stage::waiting;
  if (json.contains("failed")) row.failed = error_from_json(json["failed"]);
  row.sha256 = text_of(json, "sha256");
  const std::string verdict = text_of(json, "verdict");
  for (const Verdict one : {Verdict::valid, Verdict::unknown_key, Verdict::altered}) {
    if (to_text(one) == verdict) row.verdict = one;
  }
  if (text_of(json, "container") == to_text(Container::repacked)) row.container = Container::repacked;
  if (json.contains("reason")) row.reason = error_from_json(json["reason"]);
  row.type = text_of(json, "type");
  for (const auto& [key, part] : {std::pair{"signer_line", &Row::signer_line},
                                  {"signed_on", &Row::signed_on},
                                  {"ownership", &Row::ownership},
                                  {"province", &Row::province},
                                  {"previous", &Row::previous},
                                  {"difficulties", &Row::difficulties},
                                  {"proposals", &Row::proposals},
                                  {"returned_submission", &Row::returned_submission},
                                  {"returned_notice", &Row::returned_notice},
                                  {"instrument", &Row::instrument},
                                  {"modified", &Row::modified},
                                  {"said_day", &Row::said_day},
                                  {"said_by", &Row::said_by},
                                  {"said_at", &Row::said_at}}) {
    row.*part = text_of(json, key);
  }
  row.unanswered = int_of(json, "unanswered");
  row.unit_code = text_of(json, "unit_code");
  row.unit_name = text_of(json, "unit_name");
  row.level = text_of(json, "level");
  row.commune = text_of(json, "commune");
  row.school_year = text_of(json, "school_year");
  row.rubric = text_of(json, "rubric");
  row.changed_at = text_of(json, "changed_at");
  for (const Json& g : list_of(json, "groups")) {
    if (!g.is_object()) continue;
    row.groups.push_back({text_of(g, "id"),
                          text_of(g, "number"),
                          {text_of(g, "vi"), text_of(g, "en")},
                          points_of(g, "points"),
                          points_of(g, "max"),
                          int_of(g, "level"),
                          int_of(g, "levels")});
  }
  row.completeness = int_of(json, "completeness");
  row.problems = int_of(json, "problems");
  if (json.contains("first_problem")) row.first_problem = error_from_json(json["first_problem"]);
  row.signer = text_of(json, "signer");
  row.signer_known = is_true(json, "signer_known");
  row.other_key = is_true(json, "other_key");
  for (const Json& line : list_of(json, "more_signers")) {
    if (line.is_string()) row.more_signers.push_back(line.get<std::string>());
  }
  for (const Json& id : list_of(json, "not_met")) {
    if (id.is_string()) row.not_met.push_back(id.get<std::string>());
  }
  return row;
}

}  // namespace thuoc
