#include "round/sample.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/sha256.h"

namespace thuoc {
namespace {

constexpr Points all_of_them = whole_points(100);

// A unit of which nobody knows the cấp học still has its turn.
std::string stratum_of(const SampleUnit& unit) { return unit.stratum.empty() ? "-" : unit.stratum; }

// ⌈n × percent ÷ 100⌉
std::size_t share(std::size_t n, Points percent) {
  const auto product = static_cast<std::uint64_t>(n) * static_cast<std::uint64_t>(percent.hundredths);
  return static_cast<std::size_t>((product + 9999) / 10000);
}

}  // namespace

std::size_t Sample::drawn() const {
  std::size_t count = 0;
  for (const auto& [name, stratum] : strata) count += stratum.drawn.size();
  return count;
}

bool Sample::contains(std::string_view code) const {
  return std::ranges::any_of(
      strata, [&](const auto& one) { return std::ranges::find(one.second.drawn, code) != one.second.drawn.end(); });
}

std::string ticket(std::string_view seed, std::string_view code) {
  return sha256_hex(std::string(seed) + ":" + std::string(code));
}

std::string population_text(std::vector<SampleUnit> units) {
  std::ranges::sort(units, {}, &SampleUnit::code);
  std::string out;
  for (const SampleUnit& unit : units) out += unit.code + "\t" + stratum_of(unit) + "\n";
  return out;
}

Result<Sample> draw(std::vector<SampleUnit> units, std::string_view seed, Points percent, std::string_view now_iso) {
  if (seed.empty()) return fail("sample.no_seed");
  if (seed.size() > limits::text_bytes)
    return fail("json.text_too_long", {},
                {{"bytes", std::to_string(seed.size())}, {"limit", std::to_string(limits::text_bytes)}});
  if (percent <= Points{} || percent > all_of_them) {
    Args args;
    add_arg(args, "percent", percent);
    return fail("sample.percent_out_of_range", {}, std::move(args));
  }
  if (units.empty()) return fail("sample.no_units");
  std::ranges::sort(units, {}, &SampleUnit::code);
  const auto twice = std::ranges::adjacent_find(units, {}, &SampleUnit::code);
  if (twice != units.end()) return fail("sample.repeated", {}, {{"code", twice->code}});

  std::map<std::string, std::vector<std::pair<std::string, const SampleUnit*>>> strata;
  for (const SampleUnit& unit : units) strata[stratum_of(unit)].push_back({ticket(seed, unit.code), &unit});
  Sample sample{std::string(seed), percent, std::string(now_iso), sha256_hex(population_text(units)), {}, {}};
  for (auto& [name, tickets] : strata) {
    std::ranges::sort(tickets);  // codes differ, so tickets do
    Stratum& stratum = sample.strata[name];
    stratum.units = tickets.size();
    for (std::size_t i = 0; i < share(tickets.size(), percent); ++i) stratum.drawn.push_back(tickets[i].second->code);
  }
  return sample;
}

Status repeat(const Sample& sample, std::vector<SampleUnit> units) {
  if (sha256_hex(population_text(units)) != sample.population) return fail("sample.other_population");
  const auto again = draw(std::move(units), sample.seed, sample.percent, sample.drawn_at);
  if (!again) return std::unexpected(again.error());
  if (again->strata != sample.strata) return fail("sample.not_repeatable");
  return {};
}

std::vector<Error> team_problems(const Sample& sample) {
  std::vector<Error> out;
  std::set<std::string> drawn, visited;
  for (const auto& [name, stratum] : sample.strata) drawn.insert(stratum.drawn.begin(), stratum.drawn.end());
  for (std::size_t i = 0; i < sample.teams.size(); ++i) {
    const Team& team = sample.teams[i];
    const std::string pointer = child("/sample/teams", i);
    for (const std::string& code : team.units) {
      if (!drawn.contains(code)) out.push_back({"sample.not_drawn", {"", pointer, {}}, {{"code", code}, {"team", team.name}}});
      else if (!visited.insert(code).second)
        out.push_back({"sample.two_teams", {"", pointer, {}}, {{"code", code}, {"team", team.name}}});
    }
  }
  for (const std::string& code : drawn)
    if (!visited.contains(code)) out.push_back({"sample.no_team", {"", "/sample/teams", {}}, {{"code", code}}});
  return out;
}

namespace {

// Names as they stand in a file. While "Lan, Lan" is typed there are empty and repeated ones, and until November
// 2026 they were written: left out, on either side, rather than a round that cannot be read again.
std::vector<std::string> proper_names(const std::vector<std::string>& typed) {
  std::vector<std::string> names;
  for (const std::string& name : typed) {
    if (name.empty() || name.size() > limits::name_bytes || names.size() >= limits::listed_ids) continue;
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace

Json to_json(const Sample& sample) {
  Json root = {{"seed", sample.seed},
               {"percent", to_json_text(sample.percent)},
               {"drawn_at", sample.drawn_at},
               {"population", sample.population}};
  Json strata = Json::object();
  for (const auto& [name, stratum] : sample.strata) strata[name] = {{"units", stratum.units}, {"drawn", strings(stratum.drawn)}};
  put(root, "strata", std::move(strata));
  Json teams = Json::array();
  for (const Team& team : sample.teams) {
    Json one = {{"name", team.name}};
    put(one, "members", strings(proper_names(team.members)));
    put(one, "from", team.from);
    put(one, "to", team.to);
    put(one, "units", strings(team.units));
    teams.push_back(std::move(one));
  }
  put(root, "teams", std::move(teams));
  return root;
}

Sample read_sample(Strict& reader, const Json& document, std::string pointer) {
  Sample sample;
  Fields f = reader.fields(document, std::move(pointer));
  sample.seed = reader.required_text(f, "seed");
  sample.percent = reader.required_points(f, "percent");
  sample.drawn_at = reader.instant(f, "drawn_at", true);
  sample.population = reader.hash(f, "population", true);
  reader.each_named(f, "strata", limits::listed_ids, [&](const std::string& name, Fields& s) {
    Stratum& stratum = sample.strata[name];
    stratum.units = static_cast<std::size_t>(reader.number_within(s, "units", 0, limits::units, true).value_or(0));
    stratum.drawn = reader.names(s, "drawn", limits::units);
  });
  reader.each(f, "teams", limits::council_members, [&](Fields& t) {
    Team team;
    team.name = reader.required_text(t, "name");
    if (const Json* list = t.optional_array("members")) {
      for (const Json& one : *list) {
        if (one.is_string()) team.members.push_back(one.get<std::string>());
      }
      team.members = proper_names(team.members);
    }
    team.from = reader.date(t, "from");
    team.to = reader.date(t, "to");
    team.units = reader.names(t, "units", limits::units);
    sample.teams.push_back(std::move(team));
  });
  f.done();
  return sample;
}

}  // namespace thuoc
