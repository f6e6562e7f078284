// Answers → points → levels, each with its reason.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/points.h"
#include "rubric/rubric.h"

namespace thuoc {

enum class Origin { unknown, self_built, rented, bought };  // tự xây dựng, thuê, mua
std::string_view to_text(Origin origin);                    // "", "self-built", "rented", "bought"

// What a person answered to one item. Which fields count depends on the item's kind; a yes, number,
// level or points the kind does not take refuse the answer (score.wrong_kind).
struct Answer {
  std::optional<bool> yes;                             // mandatory, yes_no
  std::optional<Points> points;                        // score, ratio, count, level: given by the assessor
  std::optional<std::int64_t> numerator, denominator;  // ratio
  std::optional<std::int64_t> count;                   // count
  std::optional<int> level;                            // level
  std::string text;                                    // information
  std::string solution;                                // name of the software, where the item asks for it
  Origin origin = Origin::unknown;
  std::string note;

  bool operator==(const Answer&) const = default;
};

using Answers = std::map<std::string, Answer>;  // by item id

// A sentence of the text tables with its values ("score.reason.*").
struct Reason {
  std::string key;
  Args args;
  std::string in(Lang lang) const { return text(lang, key, args); }
};

enum class State {
  unanswered,  // not zero: nothing was said yet
  partial,     // something was recorded, the points (or yes/no) are still missing
  answered,
  refused,  // the answer is impossible; its points do not count, Score::problems says why
};

struct ItemScore {
  State state = State::unanswered;
  std::optional<Points> points;      // none where the item gives no points or has none yet
  std::optional<Points> suggestion;  // ratio: max × ratio rounded down to the item's step
  Reason reason;                     // why these points, for a teacher
};

struct CriterionScore {
  Points points, max;
  int unanswered = 0;        // items but information not answered yet, refused ones included
  std::optional<int> level;  // where thresholds are known
  Reason reason;
};

struct GroupScore {
  std::string id;
  Points points, max;                          // "điểm hiện có"
  int unanswered = 0, total = 0;               // items, but for information
  int level = 1;                               // of the points so far
  std::vector<std::string> missing_mandatory;  // item ids answered "no" or not answered
  bool capped = false;                         // by Policy cap_level_1
  Reason reason;                               // "63,5 điểm, từ 50 đến 75 → Mức độ 2, đáp ứng cơ bản"
};

struct Score {
  std::vector<GroupScore> groups;
  std::map<std::string, CriterionScore> criteria;  // by criterion id
  std::map<std::string, ItemScore> items;          // by item id
  std::optional<int> overall;                      // only where the pack's policy asks for it
  std::vector<Error> problems;                     // pointers into {"answers": …} of the dossier

  const GroupScore* group(std::string_view id) const;
};

// Never fails: what cannot be scored is in `problems`. Codes: score.over_max, score.negative,
// score.not_a_step, score.numerator_over_denominator, score.zero_denominator,
// score.negative_number, score.level_out_of_range, score.unknown_item, score.wrong_kind.
Score score(const Pack& pack, const Answers& answers);

// What a group came to, as it is kept and added up.
struct GroupResult {
  std::string group;  // id of Pack::groups
  Points points, max;
  int level = 0;  // 1 …; 0 where the pack has no thresholds
  bool operator==(const GroupResult&) const = default;
};
std::vector<GroupResult> results_of(const Score& score);
const GroupResult* find_result(const std::vector<GroupResult>& results, std::string_view group);  // or null
int unanswered(const Score& score);  // items without an answer, of all groups

// The level of `points` by `thresholds`, 0 where they are unknown.
int level_of(const Thresholds& thresholds, Points points);

// The cheapest way up: unanswered or not-full items of the group, largest gain first, until the
// next level would be reached; the last gains only what is still missing. Where the policy is
// cap_level_1, missing conditions come first with no gain. Empty at the top level.
struct Step {
  std::string item;
  Points gain;
};
std::vector<Step> cheapest_way_up(const Pack& pack, const Score& score, std::string_view group_id);

}  // namespace thuoc
