// The office's work after the list, without a browser: assessing, returning, recognising, adding up,
// with the real jobs behind src/port/headless.
#include <doctest/doctest.h>

#include <optional>

#include "base/sha256.h"
#include "bundle/bundle.h"
#include "bundle/how_to_check.h"
#include "desk_support.h"
#include "intake/listing.h"
#include "office/unit_listing.h"
#include "round_support.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

TEST_CASE("assessed, signed, proposed, recognised, added up; and all of it is there after a reload") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  {
    Machine desk;
    sit_down(desk, bundle);
    RoundWork& work = desk.office.work;
    CHECK(work.round.submissions.at(sha256).unit_code == "79-TH-001");
    work.agree_criterion("1.3");
    work.assess_points("1.4", whole_points(4));
    work.assess_words("1.4", "Học liệu chưa được phê duyệt đủ.", false);
    const Review review = work.review_of(sha256);
    CHECK(review.items.at("1.3.1").assessed.state == ReviewState::agreed);
    CHECK(review.items.at("1.4").assessed.state == ReviewState::changed);
    CHECK(review.items.at("1.4").assessed.by == "Trần Lan");
    CHECK(review.assessors.contains("Trần Lan"));
    work.undo();
    CHECK(work.review_of(sha256).items.at("1.4").assessed.reason.empty());
    work.redo();
    CHECK_FALSE(work.review_of(sha256).items.at("1.4").assessed.reason.empty());

    work.sign_review("");
    desk.settle();
    if (work.signing->failed) FAIL(message(*work.signing->failed, Lang::en));
    CHECK(work.is_review_signed(sha256));
    REQUIRE(work.round.recognition);
    const Recognised* proposed = work.round.recognition->find("79-TH-001");
    REQUIRE(proposed);
    CHECK(proposed->review == work.signing->sha256);
    CHECK(proposed->self[0].points - proposed->external[0].points == whole_points(6));
    CHECK(proposed->self[1] == proposed->external[1]);

    work.edit_recognition("decision", [](Recognition& r) {
      r.decision_number = "12/QĐ-UBND";
      r.decision_date = "2026-05-20";
      r.signer_title = "CHỦ TỊCH";
    });
    work.sign_recognition("");
    desk.settle();
    REQUIRE(work.recognised);
    CHECK(work.recognised->sha256 == work.signing->sha256);
    work.sign_extract("79-TH-001", "");
    work.save_results_page();
    desk.settle();
    CHECK(outside::world().saved.at("ket-qua-2025-2026.html").find("Bến Nghé Mới") != std::string::npos);
    CHECK(outside::world().saved.at("ket-qua-2025-2026.html").find("Minh Khai") == std::string::npos);

    const Table self = work.table(Side::self), external = work.table(Side::external);
    REQUIRE_FALSE(self.rows.empty());
    CHECK(self.rows[0].all.count() == 1);
    CHECK(external.rows[0].all.count() == 1);
    CHECK(work.rollup().units[0].review == proposed->review);
    REQUIRE(self.difficulties.size() == 1);
    CHECK(self.difficulties[0].text == "Đường truyền còn chậm.");
    work.save_workbook();
    work.save_units_csv();
    work.save_units_ndjson();
    work.sign_rollup("");
    desk.settle();
    if (work.signing->failed) FAIL(message(*work.signing->failed, Lang::en));
    CHECK(outside::world().saved.at("tong-hop-2025-2026.xlsx").starts_with("PK"));
    CHECK(parse_json(outside::world().saved.at("don-vi-2025-2026.ndjson"), "x")->is_object());
    desk.save();
    CHECK(work.is_saved());
  }
  Machine again;
  CHECK(again.office.work.round.recognition->decision_number == "12/QĐ-UBND");
  CHECK(again.office.work.round.head.office.code == "79-001");
  CHECK(again.office.work.recognised);
  CHECK(again.office.work.rollup().units.size() == 1);
  CHECK(again.office.work.assessor == "Trần Lan");
}

TEST_CASE("returned for completion: at its place at the school, and the next submission answers it") {
  forget_everything();
  std::string bundle;
  std::map<std::string, std::map<std::string, std::string>> of_school;
  {
    Machine school;
    bundle = hand_in_bundle(school);
    of_school = outside::world().stores;
  }
  forget_everything();
  std::string notice;
  {
    Machine desk;
    sit_down(desk, bundle);
    desk.office.work.ask_for("/answers/1.4", "Bổ sung quyết định phê duyệt học liệu.");
    desk.office.work.edit_return("deadline", [](Return& r) { r.deadline = "2026-05-10"; });
    desk.office.work.sign_return("");
    desk.settle();
    if (desk.office.work.signing->failed) FAIL(message(*desk.office.work.signing->failed, Lang::en));
    notice = outside::world().saved.at(desk.office.work.signing->name);
    CHECK(unit_states(desk.office.work.round, desk.office.work.pack)[0].waiting);
  }
  forget_everything();
  {
    Machine stranger;
    stranger.drop("tra-lai.zip", notice);
    stranger.confirm_asked();
    CHECK_FALSE(stranger.app.desk);
    CHECK(stranger.app.notices.back().key == "assess.return_no_dossier");
  }
  forget_everything();
  outside::world().stores = of_school;
  Machine school;
  school.drop("tra-lai.zip", notice);
  // Anyone can write that something is to be mended: whose key it is, the school says first.
  CHECK_FALSE(school.app.desk);
  school.confirm_asked();
  REQUIRE(school.app.desk);
  CHECK(school.app.screen == Screen::hand_in);
  REQUIRE(school.app.desk->notice);
  CHECK(school.app.desk->notice->office == "UBND phường Bến Nghé Mới");
  REQUIRE(school.app.desk->notice->requests.size() == 1);
  CHECK(school.app.desk->notice->requests[0].pointer == "/answers/1.4");
  const auto& returned = school.app.desk->editor.dossier().returned;
  REQUIRE(returned);
  CHECK(returned->submission == sha256_hex(bundle));
  CHECK(returned->notice == sha256_hex(notice));
  // It is in the record, which the school's own module reads.
  const auto kept = load_record(outside::world().stores["dossier"].begin()->second, "x");
  REQUIRE(kept.record);
  CHECK(kept.record->notice->requests[0].words == "Bổ sung quyết định phê duyệt học liệu.");
}

TEST_CASE("a colleague's assessment: both are shown, one is preselected, and nothing is taken before it is accepted") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  std::string theirs;
  {
    Machine colleague;
    sit_down(colleague, bundle);
    colleague.office.work.name_assessor("Lê Minh");
    colleague.office.work.assess_points("1.4", whole_points(8));
    colleague.office.work.agree_item("1.5.1");
    colleague.office.work.sign_review("");
    colleague.settle();
    theirs = outside::world().saved.at(colleague.office.work.signing->name);
  }
  forget_everything();
  outside::world().now_ms -= 60'000;  // ours is the earlier one
  Machine desk;
  sit_down(desk, bundle);
  RoundWork& work = desk.office.work;
  work.assess_points("1.4", whole_points(4));
  desk.drop("dong-nghiep.zip", theirs);
  CHECK_FALSE(work.merging);
  desk.confirm_asked();
  REQUIRE(work.merging);
  REQUIRE(work.merging->conflicts().size() == 1);
  CHECK(work.merging->conflicts()[0].theirs_chosen);
  CHECK(work.review_of(sha256).items.at("1.4").assessed.points == whole_points(4));
  work.choose(0, false);
  work.accept_merge();
  CHECK_FALSE(work.merging);
  CHECK(work.review_of(sha256).items.at("1.4").assessed.points == whole_points(4));
  CHECK(work.review_of(sha256).items.at("1.5.1").assessed.by == "Lê Minh");
  CHECK(work.review_of(sha256).merged == std::vector<std::string>{sha256_hex(theirs)});
  work.undo();
  CHECK_FALSE(work.review_of(sha256).items.contains("1.5.1"));
}

TEST_CASE("a sample is drawn again from its seed; a province adds up a commune's signed roll-up") {
  const std::string bundle = bundle_from_elsewhere();
  std::string part;
  {
    Machine commune;
    sit_down(commune, bundle);
    RoundWork& work = commune.office.work;
    work.draw_sample(whole_points(30), "20260401");
    REQUIRE(work.round.sample);
    CHECK(work.round.sample->drawn() == 1);
    CHECK(repeat(*work.round.sample, work.population()));
    work.save_sample();
    work.sign_rollup("");
    commune.settle();
    part = outside::world().saved.at(work.signing->name);
    CHECK(outside::world().saved.at("mau-kiem-tra-2025-2026.csv").find("79-TH-001") != std::string::npos);
  }
  forget_everything();
  {
    Machine province;
    province.drop("xa.zip", part);
    RoundWork& work = province.office.work;
    CHECK(work.rollup().units.empty());
    province.confirm_asked();
    CHECK_FALSE(work.refused);
    CHECK(work.step == OfficeStep::rollup);
    REQUIRE(work.rollup().units.size() == 1);
    CHECK(work.rollup().parts.size() == 1);
    province.save();
  }
  Machine again;
  CHECK(again.office.work.rollup().units.size() == 1);
}

TEST_CASE("a key that is confirmed, by hand or by a register, reaches what is already in the list and the round") {
  forget_everything();
  Machine school;
  const std::string bundle = hand_in_bundle(school), sha256 = sha256_hex(bundle);
  std::string known;
  forget_everything();
  {
    Machine desk;
    desk.drop("nop.zip", bundle);
    CHECK(desk.office.rows.at(0).verdict == Verdict::unknown_key);
    CHECK(desk.office.work.round.submissions.at(sha256).verdict == Verdict::unknown_key);
    desk.office.open("nop.zip");
    desk.settle();
    desk.office.trust_signer(desk.office.opened->intake.check.signers.front().fingerprint);
    desk.settle();
    CHECK(desk.office.rows.at(0).verdict == Verdict::valid);
    CHECK(desk.office.work.round.submissions.at(sha256).verdict == Verdict::valid);
    desk.office.save_signers();
    desk.settle();
    known = outside::world().saved.at("allowed_signers");
  }
  forget_everything();
  Machine other;
  other.drop("nop.zip", bundle);
  CHECK(other.office.rows.at(0).verdict == Verdict::unknown_key);
  other.drop("allowed_signers", known);
  CHECK(other.office.rows.at(0).verdict == Verdict::unknown_key);
  other.work.accept_keys();
  other.settle();
  CHECK(other.office.rows.at(0).verdict == Verdict::valid);
  CHECK(other.office.work.round.submissions.at(sha256).verdict == Verdict::valid);
}

TEST_CASE("a unit's next bundle has the name of its last: both stay in the list") {
  forget_everything();
  Machine school;
  const std::string first = hand_in_bundle(school);
  outside::world().now_ms += 60'000;
  school.app.edit("/difficulties", "", "", [](Dossier& d) { d.difficulties = "Đường truyền đã nhanh hơn."; });
  school.app.export_bundle("");
  school.settle();
  const std::string second = outside::world().saved.at(school.app.desk->exported->name);
  REQUIRE(first.size() != second.size());
  forget_everything();
  Machine desk;
  desk.drop("nop.zip", first);
  desk.drop("nop.zip", second);
  REQUIRE(desk.office.rows.size() == 2);
  CHECK(desk.office.rows[1].name == "nop (2).zip");
  CHECK(desk.office.rows[0].superseded);
  CHECK_FALSE(desk.office.rows[1].superseded);
  desk.drop("nop.zip", second);
  CHECK(desk.office.rows.size() == 2);
}

TEST_CASE("what was found after signing is not signed") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  sit_down(desk, bundle);
  desk.office.work.agree_item("1.5.1");
  desk.office.work.sign_review("");
  desk.settle();
  CHECK(desk.office.work.is_review_signed(sha256));
  outside::world().now_ms += 60'000;
  desk.office.work.assess_points("1.4", whole_points(4));
  CHECK_FALSE(desk.office.work.is_review_signed(sha256));
  desk.office.work.undo();
  CHECK(desk.office.work.is_review_signed(sha256));
}

TEST_CASE("files that come are written to the round now and then; what a crash left out is counted at the next start") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  {
    Machine desk;
    desk.handle({"tick", 0, Json::object()});
    desk.drop("nop.zip", bundle);
    desk.office.work.record([](Round& r) { r.title = "Đợt một"; });
    desk.handle({"tick", 0, Json::object()});
    CHECK(desk.office.work.is_saved());  // a person's own change at once
    desk.office.work.handed_in(std::string(64, 'a'), {});
    desk.handle({"tick", 0, Json::object()});
    CHECK_FALSE(desk.office.work.is_saved());
    outside::world().now_ms += 6'000;
    desk.handle({"tick", 0, Json::object()});
    CHECK(desk.office.work.is_saved());
  }
  outside::world().stores["office"].erase("round");
  Machine again;
  REQUIRE(again.office.rows.size() == 1);
  CHECK(again.office.work.round.submissions.contains(sha256));
}

TEST_CASE("a round that could not be saved is tried again by itself, with growing pauses") {
  forget_everything();
  Machine desk;
  RoundWork& work = desk.office.work;
  outside::world().fail_put = "storage.full";
  work.change("round.title", [](RoundEdit& e) { e.title() = "Đợt một"; });
  int tries = 0;
  const auto pass = [&](std::int64_t ms) {
    outside::pass(ms, [&](const port::Event& e) {
      desk.app.handle(e);
      for (const auto& asked : outside::world().questions) tries += asked.what == "put";
    });
  };
  pass(600'000);
  REQUIRE(work.save_error());
  CHECK(work.save_error()->code == "storage.full");
  CHECK(tries >= 18);
  CHECK(tries < 60);
  outside::world().fail_put.clear();
  pass(60'000);
  CHECK_FALSE(work.save_error());
  CHECK(work.is_saved());
}

TEST_CASE("a round is of the year most of its dossiers are of, until somebody has done something in it") {
  forget_everything();
  Machine desk;
  RoundWork& work = desk.office.work;
  int number = 0;
  const auto in = [&](const char* year, Verdict verdict = Verdict::unknown_key) {
    Submission s;
    s.unit_code = "MH-" + std::to_string(++number), s.school_year = year, s.verdict = verdict;
    work.handed_in(std::string(62, '0') + std::to_string(10 + number), s);
    return work.round.head.school_year;
  };
  CHECK(in("2024-2025") == "2024-2025");  // the first that is read may be an old one
  CHECK(in("2025-2026") == "2024-2025");
  CHECK(in("2025-2026", Verdict::altered) == "2024-2025");
  CHECK(in("2025-2026") == "2025-2026");
  CHECK(in("2024-2025") == "2025-2026");
  CHECK(in("") == "2025-2026");
  work.record([](Round& r) { r.reviews[std::string(64, 'a')] = {}; });
  for (int i = 0; i < 3; ++i) CHECK(in("2024-2025") == "2025-2026");
}

// Issue 9, E 2: another year, strangers, altered, superseded, unknown key, other pack, preschool, two
// schools of one code; every screen's total is of the same units.
TEST_CASE("one set of counted units stands behind the list's chart, the units, the sample, recognition and the roll-up") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  desk.drop("nop.zip", bundle);
  RoundWork& work = desk.office.work;
  const Row model = desk.office.rows.at(0);
  const Submission sent = work.round.submissions.at(sha256);
  CHECK(sent.pack == work.pack.name());
  CHECK(sent.instrument == work.round.instrument);
  CHECK(sent.ownership == "public");
  CHECK(sent.difficulties == "Đường truyền còn chậm.");
  int number = 0;
  const auto in = [&](const std::string& code, const auto& more) {
    Row row = model;
    Submission s = sent;
    row.unit_code = s.unit_code = code;
    row.unit_name = s.unit_name = "Trường " + code;
    row.sha256 = sha256_hex(std::to_string(++number));
    row.name = std::to_string(number) + ".zip", row.blob = 0;
    more(s);
    row.verdict = s.verdict, row.school_year = s.school_year, row.unit_level = s.unit_level, row.changed_at = s.changed_at;
    row.signer = s.signer, row.unit_name = s.unit_name;
    work.handed_in(row.sha256, s);
    desk.office.rows.push_back(row);
    ++desk.office.revision;
  };
  const auto plain = [](Submission&) {};
  in("A-1", plain);
  in("A-2", [](Submission& s) { s.verdict = Verdict::valid; });
  in("A-2", [](Submission& s) { s.changed_at = "2027-01-01T00:00:00Z"; });  // unknown key, later clock
  in("A-3", [](Submission& s) { s.school_year = "2024-2025"; });
  in("A-4", [](Submission& s) { s.verdict = Verdict::altered; });
  in("A-5", [](Submission& s) { s.instrument = std::string(64, 'e'); });
  in("A-6", [](Submission& s) { s.unit_level = "mam-non"; });
  in("A-7", plain);
  in("A-7", [](Submission& s) { s.unit_name = "Tiểu học Đông Khê", s.signer = key_line(key_number(3).public_key()); });
  in("LẠ-1", plain);
  work.record([&](Round& r) {
    for (const char* code : {"A-1", "A-2", "A-3", "A-4", "A-5", "A-7", "A-8"})
      r.units[code] = {std::string("Trường ") + code, "th", "", "", "", ""};
    r.units["A-6"] = {"Mầm non Hoa Sen", "mam-non", "", "", "", ""};
  });
  const auto chart = [&] {
    desk.office.mark_again();
    Listing listing;
    listing.refresh(desk.office.rows, desk.office.revision, {});
    const auto first = listing.sums.groups.find(work.pack.groups[0].id);
    return first == listing.sums.groups.end() ? 0 : first->second.count;
  };
  const auto agree = [&](std::size_t count) {
    UnitListing units;
    units.refresh(work, {}, false);
    CHECK(units.counts[static_cast<std::size_t>(UnitIs::handed_in)] == count);
    CHECK(work.rollup().units.size() == count);
    CHECK(chart() == count);
    CHECK(work.table(Side::self).rows[0].all.count() == static_cast<int>(count));
    std::vector<std::string> all;
    for (const auto& [hash, s] : work.round.submissions) all.push_back(hash);
    CHECK(work.propose_self(all) == count);
    work.undo();
    return units;
  };
  UnitListing units = agree(2);
  const auto count = [&](UnitIs what) { return units.counts[static_cast<std::size_t>(what)]; };
  CHECK(count(UnitIs::any) == 8);
  CHECK(count(UnitIs::missing) == 1);
  CHECK(count(UnitIs::unusable) == 3);
  CHECK(count(UnitIs::exempt) == 1);
  CHECK(count(UnitIs::clash) == 1);
  CHECK(count(UnitIs::handed_in) + count(UnitIs::missing) + count(UnitIs::unusable) + count(UnitIs::exempt) +
            count(UnitIs::clash) ==
        count(UnitIs::any));
  CHECK(count(UnitIs::stranger) == 2);  // the first, and LẠ-1
  CHECK(count(UnitIs::late) == 0);
  CHECK(work.population().size() == 7);  // the register without the preschool
  CHECK(work.rollup().left_out.size() == 8);
  // A person decides: the pack, the code, that the stranger is one of ours.
  work.accept_pack(std::string(64, 'e'), "khac@1");
  agree(3);
  work.choose_code("A-7", "");
  agree(4);
  work.undo();
  agree(3);
  // What the list has forgotten still counts once, and the old year's still does not.
  desk.office.forget_all();
  CHECK(work.rollup().units.size() == 3);
  CHECK(work.rollup().units[0].ownership == "public");
}

// Issue 9, E 12.
TEST_CASE("a signed external assessment that is dropped counts as it was signed, and only under a known key") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  std::string review, key;
  {
    Machine district;
    sit_down(district, bundle);
    district.work.agree_criterion("1.3");
    district.work.assess_points("1.4", whole_points(4));
    district.work.sign_review("");
    district.settle();
    review = outside::world().saved.at(district.work.signing->name);
    key = district.work.round.signed_reviews.at(sha256).signer;
    CHECK(district.work.table(Side::external).rows[0].all.count() == 1);
  }
  for (const bool known : {true, false}) {
    for (const bool review_first : {true, false}) {
      CAPTURE(known);
      CAPTURE(review_first);
      forget_everything();
      Machine desk;
      RoundWork& work = desk.work;
      if (known) {
        work.record([&](Round& r) {
          r.keys["79-001"][key] = {"2026-03-01", "An", "", ""};
          r.offices["79-001"] = {"UBND phường Bến Nghé Mới", {{key, {"2026-03-01", "An", "", ""}}}};
        });
        work.keys_changed();
      }
      for (const bool is_review : {review_first, !review_first})
        desk.drop(is_review ? "danh-gia.zip" : "nop.zip", is_review ? review : bundle);
      REQUIRE(work.rollup().units.size() == 1);
      CHECK(work.table(Side::external).rows[0].all.count() == (known ? 1 : 0));
      CHECK(work.rollup().units[0].review == (known ? sha256_hex(review) : ""));
      if (known) CHECK(work.rollup().units[0].self[0].points - work.rollup().units[0].external[0].points == whole_points(6));
      CHECK(work.not_signed().drafts + work.not_signed().unknown == (known ? 0 : 1));
    }
  }
}

// Issue 9, A 6.
TEST_CASE("an instrument is a pack's content: other words are the same one, other numbers under its name are not") {
  forget_everything();
  Machine desk;
  const RoundWork& work = desk.work;
  Json document = *parse_json(work.pack_json, "pack");
  CHECK(instrument_of(work.pack_json, work.pack) == sha256_hex(work.pack_json));
  CHECK(instrument_of(to_compact_text(document), work.pack) == sha256_hex(work.pack_json));
  Pack changed = work.pack;
  changed.groups[0].levels.bands[1].from.hundredths -= 100;
  document["note"] = "x";
  const std::string json = to_compact_text(document);
  CHECK(instrument_of(json, changed) == sha256_hex(json));
}

// Issue 9, E 4.
TEST_CASE("who has sent a file that was altered on its way has not sent nothing") {
  std::string bundle = bundle_from_elsewhere();
  const std::size_t at = bundle.find("Minh Khai");
  REQUIRE(at != bundle.npos);
  bundle[at] = 'K';
  Machine desk;
  RoundWork& work = desk.work;
  work.record([](Round& r) { r.units["79-TH-001"] = {"Trường Tiểu học Bến Nghé Mới", "th", "", "a@b.vn", "", ""}; });
  desk.drop("nop.zip", bundle);
  const auto states = unit_states(work.round, work.pack);
  REQUIRE(states.size() == 1);
  REQUIRE(states[0].unusable);
  CHECK_FALSE(states[0].missing());
  CHECK_FALSE(unusable_reason(work.round, states[0], Lang::vi).empty());
  CHECK(reminder(work.round, states[0]).body.find("nop.zip") != std::string::npos);
  CHECK(work.rollup().units.empty());
}

TEST_CASE("files dropped after the deadline are late only if nobody says when they came; it is kept and undone") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  RoundWork& work = desk.office.work;
  work.name_assessor("Trần Lan");
  desk.office.received_day = "2026-01-15";
  desk.drop("nop.zip", bundle);
  work.record([](Round& r) { r.settings.deadline = "2026-01-20"; });
  REQUIRE(work.round.submissions.at(sha256).said);
  CHECK(work.round.submissions.at(sha256).said->by == "Trần Lan");
  const auto late = [&] { return unit_states(work.round, work.pack)[0].late; };
  CHECK_FALSE(late());
  desk.office.say_received({"nop.zip"}, "");
  CHECK(late());
  desk.office.say_received({"nop.zip"}, "2026-01-20");
  CHECK_FALSE(late());
  work.undo();
  CHECK(late());
  work.redo();
  desk.save();
  CHECK_FALSE(late());
  CHECK(Machine().work.round.submissions.at(sha256).said->day == "2026-01-20");
}

TEST_CASE("all that are found are proposed by one step of undo, only sound ones; all of it is there after a reload") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  sit_down(desk, bundle);
  RoundWork& work = desk.office.work;
  Submission other = work.round.submissions.at(sha256), broken = other;
  other.unit_code = "79-TH-002", broken.unit_code = "79-TH-003", broken.verdict = Verdict::altered;
  work.handed_in(std::string(64, 'a'), other);
  work.handed_in(std::string(64, 'b'), broken);
  work.propose_self({sha256, std::string(64, 'a'), std::string(64, 'b'), std::string(64, 'c')});
  REQUIRE(work.round.recognition);
  REQUIRE(work.round.recognition->units.size() == 2);
  CHECK(work.round.recognition->find("79-TH-002")->review.empty());
  work.change("test", [](RoundEdit& e) {
    Recognised one = e.round().recognition->units[0];
    one.review = std::string(64, 'd');
    e.put(std::move(one));
  });
  work.seal();
  work.propose_self({sha256});
  CHECK(work.round.recognition->units[0].review == std::string(64, 'd'));
  work.undo();  // the edit: where nothing was added there is nothing to undo
  desk.save();
  CHECK(Machine().work.round.recognition->units.size() == 2);
  work.undo();
  CHECK((!work.round.recognition || work.round.recognition->units.empty()));
}

TEST_CASE("an assessment with open questions: proposed, marked with how many, and gone when they are settled") {
  const std::string bundle = bundle_from_elsewhere();
  Machine desk;
  sit_down(desk, bundle);
  RoundWork& work = desk.work;
  for (const Group& group : work.pack.groups)
    for (const Criterion& criterion : group.criteria) work.agree_criterion(criterion.id);
  const auto proposed = [&] {
    work.sign_review("");
    desk.settle();
    REQUIRE(work.round.recognition);
    const Recognised* unit = work.round.recognition->find("79-TH-001");
    REQUIRE(unit);
    return work.open_items(*unit);
  };
  CHECK(proposed() == 0);
  work.assess_state("1.4", ReviewState::question);
  work.assess_state("1.5.1", ReviewState::todo);
  CHECK(proposed() == 2);
  work.agree_item("1.4");
  CHECK(proposed() == 1);
  work.agree_item("1.5.1");
  CHECK(proposed() == 0);
  // A unit that nobody has assessed has no questions: it is there on its own word.
  CHECK(work.open_items(Recognised{}) == 0);
}

TEST_CASE("a broken file whose bag says whose it is: that unit has sent something, and its letter says so") {
  forget_everything();
  Machine desk;
  const BagInfo info{"dossier", "MH-1", "2025-2026", desk.work.pack.name(), "Trường số 1", "2026-03-01", "Thuoc 1"};
  const std::vector<PayloadFile> files = {{"data/dossier.json", "{\"format\": "}, {"data/rubric.json", desk.work.pack_json}};
  const auto written = write_bundle("cds-MH-1-2025-2026", info, files,
                                    how_to_check("cds-MH-1-2025-2026", info, key_number(1).public_key()), key_number(1));
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  desk.work.read_units({{"text",
                         "Mã trường\tTên trường\tCấp học\tE-mail\nMH-1\tTrường số 1\tTiểu học\tmot@truong.example\nMH-2\tTrường "
                         "số 2\tTiểu học\thai@truong.example\n"}},
                       "");
  desk.settle();
  desk.work.take_list(false);
  desk.drop("hong.zip", bytes);
  REQUIRE(desk.office.rows.size() == 1);
  CHECK(desk.office.rows[0].verdict == Verdict::rejected);
  CHECK(desk.office.rows[0].unit_code == "MH-1");
  const auto states = unit_states(desk.work.round, desk.work.pack);
  REQUIRE(states.size() == 2);
  CHECK_FALSE(states[0].missing());
  CHECK_FALSE(states[0].counted);
  REQUIRE(states[0].unusable);
  CHECK(states[1].missing());
  const std::string why = unusable_reason(desk.work.round, states[0], Lang::vi);
  CHECK_FALSE(why.empty());
  const Reminder broken = reminder(desk.work.round, states[0]), none = reminder(desk.work.round, states[1]);
  CHECK(broken.body.find(why) != std::string::npos);
  CHECK(none.body.find(why) == std::string::npos);
  // It never takes the place of one that can be used.
  desk.save();
  CHECK(Machine().work.round.submissions.size() == 1);
}

TEST_CASE("whose a code is, once said, decides in the list of files too which is the old one") {
  const std::string first = bundle_from_elsewhere();
  std::string second;
  {
    Machine school;
    outside::world().now_ms += 60'000;
    second = hand_in_bundle(school);
  }
  forget_everything();
  Machine desk;
  desk.drop("mot.zip", first);
  desk.drop("hai.zip", second);
  desk.office.mark_again();
  REQUIRE(desk.office.rows.size() == 2);
  const auto old = [&](const char* name) {
    desk.office.mark_again();
    return desk.office.find(name)->superseded;
  };
  CHECK(old("mot.zip"));
  CHECK_FALSE(old("hai.zip"));
  const std::string mine = desk.work.round.submissions.at(sha256_hex(first)).signer;
  REQUIRE(mine != desk.work.round.submissions.at(sha256_hex(second)).signer);
  desk.work.change("code.choose", [&](RoundEdit& e) { e.at(&Round::codes, "79-TH-001") = {{mine}, "Lan", "2026-04-01"}; });
  CHECK_FALSE(old("mot.zip"));
  CHECK(old("hai.zip"));
  desk.work.reopen_code("79-TH-001");
  CHECK(old("mot.zip"));
  CHECK_FALSE(old("hai.zip"));
}
