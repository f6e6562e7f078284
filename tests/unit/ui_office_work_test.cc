// The office's work after the list, without a browser: assessing, returning, recognising, adding up,
// with the real jobs behind src/headless.
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
    OfficeWork& work = desk.work;
    CHECK(work.store.round.submissions.at(sha256).unit_code == "79-TH-001");
    work.reviews.agree_criterion("1.3");
    work.reviews.set_points("1.4", whole_points(4));
    work.reviews.set_words("1.4", "Học liệu chưa được phê duyệt đủ.", false);
    const Review review = work.reviews.of(sha256);
    CHECK(review.items.at("1.3.1").assessed.state == ReviewState::agreed);
    CHECK(review.items.at("1.4").assessed.state == ReviewState::changed);
    CHECK(review.items.at("1.4").assessed.by == "Trần Lan");
    CHECK(review.assessors.contains("Trần Lan"));
    work.undo();
    CHECK(work.reviews.of(sha256).items.at("1.4").assessed.reason.empty());
    work.redo();
    CHECK_FALSE(work.reviews.of(sha256).items.at("1.4").assessed.reason.empty());

    work.reviews.sign("");
    desk.settle();
    if (work.papers.signing()->failed) FAIL(message(*work.papers.signing()->failed, Lang::en));
    CHECK(work.reviews.is_signed(sha256));
    REQUIRE(work.store.round.recognition);
    const Recognised* proposed = work.store.round.recognition->find("79-TH-001");
    REQUIRE(proposed);
    CHECK(proposed->review == work.papers.signing()->sha256);
    CHECK(proposed->self[0].points - proposed->external[0].points == whole_points(6));
    CHECK(proposed->self[1] == proposed->external[1]);

    work.recognitions.edit("decision", [](Recognition& r) {
      r.decision_number = "12/QĐ-UBND";
      r.decision_date = "2026-05-20";
      r.signer_title = "CHỦ TỊCH";
    });
    work.recognitions.sign("");
    desk.settle();
    REQUIRE(work.recognitions.recognised);
    CHECK(work.recognitions.recognised->sha256 == work.papers.signing()->sha256);
    work.recognitions.sign_extract("79-TH-001", "");
    work.recognitions.save_page();
    desk.settle();
    CHECK(outside::world().saved.at("ket-qua-2025-2026.html").find("Bến Nghé Mới") != std::string::npos);
    CHECK(outside::world().saved.at("ket-qua-2025-2026.html").find("Minh Khai") == std::string::npos);

    const Table self = work.adding_up.table(Side::self), external = work.adding_up.table(Side::external);
    REQUIRE_FALSE(self.rows.empty());
    CHECK(self.rows[0].all.count() == 1);
    CHECK(external.rows[0].all.count() == 1);
    CHECK(work.adding_up.rollup().units[0].review == proposed->review);
    REQUIRE(self.difficulties.size() == 1);
    CHECK(self.difficulties[0].text == "Đường truyền còn chậm.");
    work.adding_up.save_workbook();
    work.adding_up.save_csv();
    work.adding_up.save_ndjson();
    work.adding_up.sign("");
    desk.settle();
    if (work.papers.signing()->failed) FAIL(message(*work.papers.signing()->failed, Lang::en));
    CHECK(outside::world().saved.at("tong-hop-2025-2026.xlsx").starts_with("PK"));
    CHECK(parse_json(outside::world().saved.at("don-vi-2025-2026.ndjson"), "x")->is_object());
    desk.save();
    CHECK(work.saving.is_saved());
  }
  Machine again;
  CHECK(again.work.store.round.recognition->decision_number == "12/QĐ-UBND");
  CHECK(again.work.store.round.head.office.code == "79-001");
  CHECK(again.work.recognitions.recognised);
  CHECK(again.work.adding_up.rollup().units.size() == 1);
  CHECK(again.work.store.assessor == "Trần Lan");
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
    desk.work.returns.ask_for("/answers/1.4", "Bổ sung quyết định phê duyệt học liệu.");
    desk.work.returns.edit("deadline", [](Return& r) { r.deadline = "2026-05-10"; });
    desk.work.returns.sign("");
    desk.settle();
    if (desk.work.papers.signing()->failed) FAIL(message(*desk.work.papers.signing()->failed, Lang::en));
    notice = outside::world().saved.at(desk.work.papers.signing()->name);
    CHECK(unit_states(desk.work.store.round, desk.work.store.pack)[0].waiting);
  }
  forget_everything();
  {
    Machine stranger;
    stranger.drop("tra-lai.zip", notice);
    stranger.confirm_asked();
    CHECK_FALSE(stranger.app.dossier.current);
    CHECK(stranger.app.notices.shown.back().key == "assess.return_no_dossier");
  }
  forget_everything();
  outside::world().stores = of_school;
  Machine school;
  school.drop("tra-lai.zip", notice);
  // Anyone can write that something is to be mended: whose key it is, the school says first.
  CHECK_FALSE(school.app.dossier.current);
  school.confirm_asked();
  REQUIRE(school.app.dossier.current);
  CHECK(school.app.navigation.screen == Screen::hand_in);
  REQUIRE(school.app.dossier.current->notice);
  CHECK(school.app.dossier.current->notice->office == "UBND phường Bến Nghé Mới");
  REQUIRE(school.app.dossier.current->notice->requests.size() == 1);
  CHECK(school.app.dossier.current->notice->requests[0].pointer == "/answers/1.4");
  const auto& returned = school.app.dossier.current->editor.dossier().returned;
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
    colleague.work.store.name_assessor("Lê Minh");
    colleague.work.reviews.set_points("1.4", whole_points(8));
    colleague.work.reviews.agree_item("1.5.1");
    colleague.work.reviews.sign("");
    colleague.settle();
    theirs = outside::world().saved.at(colleague.work.papers.signing()->name);
  }
  forget_everything();
  outside::world().now_ms -= 60'000;  // ours is the earlier one
  Machine desk;
  sit_down(desk, bundle);
  OfficeWork& work = desk.work;
  work.reviews.set_points("1.4", whole_points(4));
  desk.drop("dong-nghiep.zip", theirs);
  CHECK_FALSE(work.inbox.merging);
  desk.confirm_asked();
  REQUIRE(work.inbox.merging);
  REQUIRE(work.inbox.merging->conflicts().size() == 1);
  CHECK(work.inbox.merging->conflicts()[0].theirs_chosen);
  CHECK(work.reviews.of(sha256).items.at("1.4").assessed.points == whole_points(4));
  work.inbox.choose(0, false);
  work.inbox.accept_merge();
  CHECK_FALSE(work.inbox.merging);
  CHECK(work.reviews.of(sha256).items.at("1.4").assessed.points == whole_points(4));
  CHECK(work.reviews.of(sha256).items.at("1.5.1").assessed.by == "Lê Minh");
  CHECK(work.reviews.of(sha256).merged == std::vector<std::string>{sha256_hex(theirs)});
  work.undo();
  CHECK_FALSE(work.reviews.of(sha256).items.contains("1.5.1"));
}

TEST_CASE("a sample is drawn again from its seed; a province adds up a commune's signed roll-up") {
  const std::string bundle = bundle_from_elsewhere();
  std::string part;
  {
    Machine commune;
    sit_down(commune, bundle);
    OfficeWork& work = commune.work;
    work.sampling.draw(whole_points(30), "20260401");
    REQUIRE(work.store.round.sample);
    CHECK(work.store.round.sample->drawn() == 1);
    CHECK(repeat(*work.store.round.sample, work.sampling.population()));
    work.sampling.save();
    work.adding_up.sign("");
    commune.settle();
    part = outside::world().saved.at(work.papers.signing()->name);
    CHECK(outside::world().saved.at("mau-kiem-tra-2025-2026.csv").find("79-TH-001") != std::string::npos);
  }
  forget_everything();
  {
    Machine province;
    province.drop("xa.zip", part);
    OfficeWork& work = province.work;
    CHECK(work.adding_up.rollup().units.empty());
    province.confirm_asked();
    CHECK_FALSE(work.adding_up.refused);
    CHECK(work.steps.here == OfficeStep::rollup);
    REQUIRE(work.adding_up.rollup().units.size() == 1);
    CHECK(work.adding_up.rollup().parts.size() == 1);
    province.save();
  }
  Machine again;
  CHECK(again.work.adding_up.rollup().units.size() == 1);
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
    CHECK(desk.work.collection.rows.at(0).verdict == Verdict::unknown_key);
    CHECK(desk.work.store.round.submissions.at(sha256).verdict == Verdict::unknown_key);
    desk.work.file.open("nop.zip");
    desk.settle();
    desk.work.file.trust_signer(desk.work.file.opened->intake.check.signers.front().fingerprint);
    desk.settle();
    CHECK(desk.work.collection.rows.at(0).verdict == Verdict::valid);
    CHECK(desk.work.store.round.submissions.at(sha256).verdict == Verdict::valid);
    desk.work.keys.save();
    desk.settle();
    known = outside::world().saved.at("allowed_signers");
  }
  forget_everything();
  Machine other;
  other.drop("nop.zip", bundle);
  CHECK(other.work.collection.rows.at(0).verdict == Verdict::unknown_key);
  other.drop("allowed_signers", known);
  CHECK(other.work.collection.rows.at(0).verdict == Verdict::unknown_key);
  other.work.keys.accept();
  other.settle();
  CHECK(other.work.collection.rows.at(0).verdict == Verdict::valid);
  CHECK(other.work.store.round.submissions.at(sha256).verdict == Verdict::valid);
}

TEST_CASE("a unit's next bundle has the name of its last: both stay in the list") {
  forget_everything();
  Machine school;
  const std::string first = hand_in_bundle(school);
  outside::world().now_ms += 60'000;
  school.app.dossier.edit("/difficulties", "", "", [](Dossier& d) { d.difficulties = "Đường truyền đã nhanh hơn."; });
  school.app.hand_in.export_bundle("");
  school.settle();
  const std::string second = outside::world().saved.at(school.app.dossier.current->exported->name);
  REQUIRE(first.size() != second.size());
  forget_everything();
  Machine desk;
  desk.drop("nop.zip", first);
  desk.drop("nop.zip", second);
  REQUIRE(desk.work.collection.rows.size() == 2);
  CHECK(desk.work.collection.rows[1].name == "nop (2).zip");
  CHECK(desk.work.collection.rows[0].superseded);
  CHECK_FALSE(desk.work.collection.rows[1].superseded);
  desk.drop("nop.zip", second);
  CHECK(desk.work.collection.rows.size() == 2);
}

TEST_CASE("what was found after signing is not signed") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  sit_down(desk, bundle);
  desk.work.reviews.agree_item("1.5.1");
  desk.work.reviews.sign("");
  desk.settle();
  CHECK(desk.work.reviews.is_signed(sha256));
  outside::world().now_ms += 60'000;
  desk.work.reviews.set_points("1.4", whole_points(4));
  CHECK_FALSE(desk.work.reviews.is_signed(sha256));
  desk.work.undo();
  CHECK(desk.work.reviews.is_signed(sha256));
}

TEST_CASE("files that come are written to the round now and then; what a crash left out is counted at the next start") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  {
    Machine desk;
    desk.handle({"tick", 0, Json::object()});
    desk.drop("nop.zip", bundle);
    desk.work.store.record([](Round& r) { r.title = "Đợt một"; });
    desk.handle({"tick", 0, Json::object()});
    CHECK(desk.work.saving.is_saved());  // a person's own change at once
    desk.work.inbox.handed_in(std::string(64, 'a'), {});
    desk.handle({"tick", 0, Json::object()});
    CHECK_FALSE(desk.work.saving.is_saved());
    outside::world().now_ms += 6'000;
    desk.handle({"tick", 0, Json::object()});
    CHECK(desk.work.saving.is_saved());
  }
  outside::world().stores["office"].erase("round");
  Machine again;
  REQUIRE(again.work.collection.rows.size() == 1);
  CHECK(again.work.store.round.submissions.contains(sha256));
}

TEST_CASE("a round that could not be saved is tried again by itself, with growing pauses") {
  forget_everything();
  Machine desk;
  OfficeWork& work = desk.work;
  outside::world().fail_put = "storage.full";
  work.store.change("round.title", [](RoundEdit& e) { e.title() = "Đợt một"; });
  int tries = 0;
  const auto pass = [&](std::int64_t ms) {
    outside::pass(ms, [&](const port::Event& e) {
      desk.app.handle(e);
      for (const auto& asked : outside::world().questions) tries += asked.what == "put";
    });
  };
  pass(600'000);
  REQUIRE(work.saving.save_error());
  CHECK(work.saving.save_error()->code == "storage.full");
  CHECK(tries >= 18);
  CHECK(tries < 60);
  outside::world().fail_put.clear();
  pass(60'000);
  CHECK_FALSE(work.saving.save_error());
  CHECK(work.saving.is_saved());
}

TEST_CASE("a round is of the year most of its dossiers are of, until somebody has done something in it") {
  forget_everything();
  Machine desk;
  OfficeWork& work = desk.work;
  int number = 0;
  const auto in = [&](const char* year, Verdict verdict = Verdict::unknown_key) {
    Submission s;
    s.unit_code = "MH-" + std::to_string(++number), s.school_year = year, s.verdict = verdict;
    work.inbox.handed_in(std::string(62, '0') + std::to_string(10 + number), s);
    return work.store.round.head.school_year;
  };
  CHECK(in("2024-2025") == "2024-2025");  // the first that is read may be an old one
  CHECK(in("2025-2026") == "2024-2025");
  CHECK(in("2025-2026", Verdict::altered) == "2024-2025");
  CHECK(in("2025-2026") == "2025-2026");
  CHECK(in("2024-2025") == "2025-2026");
  CHECK(in("") == "2025-2026");
  work.store.record([](Round& r) { r.reviews[std::string(64, 'a')] = {}; });
  for (int i = 0; i < 3; ++i) CHECK(in("2024-2025") == "2025-2026");
}

// Issue 9, E 2: another year, strangers, altered, superseded, unknown key, other pack, preschool, two
// schools of one code; every screen's total is of the same units.
TEST_CASE("one set of counted units stands behind the list's chart, the units, the sample, recognition and the roll-up") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  desk.drop("nop.zip", bundle);
  OfficeWork& work = desk.work;
  const Row model = desk.work.collection.rows.at(0);
  const Submission sent = work.store.round.submissions.at(sha256);
  CHECK(sent.pack == work.store.pack.name());
  CHECK(sent.instrument == work.store.round.instrument);
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
    work.inbox.handed_in(row.sha256, s);
    desk.work.collection.rows.push_back(row);
    ++desk.work.collection.revision;
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
  work.store.record([&](Round& r) {
    for (const char* code : {"A-1", "A-2", "A-3", "A-4", "A-5", "A-7", "A-8"})
      r.units[code] = {std::string("Trường ") + code, "th", "", "", "", ""};
    r.units["A-6"] = {"Mầm non Hoa Sen", "mam-non", "", "", "", ""};
  });
  const auto chart = [&] {
    desk.work.collection.mark_again();
    Listing listing;
    listing.refresh(desk.work.collection.rows, desk.work.collection.revision, {});
    const auto first = listing.sums.groups.find(work.store.pack.groups[0].id);
    return first == listing.sums.groups.end() ? 0 : first->second.count;
  };
  const auto agree = [&](std::size_t count) {
    UnitListing units;
    units.refresh(work.store, {}, false);
    CHECK(units.counts[static_cast<std::size_t>(UnitIs::handed_in)] == count);
    CHECK(work.adding_up.rollup().units.size() == count);
    CHECK(chart() == count);
    CHECK(work.adding_up.table(Side::self).rows[0].all.count() == static_cast<int>(count));
    std::vector<std::string> all;
    for (const auto& [hash, s] : work.store.round.submissions) all.push_back(hash);
    CHECK(work.recognitions.propose_self(all) == count);
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
  CHECK(work.sampling.population().size() == 7);  // the register without the preschool
  CHECK(work.adding_up.rollup().left_out.size() == 8);
  // A person decides: the pack, the code, that the stranger is one of ours.
  work.units.accept_pack(std::string(64, 'e'), "khac@1");
  agree(3);
  work.units.choose_code("A-7", "");
  agree(4);
  work.undo();
  agree(3);
  // What the list has forgotten still counts once, and the old year's still does not.
  desk.work.reader.forget_all();
  CHECK(work.adding_up.rollup().units.size() == 3);
  CHECK(work.adding_up.rollup().units[0].ownership == "public");
}

// Issue 9, E 12.
TEST_CASE("a signed external assessment that is dropped counts as it was signed, and only under a known key") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  std::string review, key;
  {
    Machine district;
    sit_down(district, bundle);
    district.work.reviews.agree_criterion("1.3");
    district.work.reviews.set_points("1.4", whole_points(4));
    district.work.reviews.sign("");
    district.settle();
    review = outside::world().saved.at(district.work.papers.signing()->name);
    key = district.work.store.round.signed_reviews.at(sha256).signer;
    CHECK(district.work.adding_up.table(Side::external).rows[0].all.count() == 1);
  }
  for (const bool known : {true, false}) {
    for (const bool review_first : {true, false}) {
      CAPTURE(known);
      CAPTURE(review_first);
      forget_everything();
      Machine desk;
      OfficeWork& work = desk.work;
      if (known) {
        work.store.record([&](Round& r) {
          r.keys["79-001"][key] = {"2026-03-01", "An", "", ""};
          r.offices["79-001"] = {"UBND phường Bến Nghé Mới", {{key, {"2026-03-01", "An", "", ""}}}};
        });
        work.inbox.judge_files();
      }
      for (const bool is_review : {review_first, !review_first})
        desk.drop(is_review ? "danh-gia.zip" : "nop.zip", is_review ? review : bundle);
      REQUIRE(work.adding_up.rollup().units.size() == 1);
      CHECK(work.adding_up.table(Side::external).rows[0].all.count() == (known ? 1 : 0));
      CHECK(work.adding_up.rollup().units[0].review == (known ? sha256_hex(review) : ""));
      if (known)
        CHECK(work.adding_up.rollup().units[0].self[0].points - work.adding_up.rollup().units[0].external[0].points ==
              whole_points(6));
      CHECK(work.adding_up.not_signed().drafts + work.adding_up.not_signed().unknown == (known ? 0 : 1));
    }
  }
}

// Issue 9, A 6.
TEST_CASE("an instrument is a pack's content: other words are the same one, other numbers under its name are not") {
  forget_everything();
  Machine desk;
  const OfficeWork& work = desk.work;
  Json document = *parse_json(work.store.pack_json, "pack");
  CHECK(instrument_of(work.store.pack_json, work.store.pack) == sha256_hex(work.store.pack_json));
  CHECK(instrument_of(to_compact_text(document), work.store.pack) == sha256_hex(work.store.pack_json));
  Pack changed = work.store.pack;
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
  OfficeWork& work = desk.work;
  work.store.record([](Round& r) { r.units["79-TH-001"] = {"Trường Tiểu học Bến Nghé Mới", "th", "", "a@b.vn", "", ""}; });
  desk.drop("nop.zip", bundle);
  const auto states = unit_states(work.store.round, work.store.pack);
  REQUIRE(states.size() == 1);
  REQUIRE(states[0].unusable);
  CHECK_FALSE(states[0].missing());
  CHECK_FALSE(unusable_reason(work.store.round, states[0], Lang::vi).empty());
  CHECK(reminder(work.store.round, states[0]).body.find("nop.zip") != std::string::npos);
  CHECK(work.adding_up.rollup().units.empty());
}

TEST_CASE("files dropped after the deadline are late only if nobody says when they came; it is kept and undone") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  OfficeWork& work = desk.work;
  work.store.name_assessor("Trần Lan");
  desk.work.reader.received_day = "2026-01-15";
  desk.drop("nop.zip", bundle);
  work.store.record([](Round& r) { r.settings.deadline = "2026-01-20"; });
  REQUIRE(work.store.round.submissions.at(sha256).said);
  CHECK(work.store.round.submissions.at(sha256).said->by == "Trần Lan");
  const auto late = [&] { return unit_states(work.store.round, work.store.pack)[0].late; };
  CHECK_FALSE(late());
  desk.work.units.say_received(work.collection.hashes_of({"nop.zip"}), "");
  CHECK(late());
  desk.work.units.say_received(work.collection.hashes_of({"nop.zip"}), "2026-01-20");
  CHECK_FALSE(late());
  work.undo();
  CHECK(late());
  work.redo();
  desk.save();
  CHECK_FALSE(late());
  CHECK(Machine().work.store.round.submissions.at(sha256).said->day == "2026-01-20");
}

TEST_CASE("all that are found are proposed by one step of undo, only sound ones; all of it is there after a reload") {
  const std::string bundle = bundle_from_elsewhere(), sha256 = sha256_hex(bundle);
  Machine desk;
  sit_down(desk, bundle);
  OfficeWork& work = desk.work;
  Submission other = work.store.round.submissions.at(sha256), broken = other;
  other.unit_code = "79-TH-002", broken.unit_code = "79-TH-003", broken.verdict = Verdict::altered;
  work.inbox.handed_in(std::string(64, 'a'), other);
  work.inbox.handed_in(std::string(64, 'b'), broken);
  work.recognitions.propose_self({sha256, std::string(64, 'a'), std::string(64, 'b'), std::string(64, 'c')});
  REQUIRE(work.store.round.recognition);
  REQUIRE(work.store.round.recognition->units.size() == 2);
  CHECK(work.store.round.recognition->find("79-TH-002")->review.empty());
  work.store.change("test", [](RoundEdit& e) {
    Recognised one = e.round().recognition->units[0];
    one.review = std::string(64, 'd');
    e.put(std::move(one));
  });
  work.store.seal();
  work.recognitions.propose_self({sha256});
  CHECK(work.store.round.recognition->units[0].review == std::string(64, 'd'));
  work.undo();  // the edit: where nothing was added there is nothing to undo
  desk.save();
  CHECK(Machine().work.store.round.recognition->units.size() == 2);
  work.undo();
  CHECK((!work.store.round.recognition || work.store.round.recognition->units.empty()));
}

TEST_CASE("an assessment with open questions: proposed, marked with how many, and gone when they are settled") {
  const std::string bundle = bundle_from_elsewhere();
  Machine desk;
  sit_down(desk, bundle);
  OfficeWork& work = desk.work;
  for (const Group& group : work.store.pack.groups)
    for (const Criterion& criterion : group.criteria) work.reviews.agree_criterion(criterion.id);
  const auto proposed = [&] {
    work.reviews.sign("");
    desk.settle();
    REQUIRE(work.store.round.recognition);
    const Recognised* unit = work.store.round.recognition->find("79-TH-001");
    REQUIRE(unit);
    return work.recognitions.open_items(*unit);
  };
  CHECK(proposed() == 0);
  work.reviews.set_state("1.4", ReviewState::question);
  work.reviews.set_state("1.5.1", ReviewState::todo);
  CHECK(proposed() == 2);
  work.reviews.agree_item("1.4");
  CHECK(proposed() == 1);
  work.reviews.agree_item("1.5.1");
  CHECK(proposed() == 0);
  // A unit that nobody has assessed has no questions: it is there on its own word.
  CHECK(work.recognitions.open_items(Recognised{}) == 0);
}

TEST_CASE("a broken file whose bag says whose it is: that unit has sent something, and its letter says so") {
  forget_everything();
  Machine desk;
  const BagInfo info{"dossier", "MH-1", "2025-2026", desk.work.store.pack.name(), "Trường số 1", "2026-03-01", "Thuoc 1"};
  const std::vector<PayloadFile> files = {{"data/dossier.json", "{\"format\": "},
                                          {"data/rubric.json", desk.work.store.pack_json}};
  const auto written = write_bundle("cds-MH-1-2025-2026", info, files,
                                    how_to_check("cds-MH-1-2025-2026", info, key_number(1).public_key()), key_number(1));
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  desk.work.unit_lists.read(
      {{"text",
        "Mã trường\tTên trường\tCấp học\tE-mail\nMH-1\tTrường số 1\tTiểu học\tmot@truong.example\nMH-2\tTrường "
        "số 2\tTiểu học\thai@truong.example\n"}},
      "");
  desk.settle();
  desk.work.unit_lists.take(false);
  desk.drop("hong.zip", bytes);
  REQUIRE(desk.work.collection.rows.size() == 1);
  CHECK(desk.work.collection.rows[0].verdict == Verdict::rejected);
  CHECK(desk.work.collection.rows[0].unit_code == "MH-1");
  const auto states = unit_states(desk.work.store.round, desk.work.store.pack);
  REQUIRE(states.size() == 2);
  CHECK_FALSE(states[0].missing());
  CHECK_FALSE(states[0].counted);
  REQUIRE(states[0].unusable);
  CHECK(states[1].missing());
  const std::string why = unusable_reason(desk.work.store.round, states[0], Lang::vi);
  CHECK_FALSE(why.empty());
  const Reminder broken = reminder(desk.work.store.round, states[0]), none = reminder(desk.work.store.round, states[1]);
  CHECK(broken.body.find(why) != std::string::npos);
  CHECK(none.body.find(why) == std::string::npos);
  // It never takes the place of one that can be used.
  desk.save();
  CHECK(Machine().work.store.round.submissions.size() == 1);
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
  desk.work.collection.mark_again();
  REQUIRE(desk.work.collection.rows.size() == 2);
  const auto old = [&](const char* name) {
    desk.work.collection.mark_again();
    return desk.work.collection.find(name)->superseded;
  };
  CHECK(old("mot.zip"));
  CHECK_FALSE(old("hai.zip"));
  const std::string mine = desk.work.store.round.submissions.at(sha256_hex(first)).signer;
  REQUIRE(mine != desk.work.store.round.submissions.at(sha256_hex(second)).signer);
  desk.work.store.change("code.choose", [&](RoundEdit& e) { e.at(&Round::codes, "79-TH-001") = {{mine}, "Lan", "2026-04-01"}; });
  CHECK_FALSE(old("mot.zip"));
  CHECK(old("hai.zip"));
  desk.work.units.reopen_code("79-TH-001");
  CHECK(old("mot.zip"));
  CHECK_FALSE(old("hai.zip"));
}
