// An office's assessment of one dossier ("đánh giá ngoài"). docs/format.md documents its JSON.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/merge.h"
#include "bundle/office.h"
#include "dossier/dossier.h"
#include "review/subject.h"

namespace thuoc {

inline constexpr int review_version = 1;

enum class ReviewState { todo, agreed, changed, question };
std::string_view to_text(ReviewState state);  // "todo", "agreed", "changed", "question"

// What an assessor finds about one item: one decision, taken from one side when two are merged.
struct Assessed {
  ReviewState state = ReviewState::todo;
  std::optional<Points> points;  // items to which an assessor gives points
  std::optional<bool> yes;       // conditions and yes/no items
  std::string reason;            // for the record
  std::string by;                // name of the assessor
  std::string at;                // ISO instant
  bool operator==(const Assessed&) const = default;
};

struct ItemReview {
  Assessed assessed;
  std::string note;  // to the school
  bool operator==(const ItemReview&) const = default;
};

struct Assessor {
  std::string position, role;         // role: "leader", "secretary", "member" or ""
  std::vector<std::string> criteria;  // criterion ids this person assesses
  bool operator==(const Assessor&) const = default;
};

struct Review {
  Head head;
  Subject subject;
  std::map<std::string, Assessor> assessors;  // by name
  std::map<std::string, ItemReview> items;    // by item id
  std::string assessed_on;                    // ISO date of the visit, or ""
  std::string conclusion;                     // nhận xét chung, to the school
  std::vector<std::string> merged;            // SHA-256 of the review bundles brought together in this one
  bool operator==(const Review&) const = default;
};

struct LoadedReview {
  std::optional<Review> review;  // only where there is no problem
  std::vector<Error> problems;   // document.*, json.*, points.*
};
LoadedReview load_review(std::string_view json, std::string_view file);
std::string to_json_text(const Review& review);
Json to_json(const Review& review);
// The same from JSON that is already parsed (a review inside a round).
Review read_review(Strict& reader, const Json& document, std::string pointer);

// An empty review of a bundle.
Review begin_review(const Head& head, const Dossier& dossier, std::string_view bundle_sha256);

// Who assesses a criterion: the names, in order. Empty: nobody is assigned, so anybody may.
std::vector<std::string> assessors_of(const Review& review, std::string_view criterion_id);

// The school's own value becomes the office's.
void agree(Review& review, const Pack& pack, const Answers& self, std::string_view item_id, std::string by, std::string at_iso);

// --- Both assessments side by side ---------------------------------------------------------------

// The school's answers with the office's points and yes/no in their places. An item that is `todo`
// or `question` keeps the school's: the levels shown while assessing are then true for what is
// assessed and provisional for the rest, which Comparison::open counts.
Answers external_answers(const Pack& pack, const Answers& self, const Review& review);

struct Difference {
  std::string item;
  ReviewState state = ReviewState::todo;
  std::optional<Points> self, external;        // points that count; none for conditions
  std::optional<bool> self_yes, external_yes;  // conditions and yes/no items
  Points delta;                                // external − self; what is unanswered counts 0
  int sign = 0;                                // −1, 0, 1: how to colour it
};

struct Comparison {
  Score self, external;
  std::vector<Difference> items;        // all but information items, in the pack's order
  std::map<std::string, Points> delta;  // by group id
  std::map<std::string, int> open;      // by group id: items that are todo or question
  std::vector<Error> problems;          // of the office's values: score.*, review.*, pointers into the review
};
// Codes review.unknown_item, review.agreed_differs (says "agreed" but has another value), review.no_value.
Comparison compare(const Pack& pack, const Answers& self, const Review& review);

// What stands in the way of signing (blocking: impossible values, no office code) and what is only
// advisable (items open, changed without a reason). Codes as above, and review.*.
std::vector<Finding> readiness(const Review& review, const Pack& pack, const Comparison& comparison);

// Refuses what readiness() blocks. The bundle has the pack, and a page with both assessments.
Result<WrittenBundle> sign_review(const Review& review, const Answers& self, std::string_view pack_json, const SecretKey& key,
                                  std::string_view today_iso);
std::string review_page(const Review& review, const Answers& self, const Pack& pack);

// --- Several assessors ----------------------------------------------------------------------------

// Brings two reviews of the same bundle together. Preselected is, in this order: the finding of the
// one to whom the criterion is assigned, the later one, ours. Codes review.other_subject (another
// bundle, or another office's round: nothing is merged).
struct MergedReview {
  Review review;
  std::vector<Conflict> conflicts;  // pointers into the review's JSON
  std::size_t taken = 0;
};
Result<MergedReview> merge(const Review& mine, const Review& theirs, const Pack& pack);
// Takes the other value of a conflict, or the first again.
void choose(Review& review, Conflict& conflict, bool theirs);

}  // namespace thuoc
