#include <set>

#include "dossier_support.h"
#include "rollup_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

std::vector<int> counts(const Rollup& rollup) {
  std::vector<int> out;
  for (const Side side : {Side::self, Side::external}) {
    const Table table = make_table(rollup, qd4725(), phu_luc_2(), side);
    for (const TableRow& row : table.rows)
      for (const Cell& cell : row.levels) out.push_back(cell.count()), out.push_back(cell.percent.value_or(-1));
    for (const ScaleRow& row : table.scale) out.push_back(row.assessed.count()), out.push_back(row.expected.value_or(-1));
  }
  return out;
}

std::string why(const Rollup& rollup, const std::string& bundle) {
  const auto left = std::ranges::find(rollup.left_out, bundle, &LeftOut::bundle);
  return left == rollup.left_out.end() ? "" : left->why;
}

UnitResult plain(RandomUnits& random, std::size_t number) {
  UnitResult u = random.unit(number);
  u.level = "thcs", u.school_year = "2025-2026", u.decision = qd4725().decision, u.known_key = true;
  return u;
}

}  // namespace

TEST_CASE("roll_up: no bundle disappears, no unit counts twice, the order of files decides nothing") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    RandomUnits random(seed);
    auto results = random.collection(60);
    Counting settings;  // the year is found
    const Rollup rollup = rolled(results, settings);
    CHECK(rollup.school_year == "2025-2026");
    CHECK(rollup.decision == qd4725().decision);
    std::set<std::string> given, told, codes;
    for (const UnitResult& r : results) given.insert(r.bundle);
    for (const UnitResult& u : rollup.units) {
      CHECK(told.insert(u.bundle).second);
      CHECK(codes.insert(u.code).second);
    }
    for (const LeftOut& left : rollup.left_out) {
      CHECK(told.insert(left.bundle).second);
      CHECK_FALSE(left_out_text(left.why, Lang::vi).starts_with("rollup."));
    }
    CHECK(told == given);
    CHECK(std::ranges::is_sorted(rollup.units, {}, &UnitResult::code));
    std::ranges::shuffle(results, random.engine());
    CHECK(rolled(results, settings) == rollup);
  }
}

TEST_CASE("roll_up: of several submissions a confirmed key comes first, then the later one") {
  RandomUnits random(2);
  UnitResult first = plain(random, 1), later = first, unknown = first;
  first.bundle = random.hash(), later.bundle = random.hash(), unknown.bundle = random.hash();
  first.handed_in = "2026-04-01", later.handed_in = "2026-04-09", unknown.handed_in = "2026-06-30";
  unknown.known_key = false;
  Rollup rollup = rolled({first, unknown, later});
  REQUIRE(rollup.units.size() == 1);
  CHECK(rollup.units[0].bundle == later.bundle);
  CHECK(why(rollup, first.bundle) == "superseded");
  CHECK(why(rollup, unknown.bundle) == "superseded");

  first.handed_in = later.handed_in;
  first.changed = "2026-04-08T23:59:59Z", later.changed = "2026-04-09T00:00:00Z";
  CHECK(rolled({first, later}).units[0].bundle == later.bundle);
  later.changed = first.changed;  // then the hash decides: whoever counts, counts the same
  CHECK(rolled({first, later}).units[0].bundle == std::max(first.bundle, later.bundle));
}

TEST_CASE("pick: known before unknown whatever their clocks say; two names under one code are asked about") {
  struct One {
    bool known;
    const char *changed, *handed_in, *bundle, *name, *signer;
  };
  struct {
    One a, b;
    int best;  // -1: nobody
  } const table[] = {
      {{true, "2026-01", "", "1", "A", "x"}, {false, "2027-01", "", "2", "A", "y"}, 0},
      {{false, "2027-01", "2027-01", "9", "A", "x"}, {true, "", "", "1", "A", "y"}, 1},
      {{true, "2026-01", "2026-09", "1", "A", "x"}, {true, "2026-02", "2026-01", "0", "A", "x"}, 1},
      {{false, "", "2026-03-01", "1", "A", "x"}, {false, "2026-02-01T00:00:00Z", "", "2", "A", "x"}, 0},
      {{false, "2026", "2026-01", "1", "A", "x"}, {false, "2026", "2026-02", "0", "A", "x"}, 1},
      {{false, "2026", "", "1", "A", "x"}, {false, "2026", "", "2", "A", "x"}, 1},
      {{false, "2026", "", "1", "Tiểu học A", "x"}, {false, "2027", "", "2", "TIEU HOC  A", "y"}, 1},
      {{false, "2026", "", "1", "A", "x"}, {false, "2027", "", "2", "B", "x"}, 1},  // renamed
      {{false, "2026", "", "1", "A", "x"}, {false, "2027", "", "2", "B", "y"}, -1},
      {{true, "2026", "", "1", "A", "x"}, {true, "2027", "", "2", "B", "y"}, -1},
      {{true, "2026", "", "1", "A", "x"}, {false, "2027", "", "2", "B", "y"}, 0},
  };
  for (const auto& [a, b, best] : table) {
    CAPTURE(best);
    std::vector<Claim> claims;
    for (const One& one : {a, b})
      claims.push_back({rank_of(one.known ? Rank::Key::known : Rank::Key::unknown, one.changed, one.handed_in, one.bundle),
                        one.name, "", one.signer});
    CHECK(pick(claims).best == (best < 0 ? std::nullopt : std::optional<std::size_t>(best)));
    std::ranges::reverse(claims);
    CHECK(pick(claims).best == (best < 0 ? std::nullopt : std::optional<std::size_t>(1 - best)));
  }
}

TEST_CASE("roll_up: schools of two communes that share a code are a clash, named both, and not a second submission") {
  RandomUnits random(5);
  UnitResult one = plain(random, 1), two = one;
  two.bundle = random.hash(), two.name = "Tiểu học Đông Khê", two.commune = "Xã khác";
  Rollup rollup = rolled({one, two});
  CHECK(rollup.units.empty());
  CHECK(why(rollup, one.bundle) == "code-clash");
  CHECK(why(rollup, two.bundle) == "code-clash");
  const std::string written = to_json_text(rollup, qd4725(), phu_luc_2());
  CHECK(load_rollup(written, qd4725(), phu_luc_2(), "x").rollup == rollup);
  // The same by two communes' roll-ups.
  const Part a{rolled({one}), std::string(64, 'a'), "", ""}, b{rolled({two}), std::string(64, 'b'), "", ""};
  rollup = roll_up({}, {a, b}, of_year(), phu_luc_2());
  CHECK(rollup.units.empty());
  CHECK(rollup.left_out.size() == 2);
  two.commune = one.commune;  // renamed meanwhile
  CHECK(roll_up({}, {a, {rolled({two}), std::string(64, 'b'), "", ""}}, of_year(), phu_luc_2()).units.size() == 1);
}

TEST_CASE("roll_up: what a lower roll-up tells of a key never goes before what was verified here") {
  RandomUnits random(6);
  UnitResult ours = plain(random, 1), told = ours;
  told.bundle = random.hash(), told.changed = "2027-01-01T00:00:00Z", told.handed_in = "2027-01-01";
  const Part part{rolled({told}), std::string(64, 'a'), "", ""};
  CHECK(roll_up({ours}, {part}, of_year(), phu_luc_2()).units[0].bundle == ours.bundle);
  ours.known_key = false;
  CHECK(roll_up({ours}, {part}, of_year(), phu_luc_2()).units[0].bundle == told.bundle);
}

TEST_CASE("roll_up: a pack of our pack's name and decision, but of other content, counts only where it is accepted") {
  RandomUnits random(7);
  std::vector<UnitResult> results = {plain(random, 1), plain(random, 2), plain(random, 3)};
  for (UnitResult& r : results) r.instrument = "ours";
  results[1].instrument = "theirs";
  Counting settings = of_year();
  settings.instrument = "ours";
  Rollup rollup = rolled(results, settings);
  CHECK(rollup.units.size() == 2);
  CHECK(why(rollup, results[1].bundle) == "other-instrument");
  settings.accepted = {"theirs"};
  CHECK(rolled(results, settings).units.size() == 3);
}

TEST_CASE("roll_up: the same bundle with an external assessment is not lost behind itself without") {
  RandomUnits random(2);
  UnitResult without = plain(random, 1);
  without.external.clear(), without.review.clear();
  UnitResult with = without;
  with.external = random.groups(), with.review = random.hash();
  for (const auto& both : {std::vector{with, without}, {without, with}}) {
    const Rollup rollup = rolled(both);
    REQUIRE(rollup.units.size() == 1);
    CHECK(rollup.units[0].review == with.review);
    CHECK(rollup.left_out.empty());
  }
}

TEST_CASE("roll_up: other years, instruments, units and kinds of units are left out and said so") {
  RandomUnits random(9);
  std::vector<UnitResult> results;
  for (std::size_t i = 0; i < 8; ++i) results.push_back(plain(random, i));
  results[0].school_year = "2024-2025";
  results[1].decision = "3806/QĐ-BGDĐT";
  results[2].level = "mam-non";
  results[3].level = "vien-nghien-cuu";
  Counting settings = of_year();
  settings.expected.emplace();
  for (const UnitResult& r : results)
    if (r.code != results[4].code) settings.expected->push_back({r.code, r.name, r.level});
  const Rollup rollup = rolled(results, settings);
  CHECK(why(rollup, results[0].bundle) == "other-year");
  CHECK(why(rollup, results[1].bundle) == "other-instrument");
  CHECK(why(rollup, results[2].bundle) == "no-row");
  CHECK(why(rollup, results[3].bundle) == "no-row");
  CHECK(why(rollup, results[4].bundle) == "not-expected");
  CHECK(rollup.units.size() == 3);
}

TEST_CASE("roll_up: a province gets the same table from its communes' roll-ups as from the bundles") {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    CAPTURE(seed);
    RandomUnits random(seed);
    const auto results = random.collection(120);
    for (const MultiLevel multi_level : {MultiLevel::once, MultiLevel::each}) {
      Counting settings = of_year(multi_level);
      settings.expected.emplace();
      std::map<std::string, std::vector<UnitResult>> communes;
      std::map<std::string, Counting> of_commune;
      for (const UnitResult& r : results) {
        communes[r.commune].push_back(r);
        // What the communes themselves show may be counted the other way.
        Counting& own = of_commune.try_emplace(r.commune, of_year()).first->second;
        if (!own.expected) own.expected.emplace();
        if (std::ranges::find(*settings.expected, r.code, &Expected::code) == settings.expected->end()) {
          settings.expected->push_back({r.code, r.name, r.level});
          own.expected->push_back({r.code, r.name, r.level});
        }
      }
      const Rollup whole = rolled(results, settings);
      std::vector<Part> parts;
      for (const auto& [commune, own] : communes) parts.push_back({rolled(own, of_commune[commune]), random.hash()});
      Counting without_register = of_year(multi_level);
      const Rollup province = roll_up({}, parts, without_register, phu_luc_2());
      CHECK(province.units == whole.units);
      CHECK(province.expected == whole.expected);
      CHECK(counts(province) == counts(whole));
      CHECK(province.parts.size() == parts.size());
      std::ranges::reverse(parts);
      parts.push_back(parts.front());  // the same roll-up opened twice
      const Rollup again = roll_up({}, parts, without_register, phu_luc_2());
      CHECK(again.units == whole.units);
      CHECK(again.expected == whole.expected);
      CHECK(again.parts == province.parts);
      // Two roll-ups of one commune: its rows are found, but who knows how many were expected.
      parts.front().rollup.office.code = parts.back().rollup.office.code = "XA-1";
      parts.back().sha256 = random.hash();
      const Rollup two = roll_up({}, parts, without_register, phu_luc_2());
      CHECK(two.units == whole.units);
      CHECK_FALSE(two.expected);
      // Half of them as bundles, half as a roll-up: the same units. How many are expected is not known.
      const Part half = parts.front();
      std::vector<UnitResult> rest;
      for (const UnitResult& r : results)
        if (std::ranges::find(half.rollup.units, r.commune, &UnitResult::commune) == half.rollup.units.end() ||
            r.commune != half.rollup.units.front().commune)
          rest.push_back(r);
      const Rollup mixed = roll_up(rest, {half}, without_register, phu_luc_2());
      CHECK(mixed.units == whole.units);
      CHECK_FALSE(mixed.expected);
    }
  }
}

TEST_CASE("add_items: what was answered, and what the office gives for it") {
  const Pack pack = builtin_pack();
  Answers self, office;
  self["1.1"].yes = office["1.1"].yes = true;
  self["1.3.1"].points = Points{550}, office["1.3.1"].points = Points{300};
  UnitResult u;
  const Score scored = score(pack, self), external = score(pack, office);
  add_items(u, pack, scored, nullptr);
  const auto item = [&](const char* id) { return *std::ranges::find(u.items, id, &ItemResult::id); };
  CHECK(item("1.3.1") == ItemResult{"1.3.1", State::answered, Points{550}, std::nullopt});
  CHECK(item("1.3.2") == ItemResult{"1.3.2", State::unanswered, std::nullopt, std::nullopt});
  add_items(u, pack, scored, &external);
  CHECK(item("1.3.1") == ItemResult{"1.3.1", State::answered, Points{550}, Points{300}});
  CHECK(item("1.3.2").external == std::nullopt);
}
