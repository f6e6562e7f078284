// What an office's page makes of files whose signer may not say what they say: everything is shown, a person is
// asked, and until then nothing counts.
#include <doctest/doctest.h>

#include "base/sha256.h"
#include "desk_support.h"
#include "round_support.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

std::string line_of(int number) { return key_line(key_number(number).public_key()); }

Signers listed(std::initializer_list<std::pair<const char*, int>> keys) {
  Signers signers;
  for (const auto& [code, number] : keys) signers.list.push_back({code, key_number(number).public_key(), ""});
  return signers;
}

std::string bytes_of(const Result<WrittenBundle>& bundle) {
  if (!bundle) FAIL(message(bundle.error(), Lang::en));
  std::string bytes;
  for (const Piece& piece : bundle->pieces) bytes += std::get<std::string>(piece.content);
  return bytes;
}

// Somebody's round, with keys for units, signed by key `number`.
std::string round_by(int number, const std::function<void(Round&)>& change) {
  Round round = sample_round();
  round.head.pack = load_pack(builtin_packs()[0].json, "pack").pack->name();
  change(round);
  return bytes_of(sign_round(round, builtin_packs()[0].json, key_number(number), "2026-04-01"));
}

// A decision by the office of sample_head(), or so it says.
std::string recognition_by(int number) {
  const Pack pack = *load_pack(builtin_packs()[0].json, "pack").pack;
  Recognition theirs;
  theirs.head = sample_head();
  theirs.head.pack = pack.name();
  theirs.decision_number = "99/QĐ-GIẢ";
  theirs.decision_date = "2026-05-01";
  theirs.signer_title = "GIÁM ĐỐC";
  std::vector<GroupResult> results;
  for (const Group& group : pack.groups) results.push_back({group.id, whole_points(80), whole_points(100), 3});
  put(theirs, {{std::string(64, 'c'), "MH-1", "Trường số 1", "th"}, "", "", results, results});
  return bytes_of(sign_recognition(theirs, builtin_packs()[0].json, key_number(number), "2026-05-01"));
}

void name_office(Machine& desk) {
  desk.work.store.record([](Round& r) { r.head.office = {"79-001", "UBND phường Bến Nghé Mới"}; });
}

}  // namespace

TEST_CASE("a list of keys asks one question, is never counted as compared, and gives no unit a second key") {
  forget_everything();
  Machine desk;
  desk.work.keys.confirm("MH-1", line_of(1));
  // Whatever its name: what is in it decides.
  desk.drop("danh sách phát ngày 3.txt", write_allowed_signers(listed({{"MH-1", 2}, {"MH-2", 3}, {"MH-1", 1}})));
  REQUIRE(desk.work.keys.offer);
  CHECK(desk.work.keys.offer->fresh.size() == 1);
  CHECK(desk.work.keys.offer->conflicts.size() == 1);
  CHECK(desk.work.keys.offer->same == 1);
  CHECK(desk.work.store.round.keys.size() == 1);
  SUBCASE("refused: nothing of it is there") {
    desk.work.keys.drop();
    CHECK(desk.work.store.round.keys.size() == 1);
  }
  SUBCASE("taken: the new one is imported, the unit that has one keeps it") {
    desk.work.keys.accept();
    CHECK_FALSE(desk.work.store.round.keys.at("MH-2").at(line_of(3)).is_compared());
    CHECK(desk.work.store.round.keys.at("MH-1") == KeysOf{{line_of(1), desk.work.store.round.keys.at("MH-1").at(line_of(1))}});
    desk.work.undo();
    CHECK(desk.work.store.round.keys.size() == 1);
  }
  SUBCASE("a person takes the other one in its place") {
    desk.work.keys.choose(0, true);
    desk.work.keys.accept();
    CHECK(desk.work.store.round.keys.at("MH-1").contains(line_of(2)));
    CHECK(desk.work.store.round.keys.at("MH-1").size() == 1);
  }
}

TEST_CASE("a file that is only named for keys is a row like any other, and says what it is") {
  forget_everything();
  Machine desk;
  desk.drop("allowed_signers", "Họp tổ chuyên môn ngày 3/4");
  CHECK_FALSE(desk.work.keys.offer);
  REQUIRE(desk.work.collection.rows.size() == 1);
  CHECK(desk.work.collection.rows[0].name == "allowed_signers");
  CHECK(desk.work.store.round.keys.empty());
}

TEST_CASE(
    "a round by a key that is not known for its office asks, also on an empty desk, and its word on keys is worth nothing") {
  const std::string forged = round_by(9, [](Round& r) {
    r.keys["MH-1"][line_of(9)] = {"2026-04-01", "Giám đốc Sở", "", ""};
    Submission s = sample_submission("MH-1", 9);
    s.signer = line_of(9);
    s.verdict = Verdict::valid;
    r.submissions[std::string(64, 'a')] = s;
  });
  for (const bool known_as_unit : {false, true}) {
    CAPTURE(known_as_unit);
    forget_everything();
    Machine desk;
    if (known_as_unit)
      desk.work.keys.confirm("MH-1", line_of(9)), desk.work.keys.withdraw("MH-1", line_of(9)),
          desk.work.keys.confirm("MH-5", line_of(9));
    desk.drop("vong.zip", forged);
    REQUIRE(desk.work.inbox.unopened);
    CHECK_FALSE(desk.work.inbox.merging);  // not even read
    desk.work.inbox.open_round();
    REQUIRE(desk.work.inbox.merging);
    CHECK_FALSE(desk.work.inbox.merging->signer_known);
    CHECK(desk.work.inbox.merging->new_keys == 1);
    CHECK_FALSE(desk.work.store.round.keys.contains("MH-1"));
    desk.work.inbox.accept_merge();
    CHECK_FALSE(desk.work.store.round.keys.at("MH-1").at(line_of(9)).is_compared());
    // Valid was the stranger's word: what this machine never saw is of an unknown key.
    CHECK(desk.work.store.round.submissions.at(std::string(64, 'a')).verdict == Verdict::unknown_key);
  }
}

TEST_CASE("our own round, signed here, comes back without a question") {
  forget_everything();
  std::string mine;
  Machine desk;
  name_office(desk);
  desk.app.keys.make("");
  desk.settle();
  desk.work.keys.confirm("MH-1", line_of(1));
  desk.work.papers.sign_round("");
  desk.settle();
  mine = outside::world().saved.at(desk.work.papers.signing()->name);
  desk.drop("cua-minh.zip", mine);
  CHECK_FALSE(desk.work.inbox.merging);
  CHECK(desk.work.store.round.keys.at("MH-1").at(line_of(1)).is_compared());
}

TEST_CASE("a stranger's recognition waits, and never takes the place of the one that was signed here") {
  forget_everything();
  const std::string forged = recognition_by(9);
  Machine desk;
  name_office(desk);
  desk.work.recognitions.recognised = SignedRecognition{std::string(64, 'd'), {}, std::string(builtin_packs()[0].json), ""};
  desk.drop("cong-nhan.zip", forged);
  REQUIRE_FALSE(desk.work.inbox.asked.empty());
  CHECK(desk.work.recognitions.recognised->sha256 == std::string(64, 'd'));
  desk.confirm_asked();
  CHECK(desk.work.recognitions.recognised->sha256 == std::string(64, 'd'));
}

TEST_CASE("what an office signs is not believed for a key that is known as a unit's, even under that office's code") {
  forget_everything();
  Machine desk;
  desk.work.keys.confirm(sample_head().office.code, line_of(9));
  desk.drop("cong-nhan.zip", recognition_by(9));
  CHECK_FALSE(desk.work.inbox.asked.empty());
  CHECK_FALSE(desk.work.recognitions.recognised);
  CHECK(desk.work.collection.rows.at(0).verdict == Verdict::unknown_key);
}

TEST_CASE("rounds by keys that are not known wait one after the other, and one that is not opened changes nothing") {
  forget_everything();
  Machine desk;
  const Round before = desk.work.store.round;
  for (const int number : {7, 8, 9})
    desk.drop("vong-" + std::to_string(number) + ".zip", round_by(number, [&](Round& r) { r.title = std::to_string(number); }));
  REQUIRE(desk.work.inbox.unopened);
  CHECK(desk.work.inbox.unopened->name == "vong-7.zip");
  desk.work.inbox.drop_round();
  desk.settle();
  REQUIRE(desk.work.inbox.unopened);
  CHECK(desk.work.inbox.unopened->name == "vong-8.zip");
  CHECK(desk.work.store.round == before);
  desk.work.inbox.open_round();
  REQUIRE(desk.work.inbox.merging);
  CHECK(desk.work.inbox.merging->name == "vong-8.zip");
  desk.work.inbox.drop_merge();
  desk.settle();
  REQUIRE(desk.work.inbox.unopened);
  CHECK(desk.work.inbox.unopened->name == "vong-9.zip");
  desk.work.inbox.drop_round();
  desk.settle();
  CHECK_FALSE(desk.work.inbox.unopened);
  CHECK(desk.work.store.round == before);
}

TEST_CASE("a round that cannot be read, opened, is said to be so, and what waits behind it is asked about") {
  forget_everything();
  Machine desk;
  Check broken;
  broken.info.bundle_type = "round";
  broken.verdict = Verdict::unknown_key;
  broken.document_json = "{";
  desk.work.inbox.take_paper({"hong.zip", std::string(64, 'a'), broken});
  desk.drop("vong.zip", round_by(9, [](Round&) {}));
  REQUIRE(desk.work.inbox.unopened);
  CHECK(desk.work.inbox.unopened->name == "hong.zip");
  desk.work.inbox.open_round();
  desk.settle();
  REQUIRE(desk.work.inbox.unopened);
  CHECK(desk.work.inbox.unopened->name == "vong.zip");
}
