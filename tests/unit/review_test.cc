#include "review/review.h"

#include <doctest/doctest.h>

#include "bundle/memory_source.h"
#include "review_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

Points points(const char* text) { return parse_points(text).value(); }

Review empty_review(const Dossier& dossier) { return begin_review(sample_head(), dossier, hash_a); }

Assessed& assessed(Review& review, const char* item) { return review.items[item].assessed; }

const Difference& difference(const Comparison& both, const char* item) {
  for (const Difference& d : both.items)
    if (d.item == item) return d;
  FAIL("no such item: " << item);
  return both.items.front();
}

std::vector<std::string> codes(const std::vector<Finding>& findings, bool blocking) {
  std::vector<std::string> all;
  for (const Finding& f : findings) {
    CHECK(message(f.what, Lang::vi) != f.what.code);
    CHECK(message(f.what, Lang::vi).find('{') == std::string::npos);
    if (f.blocking == blocking) all.push_back(f.what.code + " " + f.what.place.pointer);
  }
  return all;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("review: written and read again it is the same, and the bytes too") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Review review = RandomOffice(seed).review();
    const std::string written = to_json_text(review);
    const LoadedReview loaded = load_review(written, "r");
    CHECK(told(loaded.problems) == List{});
    REQUIRE(loaded.review);
    CHECK(*loaded.review == review);
    CHECK(to_json_text(*loaded.review) == written);
  }
}

TEST_CASE("review: damaged documents are told with their places, or are still documents") {
  std::mt19937 random(5);
  int refused = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const Json document = damaged(to_json(RandomOffice(seed).review()), random);
    const LoadedReview loaded = load_review(to_text(document), "r");
    CHECK(loaded.review.has_value() == loaded.problems.empty());
    if (loaded.review) CHECK(load_review(to_json_text(*loaded.review), "r").review == loaded.review);
    refused += !loaded.review;
    for (const Error& problem : loaded.problems) {
      CHECK(problem.place.file == "r");
      CHECK(message(problem, Lang::vi) != problem.code);
    }
  }
  CHECK(refused > 500);
}

TEST_CASE("review: every problem is told at once, each with its place") {
  Json document = to_json(empty_review(full_dossier()));
  document["subject"]["bundle"] = "A";
  document["items"] = {{"1.3.1", {{"assessed", {{"state", "maybe"}, {"points", "7,5"}, {"at", "today"}}}, {"colour", "red"}}}};
  document["assessors"] = {{"Bình", {{"role", "king"}, {"criteria", {"1.3", "1.3"}}}}};
  document["merged"] = {"x"};
  document["assessed_on"] = "2026-02-30";
  const auto all = told(load_review(to_text(document), "r").problems);
  for (const char* one : {"json.bad_sha256 /subject/bundle", "json.unknown_word /items/1.3.1/assessed/state",
                          "points.not_a_number /items/1.3.1/assessed/points", "json.bad_instant /items/1.3.1/assessed/at",
                          "json.unknown_key /items/1.3.1/colour", "json.unknown_word /assessors/Bình/role",
                          "json.repeated /assessors/Bình/criteria/1", "json.bad_sha256 /merged/0", "json.bad_date /assessed_on"})
    CHECK_MESSAGE(tells(all, one), one);
  CHECK(all.size() == 9);
}

TEST_CASE("review: nothing assessed yet, everything counts as the school scored it, and is counted open") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  const Comparison both = compare(pack, dossier.answers, empty_review(dossier));
  CHECK(both.problems.empty());
  for (const Group& group : pack.groups) {
    CHECK(both.self.group(group.id)->points == both.external.group(group.id)->points);
    CHECK(both.delta.at(group.id) == Points{});
    CHECK(both.open.at(group.id) == both.self.group(group.id)->total);
  }
  for (const Difference& d : both.items) CHECK(d.sign == 0);
}

TEST_CASE("review: the office's points move sums and levels, the school's stay beside them") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  Review review = empty_review(dossier);
  assessed(review, "1.3.1") = {ReviewState::changed, points("2.5"), {}, "Chỉ 4 lớp dùng", "Bình", ""};
  agree(review, pack, dossier.answers, "1.3.2", "Bình", "2026-05-02T01:00:00Z");
  assessed(review, "1.1") = {ReviewState::changed, {}, false, "Chưa ban hành", "Bình", ""};
  assessed(review, "1.7.3") = {ReviewState::changed, {}, false, "Không có studio", "Bình", ""};
  assessed(review, "1.4").state = ReviewState::question;
  const Comparison both = compare(pack, dossier.answers, review);
  CHECK(both.problems.empty());
  CHECK(both.self.groups[0].points == points("100"));
  CHECK(both.external.groups[0].points == points("91.5"));
  CHECK(both.delta.at("1") == points("-8.5"));
  CHECK(both.delta.at("2") == Points{});
  CHECK(both.open.at("1") == both.self.groups[0].total - 4);
  CHECK(difference(both, "1.3.1").delta == points("-3.5"));
  CHECK(difference(both, "1.3.1").sign == -1);
  CHECK(difference(both, "1.3.2").sign == 0);
  CHECK(difference(both, "1.1").sign == -1);
  CHECK(difference(both, "1.1").self_yes == true);
  CHECK(difference(both, "1.1").external_yes == false);
  CHECK_FALSE(difference(both, "1.1").self);
  CHECK(difference(both, "1.7.3").delta == points("-5"));
  CHECK(difference(both, "1.4").sign == 0);
  CHECK(both.external.groups[0].missing_mandatory == List{"1.1"});
  CHECK(review.items["1.3.2"].assessed.points == points("6"));
}

TEST_CASE("review: the school's refused answer does not refuse the office's points") {
  const Pack& pack = the_pack();
  Dossier dossier = full_dossier();
  Answer& ratio = dossier.answers["1.6.1"];
  ratio.numerator = 9, ratio.denominator = 3;  // impossible
  Review review = empty_review(dossier);
  CHECK(compare(pack, dossier.answers, review).external.items.at("1.6.1").state == State::refused);
  CHECK(compare(pack, dossier.answers, review).problems.empty());  // the school's mistake, not the office's
  assessed(review, "1.6.1") = {ReviewState::changed, points("3"), {}, "", "", ""};
  const Comparison both = compare(pack, dossier.answers, review);
  CHECK(both.external.items.at("1.6.1").points == points("3"));
  CHECK_FALSE(both.self.items.at("1.6.1").points);
  CHECK(difference(both, "1.6.1").delta == points("3"));
  CHECK(both.problems.empty());
}

TEST_CASE("review: the office is refused what a school is refused, at its own place") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  const auto problem = [&](const char* item, Assessed value) {
    Review review = empty_review(dossier);
    review.items[item].assessed = std::move(value);
    return told(compare(pack, dossier.answers, review).problems);
  };
  using S = ReviewState;
  CHECK(problem("1.3.1", {S::changed, points("6.5"), {}}) == List{"score.over_max /items/1.3.1/assessed/points"});
  CHECK(problem("1.3.1", {S::changed, points("-1"), {}}) == List{"score.negative /items/1.3.1/assessed/points"});
  CHECK(problem("1.3.1", {S::changed, points("0.25"), {}}) == List{"score.not_a_step /items/1.3.1/assessed/points"});
  CHECK(problem("1.3.1", {S::changed, {}, true}) == List{"score.wrong_kind /items/1.3.1/assessed/yes"});
  CHECK(problem("1.1", {S::changed, points("1"), {}}) == List{"score.wrong_kind /items/1.1/assessed/points"});
  CHECK(problem("1.3.1", {S::changed, {}, {}}) == List{"review.no_value /items/1.3.1/assessed/state"});
  CHECK(problem("1.3.1", {S::agreed, points("1"), {}}) == List{"review.agreed_differs /items/1.3.1/assessed/state"});
  CHECK(problem("1.1", {S::agreed, {}, false}) == List{"review.agreed_differs /items/1.1/assessed/state"});
  CHECK(problem("9.9", {S::agreed, {}, {}}) == List{"review.unknown_item /items/9.9"});
  CHECK(problem("1.3.1", {S::question, points("99"), {}}) == List{});  // not said yet, nothing to refuse
}

TEST_CASE("review: differences sum up to the difference of the groups, on random reviews") {
  const Pack& pack = the_pack();
  for (unsigned seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Review review = RandomOffice(seed).review();
    const Dossier dossier = full_dossier();
    const Comparison both = compare(pack, dossier.answers, review);
    std::map<std::string, Points> sums;
    for (const Difference& d : both.items) sums[pack.group_of(d.item)->id] += d.delta;
    for (const Group& group : pack.groups) {
      CHECK(sums[group.id] == both.delta.at(group.id));
      CHECK(both.external.group(group.id)->points - both.self.group(group.id)->points == sums[group.id]);
    }
    CHECK(score(pack, external_answers(pack, dossier.answers, review)).groups[0].points == both.external.groups[0].points);
  }
}

TEST_CASE("review: what blocks signing, and what is advice") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  Review review = empty_review(dossier);
  const auto now = [&] { return readiness(review, pack, compare(pack, dossier.answers, review)); };
  CHECK(codes(now(), true) == List{});
  CHECK(codes(now(), false) == List{"review.no_assessor /assessors", "review.items_open /items/1.1"});
  review.assessors["Bình"] = {};
  for (const Difference& d : compare(pack, dossier.answers, review).items)
    agree(review, pack, dossier.answers, d.item, "Bình", "");
  CHECK(now().empty());
  assessed(review, "1.3.1") = {ReviewState::changed, points("1"), {}, "", "Bình", ""};
  assessed(review, "1.4") = {ReviewState::question, {}, {}, "", "Bình", ""};
  CHECK(codes(now(), false) ==
        List{"review.reason_missing /items/1.3.1", "review.question_without_note /items/1.4", "review.items_open /items/1.4"});
  assessed(review, "1.3.1").points = points("7");
  review.head.office.code.clear();
  review.head.pack = "other@1";
  CHECK(codes(now(), true) == List{"round.office_code_missing /office/code", "ready.pack_mismatch /pack",
                                   "score.over_max /items/1.3.1/assessed/points"});
}

TEST_CASE("review: signed, it is a bundle that names the dossier's by its hash") {
  const Dossier dossier = full_dossier();
  Review review = empty_review(dossier);
  assessed(review, "1.3.1") = {ReviewState::changed, points("2.5"), {}, "<script>alert(1)</script>", "Bình", ""};
  review.items["1.3.1"].note = "Xem lại lớp 9";
  const auto written = sign_review(review, dossier.answers, builtin_pack_json(), key_number(4), "2026-05-02");
  REQUIRE(written);
  CHECK(written->file_name == "danh-gia-MH-0417-2025-2026.zip");
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  const MemorySource source(bytes);
  const Check check = inspect(source, {});
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(check.info.bundle_type == "review");
  CHECK(check.info.external_identifier == "XA-01");
  CHECK(load_review(check.document_json, "r").review == review);
  CHECK(head_problems(check, "a.zip").empty());
  for (const Entry& entry : check.entries) {
    if (!entry.name.ends_with("tom-tat.html")) continue;
    const std::string page = read_entry(source, entry, 1 << 20).value();
    CHECK(page.find("96,5") != page.npos);  // the office's sum
    CHECK(page.find("100") != page.npos);   // the school's
    CHECK(page.find("Xem lại lớp 9") != page.npos);
    CHECK(page.find("<script") == page.npos);
    CHECK(page.find(hash_a) != page.npos);
    CHECK(page.find("sheet.") == page.npos);  // every text is there
    CHECK(page.find("review.") == page.npos);
  }
  review.items["1.3.1"].assessed.points = points("99");
  CHECK(sign_review(review, dossier.answers, builtin_pack_json(), key_number(4), "2026-05-02").error().code == "score.over_max");
}

// --- Several assessors ------------------------------------------------------------------------------

TEST_CASE("review merge: each assessed another part, and all of it is there without a question") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  Review an = empty_review(dossier), binh = an;
  an.assessors["An"] = {"Chuyên viên", "leader", {"1.3"}};
  binh.assessors["Bình"] = {"", "member", {"2.3"}};
  assessed(an, "1.3.1") = {ReviewState::changed, points("3"), {}, "ít lớp", "An", "2026-05-01T01:00:00Z"};
  assessed(binh, "2.3.1") = {ReviewState::agreed, {}, true, "", "Bình", "2026-05-01T02:00:00Z"};
  binh.items["1.3.1"].note = "gửi thêm danh sách lớp";  // a note does not stand against a finding
  an.merged = {hash_b};
  binh.merged = {hash_a};
  auto merged = merge(an, binh, pack);
  REQUIRE(merged);
  CHECK(merged->conflicts.empty());
  CHECK(merged->review.assessors.size() == 2);
  CHECK(merged->review.items["1.3.1"].assessed == an.items["1.3.1"].assessed);
  CHECK(merged->review.items["1.3.1"].note == "gửi thêm danh sách lớp");
  CHECK(merged->review.items["2.3.1"] == binh.items["2.3.1"]);
  CHECK(merged->review.merged == List{hash_a, hash_b});
}

TEST_CASE("review merge: the same item found differently is a conflict, preselected by the stated rule") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  const auto clash = [&](Assessed mine, Assessed theirs, const List& my_criteria, const List& their_criteria) {
    Review an = empty_review(dossier), binh = an;
    an.assessors["An"].criteria = my_criteria;
    binh.assessors["Bình"].criteria = their_criteria;
    assessed(an, "1.3.1") = std::move(mine);
    assessed(binh, "1.3.1") = std::move(theirs);
    return merge(an, binh, pack).value();
  };
  const Assessed three{ReviewState::changed, points("3"), {}, "a", "An", "2026-05-01T01:00:00Z"};
  const Assessed four{ReviewState::changed, points("4"), {}, "b", "Bình", "2026-05-01T02:00:00Z"};

  MergedReview merged = clash(three, four, {}, {});
  REQUIRE(merged.conflicts.size() == 1);
  CHECK(merged.conflicts[0].pointer == "/items/1.3.1/assessed");
  CHECK(merged.conflicts[0].mine["points"] == "3");
  CHECK(merged.conflicts[0].theirs["points"] == "4");
  CHECK(merged.conflicts[0].rule == "merge.rule.later");
  CHECK(merged.conflicts[0].theirs_chosen);
  CHECK(merged.review.items["1.3.1"].assessed == four);
  choose(merged.review, merged.conflicts[0], false);
  CHECK(merged.review.items["1.3.1"].assessed == three);
  CHECK_FALSE(merged.conflicts[0].theirs_chosen);

  merged = clash(three, four, {"1.3"}, {"2.3"});  // An answers for this criterion, though Bình wrote later
  CHECK(merged.conflicts[0].rule == "merge.rule.assigned");
  CHECK(merged.review.items["1.3.1"].assessed == three);

  Assessed same_time = four;
  same_time.at = three.at;
  merged = clash(three, same_time, {}, {});
  CHECK(merged.conflicts[0].rule == "merge.rule.mine");
  CHECK(merged.review.items["1.3.1"].assessed == three);

  Assessed todo;
  todo.reason = "chưa kịp xem";
  todo.at = "2026-05-09T00:00:00Z";
  merged = clash(todo, three, {}, {});  // "not yet" gives way, but what it says is seen
  CHECK(merged.conflicts[0].rule == "merge.rule.said");
  CHECK(merged.review.items["1.3.1"].assessed == three);

  Assessed agreeing = three;
  agreeing.by = "Bình";
  agreeing.at = "2026-05-07T00:00:00Z";
  CHECK(clash(three, agreeing, {}, {}).conflicts.empty());  // both found the same
}

TEST_CASE("review merge: reviews of different bundles, offices or years are not merged") {
  const Pack& pack = the_pack();
  const Dossier dossier = full_dossier();
  const Review one = empty_review(dossier);
  for (int i = 0; i < 4; ++i) {
    Review other = one;
    (i == 0   ? other.subject.bundle
     : i == 1 ? other.head.office.code
     : i == 2 ? other.head.school_year
              : other.head.pack) = hash_b;
    CHECK(merge(one, other, pack).error().code == "review.other_subject");
  }
}

TEST_CASE("review merge: on random reviews nothing is lost and the order does not matter but for the choice") {
  const Pack& pack = the_pack();
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    RandomOffice random(seed);
    const Review a = random.review();
    Review other = random.review();
    other.subject = a.subject;
    const Review b = other;
    auto merged = merge(a, b, pack), back = merge(b, a, pack);
    REQUIRE(merged);
    REQUIRE(back);
    CHECK(merge(a, a, pack)->review == a);
    CHECK(merge(a, a, pack)->conflicts.empty());
    CHECK(merged->conflicts.size() == back->conflicts.size());
    for (const Review* side : {&a, &b})
      for (const auto& [id, item] : side->items) {
        const ItemReview& now = merged->review.items.at(id);
        bool found = item.assessed == Assessed{} || now.assessed == item.assessed;
        Assessed nameless = item.assessed, now_nameless = now.assessed;
        nameless.by = nameless.at = now_nameless.by = now_nameless.at = "";
        found = found || nameless == now_nameless;
        for (const Conflict& conflict : merged->conflicts) found = found || conflict.pointer == child("/items", id) + "/assessed";
        CHECK_MESSAGE(found, id);
      }
    // What is preselected by a rule about the two is preselected either way round.
    for (std::size_t i = 0; i < merged->conflicts.size(); ++i) {
      const Conflict &one = merged->conflicts[i], &mirrored = back->conflicts[i];
      CHECK(one.pointer == mirrored.pointer);
      CHECK(one.mine == mirrored.theirs);
      if (one.rule != "merge.rule.mine") CHECK(one.theirs_chosen != mirrored.theirs_chosen);
    }
    Review chosen = merged->review;
    for (Conflict conflict : merged->conflicts) choose(chosen, conflict, true);
    for (Conflict& conflict : back->conflicts) choose(back->review, conflict, false);
    CHECK(chosen.conclusion == back->review.conclusion);
  }
}
