// Keys of offices on a machine: what is counted by them, and no longer when they are withdrawn; who is asked, in
// which order, where several come at once.
#include <doctest/doctest.h>

#include "base/sha256.h"
#include "desk_support.h"
#include "round_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// What an office with this name and a key of its own makes of the bundle: its roll-up, its external assessment.
struct FromOffice {
  std::string rollup, review;
};
FromOffice from_office(const std::string& bundle, const std::string& code, const std::string& name, int points = 8) {
  forget_everything();
  FromOffice out;
  Machine office;
  sit_down(office, bundle);
  office.work.store.record([&](Round& r) { r.head.office.code = code, r.head.office.name = name; });
  office.work.reviews.set_points("1.4", whole_points(points));
  office.work.reviews.sign("");
  office.settle();
  out.review = port::headless::world().saved.at(office.work.papers.signing()->name);
  office.work.adding_up.sign("");
  office.settle();
  out.rollup = port::headless::world().saved.at(office.work.papers.signing()->name);
  forget_everything();
  return out;
}

std::string key_of(const Machine& desk, const std::string& code) {
  return desk.work.store.round.offices.at(code).keys.begin()->first;
}

}  // namespace

TEST_CASE("an office's key that is withdrawn: its roll-up adds nothing, here and after a reload, until it is known again") {
  const std::string sum = from_office(bundle_from_elsewhere(), "79-101", "UBND phường Một").rollup;
  {
    Machine province;
    province.drop("phuong-mot.zip", sum);
    province.confirm_asked();
    REQUIRE(province.work.adding_up.rollup().units.size() == 1);
    const std::string key = key_of(province, "79-101");
    province.work.keys.withdraw_office("79-101", key);
    CHECK(province.work.adding_up.rollup().units.empty());
    CHECK(province.work.adding_up.rollup().parts.empty());
    CHECK(province.work.adding_up.parts.size() == 1);  // still there to be seen
    CHECK_FALSE(province.work.adding_up.counts(sha256_hex(sum)));
    CHECK_FALSE(province.work.store.round.offices.contains("79-101"));
    CHECK(province.work.collection.rows.at(0).verdict == Verdict::unknown_key);
    province.work.undo();
    CHECK(province.work.adding_up.rollup().units.size() == 1);
    province.work.redo();
    CHECK(province.work.adding_up.rollup().units.empty());
    province.work.keys.withdraw_office("79-101", key);  // twice is once
    province.save();
  }
  Machine again;
  CHECK(again.work.adding_up.parts.size() == 1);
  CHECK(again.work.adding_up.rollup().units.empty());
  again.drop("phuong-mot.zip", sum);
  again.confirm_asked();
  CHECK(again.work.adding_up.rollup().units.size() == 1);
}

TEST_CASE("an office's key that is withdrawn: its signed assessment counts no longer, and again when it is known again") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  const std::string review = from_office(bundle, "79-101", "UBND phường Một").review;
  Machine desk;
  desk.work.store.name_assessor("Trần Lan");
  desk.drop("nop.zip", bundle);
  desk.drop("danh-gia.zip", review);
  const auto external = [&] { return desk.work.adding_up.rollup().units.at(0).external.size(); };
  CHECK(external() == 0);
  CHECK(desk.work.adding_up.not_signed().unknown == 1);
  desk.confirm_asked();
  CHECK(external() > 0);
  const std::string key = key_of(desk, "79-101");
  desk.work.keys.withdraw_office("79-101", key);
  desk.settle();
  CHECK(external() == 0);
  CHECK(desk.work.adding_up.not_signed().unknown == 1);
  desk.work.undo();
  CHECK(external() > 0);
  desk.work.redo();
  CHECK(external() == 0);
  desk.work.keys.confirm_office("79-101", "", key);
  CHECK(external() > 0);
}

TEST_CASE("withdrawing another office's key, or one nobody knows, moves nothing") {
  const std::string sum = from_office(bundle_from_elsewhere(), "79-101", "UBND phường Một").rollup;
  Machine province;
  province.drop("phuong-mot.zip", sum);
  province.confirm_asked();
  province.work.keys.confirm_office("79-102", "UBND phường Hai", key_line(key_number(7).public_key()));
  const std::string key = key_of(province, "79-101");
  for (const auto& [code, line] : {std::pair<std::string, std::string>{"79-102", key},
                                   {"79-103", key},
                                   {"79-101", "ssh-ed25519 AAAA"},
                                   {"79-102", key_of(province, "79-102")}}) {
    province.work.keys.withdraw_office(code, line);
    CHECK(province.work.adding_up.rollup().units.size() == 1);
  }
}

TEST_CASE("what our own earlier key has signed stays counted when offices' keys change") {
  const std::string bundle = bundle_from_elsewhere();
  Machine desk;
  sit_down(desk, bundle);
  desk.work.reviews.set_points("1.4", whole_points(8));
  desk.work.reviews.sign("");
  desk.settle();
  REQUIRE(desk.work.adding_up.rollup().units.at(0).external.size() > 0);
  desk.work.store.record([](Round& r) { r.head.office.code = "79-002"; });  // a slip of the pen, mended
  desk.work.keys.confirm_office("79-102", "UBND phường Hai", key_line(key_number(7).public_key()));
  desk.work.keys.withdraw_office("79-102", key_line(key_number(7).public_key()));
  CHECK(desk.work.adding_up.rollup().units.at(0).external.size() > 0);
}

TEST_CASE("papers of several offices that are not known are asked about one after the other, each office once") {
  const std::string bundle = bundle_from_elsewhere();
  const FromOffice one = from_office(bundle, "79-101", "UBND phường Một"),
                   two = from_office(bundle, "79-102", "UBND phường Hai", 6);
  Machine desk;
  desk.drop("nop.zip", bundle);
  desk.drop("danh-gia-1.zip", one.review);
  desk.drop("tong-hop-2.zip", two.rollup);
  desk.drop("tong-hop-1.zip", one.rollup);
  desk.drop("tong-hop-1.zip", one.rollup);
  REQUIRE(desk.work.inbox.asked.size() == 2);
  CHECK(desk.work.inbox.asked[0].code == "79-101");
  CHECK(desk.work.inbox.asked[0].files.size() == 2);
  CHECK(desk.work.inbox.asked[1].code == "79-102");
  SUBCASE("yes: all that it signed is taken, and the next is asked") {
    desk.confirm_asked();
    CHECK(desk.work.adding_up.counts(sha256_hex(one.rollup)));
    CHECK(desk.work.store.round.signed_reviews.at(sha256_hex(bundle)).known);
    REQUIRE(desk.work.inbox.asked.size() == 1);
    CHECK(desk.work.inbox.asked[0].code == "79-102");
    CHECK_FALSE(desk.work.adding_up.parts.contains(sha256_hex(two.rollup)));
    desk.confirm_asked();
    CHECK(desk.work.inbox.asked.empty());
    CHECK(desk.work.adding_up.counts(sha256_hex(two.rollup)));
  }
  SUBCASE("no: the next is asked, nothing of the first counts") {
    desk.work.inbox.drop_asked();
    REQUIRE(desk.work.inbox.asked.size() == 1);
    desk.confirm_asked();
    CHECK(desk.work.adding_up.parts.size() == 1);
    CHECK_FALSE(desk.work.store.round.signed_reviews.at(sha256_hex(bundle)).known);
  }
}

TEST_CASE("offices beyond those that are asked about wait in the list") {
  forget_everything();
  Machine desk;
  Check check;
  check.info.bundle_type = "review";
  for (std::size_t i = 0; i < limits::asked_offices + 2; ++i) {
    check.info.external_identifier = "79-" + std::to_string(i);
    check.verdict = Verdict::unknown_key;
    desk.work.inbox.take_paper({"danh-gia.zip", std::string(64, 'a'), check});
  }
  CHECK(desk.work.inbox.asked.size() == limits::asked_offices);
  for (std::size_t i = 0; i < limits::asked_files + 2; ++i) {
    check.info.external_identifier = "79-0";
    desk.work.inbox.take_paper({"danh-gia-" + std::to_string(i) + ".zip", std::string(64, 'a'), check});
  }
  CHECK(desk.work.inbox.asked[0].files.size() == limits::asked_files);
}

TEST_CASE("a second key, of a unit or an office, stands beside the first or in its place, as a person says") {
  forget_everything();
  Machine desk;
  const std::string first = key_line(key_number(1).public_key()), second = key_line(key_number(2).public_key());
  desk.work.keys.confirm("MH-1", first);
  desk.work.keys.confirm_office("79-101", "UBND phường Một", first);
  SUBCASE("beside") {
    desk.work.keys.confirm("MH-1", second);
    desk.work.keys.confirm_office("79-101", "", second);
    CHECK(desk.work.trusted.of("dossier", "MH-1").size() == 2);
    CHECK(desk.work.trusted.of("rollup", "79-101").size() == 2);
  }
  SUBCASE("in its place, and back by undo") {
    desk.work.keys.confirm("MH-1", second, true);
    desk.work.keys.confirm_office("79-101", "", second, true);
    CHECK(desk.work.trusted.of("dossier", "MH-1").size() == 1);
    CHECK(desk.work.trusted.of("rollup", "79-101").contains(second));
    CHECK_FALSE(desk.work.trusted.of("rollup", "79-101").contains(first));
    CHECK(desk.work.store.round.offices.at("79-101").name == "UBND phường Một");
    desk.work.undo();
    desk.work.undo();
    CHECK(desk.work.trusted.of("dossier", "MH-1").contains(first));
    CHECK(desk.work.trusted.of("rollup", "79-101").contains(first));
  }
}

TEST_CASE("two colleagues' assessments that differ from ours are asked about one after the other, neither is lost") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  const FromOffice one = from_office(bundle, "79-001", "UBND phường Bến Nghé Mới", 8),
                   two = from_office(bundle, "79-001", "UBND phường Bến Nghé Mới", 6);
  Machine desk;
  sit_down(desk, bundle);
  desk.work.reviews.set_points("1.4", whole_points(4));
  desk.drop("lan.zip", one.review);
  desk.drop("minh.zip", two.review);
  REQUIRE(desk.work.inbox.asked.size() == 2);
  desk.confirm_asked();
  REQUIRE(desk.work.inbox.merging);
  desk.confirm_asked();
  REQUIRE(desk.work.inbox.merging);
  CHECK(desk.work.inbox.merging->name == "lan.zip");
  desk.work.inbox.choose(0, true);
  desk.work.inbox.accept_merge();
  desk.settle();
  REQUIRE(desk.work.inbox.merging);
  CHECK(desk.work.inbox.merging->name == "minh.zip");
  CHECK(desk.work.inbox.merging->conflicts()[0].mine["points"] == "8");
  desk.work.inbox.drop_merge();
  desk.settle();
  CHECK_FALSE(desk.work.inbox.merging);
  CHECK(desk.work.reviews.of(sha256).items.at("1.4").assessed.points == whole_points(8));
}

TEST_CASE("a decision whose key is withdrawn is shown, and no page is made of it") {
  forget_everything();
  Machine desk;
  const PublicKey key = key_number(3).public_key();
  Recognition theirs;
  theirs.head.office = {"79-001", "Sở"};
  desk.work.recognitions.recognised = SignedRecognition{std::string(64, 'd'), theirs, "", fingerprint(key)};
  desk.work.keys.confirm_office("79-001", "Sở", key_line(key));
  CHECK(desk.work.recognitions.is_known());
  desk.work.keys.withdraw_office("79-001", key_line(key));
  CHECK_FALSE(desk.work.recognitions.is_known());
  desk.work.recognitions.recognised->fingerprint.clear();  // ours
  CHECK(desk.work.recognitions.is_known());
}

TEST_CASE("an assessment that is signed again on the same day counts instead of the first, here and where both are dropped") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  for (int tries = 0; tries < 4; ++tries) {  // which hash is the greater is chance
    forget_everything();
    std::vector<std::string> signed_ones;
    {
      Machine office;
      sit_down(office, bundle);
      for (const int points : {8, 6}) {
        port::headless::world().now_ms += 60'000;
        office.work.reviews.set_points("1.4", whole_points(points));
        office.work.reviews.sign("");
        office.settle();
        signed_ones.push_back(port::headless::world().saved.at(office.work.papers.signing()->name));
        CHECK(office.work.store.round.signed_reviews.at(sha256).review.items.at("1.4").assessed.points == whole_points(points));
      }
    }
    for (const bool newest_first : {false, true}) {
      forget_everything();
      Machine desk;
      desk.drop("nop.zip", bundle);
      desk.drop("danh-gia.zip", signed_ones[newest_first]);
      desk.confirm_asked();
      desk.drop("danh-gia-2.zip", signed_ones[!newest_first]);
      CHECK(desk.work.store.round.signed_reviews.at(sha256).review.items.at("1.4").assessed.points == whole_points(6));
    }
  }
}
