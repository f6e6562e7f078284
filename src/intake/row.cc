#include "intake/row.h"

#include <algorithm>

#include "base/error_json.h"
#include "base/file_name.h"

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

constexpr std::pair<const char*, std::string Submission::*> texts[] = {
    {"unit_code", &Submission::unit_code},       {"unit_name", &Submission::unit_name},
    {"level", &Submission::unit_level},          {"commune", &Submission::commune},
    {"school_year", &Submission::school_year},   {"rubric", &Submission::pack},
    {"changed_at", &Submission::changed_at},     {"signer_line", &Submission::signer},
    {"signed_on", &Submission::signed_on},       {"ownership", &Submission::ownership},
    {"province", &Submission::province},         {"previous", &Submission::previous},
    {"difficulties", &Submission::difficulties}, {"proposals", &Submission::proposals},
    {"instrument", &Submission::instrument},     {"modified", &Submission::modified},
};

bool is_met(const ItemScore& scored, const Answer* answer) {
  if (scored.state != State::answered) return false;
  if (scored.points) return scored.points->hundredths > 0;
  return !answer || answer->yes != false;
}

}  // namespace

Error about_file(std::string code, const std::string& name) { return {std::move(code), {name, "", {}}, {{"name", name}}}; }

void leave_foreign_alone(Row& row) {
  const std::string_view code = row.why.code;
  if (!code.starts_with("kind.") || lower_case(row.name).ends_with(".zip")) return;
  for (const char* may_be_one : {"kind.zip_", "kind.bag_", "kind.cut_", "kind.unpacked_", "kind.member"})
    if (code.starts_with(may_be_one)) return;
  row.stage = Row::Stage::broken;
  row.failed = row.why;
}

bool is_foreign(const Row& row) {
  return row.failed && (row.failed->code.starts_with("kind.") || row.failed->code == "office.not_ours");
}

Submission submission_of(const Intake& intake) {
  const Check& check = intake.check;
  Submission s;
  s.verdict = check.verdict;
  s.container = check.container;
  s.unit_code = check.info.external_identifier;
  s.unit_name = check.info.source_organization;
  s.school_year = check.info.school_year;
  s.pack = check.info.rubric;
  s.changed_at = s.signed_on = check.info.bagging_date;
  s.remarks = static_cast<int>(std::ranges::count_if(intake.problems, asks_for_a_look)) +
              static_cast<int>(count_of(intake.problems) - intake.problems.size());
  if (const SignerFound* signer = speaker(check)) s.signer = key_line(signer->key);
  s.instrument = intake.instrument;
  s.completeness = intake.completeness;
  // Of a file that was refused nothing is shown.
  if (check.verdict == Verdict::rejected || !intake.dossier || !intake.pack || !intake.score) return s;
  const Dossier& d = *intake.dossier;
  s.unit_level = d.unit.level;
  s.commune = d.unit.commune;
  s.province = d.unit.province;
  s.ownership = d.unit.ownership;
  s.previous = d.previous;
  s.difficulties = d.difficulties;
  s.proposals = d.proposals;
  s.returned = d.returned;
  s.unanswered = unanswered(*intake.score);
  if (!d.history.empty()) s.changed_at = d.history.back().at;
  s.results = results_of(*intake.score);
  return s;
}

void summarise(const Intake& intake, Row& row) {
  const Check& check = intake.check;
  Submission said = submission_of(intake);
  said.size = row.size, said.modified = row.modified, said.said = row.said;
  static_cast<Submission&>(row) = std::move(said);
  row.type = check.info.bundle_type;
  row.why = check.reason;
  row.first_problem.reset();
  if (const auto first = std::ranges::find_if(intake.problems, asks_for_a_look); first != intake.problems.end())
    row.first_problem = *first;
  row.fingerprint.clear();
  row.more_signers.clear();
  row.signer_known = row.other_key = false;
  if (const SignerFound* signer = speaker(check)) {
    row.fingerprint = signer->fingerprint;
    row.signer_known = signer->known;
    for (const SignerFound& other : check.signers)
      if (&other != signer) row.more_signers.push_back(key_line(other.key));
    row.other_key = signer->unit_has_other_key && !signer->known;
  }
  row.levels.clear();
  row.not_met.clear();
  if (row.results.empty()) return;
  for (const GroupResult& result : row.results) {
    Row::Level& shown = row.levels.emplace_back();
    const auto group = std::ranges::find(intake.pack->groups, result.group, &Group::id);
    if (group == intake.pack->groups.end()) continue;
    shown.number = group->number;
    shown.levels = static_cast<int>(group->levels.bands.size());
    const auto band = std::ranges::find(group->levels.bands, result.level, &Band::level);
    if (band != group->levels.bands.end()) shown.name = band->name;
  }
  for (const Group& group : intake.pack->groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        const auto scored = intake.score->items.find(item.id);
        if (item.kind == Kind::information || scored == intake.score->items.end()) continue;
        const auto& answers = intake.dossier->answers;
        const auto answer = answers.find(item.id);
        if (!is_met(scored->second, answer == answers.end() ? nullptr : &answer->second)) row.not_met.push_back(item.id);
      }
    }
  }
}

Json to_json(const Row& row) {
  Json groups = Json::array();
  for (std::size_t i = 0; i < row.results.size(); ++i) {
    const GroupResult& result = row.results[i];
    const Row::Level shown = i < row.levels.size() ? row.levels[i] : Row::Level();
    groups.push_back({{"id", result.group},
                      {"number", shown.number},
                      {"vi", shown.name.vi},
                      {"en", shown.name.en},
                      {"points", result.points.hundredths},
                      {"max", result.max.hundredths},
                      {"level", result.level},
                      {"levels", shown.levels}});
  }
  Json json = {{"name", row.name},
               {"size", row.size},
               {"done", row.stage == Row::Stage::done},
               {"read", row.is_read()},
               {"verdict", to_text(row.verdict)},
               {"container", to_text(row.container)},
               {"reason", to_json(row.why)},
               {"type", row.type},
               {"groups", groups},
               {"completeness", row.completeness},
               {"problems", row.remarks},
               {"signer", row.fingerprint},
               {"signer_known", row.signer_known},
               {"other_key", row.other_key},
               {"more_signers", row.more_signers},
               {"not_met", row.not_met},
               {"sha256", row.sha256},
               {"unanswered", row.unanswered}};
  const auto put = [&](const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
  };
  for (const auto& [key, part] : texts) put(key, row.*part);
  if (row.returned) put("returned_submission", row.returned->submission), put("returned_notice", row.returned->notice);
  if (row.said) put("said_day", row.said->day), put("said_by", row.said->by), put("said_at", row.said->at);
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
  if (json.contains("reason")) row.why = error_from_json(json["reason"]);
  row.type = text_of(json, "type");
  for (const auto& [key, part] : texts) row.*part = text_of(json, key);
  if (std::string notice = text_of(json, "returned_notice"); !notice.empty())
    row.returned = {text_of(json, "returned_submission"), std::move(notice)};
  if (std::string day = text_of(json, "said_day"); !day.empty())
    row.said = {std::move(day), text_of(json, "said_by"), text_of(json, "said_at")};
  row.unanswered = int_of(json, "unanswered");
  for (const Json& g : list_of(json, "groups")) {
    if (!g.is_object()) continue;
    row.results.push_back({text_of(g, "id"), points_of(g, "points"), points_of(g, "max"), int_of(g, "level")});
    row.levels.push_back({text_of(g, "number"), {text_of(g, "vi"), text_of(g, "en")}, int_of(g, "levels")});
  }
  row.completeness = int_of(json, "completeness");
  row.remarks = int_of(json, "problems");
  if (json.contains("first_problem")) row.first_problem = error_from_json(json["first_problem"]);
  row.fingerprint = text_of(json, "signer");
  row.signer_known = is_true(json, "signer_known");
  row.other_key = is_true(json, "other_key");
  // Forty thousand rows: none has more room than it needs.
  row.results.shrink_to_fit();
  row.levels.shrink_to_fit();
  for (const Json& line : list_of(json, "more_signers")) {
    if (line.is_string()) row.more_signers.push_back(line.get<std::string>());
  }
  row.not_met.reserve(list_of(json, "not_met").size());
  for (const Json& id : list_of(json, "not_met")) {
    if (id.is_string()) row.not_met.push_back(id.get<std::string>());
  }
  return row;
}

}  // namespace thuoc
