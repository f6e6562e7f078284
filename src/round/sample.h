// The inspection sample: which units are visited, drawn so that anyone can repeat it.
//
// For each unit: ticket = SHA-256 of "<seed>:<unit code>" in UTF-8, as hex. In each stratum (cấp học)
// the units stand in the order of their tickets, and the first ⌈n × percent ÷ 100⌉ are drawn:
//   printf '%s:%s' "$seed" "$code" | sha256sum
// Units of unknown cấp học are a stratum of their own, "-".
// A unit's ticket does not depend on who else is in the list: a register that grows by one unit moves
// at most one in a stratum.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/points.h"
#include "base/strict.h"

namespace thuoc {

struct SampleUnit {
  std::string code, stratum;
  bool operator==(const SampleUnit&) const = default;
};

struct Stratum {
  std::size_t units = 0;           // how many there are
  std::vector<std::string> drawn;  // codes, in the order of their tickets
  bool operator==(const Stratum&) const = default;
};

struct Team {
  std::string name;
  std::vector<std::string> members;
  std::string from, to;            // ISO dates of the visits, or ""
  std::vector<std::string> units;  // codes
  bool operator==(const Team&) const = default;
};

struct Sample {
  std::string seed;
  Points percent;                         // 0 < percent ≤ 100, in hundredths of a percent
  std::string drawn_at;                   // ISO instant
  std::string population;                 // SHA-256 of population_text() of what was drawn from
  std::map<std::string, Stratum> strata;  // by cấp học
  std::vector<Team> teams;
  bool operator==(const Sample&) const = default;

  std::size_t drawn() const;
  bool contains(std::string_view code) const;  // looks at each
};

std::string ticket(std::string_view seed, std::string_view code);
// Codes sample.no_seed, json.text_too_long (the seed), sample.percent_out_of_range, sample.no_units, sample.repeated.
Result<Sample> draw(std::vector<SampleUnit> units, std::string_view seed, Points percent, std::string_view now_iso);
// "<code>\t<stratum>\n" for each unit, in ascending byte order of the codes.
std::string population_text(std::vector<SampleUnit> units);
// Whether the recorded result follows from the seed and these units, and if not, why. Codes
// sample.other_population, sample.not_repeatable.
Status repeat(const Sample& sample, std::vector<SampleUnit> units);

// Drawn units that no team visits, and teams' units that were not drawn.
std::vector<Error> team_problems(const Sample& sample);

Json to_json(const Sample& sample);
Sample read_sample(Strict& reader, const Json& document, std::string pointer);

}  // namespace thuoc
