#include <doctest/doctest.h>

#include <algorithm>

#include "round/key_offer.h"
#include "round_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using List = std::vector<std::string>;

MergedRound merged_of(const Round& mine, const Round& theirs) {
  auto merged = merge(mine, theirs, the_pack());
  REQUIRE(merged);
  return *merged;
}

List pointers(const MergedRound& merged) {
  List all;
  for (const Conflict& c : merged.conflicts) {
    CHECK(text(Lang::vi, c.rule) != c.rule);
    all.push_back(c.pointer);
  }
  return all;
}

}  // namespace

TEST_CASE("round merge: each did another part, and all of it is there without a question") {
  Round an = sample_round(), binh = an;
  an.submissions[hash_a] = sample_submission("MH-1");
  binh.submissions[hash_b] = sample_submission("MH-2");
  binh.units["MH-9"] = {"Trường mới", "th", "", "", "", ""};
  binh.units["MH-1"].note = "đã gọi điện";
  an.keys["MH-1"][key_line(key_number(1).public_key())] = {"2026-04-02", "An", "", ""};
  binh.keys["MH-2"][key_line(key_number(2).public_key())] = {"2026-04-03", "Bình", "", ""};
  binh.id = std::string(32, 'f');  // one's own copy has its own id: no question to anybody
  const MergedRound merged = merged_of(an, binh);
  CHECK(pointers(merged) == List{});
  CHECK(merged.taken == 4);
  CHECK(merged.round.id == an.id);
  CHECK(merged.round.submissions.size() == 2);
  CHECK(merged.round.units.contains("MH-9"));
  CHECK(merged.round.units.at("MH-1").note == "đã gọi điện");
  CHECK(merged.round.keys.size() == 2);
  CHECK(resolve(merged) == merged.round);
}

TEST_CASE("round merge: the same field changed differently is shown with both values") {
  Round an = sample_round(), binh = an;
  an.units["MH-1"].email = "an@truong.vn";
  binh.units["MH-1"].email = "binh@truong.vn";
  an.settings.deadline = "2026-04-10";
  binh.settings.deadline = "2026-04-15";
  MergedRound merged = merged_of(an, binh);
  CHECK(pointers(merged) == List{"/settings/deadline", "/units/MH-1/email"});
  CHECK(merged.conflicts[1].mine == "an@truong.vn");
  CHECK(merged.conflicts[1].theirs == "binh@truong.vn");
  CHECK(merged.round.units["MH-1"].email == "an@truong.vn");
  merged.conflicts[1].theirs_chosen = true;
  const Round resolved = resolve(merged);
  CHECK(resolved.units.at("MH-1").email == "binh@truong.vn");
  CHECK(resolved.settings.deadline == "2026-04-10");
}

TEST_CASE("round merge: the same file received by both is one file; where theirs is of an earlier day a person is asked") {
  Round an = sample_round(), binh = an;
  an.submissions[hash_a] = sample_submission("MH-1");
  binh.submissions[hash_a] = an.submissions[hash_a];
  binh.submissions[hash_a].received_at = "2026-03-29T09:00:00Z";
  binh.submissions[hash_a].file_name = "thư 7/cds.zip";
  binh.submissions[hash_a].verdict = Verdict::valid;  // his register knew the key
  // A late one would be in time by it.
  CHECK(pointers(merged_of(an, binh)) == List{"/submissions/" + hash_a});
  CHECK(merged_of(an, binh).conflicts[0].theirs_chosen);
  CHECK(pointers(merged_of(binh, an)) == List{});
  CHECK(merged_of(binh, an).round.submissions[hash_a].received_at == "2026-03-29T09:00:00Z");

  binh.submissions[hash_a].verdict = Verdict::altered;  // the same bytes cannot be both
  const MergedRound merged = merged_of(an, binh);
  CHECK(pointers(merged) == List{"/submissions/" + hash_a});
}

TEST_CASE("round merge: two keys confirmed for one unit are a question, never simply both") {
  Round an = sample_round(), binh = an;
  const std::string one = key_line(key_number(1).public_key()), two = key_line(key_number(2).public_key());
  an.keys["MH-1"][one] = {"2026-04-05", "An", "", ""};
  binh.keys["MH-1"][two] = {"2026-04-03", "Bình", "", ""};
  const MergedRound merged = merged_of(an, binh);
  CHECK(pointers(merged) == List{"/keys/MH-1"});
  CHECK_FALSE(merged.conflicts[0].theirs_chosen);
  CHECK(merged.conflicts[0].rule == "merge.rule.later");
  CHECK(merged.round.keys.at("MH-1").size() == 1);
  CHECK(merged_of(binh, an).conflicts[0].theirs_chosen);
}

TEST_CASE("round merge: two assessors' drafts of one bundle are merged as reviews are") {
  Round an = sample_round(), binh = an;
  const Dossier dossier = full_dossier("MH-1");
  an.reviews[hash_a] = binh.reviews[hash_a] = begin_review(an.head, dossier, hash_a);
  binh.reviews[hash_b] = begin_review(an.head, full_dossier("MH-2"), hash_b);
  an.reviews[hash_a].assessors["An"].criteria = {"1.3"};
  an.reviews[hash_a].items["1.3.1"].assessed = {ReviewState::changed, Points{300}, {}, "", "An", "2026-05-01T00:00:00Z"};
  binh.reviews[hash_a].items["1.3.1"].assessed = {ReviewState::changed, Points{400}, {}, "", "Bình", "2026-05-02T00:00:00Z"};
  MergedRound merged = merged_of(an, binh);
  CHECK(pointers(merged) == List{"/reviews/" + hash_a + "/items/1.3.1/assessed"});
  CHECK(merged.conflicts[0].rule == "merge.rule.assigned");
  CHECK(merged.round.reviews.size() == 2);
  merged.conflicts[0].theirs_chosen = true;
  CHECK(resolve(merged).reviews.at(hash_a).items.at("1.3.1").assessed.points == Points{400});
}

TEST_CASE("round merge: rounds of different offices, years or rubrics are not merged") {
  const Round round = sample_round();
  for (int i = 0; i < 3; ++i) {
    Round other = round;
    (i == 0 ? other.head.office.code : i == 1 ? other.head.school_year : other.head.pack) = "x";
    CHECK(merge(round, other, builtin_pack()).error().code == "round.other_round");
  }
}

TEST_CASE("round merge: on random rounds every value of either side is there or in a conflict") {
  const auto has = [](const Json& document, const MergedRound& merged, const Json& side, const auto& self,
                      const std::string& pointer) -> void {
    for (const Conflict& c : merged.conflicts)
      if (pointer == c.pointer) return;
    if (pointer == "/id") return;
    const Json::json_pointer at(pointer);
    REQUIRE_MESSAGE(document.contains(at), pointer);
    if (side.is_object()) {
      // Who found it, when it came: of two that say the same, one is kept.
      const bool one_of_two =
          pointer.ends_with("/assessed") || (pointer.starts_with("/submissions/") && std::ranges::count(pointer, '/') == 2);
      if (one_of_two) return;
      for (auto it = side.begin(); it != side.end(); ++it) self(document, merged, *it, self, child(pointer, it.key()));
    } else if (side.is_array() && pointer.ends_with("/merged")) {
      for (const Json& one : side) CHECK(std::ranges::find(document[at], one) != document[at].end());
    } else {
      CHECK_MESSAGE(document[at] == side, pointer);
    }
  };
  int conflicts = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    RandomRound random(seed);
    Round mine = random.round();
    Round theirs = random.round();
    // Drafts of one bundle are about one unit.
    for (auto& [hash, review] : theirs.reviews)
      if (const auto same = mine.reviews.find(hash); same != mine.reviews.end()) review.subject = same->second.subject;
    const MergedRound merged = merged_of(mine, theirs), back = merged_of(theirs, mine);
    conflicts += static_cast<int>(merged.conflicts.size());
    const Json document = to_json(merged.round);
    has(document, merged, to_json(mine), has, "");
    has(document, merged, to_json(theirs), has, "");
    CHECK(pointers(merged) == pointers(back));
    CHECK(merged_of(mine, mine).round == mine);
    CHECK(merged_of(mine, mine).conflicts.empty());
    CHECK(resolve(merged) == merged.round);  // what is preselected is what stands there
    // Merging a second time the same brings nothing new.
    const MergedRound again = merged_of(merged.round, merged.round);
    CHECK(again.round == merged.round);
    CHECK(again.taken == 0);
  }
  CHECK(conflicts > 300);
}

TEST_CASE("round merge: what a stranger's round says of packs, codes and whose assessments count is not believed") {
  const std::string theirs_line = key_line(key_number(9).public_key()), known_line = key_line(key_number(1).public_key());
  Round mine = sample_round();
  mine.offices["XA-1"] = {"UBND xã Một", {{known_line, {"2026-04-01", "An", "", ""}}}};
  mine.accepted_packs[std::string(64, '1')] = {"ours", "An", "2026-04-01"};
  Round theirs = mine;
  theirs.accepted_packs[std::string(64, '2')] = {"bands of their own", "Giám đốc", "2026-04-01"};
  theirs.codes["MH-1"] = {{theirs_line}, "Giám đốc", "2026-04-01"};
  const auto review = [](const std::string& office, const std::string& line) {
    SignedReview one{std::string(64, 'e'), line, "2026-04-02", true, {}, {}};
    one.review.head.office.code = office;
    return one;
  };
  theirs.signed_reviews[hash_a] = review("XA-1", theirs_line);
  theirs.signed_reviews[hash_b] = review("XA-1", known_line);
  for (const bool entitled : {false, true}) {
    CAPTURE(entitled);
    Round both = as_believed(theirs, mine, entitled, "vong.zip", "2026-04-03");
    judge_merged(both, mine, entitled, "");
    CHECK(both.accepted_packs.size() == (entitled ? 2 : 1));
    CHECK(both.codes.size() == (entitled ? 1 : 0));
    CHECK_FALSE(both.signed_reviews.at(hash_a).known);  // nobody's key, whoever says so
    CHECK(both.signed_reviews.at(hash_b).known == entitled);
  }
  // What was known here stays, and what we signed ourselves is ours on another of our machines.
  mine.signed_reviews[hash_b] = review("XA-1", known_line);
  Round both = as_believed(theirs, mine, false, "vong.zip", "2026-04-03");
  both.signed_reviews = mine.signed_reviews;
  judge_merged(both, mine, false, "");
  CHECK(both.signed_reviews.at(hash_b).known);
  both = theirs;
  judge_merged(both, sample_round(), true, theirs_line);
  CHECK(both.signed_reviews.at(hash_a).known);
}
