// Work grows with what a person sees, not with what a file claims: limits from both sides, and documents
// of which any part is made thousands of times as large.
#include "base/limits.h"

#include <doctest/doctest.h>

#include <chrono>
#include <functional>

#include "base/utf8.h"
#include "blow_up.h"
#include "dossier_support.h"
#include "review_support.h"
#include "rollup_support.h"
#include "round_support.h"
#include "rubric_make.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

std::size_t size_of(const std::vector<Error>& problems) {
  std::size_t bytes = 0;
  for (const Error& e : problems) {
    bytes += e.code.size() + e.place.file.size() + e.place.pointer.size();
    for (const auto& [name, value] : e.args) bytes += name.size() + value.size();
  }
  return bytes;
}

// Nothing told of a file is a book, whatever the file is.
void check_short(const std::vector<Error>& problems) {
  CHECK(problems.size() <= limits::problems);
  CHECK(size_of(problems) < 6u << 20);
}

void sweep(const Json& document, const std::function<std::vector<Error>(const std::string&)>& load,
           std::size_t of_each = ~std::size_t{0}) {
  REQUIRE(load(to_text(document)).empty());
  const auto begun = std::chrono::steady_clock::now();
  every_place(
      document, "",
      [&](const std::string& pointer) {
        Json blown = document;
        blow_up(blown[Json::json_pointer(pointer)]);
        CAPTURE(pointer);
        check_short(load(to_text(blown)));
      },
      of_each);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::minutes(2));
}

// One of each kind in a list is enough, or the sweep takes all day.
Json thinned(Json value) {
  if (value.is_array())
    while (value.size() > 1) value.erase(value.size() - 1);
  if (value.is_structured())
    for (Json& inner : value) inner = thinned(inner);
  return value;
}

}  // namespace

TEST_CASE("limits: problems stop at their limit, the last counts the rest, what they quote is cut") {
  std::vector<Error> problems;
  for (std::size_t i = 0; i < limits::problems; ++i) add_problem(problems, {"json.repeated", {}, {{"value", "x"}}});
  CHECK(count_of(problems) == limits::problems);
  CHECK(problems.back().code == "json.repeated");
  for (int i = 0; i < 500; ++i) add_problem(problems, {"json.repeated", {}, {{"value", "x"}}});
  CHECK(problems.size() == limits::problems);
  CHECK(count_of(problems) == limits::problems + 500);
  CHECK(message(problems.back(), Lang::vi) == "… và 501 điều nữa.");
  // One list into another keeps the count.
  std::vector<Error> both(10, Error{"json.repeated", {}, {{"value", "y"}}});
  add_problems(both, problems);
  CHECK(both.size() == limits::problems);
  CHECK(count_of(both) == limits::problems + 510);
  const auto said = messages(both, Lang::vi, limits::problems_shown);
  CHECK(said.size() == limits::problems_shown + 1);
  CHECK(said.back() == "… và " + std::to_string(limits::problems + 510 - limits::problems_shown) + " điều nữa.");
  CHECK(messages({problems.front()}, Lang::vi, limits::problems_in_cell).size() == 1);

  const std::string at_limit(limits::quoted_bytes, 'a'), over(limits::quoted_bytes + 1, 'a');
  std::vector<Error> quoting;
  add_problem(quoting, {"json.repeated", {"", at_limit, {}}, {{"value", at_limit}}});
  add_problem(quoting, {"json.repeated", {"", over, {}}, {{"value", over}}});
  CHECK(quoting[0].args[0].second == at_limit);
  CHECK(quoting[0].place.pointer == at_limit);
  CHECK(quoting[1].args[0].second == at_limit + "…");
  CHECK(quoting[1].place.pointer == at_limit + "…");
}

TEST_CASE("limits: marks behind a letter are put in order in one go, and thirty stay") {
  std::string marks;
  for (int i = 0; i < 200'000; ++i) marks += i % 2 ? "\u0301" : "\u0323";
  const auto begun = std::chrono::steady_clock::now();
  const std::string composed = compose_vietnamese("e" + marks);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));  // by comparing pairs: an hour
  CHECK(composed.starts_with("\u1EB9\u0323"));
  CHECK(composed.ends_with("\u0301"));
  CHECK(code_points(composed) == 200'000);
  CHECK(compose_vietnamese(composed) == composed);
  const auto piled = [](std::size_t n) {
    std::string text = "b";
    while (n-- > 0) text += "\u0301";
    return text;
  };
  CHECK(clean_text(piled(limits::marks), true) == piled(limits::marks));
  CHECK(clean_text(piled(limits::marks + 1), true) == piled(limits::marks));
  CHECK(clean_text(piled(100'000) + "c" + piled(3), true) == piled(limits::marks) + "c" + piled(3));
}

TEST_CASE("limits: values are counted before any is made") {
  const auto list = [](std::size_t values) {  // the list is one of them
    std::string text = "[0";
    for (std::size_t i = 2; i < values; ++i) text += ",0";
    return text + "]";
  };
  // An opening bracket counts for what is in it, the outermost value for itself.
  CHECK(parse_json(list(limits::json_values), "a"));
  const auto over = parse_json(list(limits::json_values + 1), "a");
  REQUIRE_FALSE(over);
  CHECK(over.error().code == "json.too_many_values");
  CHECK(over.error().place.offset == 2 + 2 * (limits::json_values - 2));
  CHECK(parse_json(list(limits::json_values + 1), "a", limits::collection_bytes));
  CHECK(parse_json(list(limits::collection_values + 1), "a", limits::collection_bytes).error().code == "json.too_many_values");
  // Commas and brackets of texts are letters.
  std::string commas = "[\"";
  commas.append(2 * limits::json_values, ',');
  CHECK(parse_json(commas + "\\\",[\"]", "a"));
}

TEST_CASE("limits: a pack, each from both sides") {
  const Json whole = read_json(library_path);
  const auto with = [&](const std::string& pointer, const Json& value) {
    Json json = whole;
    json[Json::json_pointer(pointer)] = value;
    return loaded_pack(json).problems;
  };
  const auto told_of = [](const std::vector<Error>& problems, const char* code, const std::string& pointer) {
    return std::ranges::any_of(problems, [&](const Error& e) { return e.code == code && e.place.pointer == pointer; });
  };
  const struct {
    const char* pointer;
    std::size_t most;
  } lists[] = {{"/groups", limits::pack_groups},   {"/groups/0/criteria", limits::pack_criteria},
               {"/sources", limits::pack_list},    {"/unit_levels", limits::pack_list},
               {"/applies_to", limits::pack_list}, {"/figures", limits::pack_list}};
  for (const auto& [pointer, most] : lists) {
    CAPTURE(pointer);
    const Json* found = whole.contains(Json::json_pointer(pointer)) ? &whole[Json::json_pointer(pointer)] : nullptr;
    const Json one = found && !found->empty() && std::string_view(pointer) != "/groups" ? found->front() : Json::object();
    CHECK_FALSE(told_of(with(pointer, Json(most, one)), "json.too_many", pointer));
    CHECK(told_of(with(pointer, Json(most + 1, one)), "json.too_many", pointer));
  }
  const std::string at_limit(limits::pack_text_bytes, 'a');
  CHECK(with("/title/vi", at_limit).empty());
  CHECK(told_of(with("/title/vi", at_limit + "a"), "json.text_too_long", "/title/vi"));
  CHECK_FALSE(told_of(with("/groups/0/number", std::string(limits::name_bytes, '1')), "json.text_too_long", "/groups/0/number"));
  CHECK(told_of(with("/groups/0/number", std::string(limits::name_bytes + 1, '1')), "json.text_too_long", "/groups/0/number"));
  CHECK(with("/id", std::string(limits::pack_id_bytes, 'a')).empty());
  CHECK(told_of(with("/id", std::string(limits::pack_id_bytes + 1, 'a')), "rubric.bad_id", "/id"));
  // The whole text, and the items of all groups together.
  std::string text = to_text(whole);
  text.append(limits::pack_bytes - text.size(), ' ');
  CHECK(load_pack(text, "x").pack);
  CHECK(load_pack(text + " ", "x").problems[0].code == "json.too_large");
}

TEST_CASE("limits: a pack asks no more in all than a dossier may answer") {
  const Json whole = read_json(qd4725_path);
  for (const std::size_t items : {limits::pack_items, limits::pack_items + 1}) {
    Json json = whole;
    json["groups"] = Json::array();
    for (std::size_t i = 0; i < items; ++i) {
      if (i % limits::pack_criteria == 0) {
        json["groups"].push_back(whole["groups"][0]);
        json["groups"].back()["id"] = "g" + std::to_string(i);
        json["groups"].back()["criteria"] = Json::array();
      }
      json["groups"].back()["criteria"].push_back(whole["groups"][0]["criteria"][0]);
      json["groups"].back()["criteria"].back()["id"] = "c" + std::to_string(i);
    }
    const auto problems = loaded_pack(json).problems;
    const bool too_many =
        std::ranges::any_of(problems, [](const Error& e) { return e.code == "json.too_many" && e.place.pointer == "/groups"; });
    CHECK(too_many == (items > limits::pack_items));
    CHECK(count_of(problems) < limits::problems);
  }
}

TEST_CASE("limits: ids that Windows takes for devices name no folder") {
  for (const char* name : {"con", "nul", "aux", "prn", "com1", "lpt9", "con.1", "nul.a-b"}) {
    Json json = read_json(library_path);
    json["groups"][0]["id"] = name;
    const auto problems = loaded_pack(json).problems;
    CAPTURE(name);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems[0].code == "rubric.bad_id");
  }
  for (const char* name : {"cons", "a.con", "com", "com10", "null"}) {
    Json json = read_json(library_path);
    json["groups"][0]["id"] = name;
    CHECK(loaded_pack(json).problems.empty());
  }
}

TEST_CASE("limits: evidence for 600,000 items nobody asked for makes no book of findings") {
  Dossier d = full_dossier();
  for (std::size_t i = 0; i < limits::evidence_count; ++i) {
    Evidence e;
    e.id = "mc" + std::to_string(i + 1);
    e.title = std::string(i == 0 ? limits::text_bytes : 50, 't');
    for (std::size_t n = 0; n < limits::listed_ids; ++n) e.items.push_back("x" + std::to_string(n));
    d.evidence.push_back(std::move(e));
  }
  const auto findings = readiness(d, the_pack(), score(the_pack(), d.answers));
  CHECK(findings.size() <= 2 * limits::problems);
  std::vector<Error> all;
  for (const Finding& finding : findings) all.push_back(finding.what);
  CHECK(size_of(all) < 4u << 20);
  CHECK(all.back().code == "problems.more");
}

TEST_CASE("limits: any part of a document made thousands of times as large") {
  Dossier d = full_dossier();
  Evidence e;
  e.id = "mc1";
  e.title = "Ảnh";
  e.items = {"1.1"};
  e.file = EvidenceFile{hash_a, 10, 0, "a.jpg", "image/jpeg"};
  d.evidence = {e};
  d.next_evidence = 2;
  d.council.members.push_back({});
  d.council.members.back().name = "A";
  sweep(thinned(parse_json(to_json_text(d), "d").value()),
        [](const std::string& text) { return load_dossier(text, "d").problems; });
  // Answers of a dossier bound the packs; the sweep of a pack is of the smaller one.
  sweep(read_json(library_path), [](const std::string& text) { return load_pack(text, "p").problems; });
  RandomOffice random(7);
  sweep(parse_json(to_json_text(random.review()), "r").value(),
        [](const std::string& text) { return load_review(text, "r").problems; });
  sweep(parse_json(to_json_text(sample_round()), "r").value(),
        [](const std::string& text) { return load_round(text, "r").problems; });
  // Its tables are made again of its rows, so that nothing of it can be left out; the first of each list is enough.
  RandomUnits units(4);
  sweep(
      parse_json(to_json_text(rolled(units.collection(1)), qd4725(), phu_luc_2()), "r").value(),
      [](const std::string& text) { return load_rollup(text, qd4725(), phu_luc_2(), "r").problems; }, 1);
}
