#include "base/merge.h"

#include <doctest/doctest.h>

#include <random>

using namespace thuoc;

namespace {

const MergeRules plain;

std::vector<std::string> pointers(const MergedJson& merged) {
  std::vector<std::string> all;
  for (const Conflict& conflict : merged.conflicts) all.push_back(conflict.pointer);
  return all;
}

// Objects a few deep, with few keys and values: two of them meet often.
Json random_json(std::mt19937& random, int depth) {
  const auto below = [&](unsigned n) { return random() % n; };
  if (depth == 0 || below(4) == 0) {
    if (below(5) == 0) return Json::array({below(3), below(3)});
    return below(2) ? Json(below(4)) : Json(std::string(1, static_cast<char>('a' + below(3))));
  }
  Json object = Json::object();
  for (unsigned i = below(4); i > 0; --i)
    object[std::string(1, "a/~é"[below(3)]) + std::to_string(below(3))] = random_json(random, depth - 1);
  return object;
}

// Every value that stands at the end of a path.
void leaves(const Json& value, const std::string& pointer, std::vector<std::pair<std::string, Json>>& out) {
  if (!value.is_object() || value.empty()) return out.push_back({pointer, value});
  for (auto it = value.begin(); it != value.end(); ++it) leaves(*it, child(pointer, it.key()), out);
}

}  // namespace

TEST_CASE("merge: what one side has is taken, what both have alike stays, the rest is a conflict") {
  const Json mine = {{"a", 1}, {"b", {{"x", "here"}, {"y", 2}}}, {"mine", true}};
  const Json theirs = {{"a", 1}, {"b", {{"x", "there"}, {"y", 2}, {"z", 3}}}, {"theirs", false}};
  const MergedJson merged = merge_json(mine, theirs, plain);
  CHECK(merged.document == Json{{"a", 1}, {"b", {{"x", "here"}, {"y", 2}, {"z", 3}}}, {"mine", true}, {"theirs", false}});
  CHECK(merged.taken == 2);
  REQUIRE(merged.conflicts.size() == 1);
  CHECK(merged.conflicts[0].pointer == "/b/x");
  CHECK(merged.conflicts[0].mine == "here");
  CHECK(merged.conflicts[0].theirs == "there");
  CHECK_FALSE(merged.conflicts[0].theirs_chosen);
  CHECK(merged.conflicts[0].rule == "merge.rule.mine");
}

TEST_CASE("merge: an object that is one decision is taken whole, a list too") {
  MergeRules rules;
  rules.is_whole = [](std::string_view pointer) { return pointer == "/one"; };
  const Json mine = {{"one", {{"a", 1}}}, {"list", {1, 2}}}, theirs = {{"one", {{"b", 2}}}, {"list", {1, 3}}};
  const MergedJson merged = merge_json(mine, theirs, rules);
  CHECK(merged.document == mine);
  CHECK(pointers(merged) == std::vector<std::string>{"/list", "/one"});
}

TEST_CASE("merge: a set is united, in ascending order") {
  MergeRules rules;
  rules.is_set = [](std::string_view pointer) { return pointer == "/s"; };
  const MergedJson merged = merge_json({{"s", {"c", "a"}}}, {{"s", {"b", "a"}}}, rules);
  CHECK(merged.document["s"] == Json{"a", "b", "c"});
  CHECK(merged.conflicts.empty());
  CHECK(merged.taken == 1);
}

TEST_CASE("merge: what says the same is no conflict, and the preferred writing of it stays") {
  MergeRules rules;
  rules.is_whole = [](std::string_view) { return true; };
  rules.same = [](const Json& a, const Json& b) { return a["v"] == b["v"]; };
  rules.prefer = [](std::string_view, const Json& a, const Json& b) { return Preference{b["at"] > a["at"], "later"}; };
  const Json early = {{"v", 1}, {"at", 1}}, late = {{"v", 1}, {"at", 2}};
  CHECK(merge_json(early, late, rules).document == late);
  CHECK(merge_json(late, early, rules).document == late);
  CHECK(merge_json(early, late, rules).conflicts.empty());
}

TEST_CASE("merge: choosing puts the other value in its place, and back") {
  MergedJson merged = merge_json({{"a/b", {{"~", 1}}}}, {{"a/b", {{"~", 2}}}}, plain);
  REQUIRE(merged.conflicts.size() == 1);
  choose(merged.document, merged.conflicts[0], true);
  CHECK(merged.document == Json{{"a/b", {{"~", 2}}}});
  choose(merged.document, merged.conflicts[0], false);
  CHECK(merged.document == Json{{"a/b", {{"~", 1}}}});
}

TEST_CASE("merge: on random documents nothing is lost, and both orders find the same conflicts") {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Json mine = random_json(random, 3), theirs = random_json(random, 3);
    const MergedJson merged = merge_json(mine, theirs, plain), back = merge_json(theirs, mine, plain);
    CHECK(merge_json(mine, mine, plain).document == mine);
    CHECK(merge_json(mine, mine, plain).conflicts.empty());
    CHECK(pointers(merged) == pointers(back));

    // Each leaf of either side is in the document or in a conflict at its place or above it.
    for (const Json* side : {&mine, &theirs}) {
      std::vector<std::pair<std::string, Json>> all;
      leaves(*side, "", all);
      for (const auto& [pointer, value] : all) {
        const Json::json_pointer at(pointer);
        bool found = merged.document.contains(at) && merged.document[at] == value;
        // An empty object that the other side has filled is no value that could be lost.
        found = found || (value.is_object() && merged.document.contains(at) && merged.document[at].is_object());
        for (const Conflict& conflict : merged.conflicts) found = found || pointer.starts_with(conflict.pointer);
        CHECK_MESSAGE(found, pointer << " in " << side->dump());
      }
    }
    // Choosing theirs everywhere is merging the other way round.
    Json chosen = merged.document;
    for (Conflict conflict : merged.conflicts) choose(chosen, conflict, true);
    CHECK(chosen == back.document);
  }
}
