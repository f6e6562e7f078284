// Adding up: the table, what is behind it, and what leaves the office.
#include <algorithm>
#include <set>

#include "base/date.h"
#include "office/round_work.h"
#include "rollup/csv.h"
#include "rollup/flat.h"

namespace thuoc {

namespace {

std::vector<GroupLevel> levels_of(const std::vector<GroupResult>& results) {
  std::vector<GroupLevel> levels;
  for (const GroupResult& r : results) levels.push_back({r.group, r.points, r.level});
  return levels;
}

}  // namespace

std::vector<UnitResult> RoundWork::results() const {
  std::vector<UnitResult> all;
  for (const auto& [sha256, s] : round.submissions) {
    if (!is_sound(s)) continue;
    UnitResult unit;
    unit.code = s.unit_code, unit.name = s.unit_name, unit.level = s.unit_level, unit.commune = s.commune;
    unit.school_year = round.head.school_year, unit.pack = pack.name(), unit.decision = pack.decision;
    unit.known_key = s.verdict == Verdict::valid;
    unit.bundle = sha256, unit.changed = s.changed_at, unit.unanswered = s.unanswered;
    unit.handed_in = s.received_at.substr(0, 10);
    unit.self = levels_of(s.results);
    complete(unit);
    const Recognised* proposed = round.recognition ? round.recognition->find(s.unit_code) : nullptr;
    if (proposed && proposed->subject.bundle == sha256 && !proposed->review.empty()) {
      unit.external = levels_of(proposed->external);
      unit.review = proposed->review;
    }
    all.push_back(std::move(unit));
  }
  return all;
}

const Rollup& RoundWork::rollup() const {
  if (rollup_ && rollup_revision_ == revision_) return *rollup_;
  Counting counting;
  counting.office = round.head.office;
  counting.school_year = round.head.school_year;
  counting.multi_level = round.settings.multi_level;
  if (!round.units.empty()) {
    counting.expected.emplace();
    for (const auto& [code, unit] : round.units) counting.expected->push_back({code, unit.name, unit.level});
  }
  std::vector<Part> from;
  for (const auto& [sha256, part] : parts) from.push_back(part);
  rollup_ = roll_up(results(), from, counting, phu_luc_2());
  rollup_revision_ = revision_;
  return *rollup_;
}

Table RoundWork::table(Side side) const { return make_table(rollup(), pack, phu_luc_2(), side); }

void RoundWork::take_rollup_part(std::string_view sha256, std::string_view name, std::string_view json,
                              std::string_view with_pack, bool keep) {
  const auto its_pack = load_pack(with_pack, "rubric.json");
  if (!its_pack.pack) {
    refused = Refused{std::string(name), its_pack.problems};
    return;
  }
  auto loaded = load_rollup(json, *its_pack.pack, phu_luc_2(), name);
  if (!loaded.rollup) {
    refused = Refused{std::string(name), std::move(loaded.problems)};
    return;
  }
  refused.reset();
  // A round that is begun by its first roll-up is of that roll-up's year.
  if (round.submissions.empty() && round.units.empty() && parts.empty()) round.head.school_year = loaded.rollup->school_year;
  const std::string id(sha256);
  parts[id] = {std::move(*loaded.rollup), id};
  part_names[id] = name;
  ++revision_;
  if (!keep) return;
  keep_part(sha256, {{"name", name}, {"rollup", json}, {"pack", with_pack}});
  record([&](Round& r) { r.papers[id] = {"rollup", "", "", std::string(name), to_iso_instant(port::now_ms())}; });
  app_.tell(Notice::Tone::good, "assess.part_taken", {{"office", parts[id].rollup.office.name}, {"count", std::to_string(parts[id].rollup.units.size())}});
}

void RoundWork::forget_part(std::string_view sha256) {
  parts.erase(std::string(sha256));
  part_names.erase(std::string(sha256));
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
             app_.ask("save", {{"name", "tong-hop-" + round.head.school_year + ".xlsx"},
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
  for (const UnitResult& unit : rollup().units) lines += unit_row(unit, pack).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  app_.ask("save", {{"name", "don-vi-" + round.head.school_year + ".ndjson"}, {"type", "application/x-ndjson"}, {"text", lines}});
}

}  // namespace thuoc
