// The page inside a round's bundle: who handed in, without us.
#include <algorithm>

#include "paper/format.h"
#include "paper/page.h"
#include "round/round.h"

namespace thuoc {
namespace {

std::string_view say(std::string_view key) { return text(Lang::vi, key); }

}  // namespace

std::string round_page(const Round& round, const Pack& pack) {
  const std::vector<UnitState> units = unit_states(round, pack);
  const auto missing = std::ranges::count_if(
      units, [](const UnitState& unit) { return !unit.counted && !unit.exempt && !(unit.stranger() && unit.handed_in()); });
  const auto in = std::ranges::count_if(units, &UnitState::counted);
  Html out;
  out << "<header>\n<p class=\"kicker\">" << say("round.page") << "</p>\n<h1>"
      << (round.title.empty() ? round.head.office.name : round.title) << "</h1>\n<p class=\"soft\">"
      << text(Lang::vi, "sheet.by", {{"office", round.head.office.name}, {"year", round.head.school_year}})
      << "</p>\n</header>\n<p>"
      << text(Lang::vi, "round.counts",
              {{"units", std::to_string(in + missing)}, {"in", std::to_string(in)}, {"missing", std::to_string(missing)}})
      << "</p>\n<table>\n<thead><tr><th scope=\"col\">" << say("sheet.unit_code") << "</th><th scope=\"col\">"
      << say("sheet.unit") << "</th><th scope=\"col\">" << say("round.status") << "</th>";
  for (const Group& group : pack.groups) {
    const std::string title = numbered(group.number, group.title.vi);
    out << "<th scope=\"col\">" << title << "</th>";
  }
  out << "</tr></thead>\n<tbody>\n";
  for (const UnitState& unit : units) {
    const std::string name = unit.registered ? unit.registered->name : unit.current ? unit.current->second.unit_name : "";
    std::string status(say(unit.status()));
    for (const auto& [holds, key] : {std::pair{unit.late, "round.status.late"},
                                     {unit.again, "round.status.again"},
                                     {unit.waiting, "round.status.waiting"},
                                     {unit.stranger(), "round.status.stranger"},
                                     {unit.key == KeyState::changed, "round.key.changed"}})
      if (holds) status += ", " + std::string(say(key));
    out << "<tr><th scope=\"row\">" << unit.code << "</th><td>" << name << "</td><td>" << status << "</td>";
    for (const Group& group : pack.groups) {
      std::string result;
      if (unit.current) {
        const auto& results = unit.current->second.results;
        const auto found = find_result(results, group.id);
        if (found) result = to_display(found->points, Lang::vi) + " · " + std::to_string(found->level);
      }
      out << "<td>" << result << "</td>";
    }
    out << "</tr>\n";
  }
  out << "</tbody>\n</table>\n<footer>\n<p>" << say("sheet.not_a_legal_signature") << "</p>\n</footer>\n";
  return html_page(std::string(say("round.page")) + " – " + round.head.office.name, out);
}

Result<WrittenBundle> sign_round(const Round& round, std::string_view pack_json, const SecretKey& key,
                                 std::string_view today_iso) {
  LoadedPack loaded = load_pack(pack_json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  const Office& office = round.head.office;
  if (office.code.empty()) return fail("round.office_code_missing", {"", "/office/code", {}});
  if (office.name.empty()) return fail("round.office_name_missing", {"", "/office/name", {}});
  return write_office_bundle({"round",
                              round.head,
                              office.code,
                              office.name,
                              to_json_text(round),
                              std::string(pack_json),
                              round_page(round, *loaded.pack),
                              {}},
                             key, today_iso);
}

}  // namespace thuoc
