#include "office/sampling.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "rollup/csv.h"

namespace thuoc {

std::vector<SampleUnit> Sampling::population() const {
  std::vector<SampleUnit> units;
  for (const UnitState& unit : unit_states(store_.round, store_.pack)) {
    // Where there is a register it says who is there; else those who have handed in are.
    if (unit.exempt || !is_name(unit.code) || (store_.round.units.empty() ? !unit.handed_in() : unit.stranger())) continue;
    units.push_back({unit.code, unit.level()});
  }
  return units;
}

std::string Sampling::unit_name(std::string_view code) const {
  if (const auto unit = store_.round.units.find(std::string(code)); unit != store_.round.units.end()) return unit->second.name;
  for (const auto& [sha256, submission] : store_.round.submissions)
    if (submission.unit_code == code) return submission.unit_name;
  return std::string(code);
}

void Sampling::draw(Points percent, std::string_view seed) {
  auto drawn = thuoc::draw(population(), seed, percent, to_iso_instant(port::now_ms()));
  if (!drawn) return app_.notices.tell(drawn.error());
  store_.change("sample.draw", [&](RoundEdit& e) { e.draw(std::move(*drawn)); });
  store_.seal();
}

void Sampling::edit_teams(std::string_view what, const std::function<void(std::vector<Team>&)>& step) {
  if (store_.round.sample) store_.change(what, [&](RoundEdit& e) { step(e.teams()); });
}

void Sampling::add_team() {
  if (!store_.round.sample || !store_.has_room(store_.round.sample->teams.size(), limits::council_members)) return;
  edit_teams("sample.team_add", [](std::vector<Team>& teams) { teams.push_back({}); });
  store_.seal();
}

void Sampling::name_members(std::size_t team, std::string_view typed) {
  edit_teams("sample.team." + std::to_string(team), [&](std::vector<Team>& teams) {
    auto& list = teams[team].members;
    list.clear();
    for (std::size_t at = 0; at <= typed.size();) {
      const std::size_t end = std::min(typed.find(',', at), typed.size());
      // Kept as typed while typing: "Lan, " must not lose its comma.
      std::string_view one = typed.substr(at, end - at);
      if (!list.empty() && one.starts_with(' ')) one.remove_prefix(1);
      if (!store_.has_room(list.size(), limits::listed_ids)) break;
      if (one.size() > limits::name_bytes)
        app_.notices.tell_once({"office.name_cut", {}, {{"limit", std::to_string(limits::name_bytes)}}});
      list.emplace_back(cut_at(one, limits::name_bytes));
      at = end + 1;
    }
  });
}

void Sampling::save() {
  if (!store_.round.sample) return;
  const std::vector<std::string> columns = {"ma", "ten", "cap_hoc", "phieu", "doan", "tu_ngay", "den_ngay"};
  std::string csv = csv_head(columns);
  for (const auto& [level, stratum] : store_.round.sample->strata) {
    for (const std::string& code : stratum.drawn) {
      Json row = {{"ma", code}, {"ten", unit_name(code)}, {"cap_hoc", level}, {"phieu", ticket(store_.round.sample->seed, code)}};
      for (const Team& team : store_.round.sample->teams) {
        if (std::ranges::find(team.units, code) == team.units.end()) continue;
        row.update({{"doan", team.name}, {"tu_ngay", team.from}, {"den_ngay", team.to}});
      }
      csv += csv_row(row, columns);
    }
  }
  app_.outside.ask("save",
                   {{"name", "mau-kiem-tra-" + store_.round.head.school_year + ".csv"}, {"type", "text/csv"}, {"text", csv}});
}

}  // namespace thuoc
