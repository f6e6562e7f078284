// Nothing about any instrument is in the code: other levels, totals and policies; and what must
// hold for every pack and every set of answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "rubric_make.h"
#include "score/score.h"

using namespace thuoc;

namespace {

Answers some_of_library() {
  Answers answers;
  answers["noi-quy"].yes = true;
  answers["sach"].points = p("15.25");
  answers["phan-mem.muon"].points = p("12.5");
  answers["phan-mem.tim"].yes = false;
  answers["nguoi.tile"].points = p("14.5");
  answers["nguoi.muc"].points = p("6");
  answers["cho-ngoi"].yes = true;
  return answers;
}

// The sentence about `points` by these bands.
std::string range_of(const Thresholds& levels, const char* points) {
  Pack pack = library();
  pack.groups[2].levels = levels;
  pack.groups[2].criteria[0].items[0].kind = Kind::score;
  pack.groups[2].criteria[0].items[0].step = {1};
  Answers answers;
  answers["cho-ngoi"].points = p(points);
  return score(pack, answers).groups[2].reason.in(Lang::vi);
}

Answer random_answer(const Item& item, std::mt19937& random) {
  const auto upto = [&](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(n + 1)); };
  Answer answer;
  if (upto(5) == 0) return answer;
  if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) answer.yes = upto(1) == 1;
  if (item.kind == Kind::information) answer.text = "x";
  if (item.kind == Kind::ratio) {
    answer.denominator = 1 + upto(50);
    answer.numerator = upto(*answer.denominator);
  }
  if (item.kind == Kind::count) answer.count = upto(1000);
  if (item.kind == Kind::level) answer.level = static_cast<int>(1 + upto(item.levels - 1));
  if (item.max && item.kind != Kind::yes_no && upto(9) != 0)
    answer.points = Points{item.step.hundredths * upto(item.max->value.hundredths / item.step.hundredths)};
  return answer;
}

Answers random_answers(const Pack& pack, std::mt19937& random) {
  Answers answers;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) answers[item.id] = random_answer(item, random);
  return answers;
}

// Answers the items of `steps` with the points they say must be gained.
void take(const Pack& pack, const Score& now, const std::vector<Step>& steps, Answers& answers) {
  for (const Step& step : steps) {
    const Item& item = *pack.item(step.item);
    if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) answers[item.id].yes = true;
    else answers[item.id].points = now.items.at(item.id).points.value_or(Points{}) + step.gain;
  }
}

}  // namespace

TEST_CASE("score, other pack: four levels, totals of 40, 30 and 7") {
  const Score result = score(library(), some_of_library());
  CHECK(result.problems.empty());
  REQUIRE(result.groups.size() == 3);
  CHECK(result.groups[0].points == p("27.75"));
  CHECK(result.groups[0].max == whole_points(40));
  CHECK(result.groups[0].level == 3);
  CHECK(result.groups[0].unanswered == 0);
  CHECK(result.groups[0].reason.in(Lang::vi) == "27,75 điểm, từ 20 đến dưới 30 → Hạng B");
  CHECK(result.groups[0].reason.in(Lang::en) == "27.75 points, from 20 to under 30 → Grade B");
  CHECK(result.groups[1].points == p("20.5"));
  CHECK(result.groups[1].level == 3);
  CHECK(result.groups[2].level == 4);  // by the group's own bands
  CHECK(result.groups[2].reason.in(Lang::vi) == "7 điểm, từ 5 trở lên → Hạng A, thư viện mẫu");
  CHECK(result.overall == 3);
  CHECK(result.items.at("phan-mem.tim").reason.in(Lang::vi) == "Chưa có: 0 trên tối đa 4,5 điểm");
}

TEST_CASE("score, other pack: the words of a range follow its ends") {
  Thresholds t = library().groups[2].levels;  // D: 0…1], C: (1…3), B: [3…5), A: [5…
  CHECK(range_of(t, "1").find("từ 1 trở xuống → Hạng D") != std::string::npos);
  CHECK(range_of(t, "2.99").find("trên 1 và dưới 3 → Hạng C") != std::string::npos);
  CHECK(range_of(t, "3").find("từ 3 đến dưới 5 → Hạng B") != std::string::npos);
  t.bands[0].to_included = false;
  t.bands[1].from_included = true;
  t.bands[1].to_included = true;
  t.bands[2].from_included = false;
  t.bands[2].to_included = true;
  t.bands[3].from_included = false;
  CHECK(range_of(t, "0.99").find("dưới 1 → Hạng D") != std::string::npos);
  CHECK(range_of(t, "1").find("từ 1 đến 3 → Hạng C") != std::string::npos);
  CHECK(range_of(t, "5").find("trên 3 đến 5 → Hạng B") != std::string::npos);
  CHECK(range_of(t, "5.01").find("trên 5 → Hạng A") != std::string::npos);
  t.bands[1].from = p("3");  // one number of points is a band too
  t.bands[0].to = p("3");
  CHECK(range_of(t, "3").find("đúng 3 → Hạng C") != std::string::npos);
  t.bands.resize(1);
  t.bands[0].to.reset();
  CHECK(range_of(t, "6").find("mọi số điểm → Hạng D") != std::string::npos);
}

TEST_CASE("score, other pack: a missing condition holds the level down where the policy says so") {
  Answers answers = some_of_library();
  answers["noi-quy"].yes = false;
  const Score result = score(library(), answers);
  const GroupScore& group = result.groups[0];
  CHECK(group.capped);
  CHECK(group.level == 1);
  CHECK(group.points == p("27.75"));
  CHECK(group.missing_mandatory == std::vector<std::string>{"noi-quy"});
  CHECK(group.reason.in(Lang::vi) ==
        "27,75 điểm, từ 20 đến dưới 30 → Hạng B; nhưng còn thiếu điều kiện bắt buộc "
        "“Có nội quy thư viện” nên chỉ xếp Hạng D");
  CHECK(group.reason.in(Lang::en).ends_with("so only Grade D"));
  CHECK(result.overall == 1);
  // The way up is the condition alone.
  const auto steps = cheapest_way_up(library(), result, "kho");
  REQUIRE(steps.size() == 1);
  CHECK(steps[0].item == "noi-quy");
  CHECK(steps[0].gain == Points{});

  // At level 1 by points too, nothing is held down, but the condition is still on the way.
  const Score empty = score(library(), {});
  CHECK_FALSE(empty.groups[0].capped);
  CHECK(empty.groups[0].level == 1);
  const auto all = cheapest_way_up(library(), empty, "kho");
  REQUIRE(all.size() == 2);
  CHECK(all[0].item == "noi-quy");
  CHECK(all[1].item == "phan-mem.muon");
  CHECK(all[1].gain == p("12.5"));  // over 10, in steps of 2.5
}

TEST_CASE("score, other pack: overall and policy follow the data alone") {
  Json json = read_json(library_path);
  at(json, "/policy/overall") = "none";
  at(json, "/policy/missing_mandatory") = "warn";
  Answers answers = some_of_library();
  answers.erase("noi-quy");
  const Score result = score(pack_from(json), answers);
  CHECK_FALSE(result.overall.has_value());
  CHECK(result.groups[0].level == 3);
  CHECK(result.groups[0].missing_mandatory.size() == 1);
  // An office that corrects a maximum changes the result without a new build.
  Json corrected = read_json(qd4725_path);
  corrected["edition"] = "1-so-thu";
  at(corrected, "/groups/1/criteria/2/items/0/max/value") = "10";
  at(corrected, "/groups/1/criteria/2/items/1/max/value") = "6";
  Answers yes;
  yes["2.3.1"].yes = true;
  CHECK(score(pack_from(corrected), yes).groups[1].points == whole_points(10));
  CHECK(score(qd4725(), yes).groups[1].points == whole_points(8));
}

TEST_CASE("score: items sum to criteria, criteria to groups, for any answers") {
  std::mt19937 random(4725);
  for (const Pack* pack : {&qd4725(), &library()})
    for (int round = 0; round < 150; ++round) {
      const Answers answers = random_answers(*pack, random);
      const Score result = score(*pack, answers);
      REQUIRE(result.problems.empty());
      for (const Group& group : pack->groups) {
        Points by_items, by_criteria;
        int unanswered = 0;
        for (const Criterion& criterion : group.criteria) {
          Points in_criterion;
          for (const Item& item : criterion.items) {
            const ItemScore& one = result.items.at(item.id);
            in_criterion += one.points.value_or(Points{});
            unanswered += item.kind != Kind::information && one.state != State::answered;
            if (one.points) REQUIRE((*one.points >= Points{} && *one.points <= item.max->value));
            if (one.suggestion) REQUIRE((*one.suggestion >= Points{} && *one.suggestion <= item.max->value));
          }
          REQUIRE(result.criteria.at(criterion.id).points == in_criterion);
          by_items += in_criterion;
          by_criteria += result.criteria.at(criterion.id).points;
        }
        const GroupScore& summed = *result.group(group.id);
        REQUIRE(summed.points == by_items);
        REQUIRE(summed.points == by_criteria);
        REQUIRE(summed.points <= summed.max);
        REQUIRE(summed.unanswered == unanswered);
        REQUIRE(summed.level >= 1);
        for (const Lang lang : {Lang::vi, Lang::en}) REQUIRE(summed.reason.in(lang).find('{') == std::string::npos);
      }
      for (const auto& [id, item] : result.items) REQUIRE(item.reason.in(Lang::vi).find('{') == std::string::npos);
    }
}

TEST_CASE("score: more points on an item never lower a level") {
  std::mt19937 random(30122022);
  for (const Pack* pack : {&qd4725(), &library()})
    for (int round = 0; round < 60; ++round) {
      Answers answers = random_answers(*pack, random);
      Score before = score(*pack, answers);
      for (auto& [id, answer] : answers) {
        const Item& item = *pack->item(id);
        if (item.kind == Kind::yes_no || item.kind == Kind::mandatory) answer.yes = true;
        else if (item.max) {
          const Points now = answer.points.value_or(Points{});
          answer.points = std::min(item.max->value, now + item.step);
        }
        Score after = score(*pack, answers);
        for (std::size_t i = 0; i < after.groups.size(); ++i) {
          REQUIRE(after.groups[i].points >= before.groups[i].points);
          REQUIRE(after.groups[i].level >= before.groups[i].level);
          REQUIRE(after.groups[i].unanswered <= before.groups[i].unanswered);
        }
        before = std::move(after);
      }
    }
}

TEST_CASE("score: whoever takes the cheapest way up arrives, and needs every step of it") {
  std::mt19937 random(2026);
  int ways = 0;
  for (const Pack* pack : {&qd4725(), &library()})
    for (int round = 0; round < 100; ++round) {
      const Answers answers = random_answers(*pack, random);
      const Score now = score(*pack, answers);
      for (const GroupScore& group : now.groups) {
        const auto steps = cheapest_way_up(*pack, now, group.id);
        if (group.level == static_cast<int>(pack->levels.bands.size())) {
          REQUIRE(steps.empty());
          continue;
        }
        REQUIRE_FALSE(steps.empty());
        ++ways;
        Answers taken = answers;
        take(*pack, now, steps, taken);
        const Score then = score(*pack, taken);
        REQUIRE(then.problems.empty());
        REQUIRE(then.group(group.id)->level > group.level);
        Answers all_but_last = answers;
        take(*pack, now, {steps.begin(), steps.end() - 1}, all_but_last);
        REQUIRE(score(*pack, all_but_last).group(group.id)->level == group.level);
      }
    }
  CHECK(ways > 100);
}
