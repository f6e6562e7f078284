#include "intake/intake_json.h"

#include "base/error_json.h"

namespace thuoc {

namespace {

Json signer_to_json(const SignerFound& signer) {
  return {{"public", ssh_line(signer.key, "")},
          {"known", signer.known},
          {"registered_for", signer.registered_for},
          {"unit_has_other_key", signer.unit_has_other_key}};
}

SignerFound signer_from_json(const Json& json) {
  SignerFound signer;
  if (const auto key = parse_ssh_line(text_of(json, "public"))) signer.key = *key;
  signer.key_id = key_id(signer.key);
  signer.fingerprint = fingerprint(signer.key);
  signer.known = is_true(json, "known");
  signer.unit_has_other_key = is_true(json, "unit_has_other_key");
  for (const Json& unit : json.contains("registered_for") ? json["registered_for"] : Json::array()) {
    if (unit.is_string()) signer.registered_for.push_back(unit.get<std::string>());
  }
  return signer;
}

template <typename Enum>
Enum named(const std::string& text, std::initializer_list<Enum> values, Enum otherwise) {
  for (const Enum value : values) {
    if (to_text(value) == text) return value;
  }
  return otherwise;
}

}  // namespace

Json to_json(const Intake& intake) {
  const Check& check = intake.check;
  Json signers = Json::array(), entries = Json::array(), problems = Json::array();
  for (const SignerFound& signer : check.signers) signers.push_back(signer_to_json(signer));
  for (const Entry& entry : check.entries) { entries.push_back({{"name", entry.name}, {"size", entry.size}}); }
  for (const Error& problem : intake.problems) problems.push_back(to_json(problem));
  return {{"verdict", to_text(check.verdict)},
          {"container", to_text(check.container)},
          {"reason", to_json(check.reason)},
          {"top", check.top},
          {"info",
           {{"bundle_type", check.info.bundle_type},
            {"external_identifier", check.info.external_identifier},
            {"school_year", check.info.school_year},
            {"rubric", check.info.rubric},
            {"source_organization", check.info.source_organization},
            {"bagging_date", check.info.bagging_date},
            {"software", check.info.software}}},
          {"signers", signers},
          {"entries", entries},
          {"document", check.document_json},
          {"rubric", intake.pack ? check.rubric_json : ""},
          {"completeness", intake.completeness},
          {"instrument", intake.instrument},
          {"problems", problems}};
}

Intake intake_from_json(const Json& json) {
  Intake intake;
  Check& check = intake.check;
  check.verdict = named(text_of(json, "verdict"), {Verdict::valid, Verdict::unknown_key, Verdict::altered, Verdict::rejected},
                        Verdict::rejected);
  check.container = named(text_of(json, "container"), {Container::canonical, Container::repacked}, Container::canonical);
  check.reason = error_from_json(json.is_object() && json.contains("reason") ? json["reason"] : Json());
  check.top = text_of(json, "top");
  if (!json.is_object()) return intake;
  if (const auto found = json.find("info"); found != json.end()) {
    check.info = {text_of(*found, "bundle_type"), text_of(*found, "external_identifier"), text_of(*found, "school_year"),
                  text_of(*found, "rubric"),      text_of(*found, "source_organization"), text_of(*found, "bagging_date"),
                  text_of(*found, "software")};
  }
  for (const Json& signer : json.contains("signers") ? json["signers"] : Json::array()) {
    check.signers.push_back(signer_from_json(signer));
  }
  for (const Json& entry : json.contains("entries") ? json["entries"] : Json::array()) {
    Entry made;
    made.name = text_of(entry, "name");
    if (entry.contains("size") && entry["size"].is_number_unsigned()) { made.size = entry["size"].get<std::uint64_t>(); }
    check.entries.push_back(std::move(made));
  }
  for (const Json& problem : json.contains("problems") ? json["problems"] : Json::array()) {
    intake.problems.push_back(error_from_json(problem));
  }
  if (json.contains("completeness") && json["completeness"].is_number_integer()) {
    intake.completeness = json["completeness"].get<int>();
  }
  intake.instrument = text_of(json, "instrument");
  check.document_json = text_of(json, "document");
  check.rubric_json = text_of(json, "rubric");
  if (check.info.bundle_type == "dossier" && !check.document_json.empty()) {
    intake.dossier = load_dossier(check.document_json, "dossier.json").dossier;
  }
  if (!check.rubric_json.empty()) intake.pack = load_pack(check.rubric_json, "rubric.json").pack;
  if (intake.dossier && intake.pack) intake.score = score(scored_by(intake), intake.dossier->answers);
  return intake;
}

}  // namespace thuoc
