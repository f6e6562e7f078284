// Several assessors of one bundle: the head of the team brings their reviews together.
#include <algorithm>

#include "review/review.h"

namespace thuoc {
namespace {

std::string field(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// "/items/<id>/assessed" → id with its escapes undone.
std::string item_of(std::string_view pointer) {
  const Json::json_pointer parsed{std::string(pointer)};
  return parsed.parent_pointer().back();
}

bool is_assessed(std::string_view pointer) {
  return pointer.starts_with("/items/") && pointer.ends_with("/assessed") && std::ranges::count(pointer, '/') == 3;
}

Json without_author(Json assessed) {
  if (assessed.is_object()) assessed.erase("by"), assessed.erase("at");
  return assessed;
}

bool assigned(const Review& review, const Criterion& criterion, const std::string& name) {
  const std::vector<std::string> names = assessors_of(review, criterion.id);
  return std::ranges::find(names, name) != names.end();
}

// Every word of which one may differ.
std::string said(const Review& review) {
  return review.subject.unit_name + ", " + review.head.office.code + ", " + review.head.school_year + ", " + review.head.pack +
         ", " + review.subject.bundle.substr(0, 8);
}

}  // namespace

Result<MergedReview> merge(const Review& mine, const Review& theirs, const Pack& pack) {
  if (mine.subject.bundle != theirs.subject.bundle || mine.head.office.code != theirs.head.office.code ||
      mine.head.school_year != theirs.head.school_year || mine.head.pack != theirs.head.pack)
    return fail("review.other_subject", {}, {{"mine", said(mine)}, {"theirs", said(theirs)}});

  MergeRules rules;
  rules.is_whole = is_assessed;
  rules.is_set = [](std::string_view pointer) { return pointer == "/merged"; };
  rules.same = [](const Json& a, const Json& b) {
    return a.is_object() && b.is_object() && without_author(a) == without_author(b);
  };
  rules.prefer = [&](std::string_view pointer, const Json& a, const Json& b) -> Preference {
    if (!is_assessed(pointer)) return {};
    // "Not yet" never stands against a finding.
    const bool mine_todo = field(a, "state") == "todo", theirs_todo = field(b, "state") == "todo";
    if (mine_todo != theirs_todo) return {mine_todo, "merge.rule.said"};
    if (const Criterion* criterion = pack.criterion_of(item_of(pointer))) {
      const auto is_assigned = [&](const std::string& name) {
        return assigned(mine, *criterion, name) || assigned(theirs, *criterion, name);
      };
      const bool my_own = is_assigned(field(a, "by")), their_own = is_assigned(field(b, "by"));
      if (my_own != their_own) return {their_own, "merge.rule.assigned"};
    }
    const std::string mine_at = field(a, "at"), theirs_at = field(b, "at");
    if (mine_at != theirs_at) return {theirs_at > mine_at, "merge.rule.later"};
    return {};
  };
  MergedJson merged = merge_json(to_json(mine), to_json(theirs), rules);
  std::vector<Error> problems;
  Strict reader("", problems);
  MergedReview out{read_review(reader, merged.document, ""), std::move(merged.conflicts), merged.taken};
  // Two records within their limits can come to one beyond them.
  if (!problems.empty()) return std::unexpected(problems.front());
  return out;
}

void choose(Review& review, Conflict& conflict, bool theirs) {
  Json document = to_json(review);
  choose(document, conflict, theirs);
  std::vector<Error> problems;
  Strict reader("", problems);
  Review chosen = read_review(reader, document, "");
  if (problems.empty()) review = std::move(chosen);
}

}  // namespace thuoc
