// Whatever an office's buttons and fields can do can be read again: states at, below and above each limit, through the
// desk's own actions, kept, read as after a reload, equal.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "bundle/memory_source.h"
#include "desk_support.h"
#include "round_support.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

constexpr std::string_view odd_letters[] = {"a", "ệ", "😀", "\"", "\\", "e\u0302\u0301"};

std::string repeated(std::string_view letter, std::size_t bytes) {
  std::string text;
  while (text.size() + letter.size() <= bytes) text += letter;
  return text;
}

std::string hash_number(std::size_t n) { return sha256_hex(std::to_string(n)); }
// Made once: it takes milliseconds without optimisation.
const PublicKey& public_key(int n) {
  static std::map<int, PublicKey> made;
  const auto found = made.find(n);
  return found != made.end() ? found->second : made[n] = key_number(n).public_key();
}
std::string key_text(int n) { return key_line(public_key(n)); }

// Kept, and there after a reload: nothing refused, nothing lost, nothing said to be wrong.
void check_reload(Machine& desk) {
  desk.work.store.record([](Round&) {});  // what nobody changed is not kept
  desk.save();
  CHECK(desk.work.saving.is_saved());
  const Round kept = desk.work.store.round;
  Machine again;
  if (again.work.saving.kept_error) FAIL_CHECK(describe(*again.work.saving.kept_error, Lang::en));
  CHECK(again.work.store.round == kept);
  CHECK(again.work.store.assessor == desk.work.store.assessor);
}

Machine& named(Machine& desk) {
  desk.work.store.record([](Round& r) {
    r.head.office.code = "79-001";
    r.head.office.name = "UBND phường Bến Nghé Mới";
  });
  return desk;
}

// A school's bundle; `change` may make anything of it that the tests' own writer writes.
std::string bundle_saying(const std::function<void(Dossier&)>& change, int key = 1) {
  Dossier d = full_dossier();
  change(d);
  const Pack pack = builtin_pack();
  const auto written = bundle_of(d, builtin_pack_json(), pack, score(pack, d.answers), key_number(key), "2026-03-28");
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces)
    if (const auto* text = std::get_if<std::string>(&piece.content)) bytes += *text;
  return bytes;
}

// The desk assesses this bundle.
std::string sit_at(Machine& desk, const std::string& bundle) {
  named(desk).drop("nop.zip", bundle);
  desk.work.reviews.assess(sha256_hex(bundle));
  desk.settle();
  REQUIRE(desk.work.bundles.file_of(sha256_hex(bundle)));
  return sha256_hex(bundle);
}

// Anything an action refused was said to the person.
bool was_told(const Machine& desk) { return !desk.app.notices.shown.empty(); }

}  // namespace

TEST_CASE("office roundtrip: every text, at the limit, of any letter") {
  const std::string bundle = bundle_saying([](Dossier&) {});
  for (const std::string_view letter : odd_letters) {
    CAPTURE(letter);
    forget_everything();
    Machine desk;
    const std::string sha256 = sit_at(desk, bundle);
    OfficeWork& work = desk.work;
    const std::string text = repeated(letter, limits::text_bytes);
    work.store.record([&](Round& r) {
      Office& office = r.head.office;
      for (std::string* part : {&office.code, &office.name, &office.kind, &office.addressed, &office.place, &office.email})
        *part = text;
    });
    work.store.change("round.title", [&](RoundEdit& e) { e.title() = text; });
    work.store.name_assessor(text);
    work.reviews.agree_criterion("1.3");
    work.reviews.set_words("1.4", text, false);
    work.reviews.set_words("1.4", text, true);
    work.reviews.edit("conclusion", [&](Review& r) { r.conclusion = text; });
    work.returns.ask_for("/answers/1.4", text);
    work.returns.edit("words", [&](Return& r) { r.words = text; });
    work.recognitions.edit("words", [&](Recognition& r) { r.decision_number = r.signer_title = text; });
    work.unit_lists.read({{"text", "Mã trường\tTên trường\nMH-1\tMột\n"}}, "ds");
    desk.settle();
    work.unit_lists.take(false);
    work.units.edit("MH-1", "name", [&](RegisteredUnit& u) { u.name = u.email = u.commune = u.note = text; });
    work.sampling.draw(whole_points(100), text);
    if (!work.store.round.sample) work.sampling.draw(whole_points(100), "mầm");
    REQUIRE(work.store.round.sample);
    work.sampling.edit_teams("team", [&](std::vector<Team>& teams) { teams.push_back({text, {}, "", "", {}}); });
    check_reload(desk);
  }
}

TEST_CASE("office roundtrip: a seed longer than a text is refused with a word") {
  for (const std::size_t bytes : {limits::text_bytes - 1, limits::text_bytes, limits::text_bytes + 1, 5 * limits::text_bytes}) {
    forget_everything();
    Machine desk;
    desk.work.unit_lists.read({{"text", "Mã trường\tTên trường\nMH-1\tMột\n"}}, "ds");
    desk.settle();
    desk.work.unit_lists.take(false);
    desk.app.notices.shown.clear();
    desk.work.sampling.draw(whole_points(30), std::string(bytes, 's'));
    CHECK(desk.work.store.round.sample.has_value() == (bytes <= limits::text_bytes));
    CHECK(was_told(desk) == (bytes > limits::text_bytes));
    check_reload(desk);
  }
}

TEST_CASE("office roundtrip: teams and who is in them, as many and as long as they may be") {
  for (const int more : {-1, 0, 1}) {
    CAPTURE(more);
    forget_everything();
    Machine desk;
    OfficeWork& work = desk.work;
    work.unit_lists.read({{"text", "Mã trường\tTên trường\nMH-1\tMột\n"}}, "ds");
    desk.settle();
    work.unit_lists.take(false);
    work.sampling.draw(whole_points(30), "mầm");
    const auto near = [more](std::size_t limit) { return static_cast<std::size_t>(static_cast<int>(limit) + more); };
    for (std::size_t i = 0; i < near(limits::council_members); ++i) work.sampling.add_team();
    CHECK(work.store.round.sample->teams.size() == std::min(limits::council_members, near(limits::council_members)));
    std::string members;
    for (std::size_t i = 0; i < near(limits::listed_ids); ++i) members += (i ? ", Người " : "Người ") + std::to_string(i);
    desk.app.notices.shown.clear();
    work.sampling.name_members(0, members);
    CHECK(work.store.round.sample->teams[0].members.size() <= limits::listed_ids);
    CHECK(was_told(desk) == (more == 1));
    desk.app.notices.shown.clear();
    work.sampling.name_members(1, std::string(near(limits::name_bytes), 'n'));
    CHECK(work.store.round.sample->teams[1].members[0].size() == limits::name_bytes - (more == -1));
    CHECK(was_told(desk) == (more == 1));
    check_reload(desk);
  }
}

TEST_CASE("office roundtrip: a hundred assessors, and one more than may be named") {
  forget_everything();
  Machine desk;
  const std::string sha256 = sit_at(desk, bundle_saying([](Dossier&) {}));
  for (std::size_t i = 0; i < limits::council_members + 3; ++i) {
    desk.work.store.name_assessor("Người " + std::to_string(i));
    desk.work.reviews.agree_item("1.3.1");
  }
  CHECK_FALSE(was_told(desk));
  desk.work.store.name_assessor(std::string(limits::name_bytes + 1, 'n'));
  CHECK(desk.work.store.assessor.size() == limits::name_bytes);
  CHECK(was_told(desk));
  CHECK(desk.work.reviews.of(sha256).assessors.size() == limits::council_members);
  CHECK(desk.work.reviews.of(sha256).items.at("1.3.1").assessed.by == "Người " + std::to_string(limits::council_members + 2));
  check_reload(desk);
  // And by the team's boxes, of a review that has its two hundred.
  desk.work.reviews.assign("Người mới", "1.3", true);
  CHECK(desk.work.reviews.of(sha256).assessors.size() == limits::council_members);
  check_reload(desk);
}

TEST_CASE("office roundtrip: a thousand requests, and one more") {
  forget_everything();
  Machine desk;
  const std::string sha256 = sit_at(desk, bundle_saying([](Dossier&) {}));
  desk.work.returns.edit("many", [](Return& r) { r.requests.assign(limits::answers - 1, {"", "x", ""}); });
  desk.work.returns.ask_for("", "tròn");
  CHECK(desk.work.returns.of(sha256)->requests.size() == limits::answers);
  CHECK_FALSE(was_told(desk));
  desk.work.returns.ask_for("", "thừa");
  CHECK(desk.work.returns.of(sha256)->requests.size() == limits::answers);
  CHECK(was_told(desk));
  desk.work.reviews.set_state("1.4", ReviewState::question);
  desk.work.returns.ask_questions();
  CHECK(desk.work.returns.of(sha256)->requests.size() == limits::answers);
  check_reload(desk);
}

TEST_CASE("office roundtrip: keys of one unit, one press after the other and from a file") {
  forget_everything();
  Machine desk;
  constexpr int most = static_cast<int>(limits::listed_ids);
  desk.work.store.record([](Round& r) {
    for (int i = 0; i < most - 1; ++i)
      r.keys["MH-1"][key_text(i)] = r.offices["SỞ"].keys[key_text(i)] = {"2026-03-31", "", "", ""};
  });
  for (int i = most - 1; i < most + 1; ++i) {
    CHECK_FALSE(was_told(desk));
    desk.work.keys.confirm("MH-1", key_text(i));
    desk.work.keys.confirm_office("SỞ", "Sở", key_text(i));
  }
  CHECK(desk.work.store.round.keys.at("MH-1").size() == limits::listed_ids);
  CHECK(was_told(desk));
  CHECK(desk.work.store.round.offices.at("SỞ").keys.size() == limits::listed_ids);
  check_reload(desk);
  Signers many;
  for (int i = 0; i < most + 2; ++i)
    for (const Role role : {Role::unit, Role::office})
      many.list.push_back({"MH-2", public_key(i), std::string(i == 1 ? limits::text_bytes + 1 : 9, 'n'), role});
  desk.work.keys.offer_keys(offer_of(desk.work.store.round, many,
                                     "a\x01"
                                     "b\n" +
                                         std::string(limits::text_bytes, 'f')));
  desk.work.keys.accept();
  CHECK(desk.work.store.round.keys.at("MH-2").size() == limits::listed_ids);
  CHECK(desk.work.store.round.offices.at("MH-2").keys.size() == limits::listed_ids);
  check_reload(desk);
}

TEST_CASE("office roundtrip: a code that is no code is confirmed, registered, chosen for nobody") {
  for (const std::string& code : {std::string(), std::string(limits::name_bytes + 1, 'm'), std::string("m\x01")}) {
    CAPTURE(code);
    forget_everything();
    Machine desk;
    desk.work.keys.confirm(code, key_text(1));
    desk.work.keys.confirm_office(code, "Sở", key_text(1));
    CHECK(desk.work.store.round.keys.empty());
    CHECK(desk.work.store.round.offices.empty());
    CHECK(was_told(desk));
    check_reload(desk);
  }
  // At the limit it is one.
  forget_everything();
  Machine desk;
  const std::string longest(limits::name_bytes, 'm');
  desk.work.keys.confirm(longest, key_text(1));
  desk.work.keys.confirm_office(longest, std::string(limits::text_bytes + 1, 'n'), key_text(1));
  CHECK(desk.work.store.round.keys.contains(longest));
  check_reload(desk);
}

TEST_CASE(
    "office roundtrip: a school whose code is longer than a name may be is shown, and nothing done for it spoils the round") {
  for (const std::size_t bytes : {limits::name_bytes - 1, limits::name_bytes, limits::name_bytes + 1, std::size_t{5'000}}) {
    CAPTURE(bytes);
    forget_everything();
    Machine desk;
    const std::string code(bytes, 'm');
    const std::string bundle = bundle_saying([&](Dossier& d) { d.unit.code = code; });
    const std::string sha256 = sit_at(desk, bundle);
    OfficeWork& work = desk.work;
    check_reload(desk);
    work.recognitions.propose_self({sha256});
    work.keys.confirm(code, work.store.round.submissions.at(sha256).signer);
    for (const UnitState& unit : unit_states(work.store.round, work.store.pack))
      if (unit.stranger()) work.units.add(unit);
    work.sampling.draw(whole_points(100), "mầm");
    work.reviews.agree_criterion("1.3");
    desk.app.keys.make("");
    desk.settle();
    work.reviews.sign("");
    desk.settle();
    work.returns.ask_for("", "Bổ sung");
    work.returns.sign("");
    desk.settle();
    check_reload(desk);
    CHECK(work.store.round.units.contains(code) == (bytes <= limits::name_bytes));
  }
}

TEST_CASE("office roundtrip: two hundred keys that clash under one code, and accepted packs, and more") {
  forget_everything();
  Machine desk;
  OfficeWork& work = desk.work;
  work.store.record([&](Round& r) {
    for (int i = 0; i < static_cast<int>(limits::listed_ids) + 5; ++i) {
      Submission s = sample_submission("MH-1", i);
      s.unit_name = "Trường " + std::to_string(i);
      s.school_year = r.head.school_year;
      r.submissions[hash_number(static_cast<std::size_t>(i))] = s;
    }
  });
  work.units.choose_code("MH-1", "");
  check_reload(desk);
  for (std::size_t i = 0; i < limits::listed_ids + 2; ++i) work.units.accept_pack(hash_number(i), "gói " + std::to_string(i));
  CHECK(work.store.round.accepted_packs.size() == limits::listed_ids);
  CHECK(was_told(desk));
  check_reload(desk);
}

TEST_CASE("office roundtrip: a list that brings more units than there may be") {
  const auto list_of = [](std::size_t from, std::size_t count) {
    std::string text = "Mã trường\n";
    for (std::size_t i = from; i < from + count; ++i) text += "T" + std::to_string(i) + "\n";
    return text;
  };
  forget_everything();
  Machine desk;
  OfficeWork& work = desk.work;
  work.unit_lists.read({{"text", list_of(0, limits::units - 1)}}, "ds");
  desk.settle();
  work.unit_lists.take(false);
  work.unit_lists.read({{"text", list_of(limits::units - 1, 1)}}, "ds");
  desk.settle();
  work.unit_lists.take(false);
  CHECK(work.store.round.units.size() == limits::units);
  desk.app.notices.shown.clear();
  work.unit_lists.read({{"text", list_of(limits::units, 5)}}, "ds");
  desk.settle();
  work.unit_lists.take(false);
  CHECK(work.store.round.units.size() == limits::units);
  CHECK(was_told(desk));
  UnitState stranger;
  stranger.code = "lạ";
  work.units.add(stranger);
  CHECK(work.store.round.units.size() == limits::units);
  check_reload(desk);
}

TEST_CASE("office roundtrip: a file from anywhere, of any name, of any day") {
  for (const std::int64_t modified : {std::int64_t{1}, std::int64_t{1'775'000'000'000}, std::int64_t{7'258'118'399'000},
                                      std::int64_t{7'300'000'000'000}, std::int64_t{8'640'000'000'000'000}}) {
    for (const std::string& name :
         {std::string("a\x01\x7F.zip"), std::string("a\u202E\u200B.zip"), std::string(limits::text_bytes + 1, 'n')}) {
      CAPTURE(modified);
      forget_everything();
      Machine desk;
      const std::string bytes = bundle_saying([](Dossier&) {});
      const Json file = {{"blob", outside::world().add_blob(bytes)},
                         {"name", name},
                         {"size", bytes.size()},
                         {"type", ""},
                         {"path", ""},
                         {"modified", modified}};
      desk.app.navigation.go(Screen::office);
      desk.handle({"files", 0, {{"purpose", "bundles"}, {"files", Json::array({file})}}});
      CHECK(desk.work.store.round.submissions.size() == 1);
      check_reload(desk);
      CHECK(Machine().work.collection.rows.size() == 1);
    }
  }
}

TEST_CASE("office roundtrip: who a broken file says it is from cannot make the round unreadable") {
  // bag-info.txt may be 4 MB, and of a broken bundle nothing else is known.
  for (const std::size_t bytes : {limits::text_bytes, limits::text_bytes + 1, std::size_t{1} << 20}) {
    for (const bool code : {false, true}) {
      CAPTURE(bytes);
      CAPTURE(code);
      forget_everything();
      Machine desk;
      std::string bundle = bundle_saying([&](Dossier& d) { (code ? d.unit.code : d.unit.name) = std::string(bytes, 'm'); });
      // One letter of the summary page is another.
      const std::size_t at = bundle.rfind("</html>");
      REQUIRE(at != bundle.npos);
      bundle[at + 2] = 'H';
      desk.drop("hong.zip", bundle);
      check_reload(desk);
    }
  }
}

TEST_CASE("office roundtrip: reviews brought together, as many as may be and more") {
  forget_everything();
  Machine desk;
  const std::string sha256 = sit_at(desk, bundle_saying([](Dossier&) {}));
  desk.work.reviews.agree_item("1.3.1");
  desk.work.reviews.edit("many", [](Review& r) {
    for (std::size_t i = 0; i + 1 < limits::listed_ids; ++i) r.merged.push_back(hash_number(i));
    std::ranges::sort(r.merged);
  });
  const SecretKey office = key_number(9);
  for (int i = 0; i < 3; ++i) {
    Review theirs = desk.work.reviews.of(sha256);
    theirs.merged.clear();
    theirs.assessors = {{"Đồng nghiệp " + std::to_string(i), {}}};
    const auto written = sign_review(theirs, full_dossier().answers, builtin_pack_json(), office, "2026-04-20");
    REQUIRE(written);
    std::string bytes;
    for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
    desk.drop("danh-gia-" + std::to_string(i) + ".zip", bytes);
    if (!desk.work.inbox.asked.empty()) desk.confirm_asked();
    desk.work.inbox.open_round();
    if (desk.work.inbox.merging) desk.work.inbox.accept_merge();
    CHECK(desk.work.reviews.of(sha256).merged.size() <= limits::listed_ids);
    check_reload(desk);
  }
}

TEST_CASE("office roundtrip: a round larger than one that can be read is not written over the last that could") {
  forget_everything();
  Machine desk;
  OfficeWork& work = desk.work;
  work.unit_lists.read({{"text", "Mã trường\tTên trường\nMH-1\tMột\n"}}, "ds");
  desk.settle();
  work.unit_lists.take(false);
  check_reload(desk);
  std::string text = "Mã trường\n";
  for (int i = 0; i < 700; ++i) text += "T" + std::to_string(i) + "\n";
  work.unit_lists.read({{"text", text}}, "ds");
  desk.settle();
  work.unit_lists.take(false);
  for (int i = 0; i < 700; ++i)
    work.units.edit("T" + std::to_string(i), "note", [](RegisteredUnit& u) { u.note = std::string(limits::text_bytes, 'n'); });
  desk.save();
  CHECK_FALSE(work.saving.is_saved());
  REQUIRE(work.saving.save_error());
  CHECK(work.saving.save_error()->code == "office.round_too_large");
  CHECK_FALSE(Machine().work.saving.kept_error);
  for (int i = 0; i < 700; ++i) work.units.edit("T" + std::to_string(i), "note", [](RegisteredUnit& u) { u.note.clear(); });
  check_reload(desk);
}

TEST_CASE("office roundtrip: a list of recognised units may be as long as the round it comes from") {
  Recognition list;
  list.head = sample_head();
  list.decision_number = "12/QĐ-UBND";
  // Over 16 MB, as the list of some 30,000 schools is.
  for (int i = 100; i < 270; ++i)
    put(list, {{hash_number(1), "T" + std::to_string(i), std::string(limits::text_bytes, 'n'), "th"}, "", "", {}, {}});
  const std::string json = to_json_text(list);
  CHECK(json.size() > limits::json_bytes);
  CHECK(load_recognition(json, "r").recognition == list);
  const auto written =
      write_office_bundle({"recognition", list.head, "XA-01", "UBND", json, "", "", {}}, key_number(2), "2026-05-20");
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  CHECK(verify_bundle(MemorySource(bytes), {}).document_json == json);
}
