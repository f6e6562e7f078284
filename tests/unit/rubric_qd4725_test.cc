// The shipped pack says what is known of QĐ 4725 (domain facts §1), number by number.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "rubric/builtin_packs.h"
#include "rubric_make.h"

using namespace thuoc;

namespace {

struct Row {
  const char *id, *number;
  Kind kind;
  const char* max;  // "" = none
  Certainty max_certainty = Certainty::single_source, title_certainty = Certainty::single_source;
};

constexpr auto confirmed = Certainty::confirmed;
constexpr auto single = Certainty::single_source;
constexpr auto provisional = Certainty::provisional;

const std::vector<Row> items = {
    {"1.1", "1.1", Kind::mandatory, "", single, confirmed},
    {"1.2", "1.2", Kind::mandatory, "", single, confirmed},
    {"1.3.1", "", Kind::score, "6", confirmed, confirmed},
    {"1.3.lms", "", Kind::information, ""},
    {"1.3.2", "", Kind::score, "6", single, confirmed},
    {"1.3.3", "", Kind::score, "6", single, confirmed},
    {"1.3.4", "", Kind::score, "6"},
    {"1.3.5", "", Kind::score, "6"},
    {"1.4", "1.4", Kind::count, "10"},
    {"1.5.1", "", Kind::score, "15"},
    {"1.5.2", "", Kind::score, "5"},
    {"1.6.1", "", Kind::ratio, "7"},
    {"1.6.2", "", Kind::ratio, "7"},
    {"1.6.3", "", Kind::ratio, "6"},
    {"1.7.1", "", Kind::ratio, "8"},
    {"1.7.2", "", Kind::level, "7", single, confirmed},
    {"1.7.3", "", Kind::yes_no, "5", single, confirmed},
    {"2.1", "2.1", Kind::mandatory, ""},
    {"2.2", "2.2", Kind::mandatory, ""},
    {"2.3.1", "", Kind::yes_no, "8", provisional, confirmed},
    {"2.3.2", "", Kind::score, "8", provisional, confirmed},
    {"2.3.3", "", Kind::score, "10", single, confirmed},
    {"2.3.4", "", Kind::score, "8", provisional, confirmed},
    {"2.3.5", "", Kind::score, "10", single, confirmed},
    {"2.3.6", "", Kind::score, "10", single, confirmed},
    {"2.3.7", "", Kind::score, "8", provisional, single},
    {"2.3.8", "", Kind::score, "8", provisional, confirmed},
    {"2.4.1", "", Kind::score, "8"},
    {"2.4.2", "", Kind::score, "12", single, confirmed},
    {"2.4.3", "", Kind::score, "10", single, confirmed},
};

}  // namespace

TEST_CASE("qd4725: every item, its kind, its points and how sure they are") {
  std::vector<const Item*> found;
  for (const Group& group : qd4725().groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) found.push_back(&item);
  REQUIRE(found.size() == items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Row& row = items[i];
    const Item& item = *found[i];
    CAPTURE(row.id);
    CHECK(item.id == row.id);
    CHECK(item.number == row.number);
    CHECK(to_text(item.kind) == to_text(row.kind));
    CHECK(item.title_sure.certainty == row.title_certainty);
    REQUIRE(item.max.has_value() == (*row.max != '\0'));
    if (item.max) {
      CHECK(item.max->value == parse_points(row.max).value());
      CHECK(item.max->sure.certainty == row.max_certainty);
    }
    CHECK_FALSE(item.title.en.empty());
    CHECK_FALSE(item.evidence.text.vi.empty());
    CHECK_FALSE(item.evidence.text.en.empty());
  }
}

TEST_CASE("qd4725: two groups of 100, criteria as printed") {
  const Pack& pack = qd4725();
  CHECK(pack.name() == "qd4725-gdpt@1");
  CHECK(pack.decision == "4725/QĐ-BGDĐT");
  CHECK(pack.decided_on == "2022-12-30");
  REQUIRE(pack.groups.size() == 2);
  std::map<std::string, std::string> maxima;
  for (const Group& group : pack.groups) {
    CHECK(group.max.value == whole_points(100));
    CHECK(group.max.sure.certainty == confirmed);
    for (const Criterion& criterion : group.criteria) {
      CHECK(criterion.number == criterion.id);
      maxima[criterion.id] = criterion.max ? to_json_text(criterion.max->value) : "";
    }
  }
  CHECK(maxima == std::map<std::string, std::string>{{"1.1", ""},
                                                     {"1.2", ""},
                                                     {"1.3", "30"},
                                                     {"1.4", "10"},
                                                     {"1.5", "20"},
                                                     {"1.6", "20"},
                                                     {"1.7", "20"},
                                                     {"2.1", ""},
                                                     {"2.2", ""},
                                                     {"2.3", "70"},
                                                     {"2.4", "30"}});
  CHECK(pack.criterion("2.3")->max->sure.certainty == provisional);
}

TEST_CASE("qd4725: levels, both ends of level 2 included") {
  const Thresholds& levels = qd4725().levels;
  CHECK(levels.sure.certainty == confirmed);
  REQUIRE(levels.bands.size() == 3);
  CHECK(levels.bands[1].from == whole_points(50));
  CHECK(levels.bands[1].from_included);
  CHECK(levels.bands[1].to == whole_points(75));
  CHECK(levels.bands[1].to_included);
  CHECK(levels.bands[2].meaning.vi == "đáp ứng tốt");
  CHECK_FALSE(levels.bands[2].to.has_value());
  // Thresholds of criteria where a source or a recollection has them, and nowhere else.
  std::map<std::string, Certainty> known;
  for (const Group& group : qd4725().groups)
    for (const Criterion& criterion : group.criteria)
      if (!criterion.thresholds.bands.empty()) known[criterion.id] = criterion.thresholds.sure.certainty;
  CHECK(known == std::map<std::string, Certainty>{{"1.3", single}, {"2.3", provisional}, {"2.4", provisional}});
}

TEST_CASE("qd4725: what nobody could confirm says so") {
  const auto list = unconfirmed(qd4725());
  std::set<std::string> provisional_maxima;
  std::set<std::string> whats;
  for (const Unconfirmed& one : list) {
    CHECK(one.sure.certainty != confirmed);
    CHECK_MESSAGE(text(Lang::vi, "rubric.what." + one.what) != "rubric.what." + one.what, one.what);
    whats.insert(one.what);
    if (one.sure.certainty != provisional) continue;
    CHECK_FALSE(one.sure.note_in(Lang::vi).empty());
    CHECK(one.sure.note_in(Lang::en) != one.sure.note_in(Lang::vi));
    if (one.what == "max") provisional_maxima.insert(one.id);
  }
  CHECK(provisional_maxima == std::set<std::string>{"2.3", "2.3.1", "2.3.2", "2.3.4", "2.3.7", "2.3.8"});
  CHECK(qd4725().item("2.3.4")->max->sure.note.find("ghi 6") != std::string::npos);
  CHECK(whats == std::set<std::string>{"kinds", "max", "policy", "reading", "thresholds", "title"});
  // The item of a criterion without components stands in the list once.
  CHECK(std::ranges::count_if(list, [](const auto& u) { return u.id == "1.4" && u.what == "max"; }) == 1);
}

TEST_CASE("qd4725: whom it applies to, both readings of 1.7.2, what is done about conditions") {
  const Pack& pack = qd4725();
  const auto applies = [&](const char* id) { return std::ranges::count(pack.applies_to, id) == 1; };
  CHECK(applies("th"));
  CHECK(applies("ptdtbt"));
  CHECK_FALSE(applies("mam-non"));
  CHECK_FALSE(applies("gdtx"));  // an appendix of its own that nobody here has seen
  const auto& readings = pack.item("1.7.2")->readings;
  REQUIRE(readings.size() == 2);
  CHECK(readings[0].text.vi.find("tối đa 2 học sinh") != std::string::npos);
  CHECK(readings[1].text.vi.find("tối đa 2–3 học sinh") != std::string::npos);
  CHECK(pack.item("1.7.2")->levels == 3);
  CHECK(pack.policy.missing_mandatory == MissingMandatory::block_submit);
  CHECK(pack.policy.overall == Overall::none);
  CHECK(pack.policy.sure.certainty == provisional);
}

TEST_CASE("packs: all that are built in load without a problem, each under its own name") {
  std::set<std::string> names;
  for (const BuiltinPack& builtin : builtin_packs()) {
    const auto loaded = load_pack(builtin.json, builtin.file);
    for (const Error& problem : loaded.problems) MESSAGE(describe(problem, Lang::en));
    REQUIRE(loaded.pack);
    CHECK(names.insert(loaded.pack->name()).second);
  }
  CHECK(names.contains("qd4725-gdpt@1"));
}
