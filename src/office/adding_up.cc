#include "office/adding_up.h"

#include <algorithm>

#include "base/date.h"
#include "intake/intake.h"
#include "office/round_saving.h"
#include "rollup/csv.h"
#include "rollup/flat.h"

namespace thuoc {

namespace {

const std::string part_id = "part-";

}  // namespace

void AddingUp::stored(const std::string& id, const std::string& json) {
  if (!id.starts_with(part_id)) return;
  const Json kept = parsed_of(id, json);
  take(id.substr(part_id.size()), {text_of(kept, "name"), text_of(kept, "signer")}, text_of(kept, "rollup"),
       text_of(kept, "pack"), false);
}

// Sound files that do not stand behind the numbers, each with its reason.
std::vector<LeftOut> AddingUp::left_out(const std::vector<UnitState>& states) const {
  std::map<std::string_view, const UnitState*> by_code;
  for (const UnitState& unit : states) by_code[unit.code] = &unit;
  std::vector<LeftOut> out;
  for (const SubmissionEntry& entry : store_.round.submissions) {
    const auto& [sha256, s] = entry;
    const Standing is = standing(store_.round, s);
    if (is == Standing::not_sound) continue;
    std::string_view why = is == Standing::other_year ? "other-year" : "other-instrument";
    if (is == Standing::counts) {
      const UnitState& unit = *by_code.at(s.unit_code);
      if (unit.current == &entry && unit.counted) continue;
      if (!store_.round.units.empty() && unit.stranger()) why = "not-expected";
      else if (unit.current == &entry || !has_row(phu_luc_2(), s.unit_level)) why = "no-row";
      else if (!unit.current || clash(claim_of(*unit.current), claim_of(entry))) why = "code-clash";
      else why = "superseded";
    }
    out.push_back({s.unit_code, s.unit_name, sha256, std::string(why)});
  }
  return out;
}

AddingUp::NotSigned AddingUp::not_signed() const {
  NotSigned out;
  for (const UnitResult& unit : rollup().units) {
    if (!unit.review.empty()) continue;
    const auto signed_one = store_.round.signed_reviews.find(unit.bundle);
    const auto draft = store_.round.reviews.find(unit.bundle);
    if (signed_one != store_.round.signed_reviews.end() && !signed_one->second.known) ++out.unknown;
    else if (draft != store_.round.reviews.end() && !draft->second.items.empty()) ++out.drafts;
  }
  return out;
}

const Rollup& AddingUp::rollup() const {
  if (rollup_ && rollup_revision_ == store_.revision()) return *rollup_;
  Counting counting;
  counting.office = store_.round.head.office;
  counting.school_year = store_.round.head.school_year;
  counting.multi_level = store_.round.settings.multi_level;
  counting.decision = store_.pack.decision;
  counting.instrument = store_.round.instrument;
  for (const auto& [instrument, accepted] : store_.round.accepted_packs) counting.accepted.insert(instrument);
  if (!store_.round.units.empty()) {
    counting.expected.emplace();
    for (const auto& [code, unit] : store_.round.units) counting.expected->push_back({code, unit.name, unit.level});
  }
  const std::vector<UnitState> states = unit_states(store_.round, store_.pack);
  std::vector<UnitResult> results;
  for (const UnitState& unit : states)
    if (unit.counted) results.push_back(unit_result(store_.round, store_.pack, *unit.current));
  std::vector<Part> from;
  for (const auto& [sha256, part] : parts)
    if (counts(sha256)) from.push_back(part);
  rollup_ = roll_up(std::move(results), from, counting, phu_luc_2(), left_out(states));
  rollup_revision_ = store_.revision();
  return *rollup_;
}

Table AddingUp::table(Side side) const { return make_table(rollup(), store_.pack, phu_luc_2(), side); }

bool AddingUp::counts(std::string_view sha256) const {
  const auto part = parts.find(std::string(sha256));
  const auto file = part_files.find(std::string(sha256));
  if (part == parts.end() || file == part_files.end()) return false;
  return file->second.signer.empty() || trusted_.is_office_key(part->second.rollup.office.code, file->second.signer);
}

void AddingUp::take(std::string_view sha256, PartFile file, std::string_view json, std::string_view with_pack, bool keep) {
  const std::string name = file.name;
  const auto its_pack = load_pack(with_pack, "rubric.json");
  if (!its_pack.pack) {
    refused = Refused{name, its_pack.problems};
    return;
  }
  auto loaded = load_rollup(json, *its_pack.pack, phu_luc_2(), name);
  if (!loaded.rollup) {
    refused = Refused{name, std::move(loaded.problems)};
    return;
  }
  refused.reset();
  // A round that is begun by its first roll-up is of that roll-up's year.
  if (store_.round.submissions.empty() && store_.round.units.empty() && parts.empty())
    store_.round.head.school_year = loaded.rollup->school_year;
  const std::string id(sha256);
  parts[id] = {std::move(*loaded.rollup), id, instrument_of(with_pack, *its_pack.pack), its_pack.pack->name()};
  part_files[id] = std::move(file);
  if (!keep) return;
  store_.record([](Round&) {});
  const Json kept = {{"name", name}, {"signer", part_files[id].signer}, {"rollup", json}, {"pack", with_pack}};
  app_.outside.ask("put", {{"store", office_store}, {"id", part_id + id}, {"json", to_compact_text(kept)}});
  papers_.issue(id, "rollup", "", "", name);
  app_.notices.tell(Notice::Tone::good, "assess.part_taken",
                    {{"office", parts[id].rollup.office.name}, {"count", std::to_string(parts[id].rollup.units.size())}});
}

void AddingUp::forget(std::string_view sha256) {
  parts.erase(std::string(sha256));
  part_files.erase(std::string(sha256));
  app_.outside.ask("erase", {{"store", office_store}, {"id", part_id + std::string(sha256)}});
  store_.record([&](Round& r) { r.papers.erase(std::string(sha256)); });
}

void AddingUp::sign(std::string_view passphrase) {
  papers_.sign("rollup", to_json_text(rollup(), store_.pack, phu_luc_2()), store_.pack_json, Json::object(), "", "", passphrase);
}

void AddingUp::save_workbook() {
  app_.outside.ask("workbook",
                   {{"rollup", to_json_text(rollup(), store_.pack, phu_luc_2())},
                    {"pack", store_.pack_json},
                    {"day", to_iso(date_in_vietnam(port::now_ms()))}},
                   [this](const Json& data) {
                     const auto blob = data.value("blob", 0u);
                     app_.outside.ask("save",
                                      {{"name", "tong-hop-" + store_.round.head.school_year + ".xlsx"},
                                       {"type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                                       {"blob", blob}},
                                      [this, blob](const Json&) { app_.outside.ask("release", {{"blob", blob}}); });
                   });
}

void AddingUp::save_csv() {
  const auto columns = unit_columns(store_.pack);
  std::string csv = csv_head(columns);
  for (const UnitResult& unit : rollup().units) csv += csv_row(unit_row(unit, store_.pack), columns);
  app_.outside.ask("save", {{"name", "don-vi-" + store_.round.head.school_year + ".csv"}, {"type", "text/csv"}, {"text", csv}});
}

void AddingUp::save_ndjson() {
  std::string lines;
  for (const UnitResult& unit : rollup().units)
    lines += unit_row(unit, store_.pack).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  app_.outside.ask(
      "save",
      {{"name", "don-vi-" + store_.round.head.school_year + ".ndjson"}, {"type", "application/x-ndjson"}, {"text", lines}});
}

}  // namespace thuoc
