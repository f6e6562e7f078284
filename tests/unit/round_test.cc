#include "round/round.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "bundle/memory_source.h"
#include "round_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using List = std::vector<std::string>;

UnitState state_of(const Round& round, const std::string& code) {
  for (UnitState& unit : unit_states(round, the_pack()))
    if (unit.code == code) return unit;
  FAIL("no such unit: " << code);
  return {};
}

bool lists(const Round& round, const std::string& code) {
  const auto all = unit_states(round, the_pack());
  return std::ranges::find(all, code, &UnitState::code) != all.end();
}

}  // namespace

TEST_CASE("round: written and read again it is the same, and the bytes too") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Round round = RandomRound(seed).round();
    const std::string written = to_json_text(round);
    const LoadedRound loaded = load_round(written, "r");
    CHECK(told(loaded.problems) == List{});
    REQUIRE(loaded.round);
    CHECK(*loaded.round == round);
    CHECK(to_json_text(*loaded.round) == written);
  }
}

TEST_CASE("round: in parts for a store and read again it is the same; a part that is damaged is told") {
  std::size_t told_of = 0;
  for (unsigned seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    const Round round = RandomRound(seed).round();
    const RoundParts parts = parts_of(round, 1 + seed % 5);
    const LoadedRound outer = load_round(parts.outer, "r");
    REQUIRE(outer.round);
    CHECK(outer.round->submissions.empty());
    Round again = *outer.round;
    for (const std::string& part : parts.named) CHECK(told(add_part(again, part, "p")) == List{});
    CHECK(again == round);
    for (const std::string& part : parts.named) told_of += !add_part(again, part.substr(0, part.size() / 2), "p").empty();
    CHECK(add_part(again, R"({"title":"x"})", "p").at(0).code == "json.unknown_key");
  }
  CHECK(told_of > 100);
}

TEST_CASE("round: a document of version 1 is read, its keys with what it says of them") {
  const std::string key = key_line(key_number(1).public_key());
  Json document =
      Json::parse(R"({"format":"thuoc-round","version":1,"id":"00000000000000000000000000000000","school_year":"2025-2026",
    "office":{"code":"04-X","name":"UBND xã"},"pack":"qd-4725@2026","settings":{"multi_level":"once"}})");
  document["keys"] = {{"MH-1", {{key, {{"on", "2026-04-01"}, {"by", "An"}}}}}, {"MH-2", {{key, Json::object()}}}};
  const LoadedRound loaded = load_round(to_text(document), "r");
  REQUIRE(loaded.round);
  CHECK(loaded.round->keys.at("MH-1").at(key) == ConfirmedKey{"2026-04-01", "An", "", ""});
  CHECK_FALSE(loaded.round->keys.at("MH-2").at(key).is_compared());
  CHECK(loaded.round->offices.empty());
  CHECK(to_json(*loaded.round)["version"] == 2);
  document["version"] = 3;
  CHECK(load_round(to_text(document), "r").problems.at(0).code == "document.newer_version");
}

TEST_CASE("round: one unit a line, so that two files can be compared") {
  const std::string written = to_json_text(sample_round());
  CHECK(written.find("\n\"MH-3\": {\"commune\":\"xã Mẫu Sơn\",\"email\":\"t3@truong.vn\",\"level\":\"th\"") != written.npos);
  CHECK(written.ends_with("\n}\n"));
}

TEST_CASE("round: damaged documents are told with their places, or are still documents") {
  std::mt19937 random(8);
  int refused = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    const LoadedRound loaded = load_round(to_text(damaged(to_json(RandomRound(seed).round()), random)), "r");
    CHECK(loaded.round.has_value() == loaded.problems.empty());
    refused += !loaded.round;
    if (loaded.round) CHECK(load_round(to_json_text(*loaded.round), "r").round == loaded.round);
    for (const Error& problem : loaded.problems) {
      CHECK(problem.place.file == "r");
      CHECK(message(problem, Lang::vi) != problem.code);
    }
  }
  CHECK(refused > 500);
}

TEST_CASE("round: every problem is told at once, each with its place") {
  RandomRound random(1);
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1");
  round.reviews[hash_a] = begin_review(round.head, full_dossier("MH-1"), hash_a);
  round.keys["MH-1"][key_line(key_number(1).public_key())] = {"2026-04-01", "An", "", ""};
  Json document = to_json(round);
  document["submissions"]["xyz"] = document["submissions"][hash_a];
  document["submissions"][hash_a]["verdict"] = "fine";
  document["submissions"][hash_a]["completeness"] = 101;
  document["units"]["MH-1"]["ownership"] = "royal";
  document["units"][""] = Json::object();
  document["reviews"][hash_b] = document["reviews"][hash_a];
  document["keys"]["MH-1"]["ssh-rsa AAAA"] = Json::object();
  document["settings"]["multi_level"] = "twice";
  document["papers"] = {{hash_c, {{"type", "poem"}}}};
  const auto all = told(load_round(to_text(document), "r").problems);
  for (const std::string& one :
       {std::string("json.bad_sha256 /submissions/xyz"), "json.unknown_word /submissions/" + hash_a + "/verdict",
        "json.number_out_of_range /submissions/" + hash_a + "/completeness",
        std::string("json.unknown_word /units/MH-1/ownership"), std::string("json.bad_name /units/"),
        "round.other_subject /reviews/" + hash_b + "/subject", std::string("json.unknown_word /settings/multi_level"),
        "json.unknown_word /papers/" + hash_c + "/type"})
    CHECK_MESSAGE(tells(all, one), one);
  CHECK(std::ranges::any_of(
      all, [](const std::string& one) { return one.starts_with("key.") && one.ends_with("/keys/MH-1/ssh-rsa AAAA"); }));
  CHECK(all.size() == 9);
}

TEST_CASE("round: who has not handed in, who was late, who handed in again, who is not in the list") {
  Round round = sample_round();
  CHECK(unit_states(round, the_pack()).size() == 5);
  CHECK(state_of(round, "MH-1").missing());
  CHECK(state_of(round, "MH-1").key == KeyState::none);

  Submission& first = round.submissions[hash_a] = sample_submission("MH-1");
  UnitState unit = state_of(round, "MH-1");
  CHECK_FALSE(unit.missing());
  CHECK_FALSE(unit.late);
  CHECK_FALSE(unit.again);
  REQUIRE(unit.current);
  CHECK(unit.current->first == hash_a);

  first.received_at = "2026-04-01T16:59:59Z";  // 23:59 of the last day in Vietnam
  CHECK_FALSE(state_of(round, "MH-1").late);
  first.received_at = "2026-04-01T17:00:00Z";  // midnight
  CHECK(state_of(round, "MH-1").late);
  round.settings.deadline.clear();
  CHECK_FALSE(state_of(round, "MH-1").late);
  round.settings.deadline = "2026-04-01";

  // Mended after the deadline: the first one was in time, so the unit is not late.
  first.received_at = "2026-03-30T00:00:00Z";
  Submission& second = round.submissions[hash_b] = sample_submission("MH-1");
  second.received_at = "2026-04-20T00:00:00Z";
  second.changed_at = "2026-04-19T00:00:00Z";
  unit = state_of(round, "MH-1");
  CHECK(unit.again);
  CHECK_FALSE(unit.late);
  CHECK(unit.current->first == hash_b);
  REQUIRE(unit.submissions.size() == 2);
  CHECK(unit.submissions[0]->first == hash_a);

  // An altered file is in the list and displaces nobody; where nothing else came, nothing was handed in.
  second.verdict = Verdict::altered;
  unit = state_of(round, "MH-1");
  CHECK(unit.current->first == hash_a);
  CHECK(unit.submissions.size() == 2);
  CHECK_FALSE(unit.again);
  first.verdict = Verdict::rejected;
  // Something came: it is not said that nothing did.
  CHECK_FALSE(state_of(round, "MH-1").missing());
  CHECK_FALSE(state_of(round, "MH-1").handed_in());
  CHECK(state_of(round, "MH-1").unusable->first == hash_b);
  CHECK(state_of(round, "MH-1").submissions.size() == 2);

  round.submissions[hash_c] = sample_submission("LẠ-9");
  CHECK(state_of(round, "LẠ-9").stranger());
  CHECK_FALSE(state_of(round, "LẠ-9").missing());
  round.submissions[hash_c].verdict = Verdict::altered;
  CHECK_FALSE(lists(round, "LẠ-9"));
  CHECK(unit_states(round, the_pack()).size() == 5);
}

// Issue 9, A 4: what is known goes before what a file says of itself, wherever one of several is chosen.
TEST_CASE("round: what an unknown key signs displaces nothing, is not in time, answers nothing, is no second submission") {
  const std::string notice = std::string(64, '1');
  struct {
    const char* forged_changed;
    const char* forged_received;
  } const table[] = {{"2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"},
                     {"2026-03-01T00:00:00Z", "2026-06-02T00:00:00Z"},
                     {"2027-01-01T00:00:00Z", "2026-03-02T00:00:00Z"},
                     {"2027-01-01T00:00:00Z", "2026-06-02T00:00:00Z"},
                     {"zzzz", ""}};
  for (const auto& [changed, received] : table) {
    for (const bool known : {true, false}) {
      CAPTURE(changed);
      CAPTURE(received);
      Round round = sample_round();
      round.papers[notice] = {"return", "MH-1", hash_a, "", "2026-04-03T00:00:00Z"};
      Submission& own = round.submissions[hash_a] = sample_submission("MH-1", 1);
      own.received_at = "2026-04-20T00:00:00Z";
      if (known) {
        own.verdict = Verdict::valid;
        round.keys["MH-1"][own.signer] = {"2026-03-01", "An"};
      }
      Submission& forged = round.submissions[hash_c] = sample_submission("MH-1", 2);
      forged.unit_name = own.unit_name;
      forged.changed_at = changed, forged.received_at = received, forged.returned = {hash_a, notice};
      const UnitState unit = state_of(round, "MH-1");
      CHECK(unit.key == KeyState::changed);
      if (!known) {
        CHECK(unit.again);
        CHECK_FALSE(unit.waiting);
        continue;
      }
      CHECK(unit.current->first == hash_a);
      CHECK(unit.late);
      CHECK(unit.waiting);
      CHECK_FALSE(unit.again);
      // And where the key is known, but nothing signed by it has come.
      round.submissions.erase(hash_a);
      CHECK(state_of(round, "MH-1").waiting);
    }
  }
}

TEST_CASE("round: two schools under one code are not counted until a person says which, or that they are one") {
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1", 1);
  Submission& other = round.submissions[hash_b] = sample_submission("MH-1", 2);
  other.unit_name = "Tiểu học Đông Khê";
  UnitState unit = state_of(round, "MH-1");
  CHECK(unit.clashing.size() == 2);
  CHECK_FALSE(unit.handed_in());
  CHECK_FALSE(unit.missing());
  CHECK_FALSE(unit.counted);
  round.codes["MH-1"] = {{other.signer}, "An", "2026-04-02"};
  unit = state_of(round, "MH-1");
  CHECK(unit.clashing.empty());
  CHECK(unit.current->first == hash_b);
  CHECK_FALSE(unit.again);
  round.codes["MH-1"].signers.insert(round.submissions[hash_a].signer);  // they are one
  CHECK(state_of(round, "MH-1").current->first == hash_b);
  CHECK(state_of(round, "MH-1").again);
  round.codes.clear();
  other.signer = round.submissions[hash_a].signer;  // one key: the school was renamed
  CHECK(state_of(round, "MH-1").clashing.empty());
  CHECK(state_of(round, "MH-1").again);
  other = sample_submission("MH-1", 2);
  other.unit_name = "Tiểu học Đông Khê";
  round.submissions[hash_a].verdict = Verdict::valid;  // known: a stranger's file of that code clashes with nobody
  CHECK(state_of(round, "MH-1").current->first == hash_a);
}

TEST_CASE("round: who is scored by another pack has not handed in, unless that pack is accepted by its content") {
  Round round = sample_round();
  round.instrument = std::string(64, '1');
  Submission& s = round.submissions[hash_a] = sample_submission("MH-1");
  CHECK(counts(round, s));  // kept before it was known
  s.pack = round.head.pack, s.instrument = round.instrument;
  CHECK(counts(round, s));
  s.instrument = std::string(64, '2');  // our pack's name, other bands
  CHECK(standing(round, s) == Standing::other_instrument);
  CHECK(state_of(round, "MH-1").unusable->first == hash_a);
  round.accepted_packs[s.instrument] = {"qd4725-gdpt@1", "An", "2026-04-02"};
  CHECK(counts(round, s));
  round.accepted_packs.clear();
  s.pack = "khac@1", s.instrument.clear();
  CHECK(standing(round, s) == Standing::other_instrument);
}

TEST_CASE("round: the day a file came is what a person says, else what the machine saw") {
  Round round = sample_round();
  Submission& s = round.submissions[hash_a] = sample_submission("MH-1");
  s.received_at = "2026-04-01T17:00:00Z";
  CHECK(received_day(s) == "2026-04-02");
  CHECK(state_of(round, "MH-1").late);
  s.said = SaidDay{"2026-04-01", "An", "2026-04-20T00:00:00Z"};
  CHECK(received_day(s) == "2026-04-01");
  CHECK_FALSE(state_of(round, "MH-1").late);
  s.said->day = "2026-05-01";
  CHECK(state_of(round, "MH-1").late);
}

TEST_CASE("round: preschools are neither due nor missing; a dossier without a cấp học is not usable") {
  Round round = sample_round();
  round.units["MN-1"] = {"Mầm non Hoa Sen", "mam-non", "", "", "", ""};
  CHECK(state_of(round, "MN-1").exempt);
  CHECK_FALSE(state_of(round, "MN-1").missing());
  Submission& s = round.submissions[hash_a] = sample_submission("MN-1");
  s.unit_level = "mam-non";
  CHECK(state_of(round, "MN-1").exempt);
  CHECK_FALSE(state_of(round, "MN-1").counted);
  round.submissions[hash_b] = sample_submission("MH-1");
  CHECK(state_of(round, "MH-1").counted);
  round.submissions[hash_b].unit_level = "";
  CHECK_FALSE(state_of(round, "MH-1").counted);
  CHECK(state_of(round, "MH-1").unusable);
  round.submissions[hash_c] = sample_submission("LẠ-9");
  CHECK_FALSE(state_of(round, "LẠ-9").counted);  // nobody of the register's
  round.units.clear();
  CHECK(state_of(round, "LẠ-9").counted);
}

TEST_CASE("round: a round of version 1 is read as it was written then") {
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1");
  Json document = to_json(round);
  document["version"] = 1;
  const LoadedRound loaded = load_round(to_text(document), "r");
  REQUIRE(loaded.round);
  CHECK(*loaded.round == round);
  CHECK(state_of(*loaded.round, "MH-1").counted);
}

TEST_CASE("round: an older copy that is found later does not displace the newer one") {
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1");
  round.submissions[hash_b] = sample_submission("MH-1");
  round.submissions[hash_a].changed_at = "2026-03-31T00:00:00Z";
  round.submissions[hash_b].received_at = "2026-04-30T00:00:00Z";
  CHECK(state_of(round, "MH-1").current->first == hash_a);
  round.submissions[hash_b].changed_at = round.submissions[hash_a].changed_at;
  CHECK(state_of(round, "MH-1").current->first == hash_b);  // then what came last
  round.submissions[hash_b].received_at = round.submissions[hash_a].received_at;
  CHECK(state_of(round, "MH-1").current->first == hash_b);  // then the greater hash: the same everywhere
}

TEST_CASE("round: a dossier of another school year is in the list and hands nothing in") {
  Round round = sample_round();
  Submission& last = round.submissions[hash_a] = sample_submission("MH-1");
  last.school_year = "2024-2025";
  last.changed_at = "2026-12-31T00:00:00Z";  // by its own clock the newest
  CHECK_FALSE(state_of(round, "MH-1").handed_in());
  CHECK(state_of(round, "MH-1").unusable->first == hash_a);
  CHECK(state_of(round, "MH-1").submissions.size() == 1);
  round.submissions[hash_b] = sample_submission("MH-1");
  round.submissions[hash_b].school_year = round.head.school_year;
  CHECK(state_of(round, "MH-1").current->first == hash_b);
  CHECK_FALSE(state_of(round, "MH-1").again);
  round.submissions[hash_c] = sample_submission("LẠ-9");
  round.submissions[hash_c].school_year = "2024-2025";
  CHECK_FALSE(lists(round, "LẠ-9"));
  round.submissions[hash_c].school_year.clear();  // a round of before it was kept
  CHECK(lists(round, "LẠ-9"));
}

TEST_CASE("round: keys are unknown at first sight, known when confirmed, and a red flag when they change") {
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1", 1);
  CHECK(state_of(round, "MH-1").key == KeyState::unknown);
  const std::string one = key_line(key_number(1).public_key()), two = key_line(key_number(2).public_key());
  CHECK(one.starts_with("ssh-ed25519 "));
  CHECK(one.find_last_of(' ') == 11);
  round.keys["MH-1"][one] = {"2026-04-02", "An", "", ""};
  CHECK(state_of(round, "MH-1").key == KeyState::known);

  round.submissions[hash_b] = sample_submission("MH-1", 2);
  CHECK(state_of(round, "MH-1").key == KeyState::changed);
  round.submissions[hash_b].verdict = Verdict::altered;  // anybody can write such a file
  CHECK(state_of(round, "MH-1").key == KeyState::known);
  round.submissions[hash_b].verdict = Verdict::valid;
  round.keys["MH-1"][two] = {"2026-04-03", "An", "", ""};  // a new computer, confirmed on paper
  CHECK(state_of(round, "MH-1").key == KeyState::known);
  round.keys.clear();  // two keys, none confirmed: they cannot both be it
  CHECK(state_of(round, "MH-1").key == KeyState::changed);
}

TEST_CASE("round: a returned unit is waited for until something answers the last notice") {
  Round round = sample_round();
  round.submissions[hash_a] = sample_submission("MH-1");
  const std::string notice = std::string(64, '1'), later = std::string(64, '2');
  round.papers[notice] = {"return", "MH-1", hash_a, "tra-lai.zip", "2026-04-03T00:00:00Z"};
  round.papers[std::string(64, '3')] = {"review", "MH-1", hash_a, "danh-gia.zip", "2026-04-09T00:00:00Z"};
  CHECK(state_of(round, "MH-1").waiting);
  round.submissions[hash_b] = sample_submission("MH-1");
  CHECK(state_of(round, "MH-1").waiting);  // sent again without saying what it answers
  round.submissions[hash_b].returned = {hash_a, notice};
  CHECK_FALSE(state_of(round, "MH-1").waiting);
  round.papers[later] = {"return", "MH-1", hash_b, "tra-lai.zip", "2026-04-20T00:00:00Z"};
  CHECK(state_of(round, "MH-1").waiting);
  round.submissions[hash_c] = sample_submission("MH-1");
  round.submissions[hash_c].returned = {hash_b, later};
  CHECK_FALSE(state_of(round, "MH-1").waiting);
  round.submissions[hash_c].verdict = Verdict::altered;
  CHECK(state_of(round, "MH-1").waiting);
}

TEST_CASE("round: its keys are an allowed_signers file, and come back from one") {
  Round round = sample_round();
  round.keys["MH-1"][key_line(key_number(1).public_key())] = {"2026-04-02", "An", "", ""};
  const Signers signers = signers_of(round);
  REQUIRE(signers.list.size() == 1);
  CHECK(signers.list[0].principal == "MH-1");
  CHECK(signers.list[0].comment == "Trường số 1 2026-04-02");
  CHECK(signers.find("MH-1", key_number(1).public_key()));

  Round other = sample_round();
  const auto read = parse_allowed_signers(write_allowed_signers(signers), "x");
  CHECK(read.problems.empty());
  adopt_signers(other, read.signers, "2026-05-01");
  adopt_signers(round, read.signers, "2026-05-01");
  CHECK(other.keys["MH-1"].begin()->second == ConfirmedKey{"2026-04-02", "", "", ""});  // the day its comment ends with
  Signers undated;
  undated.list.push_back({"MH-2", key_number(2).public_key(), "không ghi ngày"});
  adopt_signers(other, undated, "2026-05-01");
  CHECK(other.keys["MH-2"].begin()->second == ConfirmedKey{"2026-05-01", "", "", ""});
  CHECK(round.keys["MH-1"].begin()->second == ConfirmedKey{"2026-04-02", "An", "", ""});  // what was known stays
}

TEST_CASE("round: the pack as this round goes by it") {
  const Pack& pack = the_pack();
  Settings settings;
  CHECK(with_settings(pack, settings).policy.missing_mandatory == pack.policy.missing_mandatory);
  settings.missing_mandatory = MissingMandatory::cap_level_1;
  Answers answers = full_dossier().answers;
  answers["1.1"].yes = false;
  CHECK(score(pack, answers).groups[0].level == 3);
  CHECK(score(with_settings(pack, settings), answers).groups[0].level == 1);
}

TEST_CASE("round: as one file for a colleague, with a page of who handed in") {
  Round round = sample_round();
  round.units["MH-1"].name = "Trường <b>";
  round.submissions[hash_a] = sample_submission("MH-1");
  const auto written = sign_round(round, builtin_pack_json(), key_number(4), "2026-04-05");
  REQUIRE(written);
  CHECK(written->file_name == "dot-XA-01-2025-2026.zip");
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  const MemorySource source(bytes);
  const Check check = inspect(source, {});
  CHECK(check.verdict == Verdict::unknown_key);
  CHECK(head_problems(check, "a.zip").empty());
  CHECK(load_round(check.document_json, "r").round == round);
  const std::string page = round_page(round, builtin_pack());
  for (const char* words : {"Trường &lt;b&gt;", "chưa nộp", "63,5 · 2", "5 đơn vị: đã nộp 1, chưa nộp 4."})
    CHECK_MESSAGE(page.find(words) != page.npos, words);
  for (const char* key : {"sheet.", "round."}) CHECK(page.find(key) == page.npos);
  round.head.office.name.clear();
  CHECK(sign_round(round, builtin_pack_json(), key_number(4), "2026-04-05").error().code == "round.office_name_missing");
}

TEST_CASE("round: reminders are addressed, dated, and safe to put into a link") {
  Round round = sample_round();
  Reminder one = reminder(round, state_of(round, "MH-1"));
  CHECK(one.to == "t1@truong.vn");
  CHECK(one.subject.find("MH-1") != one.subject.npos);
  CHECK(one.body.find("Hạn nộp: 01/04/2026") != one.body.npos);
  CHECK(one.body.find('{') == one.body.npos);
  round.settings.deadline.clear();
  CHECK(reminder(round, state_of(round, "MH-1")).body.find("Hạn nộp") == std::string::npos);
  round.submissions[hash_a] = sample_submission("MH-1");
  round.papers[hash_c] = {"return", "MH-1", hash_a, "", "2026-04-03T00:00:00Z"};
  CHECK(reminder(round, state_of(round, "MH-1")).body.find("hoàn thiện") != std::string::npos);

  const std::string link = mailto({"a+b@c.vn; d@e.vn", "Nhắc & hỏi", "dòng 1\n100% ?"});
  CHECK(link == "mailto:a+b@c.vn,d@e.vn?subject=Nh%E1%BA%AFc%20%26%20h%E1%BB%8Fi&body=d%C3%B2ng%201%0D%0A100%25%20%3F");
  CHECK(mailto({"", "x", "y"}) == "");
  CHECK(mailto({" ; ", "x", "y"}) == "");
  CHECK(mailto({"a@b.vn?bcc=x@y.vn", "", ""}) == "mailto:a@b.vn%3Fbcc%3Dx@y.vn?subject=&body=");
}

TEST_CASE("round: who has sent something that cannot be used gets a letter that says so, not that nothing came") {
  Round round = sample_round();
  Submission& s = round.submissions[hash_a] = sample_submission("MH-1");
  s.school_year = "2024-2025";
  Reminder letter = reminder(round, state_of(round, "MH-1"));
  CHECK(letter.body.find("chưa nhận được") == letter.body.npos);
  CHECK(letter.body.find("cds-MH-1.zip") != letter.body.npos);
  CHECK(letter.body.find("2024-2025") != letter.body.npos);
  CHECK(letter.body.find('{') == letter.body.npos);
  s.school_year = "2025-2026", s.verdict = Verdict::rejected;
  letter = reminder(round, state_of(round, "MH-1"));
  CHECK(letter.body.find("bị hỏng") != letter.body.npos);
  const std::string csv = mail_merge_csv(round, unit_states(round, the_pack()));
  CHECK(csv.find("đã gửi nhưng chưa dùng được") != csv.npos);
  CHECK(csv.find("chưa nộp") != csv.npos);
}

TEST_CASE("round: the mail merge has a line for each unit, and no cell that runs") {
  Round round = sample_round();
  round.units["MH-1"].name = "=HYPERLINK(\"x\")";
  round.submissions[hash_a] = sample_submission("MH-2");
  const std::string csv = mail_merge_csv(round, unit_states(round, the_pack()));
  CHECK(csv.starts_with(
      "\xEF\xBB\xBF\"ma\",\"ten\",\"email\",\"xa\",\"trang_thai\",\"han_nop\",\"co_quan\",\"nam_hoc\",\"ly_do\"\r\n"));
  CHECK(std::ranges::count(csv, '\n') == 6);
  CHECK(csv.find("\"MH-1\",\"'=HYPERLINK(\"\"x\"\")\",\"t1@truong.vn\",\"xã Mẫu Sơn\",\"chưa nộp\",\"01/04/2026\",\"UBND xã Mẫu "
                 "Sơn\",\"2025-2026\",\r\n") != csv.npos);
  CHECK(csv.find("\"MH-2\",\"Trường số 2\",\"t2@truong.vn\",\"xã Mẫu Sơn\",\"đã nộp\",") != csv.npos);
}

TEST_CASE("round: what was written before the present code is read, and written again as it was") {
  const std::string text = test_data("round-2.json");
  const LoadedRound loaded = load_round(text, "round-2.json");
  REQUIRE(loaded.round);
  CHECK(to_json_text(*loaded.round) == text);
}

TEST_CASE("unit_result: a submission as its round counts it") {
  Round round = sample_round();
  round.instrument = std::string(64, '1');
  const Pack pack = builtin_pack();
  const std::string bundle(64, 'a');
  Submission& s = round.submissions[bundle] = sample_submission("MH-1");
  s.instrument = round.instrument, s.pack = "qd4725-gdpt@1", s.unit_level = "thcs", s.commune = "Xã A";
  s.difficulties = "Ít máy.", s.unanswered = 3, s.signed_on = "2026-04-02", s.changed_at = "2026-03-02T00:00:00Z";
  const auto result = [&] { return unit_result(round, pack, *round.submissions.begin()); };
  UnitResult u = result();
  CHECK(u.code == "MH-1");
  CHECK(u.level == "thcs");
  CHECK(u.decision == pack.decision);
  CHECK(u.pack == pack.name());
  CHECK(u.bundle == bundle);
  CHECK_FALSE(u.known_key);
  CHECK(u.handed_in == "2026-04-02");
  CHECK(u.changed == "2026-03-02T00:00:00Z");
  CHECK(u.self == s.results);
  CHECK(u.unanswered == 3);
  CHECK(u.external.empty());
  // A dossier without history: the bag's day is no change.
  s.changed_at = "2026-04-02";
  fit(s);
  CHECK(s.changed_at == "2026-04-02T00:00:00Z");
  CHECK(result().changed.empty());
  s.instrument = std::string(64, '2');
  CHECK(result().pack == "qd4725-gdpt@1 · 22222222");

  SignedReview& review = round.signed_reviews[bundle];
  review.paper = std::string(64, 'b');
  review.results = {{"1", Points{300}, whole_points(100), 1}};
  CHECK(result().external.empty());  // by a key that is not known
  review.known = true;
  CHECK(result().external == review.results);
  CHECK(result().review == review.paper);
}
