#include "round/sample.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/sha256.h"
#include "dossier_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

const std::string now = "2026-04-05T01:00:00Z";

std::vector<SampleUnit> units(int n) {
  std::vector<SampleUnit> all;
  const char* levels[] = {"th", "thcs", "thpt"};
  for (int i = 0; i < n; ++i) all.push_back({"MH-" + std::to_string(i), levels[i % 3]});
  return all;
}

std::set<std::string> drawn_of(const Sample& sample) {
  std::set<std::string> all;
  for (const auto& [name, stratum] : sample.strata) all.insert(stratum.drawn.begin(), stratum.drawn.end());
  return all;
}

}  // namespace

TEST_CASE("sample: a ticket is what sha256sum says, so anyone can repeat it") {
  // printf '%s:%s' 'seed 1' 'MH-0417' | sha256sum
  CHECK(ticket("seed 1", "MH-0417") == "b3ef1f427dd95a6d8fa9f79710bc7c62590612c6a5aea099cb307fc07eb9106d");
  CHECK(population_text({{"b", "th"}, {"a", ""}}) == "a\t-\nb\tth\n");
}

TEST_CASE("sample: at least the share, rounded up in each stratum") {
  for (const int n : {1, 2, 3, 10, 100, 1000}) {
    for (const Points percent : {Points{3000}, Points{1}, Points{3333}, Points{10000}}) {
      CAPTURE(n);
      CAPTURE(percent.hundredths);
      const auto sample = draw(units(n), "seed", percent, now);
      REQUIRE(sample);
      std::size_t total = 0;
      for (const auto& [name, stratum] : sample->strata) {
        total += stratum.units;
        const auto least = stratum.units * static_cast<std::size_t>(percent.hundredths);
        CHECK(stratum.drawn.size() * 10000 >= least);
        CHECK((stratum.drawn.size() - 1) * 10000 < least);
        CHECK_FALSE(stratum.drawn.empty());
      }
      CHECK(total == static_cast<std::size_t>(n));
      CHECK(drawn_of(*sample).size() == sample->drawn());
    }
  }
}

TEST_CASE("sample: the same seed and units give the same sample, in whatever order they come") {
  const auto first = draw(units(500), "2026-04-05 09:00", Points{3000}, now).value();
  std::vector<SampleUnit> shuffled = units(500);
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(1));
  CHECK(draw(shuffled, "2026-04-05 09:00", Points{3000}, now).value() == first);
  CHECK(repeat(first, shuffled));
  CHECK(drawn_of(draw(units(500), "another", Points{3000}, now).value()) != drawn_of(first));
  // Tickets decide: nobody left out has a smaller one than somebody drawn.
  for (const auto& [name, stratum] : first.strata) {
    const std::string last = ticket(first.seed, stratum.drawn.back());
    for (const SampleUnit& unit : units(500))
      if (unit.stratum == name && !first.contains(unit.code)) CHECK(ticket(first.seed, unit.code) > last);
  }
}

TEST_CASE("sample: one more unit moves at most one of the others") {
  const auto before = drawn_of(draw(units(300), "s", Points{3000}, now).value());
  for (int extra = 0; extra < 50; ++extra) {
    auto more = units(300);
    more.push_back({"NEW-" + std::to_string(extra), "th"});
    const auto after = drawn_of(draw(more, "s", Points{3000}, now).value());
    std::size_t gone = 0;
    for (const std::string& code : before) gone += !after.contains(code);
    CHECK(gone <= 1);
  }
}

TEST_CASE("sample: every unit has the same chance, near enough") {
  std::map<std::string, int> times;
  for (int seed = 0; seed < 2000; ++seed)
    for (const std::string& code : drawn_of(draw(units(30), std::to_string(seed), Points{3000}, now).value())) ++times[code];
  CHECK(times.size() == 30);
  // 2,000 draws of 3 in 10: 600 expected, standard deviation 20.5.
  for (const auto& [code, count] : times) CHECK_MESSAGE(std::abs(count - 600) < 120, code << " " << count);
}

TEST_CASE("sample: what cannot be drawn, and what does not follow from its seed") {
  const auto code = [](const auto& result) { return result ? std::string("fine") : result.error().code; };
  CHECK(code(draw(units(3), "", Points{3000}, now)) == "sample.no_seed");
  CHECK(code(draw(units(3), "s", Points{}, now)) == "sample.percent_out_of_range");
  CHECK(code(draw(units(3), "s", Points{10001}, now)) == "sample.percent_out_of_range");
  CHECK(code(draw({}, "s", Points{3000}, now)) == "sample.no_units");
  CHECK(code(draw({{"a", "th"}, {"a", "thcs"}}, "s", Points{3000}, now)) == "sample.repeated");

  Sample sample = draw(units(30), "s", Points{3000}, now).value();
  CHECK(code(repeat(sample, units(31))) == "sample.other_population");
  auto moved = units(30);
  moved[0].stratum = "thpt";
  CHECK(code(repeat(sample, moved)) == "sample.other_population");
  std::swap(sample.strata["th"].drawn[0], sample.strata["th"].drawn[1]);
  CHECK(code(repeat(sample, units(30))) == "sample.not_repeatable");
}

TEST_CASE("sample: teams visit what was drawn, each unit once") {
  Sample sample = draw(units(9), "s", Points{3000}, now).value();
  const auto all = drawn_of(sample);
  REQUIRE(all.size() == 3);
  std::string outside;
  for (const SampleUnit& unit : units(9))
    if (!all.contains(unit.code)) outside = unit.code;
  std::vector<std::string> codes(all.begin(), all.end());
  sample.teams = {{"Đoàn 1", {"An"}, "2026-04-10", "2026-04-12", {codes[0], outside}},
                  {"Đoàn 2", {}, "", "", {codes[0], codes[1]}}};
  std::vector<std::string> told_of;
  for (const Error& e : team_problems(sample)) {
    CHECK(message(e, Lang::vi) != e.code);
    told_of.push_back(e.code + " " + e.place.pointer);
  }
  CHECK(told_of == std::vector<std::string>{"sample.not_drawn /sample/teams/0", "sample.two_teams /sample/teams/1",
                                            "sample.no_team /sample/teams"});
}

TEST_CASE("sample: members as they are being typed are written so that they can be read again") {
  Sample sample = *draw(units(3), "seed", whole_points(100), now);
  sample.teams.push_back({"Tổ 1", {"Lan", "", "Lan", "Minh", std::string(300, 'x'), ""}, "", "", {}});
  std::vector<Error> problems;
  Strict reader("s", problems);
  CHECK(read_sample(reader, to_json(sample), "").teams[0].members == std::vector<std::string>{"Lan", "Minh"});
  // As it was written until November 2026.
  Json old = to_json(sample);
  old["teams"][0]["members"] = {"Lan", "", "Lan", 7};
  CHECK(read_sample(reader, old, "").teams[0].members == std::vector<std::string>{"Lan"});
  CHECK(problems.empty());
}
