// Scoring by QĐ 4725: levels, reasons, refusals.
#include "score/score.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "rubric_make.h"

using namespace thuoc;

namespace {

Answer points(const char* text) {
  Answer answer;
  answer.points = p(text);
  return answer;
}
Answer yes(bool is_yes) {
  Answer answer;
  answer.yes = is_yes;
  return answer;
}
Answer ratio(std::int64_t numerator, std::int64_t denominator) {
  Answer answer;
  answer.numerator = numerator;
  answer.denominator = denominator;
  return answer;
}

// Every item answered with all its points.
Answers full(const Pack& pack) {
  Answers answers;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        Answer& answer = answers[item.id];
        if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) answer.yes = true;
        else if (item.max) answer.points = item.max->value;
      }
  return answers;
}

// The only problem of one answer to an otherwise empty dossier.
Error only_problem(const char* id, const Answer& answer) {
  const Score result = score(qd4725(), {{id, answer}});
  REQUIRE(result.problems.size() == 1);
  if (result.items.contains(id)) {
    CHECK(result.items.at(id).state == State::refused);
    CHECK_FALSE(result.items.at(id).points.has_value());
    CHECK(result.items.at(id).reason.in(Lang::vi) == message(result.problems[0], Lang::vi));
  }
  CHECK(result.groups[0].points == Points{});
  return result.problems[0];
}

void check_refused(const char* id, const Answer& answer, const char* code, const char* pointer) {
  CAPTURE(id);
  CAPTURE(code);
  const Error error = only_problem(id, answer);
  CHECK(error.code == code);
  CHECK(error.place.pointer == pointer);
  CHECK(message(error, Lang::vi) != error.code);
  CHECK(message(error, Lang::vi).find('{') == std::string::npos);
  CHECK(message(error, Lang::en).find('{') == std::string::npos);
}

}  // namespace

TEST_CASE("score: the ends of the levels, to the hundredth") {
  const Thresholds& levels = qd4725().levels;
  for (const auto& [text, level] : std::vector<std::pair<const char*, int>>{{"0", 1},
                                                                            {"49.5", 1},
                                                                            {"49.99", 1},
                                                                            {"50", 2},
                                                                            {"50.01", 2},
                                                                            {"63.5", 2},
                                                                            {"74.99", 2},
                                                                            {"75", 2},
                                                                            {"75.01", 3},
                                                                            {"75.5", 3},
                                                                            {"100", 3}})
    CHECK_MESSAGE(level_of(levels, p(text)) == level, std::string(text));
  CHECK(level_of({}, p("50")) == 0);
  CHECK(level_of(levels, p("-1")) == 0);
}

TEST_CASE("score: nothing answered is not zero points") {
  const Score result = score(qd4725(), {});
  CHECK(result.problems.empty());
  REQUIRE(result.groups.size() == 2);
  CHECK(result.groups[0].points == Points{});
  CHECK(result.groups[0].max == whole_points(100));
  CHECK(result.groups[0].level == 1);
  CHECK(result.groups[0].total == 16);  // without the line about the LMS, which is information
  CHECK(result.groups[0].unanswered == 16);
  CHECK(result.groups[1].total == 13);
  CHECK(result.groups[1].unanswered == 13);
  CHECK(result.groups[1].missing_mandatory == std::vector<std::string>{"2.1", "2.2"});
  CHECK(result.items.at("1.3.1").state == State::unanswered);
  CHECK_FALSE(result.items.at("1.3.1").points.has_value());
  CHECK_FALSE(result.overall.has_value());
  CHECK(result.groups[0].reason.in(Lang::vi) == "Hiện có 0 điểm, dưới 50 → Mức độ 1, chưa đáp ứng (còn 16 nội dung chưa chấm)");
}

TEST_CASE("score: everything answered in full") {
  const Score result = score(qd4725(), full(qd4725()));
  CHECK(result.problems.empty());
  for (const GroupScore& group : result.groups) {
    CHECK(group.points == whole_points(100));
    CHECK(group.level == 3);
    CHECK(group.unanswered == 0);
    CHECK(group.missing_mandatory.empty());
    CHECK(group.reason.in(Lang::vi) == "100 điểm, trên 75 → Mức độ 3, đáp ứng tốt");
    CHECK(group.reason.in(Lang::en) == "100 points, over 75 → Level 3, well met");
  }
}

TEST_CASE("score: the reason a teacher reads, with the decimal sign of the language") {
  Answers answers = full(qd4725());
  for (const auto& [id, given] : {std::pair("1.5.1", "3"), {"1.3.1", "0"}, {"1.4", "0"}, {"1.7.2", "0.5"}, {"1.6.1", "5"}})
    answers[id] = points(given);
  const Score result = score(qd4725(), answers);
  CHECK(result.groups[0].points == p("63.5"));
  CHECK(result.groups[0].reason.in(Lang::vi) == "63,5 điểm, từ 50 đến 75 → Mức độ 2, đáp ứng cơ bản");
  CHECK(result.groups[0].reason.in(Lang::en) == "63.5 points, from 50 to 75 → Level 2, basically met");
  CHECK(result.items.at("1.7.2").reason.in(Lang::vi) == "Được 0,5 trên tối đa 7 điểm");
  CHECK(result.items.at("1.7.3").reason.in(Lang::vi) == "Có: được trọn 5 điểm");
  CHECK(result.items.at("1.1").reason.in(Lang::vi) == "Đã đáp ứng điều kiện bắt buộc");
}

TEST_CASE("score: a criterion has its own level where thresholds are known") {
  const auto level_of_13 = [](std::vector<const char*> given) {
    Answers answers;
    const char* ids[] = {"1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5"};
    for (std::size_t i = 0; i < given.size(); ++i) answers[ids[i]] = points(given[i]);
    return score(qd4725(), answers).criteria.at("1.3");
  };
  CHECK(level_of_13({"6", "3.5"}).level == 1);
  CHECK(level_of_13({"6", "4"}).level == 2);
  CHECK(level_of_13({"6", "6", "6", "2"}).level == 2);
  CHECK(level_of_13({"6", "6", "6", "2.5"}).level == 3);
  const auto complete = level_of_13({"6", "6", "6", "1", "1"});
  CHECK(complete.points == p("20"));
  CHECK(complete.max == p("30"));
  CHECK(complete.unanswered == 0);
  CHECK(complete.reason.in(Lang::vi) == "20 điểm, từ 10 đến 20 → Mức 2");
  const auto other = score(qd4725(), {{"1.4", points("7")}}).criteria.at("1.4");
  CHECK_FALSE(other.level.has_value());
  CHECK(other.reason.in(Lang::vi) == "7 trên tối đa 10 điểm");
  const auto condition = score(qd4725(), {}).criteria.at("2.1");
  CHECK(condition.unanswered == 1);
  CHECK(condition.reason.in(Lang::en) == "Items not answered yet: 1; they give no points");
}

TEST_CASE("score: points out of range or off the step are refused") {
  check_refused("1.3.1", points("6.5"), "score.over_max", "/answers/1.3.1/points");
  check_refused("1.3.1", points("6.01"), "score.over_max", "/answers/1.3.1/points");
  check_refused("1.3.1", points("-0.5"), "score.negative", "/answers/1.3.1/points");
  check_refused("1.3.1", points("5.25"), "score.not_a_step", "/answers/1.3.1/points");
  check_refused("1.4", points("999999999"), "score.over_max", "/answers/1.4/points");
  CHECK(message(only_problem("1.3.1", points("6.5")), Lang::vi) == "Số điểm 6,5 vượt quá điểm tối đa 6. Hãy nhập từ 0 đến 6.");
  CHECK(score(qd4725(), {{"1.3.1", points("6")}}).problems.empty());
  CHECK(score(qd4725(), {{"1.3.1", points("0")}}).items.at("1.3.1").state == State::answered);
}

TEST_CASE("score: impossible ratios, counts and levels are refused") {
  check_refused("1.6.1", ratio(31, 30), "score.numerator_over_denominator", "/answers/1.6.1/numerator");
  check_refused("1.6.1", ratio(0, 0), "score.zero_denominator", "/answers/1.6.1/denominator");
  check_refused("1.6.1", ratio(5, 0), "score.zero_denominator", "/answers/1.6.1/denominator");
  check_refused("1.6.1", ratio(-1, 30), "score.negative_number", "/answers/1.6.1/numerator");
  check_refused("1.6.1", ratio(1, -30), "score.negative_number", "/answers/1.6.1/denominator");
  Answer answer;
  answer.count = -1;
  check_refused("1.4", answer, "score.negative_number", "/answers/1.4/count");
  for (const int level : {0, 4, -1}) {
    Answer wrong;
    wrong.level = level;
    wrong.points = p("3");
    check_refused("1.7.2", wrong, "score.level_out_of_range", "/answers/1.7.2/level");
  }
}

TEST_CASE("score: what an item does not take is refused, not dropped") {
  check_refused("1.1", points("1"), "score.wrong_kind", "/answers/1.1/points");
  check_refused("1.7.3", points("5"), "score.wrong_kind", "/answers/1.7.3/points");
  check_refused("1.3.lms", points("1"), "score.wrong_kind", "/answers/1.3.lms/points");
  check_refused("1.3.1", yes(true), "score.wrong_kind", "/answers/1.3.1/yes");
  check_refused("9.9", points("1"), "score.unknown_item", "/answers/9.9");
  check_refused("a/b", points("1"), "score.unknown_item", "/answers/a~1b");
  check_refused("1.3", points("1"), "score.unknown_item", "/answers/1.3");  // a criterion
  Answer both = ratio(1, 2);
  both.count = 3;
  const Score result = score(qd4725(), {{"1.4", both}});
  CHECK(result.problems.size() == 2);  // every field is told
  CHECK(result.items.at("1.4").state == State::refused);
}

TEST_CASE("score: a refused answer counts as not answered and takes nothing else with it") {
  Answers answers = full(qd4725());
  answers["1.3.1"] = points("7");
  answers["2.1"] = points("7");
  const Score result = score(qd4725(), answers);
  CHECK(result.groups[0].points == whole_points(94));
  CHECK(result.groups[0].unanswered == 1);
  CHECK(result.criteria.at("1.3").unanswered == 1);
  CHECK(result.groups[1].points == whole_points(100));
  CHECK(result.groups[1].missing_mandatory == std::vector<std::string>{"2.1"});
}

TEST_CASE("score: recorded but not yet given points") {
  const Score result = score(qd4725(), {{"1.6.1", ratio(20, 30)}});
  const ItemScore& item = result.items.at("1.6.1");
  CHECK(item.state == State::partial);
  CHECK_FALSE(item.points.has_value());
  CHECK(item.suggestion == p("4.5"));  // 7 × 2/3 = 4.66…, down to a half
  CHECK(item.reason.in(Lang::vi) == "20/30 (66,67%), chưa cho điểm; gợi ý 4,5 trên tối đa 7 điểm");
  CHECK(result.groups[0].points == Points{});
  CHECK(result.groups[0].unanswered == 16);

  Answer given = ratio(20, 30);
  given.points = p("5");
  const ItemScore scored = score(qd4725(), {{"1.6.1", given}}).items.at("1.6.1");
  CHECK(scored.state == State::answered);
  CHECK(scored.points == p("5"));  // the assessor's, not the suggestion
  CHECK(scored.suggestion == p("4.5"));
  CHECK(scored.reason.in(Lang::en) == "20/30 (66.67%); 5 of 7 points");

  Answer count;
  count.count = 120;
  CHECK(score(qd4725(), {{"1.4", count}}).items.at("1.4").reason.in(Lang::vi) == "Đã ghi 120, chưa cho điểm (tối đa 10)");
  Answer level;
  level.level = 2;
  CHECK(score(qd4725(), {{"1.7.2", level}}).items.at("1.7.2").state == State::partial);
  level.points = p("4");
  CHECK(score(qd4725(), {{"1.7.2", level}}).items.at("1.7.2").reason.in(Lang::vi) == "Đã ghi mức 2; được 4 trên tối đa 7 điểm");
  Answer half;
  half.numerator = 5;
  CHECK(score(qd4725(), {{"1.6.1", half}}).items.at("1.6.1").state == State::partial);
  Answer software;
  software.solution = "Phần mềm A";
  CHECK(score(qd4725(), {{"1.3.1", software}}).items.at("1.3.1").state == State::partial);
  CHECK(score(qd4725(), {{"1.3.lms", software}}).items.at("1.3.lms").state == State::answered);
  Answer note;
  note.note = "hỏi lại cô Lan";
  CHECK(score(qd4725(), {{"1.3.1", note}}).items.at("1.3.1").state == State::unanswered);
}

TEST_CASE("score: suggestions are exact and never above the maximum") {
  const auto suggestion = [](std::int64_t n, std::int64_t d) {
    return *score(qd4725(), {{"1.6.1", ratio(n, d)}}).items.at("1.6.1").suggestion;
  };
  constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
  CHECK(suggestion(huge, huge) == p("7"));
  CHECK(suggestion(huge - 1, huge) == p("6.5"));
  CHECK(suggestion(0, 1) == p("0"));
  CHECK(suggestion(1, huge) == p("0"));
  CHECK(suggestion(1, 14) == p("0.5"));  // exactly half a point
  CHECK(suggestion(999, 1000 * 14) == p("0"));
}

TEST_CASE("score: a missing condition is named; this instrument's policy leaves the level alone") {
  Answers answers = full(qd4725());
  answers["1.2"] = yes(false);
  answers.erase("1.1");
  const Score result = score(qd4725(), answers);
  CHECK(result.groups[0].missing_mandatory == std::vector<std::string>{"1.1", "1.2"});
  CHECK(result.groups[0].level == 3);
  CHECK_FALSE(result.groups[0].capped);
  CHECK(result.groups[0].unanswered == 1);  // "no" is an answer
  CHECK(result.items.at("1.2").reason.in(Lang::vi) == "Chưa đáp ứng điều kiện bắt buộc");
}

TEST_CASE("score: the cheapest way up") {
  // Nothing yet: 50 points by the fewest items.
  const auto from_nothing = cheapest_way_up(qd4725(), score(qd4725(), {}), "1");
  std::vector<std::string> ids;
  Points sum;
  for (const Step& step : from_nothing) {
    ids.push_back(step.item);
    sum += step.gain;
  }
  CHECK(ids == std::vector<std::string>{"1.5.1", "1.4", "1.7.1", "1.6.1", "1.6.2", "1.7.2"});
  CHECK(sum == whole_points(50));  // 15 + 10 + 8 + 7 + 7 + 3: no more of the last than needed
  CHECK(from_nothing.back().gain == whole_points(3));

  // From exactly 75 the smallest step is enough.
  Answers answers = full(qd4725());
  answers["2.3.3"] = points("0");
  answers["2.3.5"] = points("0");
  answers["2.3.8"] = points("3");
  Score now = score(qd4725(), answers);
  REQUIRE(now.groups[1].points == whole_points(75));
  REQUIRE(now.groups[1].level == 2);
  const auto last = cheapest_way_up(qd4725(), now, "2");
  REQUIRE(last.size() == 1);
  CHECK(last[0].item == "2.3.3");
  CHECK(last[0].gain == p("0.5"));

  CHECK(cheapest_way_up(qd4725(), score(qd4725(), full(qd4725())), "1").empty());
  CHECK(cheapest_way_up(qd4725(), now, "no such group").empty());
}

TEST_CASE("score: names of an origin") {
  CHECK(to_text(Origin::unknown).empty());
  CHECK(to_text(Origin::self_built) == "self-built");
  CHECK(to_text(Origin::rented) == "rented");
  CHECK(to_text(Origin::bought) == "bought");
}
