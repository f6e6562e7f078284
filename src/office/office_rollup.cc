// Adding up: the table, what is behind it, and what leaves the office.
#include <algorithm>
#include <set>

#include "base/date.h"
#include "office/round_work.h"
#include "rollup/csv.h"
#include "rollup/flat.h"

namespace thuoc {

// Sound files that do not stand behind the numbers, each with its reason.
std::vector<LeftOut> RoundWork::left_out(const std::vector<UnitState>& states) const {
  std::map<std::string_view, const UnitState*> by_code;
  for (const UnitState& unit : states) by_code[unit.code] = &unit;
  std::vector<LeftOut> out;
  for (const SubmissionEntry& entry : round.submissions) {
    const auto& [sha256, s] = entry;
    const Standing is = standing(round, s);
    if (is == Standing::not_sound) continue;
    std::string_view why = is == Standing::other_year ? "other-year" : "other-instrument";
    if (is == Standing::counts) {
      const UnitState& unit = *by_code.at(s.unit_code);
      if (unit.current == &entry && unit.counted) continue;
      if (!round.units.empty() && unit.stranger()) why = "not-expected";
      else if (unit.current == &entry || !has_row(phu_luc_2(), s.unit_level)) why = "no-row";
      else if (!unit.current || clash(claim_of(*unit.current), claim_of(entry))) why = "code-clash";
      else why = "superseded";
    }
    out.push_back({s.unit_code, s.unit_name, sha256, std::string(why)});
  }
  return out;
}

RoundWork::NotSigned RoundWork::not_signed() const {
  NotSigned out;
  for (const UnitResult& unit : rollup().units) {
    if (!unit.review.empty()) continue;
    const auto signed_one = round.signed_reviews.find(unit.bundle);
    const auto draft = round.reviews.find(unit.bundle);
    if (signed_one != round.signed_reviews.end() && !signed_one->second.known) ++out.unknown;
    else if (draft != round.reviews.end() && !draft->second.items.empty()) ++out.drafts;
  }
  return out;
}

const Rollup& RoundWork::rollup() const {
  if (rollup_ && rollup_revision_ == revision_) return *rollup_;
  Counting counting;
  counting.office = round.head.office;
  counting.school_year = round.head.school_year;
  counting.multi_level = round.settings.multi_level;
  counting.decision = pack.decision;
  counting.instrument = round.instrument;
  for (const auto& [instrument, accepted] : round.accepted_packs) counting.accepted.insert(instrument);
  if (!round.units.empty()) {
    counting.expected.emplace();
    for (const auto& [code, unit] : round.units) counting.expected->push_back({code, unit.name, unit.level});
  }
  const std::vector<UnitState> states = unit_states(round, pack);
  std::vector<UnitResult> results;
  for (const UnitState& unit : states)
    if (unit.counted) results.push_back(unit_result(round, pack, *unit.current));
  std::vector<Part> from;
  for (const auto& [sha256, part] : parts)
    if (part_counts(sha256)) from.push_back(part);
  rollup_ = roll_up(std::move(results), from, counting, phu_luc_2(), left_out(states));
  rollup_revision_ = revision_;
  return *rollup_;
}

Table RoundWork::table(Side side) const { return make_table(rollup(), pack, phu_luc_2(), side); }

bool RoundWork::part_counts(std::string_view sha256) const {
  const auto part = parts.find(std::string(sha256));
  const auto file = part_files.find(std::string(sha256));
  if (part == parts.end() || file == part_files.end()) return false;
  return file->second.signer.empty() || is_office_key(part->second.rollup.office.code, file->second.signer);
}

void RoundWork::take_rollup_part(std::string_view sha256, PartFile file, std::string_view json, std::string_view with_pack,
                                 bool keep) {
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
  if (round.submissions.empty() && round.units.empty() && parts.empty()) round.head.school_year = loaded.rollup->school_year;
  const std::string id(sha256);
  parts[id] = {std::move(*loaded.rollup), id, instrument_of(with_pack, *its_pack.pack), its_pack.pack->name()};
  part_files[id] = std::move(file);
  ++revision_;
  if (!keep) return;
  keep_part(sha256, {{"name", name}, {"signer", part_files[id].signer}, {"rollup", json}, {"pack", with_pack}});
  issue(id, "rollup", "", "", name);
  app_.tell(Notice::Tone::good, "assess.part_taken",
            {{"office", parts[id].rollup.office.name}, {"count", std::to_string(parts[id].rollup.units.size())}});
}

void RoundWork::forget_part(std::string_view sha256) {
  parts.erase(std::string(sha256));
  part_files.erase(std::string(sha256));
  drop_part(sha256);
  record([&](Round& r) { r.papers.erase(std::string(sha256)); });
}

void RoundWork::sign_rollup(std::string_view passphrase) {
  sign("rollup", to_json_text(rollup(), pack, phu_luc_2()), pack_json, Json::object(), "", "", passphrase);
}

void RoundWork::save_workbook() {
  app_.ask("workbook",
           {{"rollup", to_json_text(rollup(), pack, phu_luc_2())},
            {"pack", pack_json},
            {"day", to_iso(date_in_vietnam(port::now_ms()))}},
           [this](const Json& data) {
             const auto blob = data.value("blob", 0u);
             app_.ask("save",
                      {{"name", "tong-hop-" + round.head.school_year + ".xlsx"},
                       {"type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                       {"blob", blob}},
                      [this, blob](const Json&) { app_.ask("release", {{"blob", blob}}); });
           });
}

void RoundWork::save_units_csv() {
  const auto columns = unit_columns(pack);
  std::string csv = csv_head(columns);
  for (const UnitResult& unit : rollup().units) csv += csv_row(unit_row(unit, pack), columns);
  app_.ask("save", {{"name", "don-vi-" + round.head.school_year + ".csv"}, {"type", "text/csv"}, {"text", csv}});
}

void RoundWork::save_units_ndjson() {
  std::string lines;
  for (const UnitResult& unit : rollup().units)
    lines += unit_row(unit, pack).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  app_.ask("save", {{"name", "don-vi-" + round.head.school_year + ".ndjson"}, {"type", "application/x-ndjson"}, {"text", lines}});
}

}  // namespace thuoc
