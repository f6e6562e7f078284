// A step of an office's own work, taken back and done again; what it holds meanwhile.
#include <doctest/doctest.h>

#include "../bench/allocated.h"
#include "base/saver.h"
#include "base/undo.h"
#include "round/round_edit.h"
#include "round_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// What an office does itself; of what came from others only the day that it says.
Round own_work(Round round) {
  for (auto& [bundle, one] : round.submissions) one = {.said = one.said};
  round.papers.clear();
  round.signed_reviews.clear();
  round.head.office = {};
  round.head.pack.clear();
  round.id.clear();
  round.instrument.clear();
  return round;
}

std::string hash_of(int number) {
  const std::string digits = std::to_string(1'000'000 + number);
  return std::string(64 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("a round that becomes another one is what it was after undo, and the other one again after redo") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    RandomRound random(seed);
    Round round = random.round();
    Round after = random.round();
    // Merging drops nothing that came, and a bundle comes once.
    for (const auto& [bundle, one] : round.submissions) after.submissions.try_emplace(bundle, one);
    const Round first = own_work(round), second = own_work(after);
    RoundBefore before;
    RoundEdit(round, before).become(after);
    CHECK(round == after);
    before.exchange(round);
    for (const auto& [bundle, one] : first.submissions) REQUIRE(round.submissions.at(bundle).said == one.said);
    Round back = own_work(round);
    back.submissions = first.submissions;
    CHECK(back == first);
    before.exchange(round);
    CHECK(own_work(round) == second);
  }
}

TEST_CASE("steps taken back one by one, and done again, whatever part of the round they change") {
  Round round = sample_round();
  round.submissions[hash_of(1)] = sample_submission("MH-1");
  Undo<RoundBefore> undo(50);
  std::vector<Round> states = {round};
  const auto step = [&](const std::string& what, const std::function<void(RoundEdit&)>& change) {
    RoundEdit edit(round, undo.change(what, [] { return RoundBefore(); }));
    change(edit);
    states.push_back(round);
    undo.seal();
  };
  step("title", [](RoundEdit& e) { e.title() = "Đợt hai", e.settings().deadline = "2026-05-01", e.school_year() = "2026-2027"; });
  step("review", [](RoundEdit& e) { e.at(&Round::reviews, hash_of(1)).conclusion = "Tốt"; });
  step("review again", [](RoundEdit& e) { e.at(&Round::reviews, hash_of(1)).conclusion = "Khá"; });
  step("unit", [](RoundEdit& e) { e.erase(&Round::units, "MH-2"), e.at(&Round::units, "MH-1").note = "gọi"; });
  step("key", [](RoundEdit& e) { e.at(&Round::keys, "MH-1")["ssh-ed25519 A"] = {"2026-04-01", "Lan", "", ""}; });
  step("day", [](RoundEdit& e) { e.say(hash_of(1), SaidDay{"2026-03-30", "Lan", "2026-04-01T00:00:00Z"}); });
  step("propose", [](RoundEdit& e) { e.put({{hash_of(1), "MH-1", "Một", "th"}, "", "", {}, {}}); });
  step("more", [](RoundEdit& e) {
    e.put({{hash_of(2), "MH-0", "Không", "th"}, "", "", {}, {}});
    e.put({{hash_of(3), "MH-1", "Một khác", "th"}, "", "", {}, {}});
    e.recognition().decision_number = "12/QĐ";
  });
  step("withdraw", [](RoundEdit& e) { e.take_out("MH-0"); });
  step("draw", [](RoundEdit& e) { e.draw({"hạt", Points{1000}, "", "", {{"th", {3, {"MH-1"}}}}, {}}); });
  step("teams", [](RoundEdit& e) { e.teams().push_back({"Đoàn 1", {}, "", "", {"MH-1"}}); });
  step("drawn again", [](RoundEdit& e) {
    e.teams().clear();
    e.draw({"hạt khác", Points{1000}, "", "", {{"th", {3, {"MH-2"}}}}, {}});
    e.teams().push_back({"Đoàn 2", {}, "", "", {}});
  });
  const auto exchange = [&](RoundBefore& before) { before.exchange(round); };
  for (int turn = 0; turn < 2; ++turn) {
    for (std::size_t i = states.size() - 1; i-- > 0;) {
      CAPTURE(i);
      undo.undo(exchange);
      CHECK(round == states[i]);
    }
    CHECK_FALSE(undo.can_undo());
    for (std::size_t i = 1; i < states.size(); ++i) {
      CAPTURE(i);
      undo.redo(exchange);
      CHECK(round == states[i]);
    }
    CHECK_FALSE(undo.can_redo());
  }
}

TEST_CASE("undo: one step while the same is changed, no more steps than it keeps, nothing to do again after a change") {
  Undo<int> undo(3);
  int now = 0;
  const auto change = [&](std::string_view what, int to) {
    undo.change(what, [&] { return now; });
    now = to;
  };
  const auto exchange = [&](int& step) { std::swap(now, step); };
  change("a", 1), change("a", 2);
  undo.seal();
  change("a", 3), change("b", 4);
  CHECK(undo.undo(exchange) == "b");
  CHECK(now == 3);
  CHECK(undo.redo(exchange) == "b");
  CHECK(now == 4);
  undo.undo(exchange);
  change("a", 5);  // undoing ended the step
  CHECK_FALSE(undo.can_redo());
  CHECK(undo.redo(exchange).empty());
  undo.undo(exchange);
  CHECK(now == 3);
  undo.undo(exchange);
  CHECK(now == 2);
  undo.undo(exchange);
  CHECK(now == 0);
  for (int i = 1; i <= 5; ++i) change(std::to_string(i), i);
  int steps = 0;
  while (undo.can_undo()) undo.undo(exchange), ++steps;
  CHECK(steps == 3);
  CHECK(now == 2);
}

TEST_CASE("fifty steps hold what they touched, not the round of forty thousand units that they touched it in") {
  constexpr int many = 40'000;
  Round round = sample_round();
  Sample sample{"hạt", whole_points(10), "", "", {}, {{"Đoàn 1", {}, "", "", {}}, {"Đoàn 2", {}, "", "", {}}}};
  for (int i = 0; i < many; ++i) {
    const std::string code = std::to_string(1'000'000 + i);
    const std::vector<GroupResult> results = {{"1", Points{6350}, whole_points(100), 2},
                                              {"2", Points{8000}, whole_points(100), 3}};
    if (!round.recognition) round.recognition.emplace();
    round.recognition->units.push_back({{hash_of(i), code, "Trường " + code, "th"}, "Xã", "", results, results});
    Review review;
    review.conclusion = "Nhà trường làm tốt.";
    if (i % 4 == 0) round.reviews[hash_of(i)] = review;
    if (i % 10 == 0) sample.strata["th"].drawn.push_back(code), sample.teams[i % 20 / 10].units.push_back(code);
  }
  round.sample = sample;
  Undo<RoundBefore> undo(50);
  const std::size_t before = allocated_bytes();
  for (int i = 0; i < 50; ++i) {
    RoundEdit edit(round, undo.change(std::to_string(i), [] { return RoundBefore(); }));
    edit.take_out(std::to_string(1'000'000 + i));
    edit.at(&Round::reviews, hash_of(i)).conclusion += " Nên mở rộng.";
    edit.teams()[0].units.pop_back();
  }
  const std::size_t after = allocated_bytes();
  CHECK(after < before + (20u << 20));
  CHECK(after > before);
}

TEST_CASE("saver: dirty, on its way, saved; an answer to an older try; pauses that grow") {
  Saver saver;
  CHECK(saver.is_dirty(1));
  saver.begin(1);
  CHECK_FALSE(saver.is_dirty(1));
  CHECK_FALSE(saver.is_saved(1));
  saver.begin(2);
  CHECK_FALSE(saver.is_last(1));
  saver.saved(1);
  CHECK_FALSE(saver.is_dirty(2));
  saver.failed({"storage.full", {}, {}});
  CHECK(saver.is_dirty(2));
  REQUIRE(saver.error());
  std::vector<std::int64_t> pauses;
  for (int i = 0; i < 7; ++i) pauses.push_back(saver.pause(1'000'000));
  CHECK(pauses == std::vector<std::int64_t>{1'000, 2'000, 4'000, 8'000, 16'000, 30'000, 30'000});
  CHECK_FALSE(saver.is_due(1'029'999));
  CHECK(saver.is_due(1'030'000));
  saver.saved(2);
  CHECK_FALSE(saver.error());
  CHECK(saver.is_saved(2));
  CHECK(saver.pause(0) == 1'000);
}
