// Whoever holds the files can walk the chain: recognition → review → bundle → evidence, return → bundle, each by SHA-256.
#include <doctest/doctest.h>

#include "base/sha256.h"
#include "bundle/memory_source.h"
#include "intake/intake.h"
#include "review_support.h"
#include "round/round.h"
#include "school/hand_in.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using Files = std::map<std::string, std::string>;  // bytes by their SHA-256, as on anybody's disk

std::string keep(Files& files, const Result<WrittenBundle>& written) {
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  const std::string hash = sha256_hex(bytes);
  files[hash] = std::move(bytes);
  return hash;
}

Intake open(const Files& files, const std::string& hash) {
  REQUIRE(files.contains(hash));
  Intake intake = take_in_all(MemorySource(files.at(hash)), {}, hash);
  CHECK(intake.check.verdict == Verdict::unknown_key);
  return intake;
}

}  // namespace

TEST_CASE("chain: handed in, returned, handed in again, assessed by two, recognised; then walked back") {
  const Pack pack = builtin_pack();
  const SecretKey school = key_number(1), office = key_number(2);
  const Head head = sample_head();
  Files files;

  Dossier dossier = full_dossier();
  const std::string first = keep(files, hand_in(dossier, builtin_pack_json(), school, "2026-03-28"));

  Return notice = begin_return(head, dossier, first);
  notice.requests = {{"/answers/1.3.1", "Gửi thêm danh sách lớp", "2026-04-10"}};
  const std::string returned = keep(files, sign_return(notice, builtin_pack_json(), office, "2026-04-02"));

  // The school opens the notice as it came, and answers.
  const LoadedReturn opened = load_return(open(files, returned).check.document_json, "return.json");
  REQUIRE(opened.notice);
  CHECK(place_requests(*opened.notice, dossier, pack)[0].id == "1.3.1");
  REQUIRE(answer(dossier, *opened.notice, returned));
  dossier.answers["1.3.1"].note = "Đã bổ sung danh sách lớp.";
  const std::string second = keep(files, hand_in(dossier, builtin_pack_json(), school, "2026-04-08"));

  Review an = begin_review(head, dossier, second), binh = an;
  an.items["1.3.1"].assessed = {ReviewState::changed, Points{300}, {}, "Chỉ ba lớp", "An", "2026-04-20T01:00:00Z"};
  binh.items["2.1"].assessed = {ReviewState::agreed, {}, true, "", "Bình", "2026-04-20T02:00:00Z"};
  const std::string review_an = keep(files, sign_review(an, dossier.answers, builtin_pack_json(), office, "2026-04-20"));
  const std::string review_binh =
      keep(files, sign_review(binh, dossier.answers, builtin_pack_json(), key_number(3), "2026-04-20"));
  auto team = merge(an, binh, pack);
  REQUIRE(team);
  CHECK(team->conflicts.empty());
  team->review.merged = {review_an, review_binh};
  const std::string review = keep(files, sign_review(team->review, dossier.answers, builtin_pack_json(), office, "2026-04-21"));

  Recognition decision;
  decision.head = head;
  decision.decision_number = "123/QĐ-UBND";
  decision.decision_date = "2026-05-25";
  decision.signer_title = "CHỦ TỊCH";
  put(decision, propose(dossier, second, review, compare(pack, dossier.answers, team->review)));
  const std::string whole = keep(files, sign_recognition(decision, builtin_pack_json(), office, "2026-05-25"));
  const auto one = extract(decision, "MH-0417", whole);
  REQUIRE(one);
  const std::string extracted = keep(files, sign_recognition(*one, builtin_pack_json(), office, "2026-05-25"));

  // Walked back from the school's extract, with nothing but the files.
  const Recognition shown = load_recognition(open(files, extracted).check.document_json, "r").recognition.value();
  const Recognition full = load_recognition(open(files, shown.extract_of).check.document_json, "r").recognition.value();
  const Recognised* unit = full.find("MH-0417");
  REQUIRE(unit);
  CHECK(*unit == shown.units.at(0));
  const Review found = load_review(open(files, unit->review).check.document_json, "r").review.value();
  CHECK(found.subject.bundle == unit->subject.bundle);
  for (const std::string& part : found.merged)
    CHECK(load_review(open(files, part).check.document_json, "r").review->subject.bundle == unit->subject.bundle);
  const Intake bundle = open(files, unit->subject.bundle);
  REQUIRE(bundle.dossier);
  CHECK(bundle.dossier->unit.code == "MH-0417");
  // The levels follow from what is signed, computed anew.
  const Comparison both = compare(pack, bundle.dossier->answers, found);
  CHECK(results_of(both.external) == unit->external);
  CHECK(results_of(both.self) == unit->self);
  CHECK(unit->external[0].points == Points{9700});
  // And back to what was handed in first, and why it was returned.
  REQUIRE(bundle.dossier->returned);
  const Return why = load_return(open(files, bundle.dossier->returned->notice).check.document_json, "r").notice.value();
  CHECK(why.subject.bundle == bundle.dossier->returned->submission);
  CHECK(open(files, why.subject.bundle).dossier->unit.code == "MH-0417");
}
