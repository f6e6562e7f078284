#include "dossier/dossier.h"

#include <doctest/doctest.h>

#include <limits>

#include "base/limits.h"
#include "dossier/carry_forward.h"
#include "dossier_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// "{name}" left in a sentence: the code and its texts disagree about the slots.
bool has_open_slot(std::string_view sentence) {
  for (std::size_t at = sentence.find('{'); at != sentence.npos; at = sentence.find('{', at + 1)) {
    if (at + 1 < sentence.size() && sentence[at + 1] >= 'a' && sentence[at + 1] <= 'z') return true;
  }
  return false;
}

// The smallest dossier with one part replaced; what is told about it.
std::vector<std::string> told_with(const char* key, Json value) {
  Json document = smallest_dossier();
  document[key] = std::move(value);
  const LoadedDossier loaded = load(document);
  CHECK(loaded.dossier.has_value() == loaded.problems.empty());
  for (const Error& e : loaded.problems) {
    CHECK(e.place.file == "d.json");
    CHECK(message(e, Lang::vi) != e.code);
    CHECK(message(e, Lang::en) != e.code);
    CHECK_FALSE(has_open_slot(message(e, Lang::vi)));
    CHECK_FALSE(has_open_slot(message(e, Lang::en)));
  }
  return told(loaded.problems);
}

Json evidence(Json more) {
  Json one = {{"id", "mc1"}, {"type", "file"}};
  one.update(more);
  return Json::array({one});
}

std::vector<std::string> told_of_evidence(Json list) {
  Json document = smallest_dossier();
  document["evidence"] = std::move(list);
  document["next_evidence"] = 100;
  return told(load(document).problems);
}

}  // namespace

TEST_CASE("dossier: the smallest is read, the rest is empty") {
  const LoadedDossier loaded = load(smallest_dossier());
  REQUIRE(loaded.dossier);
  Dossier expected;
  expected.id = "00112233445566778899aabbccddeeff";
  expected.pack = "qd4725-gdpt@1";
  CHECK(*loaded.dossier == expected);
  CHECK(loaded.read_version == 2);
}

TEST_CASE("dossier: written and read again it is the same, and the bytes too") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const Dossier dossier = RandomDossier(seed).make();
    const std::string written = to_json_text(dossier);
    const LoadedDossier loaded = load_dossier(written, "");
    CHECK(told(loaded.problems) == std::vector<std::string>{});
    REQUIRE(loaded.dossier);
    CHECK(*loaded.dossier == dossier);
    CHECK(to_json_text(*loaded.dossier) == written);
  }
}

TEST_CASE("dossier: what is no dossier is refused as such") {
  const auto code = [](std::string_view json) {
    const LoadedDossier loaded = load_dossier(json, "x");
    CHECK_FALSE(loaded.dossier);
    REQUIRE(loaded.problems.size() == 1);
    return loaded.problems[0].code;
  };
  CHECK(code("") == "json.syntax");
  CHECK(code("[]") == "dossier.not_a_dossier");
  CHECK(code("{}") == "dossier.not_a_dossier");
  CHECK(code(R"({"format":7})") == "dossier.not_a_dossier");
  CHECK(code(R"({"format":"thuoc-key","version":1})") == "dossier.not_a_dossier");
  CHECK(code(R"({"format":"thuoc-dossier"})") == "dossier.bad_version");
  CHECK(code(R"({"format":"thuoc-dossier","version":"1"})") == "dossier.bad_version");
  CHECK(code(R"({"format":"thuoc-dossier","version":-1})") == "dossier.bad_version");
  CHECK(code(R"({"format":"thuoc-dossier","version":0})") == "dossier.bad_version");
}

TEST_CASE("dossier: one from the future is refused politely, whatever else is in it") {
  for (const char* version : {"3", "99", "4294967297", "9223372036854775807"}) {
    const LoadedDossier loaded =
        load_dossier(std::string(R"({"format":"thuoc-dossier","wings":true,"version":)") + version + "}", "x");
    CHECK_FALSE(loaded.dossier);
    CHECK(told(loaded.problems) == only("dossier.newer_version /version"));
    CHECK(message(loaded.problems[0], Lang::vi).find("mới hơn") != std::string::npos);
  }
}

TEST_CASE("dossier: an older one is carried forward step by step") {
  static int steps_taken = 0;
  const VersionStep steps[] = {{2,
                                [](Json& document) -> Status {
                                  ++steps_taken;
                                  document["name"] = document["title"];
                                  document.erase("title");
                                  return {};
                                }},
                               {1, [](Json& document) -> Status {
                                  ++steps_taken;
                                  if (!document.contains("label")) return fail("dossier.not_a_dossier");
                                  document["title"] = document["label"];
                                  document.erase("label");
                                  return {};
                                }}};
  Json old = {{"version", 1}, {"label", "a"}};
  CHECK(carry_forward(old, 1, 3, steps, "x"));
  CHECK(old == Json{{"version", 3}, {"name", "a"}});
  CHECK(steps_taken == 2);

  Json current = {{"version", 3}};
  CHECK(carry_forward(current, 3, 3, steps, "x"));
  CHECK(steps_taken == 2);

  Json broken = {{"version", 1}};
  CHECK(carry_forward(broken, 1, 3, steps, "x").error().code == "dossier.not_a_dossier");
  CHECK(broken["version"] == 1);

  Json unknown = {{"version", 0}};
  CHECK(carry_forward(unknown, 0, 3, steps, "x").error().code == "dossier.unknown_version");
  Json future = {{"version", 4}, {"kept", 1}};
  CHECK(carry_forward(future, 4, 3, steps, "x").error().code == "dossier.newer_version");
  CHECK(future == Json{{"version", 4}, {"kept", 1}});
}

TEST_CASE("dossier: version 1 had no place for what was returned, and is read as it was") {
  Json old = smallest_dossier();
  old["version"] = 1;
  const LoadedDossier loaded = load(old);
  REQUIRE(loaded.dossier);
  CHECK(loaded.read_version == 1);
  CHECK_FALSE(loaded.dossier->returned);
  CHECK(to_json_text(*loaded.dossier).find("\"version\": 2") != std::string::npos);
}

TEST_CASE("dossier: what it answers to is two hashes, both or none") {
  Json document = smallest_dossier();
  const std::string a(64, 'a'), b(64, 'b');
  document["returned"] = {{"submission", a}, {"notice", b}};
  const LoadedDossier loaded = load(document);
  REQUIRE(loaded.dossier);
  CHECK(loaded.dossier->returned == Returned{a, b});
  // A new year's record answers to nothing.
  CHECK_FALSE(carry_over(*loaded.dossier, std::string(32, '0'), "2026-2027", b, true).returned);

  document["returned"].erase("notice");
  CHECK(told(load(document).problems) == only("json.missing_key /returned/notice"));
  document["returned"]["notice"] = "B";
  CHECK(told(load(document).problems) == only("json.bad_sha256 /returned/notice"));
  document["returned"] = a;
  CHECK(told(load(document).problems) == only("json.wrong_type /returned"));
}

TEST_CASE("dossier: what must be there is missed by name") {
  const auto problems = told(load({{"format", "thuoc-dossier"}, {"version", 1}}).problems);
  CHECK(tells(problems, "json.missing_key /id"));
  CHECK(tells(problems, "json.missing_key /pack"));
  CHECK(tells(problems, "json.missing_key /next_evidence"));
}

TEST_CASE("dossier: every problem is told at once, each with its place") {
  Json document = smallest_dossier();
  document["id"] = "XYZ";
  document["school_year"] = "2025-2027";
  document["unit"] = {{"name", 5}, {"ownership", "royal"}, {"colour", "red"}};
  document["answers"] = {{"1.3/1", {{"points", "7,5"}, {"yes", 1}}}};
  const auto problems = told(load(document).problems);
  CHECK(problems.size() == 7);
  CHECK(tells(problems, "dossier.bad_id /id"));
  CHECK(tells(problems, "json.bad_school_year /school_year"));
  CHECK(tells(problems, "json.wrong_type /unit/name"));
  CHECK(tells(problems, "json.unknown_word /unit/ownership"));
  CHECK(tells(problems, "json.unknown_key /unit/colour"));
  CHECK(tells(problems, "points.not_a_number /answers/1.3~11/points"));
  CHECK(tells(problems, "json.wrong_type /answers/1.3~11/yes"));
}

TEST_CASE("dossier: values of the wrong shape") {
  CHECK(told_with("previous", "abc") == only("json.bad_sha256 /previous"));
  CHECK(told_with("previous", std::string(64, 'A')) == only("json.bad_sha256 /previous"));
  CHECK(told_with("school_year", "2025") == only("json.bad_school_year /school_year"));
  CHECK(told_with("figures", Json{{"pupils", -1}}) == only("json.number_out_of_range /figures/pupils"));
  CHECK(told_with("figures", Json{{"pupils", "12"}}) == only("json.wrong_type /figures/pupils"));
  CHECK(told_with("figures", Json{{"", 1}}) == only("json.bad_name /figures/"));
  CHECK(told_with("answers", Json{{"1.1", 5}}) == only("json.not_an_object /answers/1.1"));
  CHECK(told_with("answers", Json{{"1.1", {{"origin", "stolen"}}}}) == only("json.unknown_word /answers/1.1/origin"));
  CHECK(told_with("answers", Json{{"1.1", {{"points", "1.234"}}}}) == only("points.too_many_decimals /answers/1.1/points"));
  CHECK(told_with("answers", Json{{"1.1", {{"points", 5}}}}) == only("json.wrong_type /answers/1.1/points"));
  CHECK(told_with("answers", Json{{"1.1", {{"level", std::int64_t{1} << 40}}}}) ==
        only("json.number_out_of_range /answers/1.1/level"));
  CHECK(told_with("council", Json{{"decision_date", "2026-02-30"}}) == only("json.bad_date /council/decision_date"));
  CHECK(told_with("council", Json{{"members", {{{"role", "king"}}}}}) == only("json.unknown_word /council/members/0/role"));
  CHECK(told_with("council", Json{{"members", {{{"duties", {"1.3", 4, "1.3"}}}}}}) ==
        std::vector<std::string>{"json.not_a_text /council/members/0/duties/1", "json.repeated /council/members/0/duties/2"});
  CHECK(told_with("history", Json{{{"at", "yesterday"}, {"pointer", "/unit"}}}) == only("json.bad_instant /history/0/at"));
  CHECK(told_with("history", Json{{{"at", "2026-01-01T00:00:00Z"}}}) == only("json.missing_key /history/0/pointer"));
}

TEST_CASE("dossier: an impossible answer is read, or it could not be mended") {
  Json document = smallest_dossier();
  document["answers"] = {{"nowhere", {{"points", "-3"}, {"numerator", 9}, {"denominator", 0}}}};
  const LoadedDossier loaded = load(document);
  REQUIRE(loaded.dossier);
  CHECK(loaded.dossier->answers.at("nowhere").points == Points{-300});
}

TEST_CASE("dossier: evidence") {
  CHECK(told_of_evidence(evidence(Json::object())).empty());
  for (const char* id : {"", "mc", "mc0", "mc01", "mc1x", "MC1", "mc-1", "mc99999999"}) {
    CHECK(told_of_evidence(evidence({{"id", id}})) == only("dossier.bad_evidence_id /evidence/0/id"));
  }
  CHECK(told_of_evidence(evidence({{"type", "rumour"}})) == only("json.unknown_word /evidence/0/type"));
  CHECK(told_of_evidence(evidence({{"items", {"1.1", "1.1"}}})) == only("json.repeated /evidence/0/items/1"));
  CHECK(told_of_evidence(evidence({{"added_at", "2026-01-01"}})) == only("json.bad_instant /evidence/0/added_at"));
  CHECK(told_of_evidence(evidence({{"document", {{"date", "1/4/2026"}}}})) == only("json.bad_date /evidence/0/document/date"));
  CHECK(told_of_evidence(Json(2, Json{{"id", "mc7"}, {"type", "link"}})) == only("json.repeated /evidence/1/id"));

  const Json file = {{"sha256", std::string(64, '0')}, {"size", 1}, {"crc32", 0}};
  const auto told_of_file = [&](const char* key, Json value) {
    Json changed = file;
    changed[key] = std::move(value);
    return told_of_evidence(evidence({{"file", changed}}));
  };
  CHECK(told_of_file("name", "a").empty());
  CHECK(told_of_file("sha256", "0") == only("json.bad_sha256 /evidence/0/file/sha256"));
  CHECK(told_of_file("size", limits::evidence_bytes).empty());
  CHECK(told_of_file("size", limits::evidence_bytes + 1) == only("json.number_out_of_range /evidence/0/file/size"));
  CHECK(told_of_file("size", -1) == only("json.number_out_of_range /evidence/0/file/size"));
  CHECK(told_of_file("crc32", 0xFFFFFFFF).empty());
  CHECK(told_of_file("crc32", 0x100000000) == only("json.number_out_of_range /evidence/0/file/crc32"));
}

TEST_CASE("dossier: a number of evidence is never given twice") {
  Json document = smallest_dossier();
  document["evidence"] = evidence({{"id", "mc12"}});
  document["next_evidence"] = 12;
  CHECK(told(load(document).problems) == only("dossier.next_evidence_used /next_evidence"));
  document["next_evidence"] = 13;
  CHECK(load(document).dossier);
  document["next_evidence"] = 0;
  CHECK(tells(told(load(document).problems), "json.number_out_of_range /next_evidence"));
}

TEST_CASE("dossier: limits are kept to the letter") {
  CHECK(told_with("proposals", std::string(limits::text_bytes, 'a')).empty());
  CHECK(told_with("proposals", std::string(limits::text_bytes + 1, 'a')) == only("json.text_too_long /proposals"));
  CHECK(told_with("proposals", "a\nb\tc").empty());
  CHECK(told_with("proposals", std::string("a\0b", 3)) == only("json.control_character /proposals"));
  CHECK(told_with("proposals", "a\x1b[2J") == only("json.control_character /proposals"));

  const Json member = {{"name", "a"}};
  CHECK(told_with("council", Json{{"members", Json(limits::council_members, member)}}).empty());
  CHECK(told_with("council", Json{{"members", Json(limits::council_members + 1, member)}}) ==
        only("json.too_many /council/members"));

  Json change = {{"at", "2026-01-01T00:00:00Z"}, {"pointer", "/unit/name"}, {"after", ""}};
  for (int i = 0; i < 200; ++i) change["after"] = change["after"].get<std::string>() + "ệ";
  CHECK(told_with("history", Json::array({change})).empty());
  CHECK(told_with("history", Json(limits::history_changes + 1, change)) == only("json.too_many /history"));
  change["after"] = change["after"].get<std::string>() + "…";  // as the first versions shortened, and signed
  CHECK(told_with("history", Json::array({change})).empty());
  change["after"] = change["after"].get<std::string>() + "ệ";
  CHECK(told_with("history", Json::array({change})) == only("dossier.history_text_too_long /history/0/after"));

  Json many = Json::object();
  for (std::size_t i = 0; i <= limits::answers; ++i) many[std::to_string(i)] = Json::object();
  CHECK(told_with("answers", many) == only("json.too_many /answers"));
}

TEST_CASE("dossier: a hostile file is not answered with a book") {
  Json document = smallest_dossier();
  for (int i = 0; i < 20'000; ++i) document["x" + std::to_string(i)] = 0;
  CHECK(load(document).problems.size() <= limits::problems);
  document = smallest_dossier();
  document["history"] = Json(limits::history_changes, Json("not an object"));
  CHECK(load(document).problems.size() <= limits::problems);
}

TEST_CASE("dossier: cut anywhere, it is refused and does no harm") {
  Dossier dossier = RandomDossier(7).make();
  const std::string whole = to_json_text(dossier);
  for (std::size_t n = 0; n + 2 < whole.size(); ++n) {
    const LoadedDossier loaded = load_dossier(std::string_view(whole).substr(0, n), "");
    CHECK_FALSE(loaded.dossier);
    CHECK_FALSE(loaded.problems.empty());
  }
}
