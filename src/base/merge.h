// Two people's work on one document, brought together without a common ancestor.
//
// Objects are merged key by key. What only one side has is taken; what both have and is the same stays;
// what both have differently is a conflict: the merged document holds the preselected value, the list
// holds both, and nothing is dropped before a person has seen it. Lists are compared whole.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace thuoc {

struct Conflict {
  std::string pointer;  // into the merged document
  Json mine, theirs;
  bool theirs_chosen = false;
  std::string rule;  // key of the text that says why this one is preselected: "merge.rule.*"
};

struct Preference {
  bool theirs = false;
  std::string rule = "merge.rule.mine";  // nothing speaks for either: what is here stays
};

struct MergeRules {
  // True where an object is one decision, to be taken from one side only.
  std::function<bool(std::string_view pointer)> is_whole = [](std::string_view) { return false; };
  // True where a list is a set: the union is taken, in ascending order.
  std::function<bool(std::string_view pointer)> is_set = [](std::string_view) { return false; };
  // True where two different values say the same (who wrote it, and when, aside).
  std::function<bool(const Json& mine, const Json& theirs)> same = [](const Json&, const Json&) { return false; };
  // Which of two different values is preselected, and why. Must not depend on anything but these.
  std::function<Preference(std::string_view pointer, const Json& mine, const Json& theirs)> prefer =
      [](std::string_view, const Json&, const Json&) { return Preference{}; };
};

struct MergedJson {
  Json document;
  std::vector<Conflict> conflicts;  // in the order of the keys
  std::size_t taken = 0;            // values that only the other side had
};
MergedJson merge_json(Json mine, const Json& theirs, const MergeRules& rules);

// Puts the other value in its place, or the first back.
void choose(Json& document, Conflict& conflict, bool theirs);

}  // namespace thuoc
