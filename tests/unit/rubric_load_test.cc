// What a pack may be, and every way in which one can be wrong, each with its pointer.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "base/limits.h"
#include "rubric_make.h"

using namespace thuoc;

namespace {

struct Broken {
  const char* code;
  const char* pointer;  // of the problem
  std::function<void(Json&)> change;
};

std::function<void(Json&)> set(std::string where, Json value) {
  return [=](Json& pack) { at(pack, where) = value; };
}
std::function<void(Json&)> erase(std::string parent, std::string key) {
  return [=](Json& pack) { at(pack, parent).erase(key); };
}

const std::string stock = "/groups/0/criteria", software = "/groups/0/criteria/2", readers = "/groups/1/criteria/0",
                  room = "/groups/2";

// Ways to break the library pack so that exactly one thing is wrong with it.
std::vector<Broken> broken() {
  return {
      // shape
      {"json.unknown_key", "/colour", set("/colour", "red")},
      {"json.unknown_key", "/groups/0/criteria/1/evidence/kinds", set(stock + "/1/evidence/kinds", "x")},
      {"json.unknown_key", "/levels/bands/0/until", set("/levels/bands/0/until", "3")},
      {"json.unknown_key", "/groups/0/criteria/2/kind", set(software + "/kind", "score")},
      {"json.missing_key", "/title", erase("", "title")},
      {"json.missing_key", "/kinds", erase("", "kinds")},
      {"json.missing_key", "/groups", erase("", "groups")},
      {"json.missing_key", "/policy/overall", erase("/policy", "overall")},
      {"json.missing_key", "/groups/0/max", erase("/groups/0", "max")},
      {"json.missing_key", "/groups/0/criteria/2/max", erase(software, "max")},
      {"json.missing_key", "/groups/0/criteria/1/max", erase(stock + "/1", "max")},
      {"json.missing_key", "/groups/0/criteria/1/step", erase(stock + "/1", "step")},
      {"json.missing_key", "/groups/0/criteria/1/counted", erase(stock + "/1", "counted")},
      {"json.missing_key", "/groups/0/criteria/1/evidence", erase(stock + "/1", "evidence")},
      {"json.missing_key", "/groups/1/criteria/0/items/0/denominator", erase(readers + "/items/0", "denominator")},
      {"json.missing_key", "/groups/1/criteria/0/items/1/levels", erase(readers + "/items/1", "levels")},
      {"json.missing_key", "/groups/1/criteria/0/items/1/title_sure", erase(readers + "/items/1", "title_sure")},
      {"json.wrong_type", "/title", set("/title", "Thư viện")},
      {"json.wrong_type", "/title/en", set("/title/en", 3)},
      {"json.wrong_type", "/id", set("/id", 3)},
      {"json.wrong_type", "/groups/2/criteria/0/max/value", set(room + "/criteria/0/max/value", 7)},
      {"json.wrong_type", "/groups/2/criteria/0", set(room + "/criteria/0", "7")},
      {"json.wrong_type", "/levels/bands/2/to_included", set("/levels/bands/2/to_included", "yes")},
      {"rubric.format", "/format", set("/format", 2)},
      {"rubric.format", "/format", set("/format", 0)},
      // texts, ids, references
      {"rubric.empty_text", "/title/vi", set("/title/vi", " \u200B ")},
      {"rubric.empty_text", "/title/en", set("/title/en", "")},
      {"rubric.empty_text", "/groups/2/title/vi", set(room + "/title/vi", "")},
      {"rubric.empty_text", "/decision", set("/decision", "")},
      {"rubric.bad_date", "/decided_on", set("/decided_on", "2030-02-29")},
      {"rubric.bad_id", "/id", set("/id", "Thư viện")},
      {"rubric.bad_id", "/edition", set("/edition", "")},
      {"rubric.bad_id", "/groups/2/criteria/0/id", set(room + "/criteria/0/id", "../x")},
      {"rubric.bad_id", "/groups/2/criteria/0/id", set(room + "/criteria/0/id", "x.")},
      {"rubric.bad_id", "/groups/2/id", set(room + "/id", std::string(41, 'a'))},
      {"rubric.duplicate_id", "/groups/2/criteria/0/id", set(room + "/criteria/0/id", "sach")},
      {"rubric.duplicate_id", "/groups/2/id", set(room + "/id", "phan-mem.tim")},
      {"rubric.duplicate_id", "/groups/0/criteria/2/items/0/id", set(software + "/items/0/id", "phan-mem")},
      {"rubric.duplicate_id", "/figures/1/id", set("/figures/1/id", "books")},
      {"rubric.duplicate_id", "/unit_levels/2/id", set("/unit_levels/2", {{"id", "nho"}, {"title", {{"vi", "x"}}}})},
      {"rubric.duplicate_id", "/applies_to/1", set("/applies_to/1", "lon")},
      {"rubric.unknown_unit_level", "/applies_to/1", set("/applies_to/1", "vua")},
      {"rubric.unknown_unit_level", "/applies_to/0", set("/applies_to/0", 5)},
      {"rubric.unknown_source", "/levels/sources/0", set("/levels/sources/0", "nobody")},
      {"rubric.unknown_source", "/groups/2/criteria/0/max/sources/1", set(room + "/criteria/0/max/sources/1", "x")},
      {"rubric.bad_url", "/sources/0/url", set("/sources/0/url", "javascript:alert(1)")},
      {"rubric.unknown_choice", "/policy/missing_mandatory", set("/policy/missing_mandatory", "ignore")},
      {"rubric.unknown_choice", "/groups/0/criteria/1/kind", set(stock + "/1/kind", "percent")},
      {"rubric.unknown_choice", "/levels/certainty", set("/levels/certainty", "sure")},
      {"rubric.unknown_choice", "/groups/0/criteria/0/evidence/kind", set(stock + "/0/evidence/kind", "film")},
      {"rubric.sure_without_source", "/levels/certainty", erase("/levels", "sources")},
      {"rubric.provisional_without_note", "/policy/certainty", erase("/policy", "note")},
      {"rubric.empty_list", "/applies_to", set("/applies_to", Json::array())},
      {"rubric.empty_list", "/groups", set("/groups", Json::array())},
      {"rubric.empty_list", "/figures", set("/figures", Json::array())},
      // points
      {"points.not_a_number", "/groups/2/max/value", set(room + "/max/value", "7,0")},
      {"points.too_many_decimals", "/groups/2/max/value", set(room + "/max/value", "7.000")},
      {"points.too_large", "/groups/2/max/value", set(room + "/max/value", "70000000000")},
      {"rubric.max_not_positive", "/groups/2/max/value", set(room + "/max/value", "0")},
      {"rubric.max_not_positive", "/groups/2/max/value", set(room + "/max/value", "-7")},
      {"rubric.criteria_sum", "/groups/0/max", set("/groups/0/max/value", "40.01")},
      {"rubric.criteria_sum", "/groups/2/max", set(room + "/max/value", "6")},
      {"rubric.step_not_positive", "/groups/0/criteria/1/step", set(stock + "/1/step", "0")},
      {"rubric.step_does_not_divide", "/groups/0/criteria/1/step", set(stock + "/1/step", "0.4")},
      {"rubric.field_not_for_kind", "/groups/0/criteria/0/max", set(stock + "/0/max", {{"value", "1"}})},
      {"rubric.field_not_for_kind", "/groups/2/criteria/0/step", set(room + "/criteria/0/step", "1")},
      {"rubric.field_not_for_kind", "/groups/0/criteria/1/numerator", set(stock + "/1/numerator", {{"vi", "x"}})},
      {"rubric.field_not_for_kind", "/groups/0/criteria/1/levels", set(stock + "/1/levels", 3)},
      {"rubric.level_count_out_of_range", "/groups/1/criteria/0/items/1/levels", set(readers + "/items/1/levels", 1)},
      {"rubric.thresholds_without_points", "/groups/0/criteria/0/thresholds",
       [](Json& pack) { at(pack, stock + "/0/thresholds") = at(pack, "/levels"); }},
      {"rubric.max_without_points", "/groups/0/criteria/0/max",
       [](Json& pack) {
         Json item = at(pack, stock + "/0");
         item["id"] = "noi-quy.a";
         Json& criterion = at(pack, stock + "/0");
         for (const char* key : {"kind", "evidence"}) criterion.erase(key);
         criterion["items"] = Json::array({item});
         criterion["max"] = at(pack, room + "/max");
         at(pack, "/groups/0/max/value") = "47";
       }},
      // bands
      {"rubric.band_gap", "/levels/bands/1/from", set("/levels/bands/1/from", "10.01")},
      {"rubric.band_gap", "/levels/bands/1/from", set("/levels/bands/0/to_included", false)},
      {"rubric.band_overlap", "/levels/bands/1/from", set("/levels/bands/1/from", "9.99")},
      {"rubric.band_overlap", "/levels/bands/2/from", set("/levels/bands/1/to_included", true)},
      {"rubric.band_start", "/levels/bands/0/from", set("/levels/bands/0/from", "1")},
      {"rubric.band_start", "/levels/bands/0/from", set("/levels/bands/0/from_included", false)},
      {"rubric.band_order", "/levels/bands/2/level", set("/levels/bands/2/level", 4)},
      {"rubric.band_order", "/levels/bands/0/level", set("/levels/bands/0/level", -1)},
      {"rubric.band_open", "/levels/bands/1", [](Json& pack) { at(pack, "/levels/bands/1").erase("to"); }},
      {"json.missing_key", "/levels/bands/3/to", set("/levels/bands/3/to_included", true)},
      {"rubric.band_empty", "/levels/bands/1/to",
       [](Json& pack) {
         at(pack, "/levels/bands/1/to") = "10";
         at(pack, "/levels/bands/2/from") = "10";
         at(pack, "/levels/bands/2/from_included") = false;
         at(pack, "/levels/bands/1/to_included") = true;
       }},
      {"rubric.band_out_of_reach", "/levels/bands/3/from",  // group "doc" has 30 only
       [](Json& pack) {
         at(pack, "/levels/bands/2/to_included") = true;
         at(pack, "/levels/bands/3/from_included") = false;
       }},
      {"rubric.band_out_of_reach", "/groups/2/levels/bands/3/from",
       [](Json& pack) {
         at(pack, room + "/levels/bands/2/to") = "7.01";
         at(pack, room + "/levels/bands/3/from") = "7.01";
       }},
      {"rubric.band_end", "/groups/1/criteria/0/thresholds/bands/1/to", set(readers + "/thresholds/bands/1/to", "29.99")},
      {"rubric.band_end", "/groups/1/criteria/0/thresholds/bands/1/to", set(readers + "/thresholds/bands/1/to", "31")},
      {"rubric.band_end", "/groups/1/criteria/0/thresholds/bands/1/to", set(readers + "/thresholds/bands/1/to_included", false)},
      {"rubric.level_counts_differ", "/groups/2/levels/bands",
       [](Json& pack) {
         at(pack, room + "/levels/bands").erase(3);
         at(pack, room + "/levels/bands/2").erase("to");
       }},
      {"rubric.empty_list", "/levels/bands", set("/levels/bands", Json::array())},
  };
}

bool has(const std::vector<Error>& problems, std::string_view code, std::string_view pointer) {
  return std::ranges::any_of(problems, [&](const Error& e) { return e.code == code && e.place.pointer == pointer; });
}

bool has_empty_slot(const std::string& sentence) {
  for (std::size_t at = 0; (at = sentence.find('{', at)) != sentence.npos; ++at)
    if (at + 1 < sentence.size() && sentence[at + 1] >= 'a' && sentence[at + 1] <= 'z') return true;
  return false;
}

}  // namespace

TEST_CASE("rubric: an instrument of another shape is read whole") {
  const Pack& pack = library();
  CHECK(pack.name() == "thu-vien@2030.a");
  REQUIRE(pack.groups.size() == 3);
  CHECK(pack.groups[0].max.value == whole_points(40));
  CHECK(pack.groups[1].max.value == whole_points(30));
  CHECK(pack.groups[2].max.value == whole_points(7));
  CHECK(pack.levels.bands.size() == 4);
  CHECK(pack.groups[0].levels.bands[3].from == whole_points(30));
  CHECK_FALSE(pack.groups[0].has_own_levels);
  CHECK(pack.groups[2].levels.bands[3].from == whole_points(5));
  CHECK(pack.groups[2].has_own_levels);
  CHECK(pack.policy.missing_mandatory == MissingMandatory::cap_level_1);
  CHECK(pack.policy.overall == Overall::lower);
  CHECK(pack.item("sach")->max->value == Points{1550});
  CHECK(pack.item("sach")->step == Points{25});
  CHECK(pack.item("nguoi.muc")->levels == 5);
  CHECK(pack.item("phan-mem.ten")->asks_solution);
  // A criterion without components holds one item with its own id and number.
  const Criterion* alone = pack.criterion("sach");
  REQUIRE(alone->items.size() == 1);
  CHECK(alone->items[0].id == "sach");
  CHECK(alone->number == "I.1");
  CHECK(alone->items[0].number == "I.1");
  CHECK(alone->max->value == alone->items[0].max->value);
  CHECK(pack.item("phan-mem.muon")->number.empty());
}

TEST_CASE("rubric: things are found by their ids") {
  const Pack& pack = library();
  CHECK(pack.criterion_of("phan-mem.tim")->id == "phan-mem");
  CHECK(pack.group_of("nguoi.muc")->id == "doc");
  CHECK(pack.item("phan-mem") == nullptr);  // a criterion, no item
  CHECK(pack.criterion("phan-mem.tim") == nullptr);
  CHECK(pack.criterion_of("x") == nullptr);
  CHECK(pack.group_of("x") == nullptr);
}

TEST_CASE("rubric: what is unconfirmed, in the pack's order") {
  std::vector<std::string> list;
  for (const Unconfirmed& one : unconfirmed(library())) list.push_back(one.id + " " + one.what);
  CHECK(list == std::vector<std::string>{" policy", "phan-mem title", "phan-mem max", "nguoi thresholds"});
}

TEST_CASE("rubric: optional parts may be missing") {
  Json json = read_json(library_path);
  json.erase("figures");
  json.erase("$schema");
  at(json, "/sources/0").erase("url");
  at(json, readers + "/items/1").erase("readings");
  at(json, software + "/items/1").erase("asks_solution");
  const Pack pack = pack_from(json);
  CHECK(pack.figures.empty());
  CHECK_FALSE(pack.item("phan-mem.muon")->asks_solution);
}

TEST_CASE("rubric: a thing that is wrong is told once, with its place") {
  const Json good = read_json(library_path);
  for (const Broken& one : broken()) {
    Json json = good;
    one.change(json);
    const auto loaded = loaded_pack(json);
    const std::string what = std::string(one.code) + " " + one.pointer;
    CAPTURE(what);
    CHECK_FALSE(loaded.pack);
    CHECK(has(loaded.problems, one.code, one.pointer));
    CHECK(loaded.problems.size() == 1);
    for (const Error& problem : loaded.problems) {
      INFO(describe(problem, Lang::en));
      CHECK(problem.place.file == "pack.json");
      for (const Lang lang : {Lang::vi, Lang::en}) {
        CHECK(message(problem, lang) != problem.code);
        CHECK_FALSE(has_empty_slot(message(problem, lang)));
      }
    }
  }
}

TEST_CASE("rubric: items that do not add up to their criterion") {
  Json json = read_json(library_path);
  at(json, software + "/items/2/max/value") = "4";
  const auto loaded = loaded_pack(json);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(has(loaded.problems, "rubric.items_sum", "/groups/0/criteria/2/max"));
  CHECK(message(loaded.problems[0], Lang::vi).find("cộng lại là 24, nhưng tiêu chí ghi tối đa 24,5") != std::string::npos);
  CHECK(message(loaded.problems[0], Lang::en).find("add up to 24, but the criterion says 24.5") != std::string::npos);
}

TEST_CASE("rubric: reading does not stop at the first problem") {
  Json json = read_json(library_path);
  at(json, "/colour") = "red";
  at(json, "/title/vi") = "";
  at(json, "/levels/bands/1/from") = "11";
  at(json, stock + "/1/step") = "0.4";
  at(json, software + "/items/2/max/value") = "4";
  at(json, readers + "/items/0").erase("numerator");
  at(json, room + "/id") = "kho";
  at(json, room + "/max/value") = "8";
  at(json, room + "/criteria/0/max/sources/0") = "nobody";
  const auto loaded = loaded_pack(json);
  CHECK(loaded.problems.size() == 9);
  CHECK(has(loaded.problems, "json.unknown_key", "/colour"));
  CHECK(has(loaded.problems, "rubric.empty_text", "/title/vi"));
  CHECK(has(loaded.problems, "rubric.band_gap", "/levels/bands/1/from"));
  CHECK(has(loaded.problems, "rubric.step_does_not_divide", "/groups/0/criteria/1/step"));
  CHECK(has(loaded.problems, "rubric.items_sum", "/groups/0/criteria/2/max"));
  CHECK(has(loaded.problems, "json.missing_key", "/groups/1/criteria/0/items/0/numerator"));
  CHECK(has(loaded.problems, "rubric.duplicate_id", "/groups/2/id"));
  CHECK(has(loaded.problems, "rubric.criteria_sum", "/groups/2/max"));
  CHECK(has(loaded.problems, "rubric.unknown_source", "/groups/2/criteria/0/max/sources/0"));
}

TEST_CASE("rubric: a file that is no pack") {
  CHECK(load_pack("", "x").problems[0].code == "json.syntax");
  CHECK(load_pack("[]", "x").problems[0].code == "json.wrong_type");
  CHECK(load_pack("null", "x").problems.size() == 1);
  CHECK(load_pack(R"({"format":1,"id":"a","id":"b"})", "x").problems[0].code == "json.duplicate_key");
  const auto empty = load_pack("{}", "x");
  CHECK_FALSE(empty.pack);
  CHECK(has(empty.problems, "json.missing_key", "/groups"));
  CHECK(has(empty.problems, "json.missing_key", "/format"));
}

TEST_CASE("rubric: problems are capped, not collected without end") {
  Json json = read_json(library_path);
  for (int i = 0; i < 5000; ++i) json["x" + std::to_string(i)] = 1;
  at(json, "/applies_to") = Json::array();
  for (int i = 0; i < 5000; ++i) at(json, "/applies_to").push_back("nobody");
  const auto loaded = loaded_pack(json);
  CHECK_FALSE(loaded.pack);
  CHECK(loaded.problems.size() == limits::problems);
}

TEST_CASE("rubric: no value anywhere in a pack can be of another type without a refusal or harm") {
  const Json good = read_json(library_path);
  const Json values = good.flatten();
  std::size_t accepted = 0, tried = 0;
  for (const auto& [pointer, value] : values.items())
    for (const Json& other : {Json(nullptr), Json(7), Json("x"), Json(true), Json::array(), Json::object()}) {
      if (other.type() == value.type() || (other.is_number() && value.is_number())) continue;
      Json json = good;
      at(json, pointer) = other;
      const auto loaded = loaded_pack(json);
      ++tried;
      // Only the editor's own key may be anything.
      if (loaded.pack) {
        ++accepted;
        CHECK(pointer == "/$schema");
      }
      CHECK(loaded.pack.has_value() == loaded.problems.empty());
    }
  CHECK(tried > 500);
  CHECK(accepted == 5);
}
