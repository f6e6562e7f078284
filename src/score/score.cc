#include "score/score.h"

#include <algorithm>
#include <functional>
#include <map>

#include "score/wording.h"

namespace thuoc {
namespace {

bool gives_points(const Item& item) { return item.max.has_value(); }
bool must_be_answered(const Item& item) { return item.kind != Kind::information; }

// max × numerator ÷ denominator, rounded down to the step. In 128 bits, as people may type anything.
Points suggest(const Item& item, std::int64_t numerator, std::int64_t denominator) {
  const auto exact = static_cast<__int128>(item.max->value.hundredths) * numerator / denominator;
  const auto hundredths = static_cast<std::int64_t>(exact);
  return {hundredths - hundredths % item.step.hundredths};
}

// Judges one answer. The first problem refuses it; every problem is told.
class Judge {
 public:
  Judge(const Item& item, const Answer& answer, std::vector<Error>& problems)
      : item_(item), answer_(answer), pointer_(child("/answers", item.id)), problems_(problems) {}

  ItemScore score() {
    foreign_fields();
    if (item_.kind == Kind::ratio) ratio();
    if (item_.kind == Kind::count && answer_.count && *answer_.count < 0)
      refuse("score.negative_number", "count", {{"given", std::to_string(*answer_.count)}});
    if (item_.kind == Kind::level && answer_.level && (*answer_.level < 1 || *answer_.level > item_.levels))
      refuse("score.level_out_of_range", "level",
             {{"given", std::to_string(*answer_.level)}, {"levels", std::to_string(item_.levels)}});
    if (takes_points()) points();
    if (!found_.empty()) {
      ItemScore refused{State::refused, std::nullopt, std::nullopt, {found_.front().code, found_.front().args}};
      add_problems(problems_, std::move(found_));
      return refused;
    }
    switch (item_.kind) {
      case Kind::mandatory: return condition();
      case Kind::yes_no: return yes_no();
      case Kind::information: return information();
      default: return given();
    }
  }

 private:
  bool takes_points() const { return gives_points(item_) && item_.kind != Kind::yes_no; }

  void refuse(const char* code, const char* field, Args args) {
    found_.push_back(Error{code, {"", child(pointer_, field), std::nullopt}, std::move(args)});
  }

  // A value the kind does not take means the answer was given to something else (another pack, an
  // edited file): silently leaving it out could drop what the person meant.
  void foreign_fields() {
    const auto takes = [&](const char* field, bool there, bool wanted) {
      if (there && !wanted) refuse("score.wrong_kind", field, {{"field", field}});
    };
    takes("yes", answer_.yes.has_value(), item_.kind == Kind::mandatory || item_.kind == Kind::yes_no);
    takes("points", answer_.points.has_value(), takes_points());
    takes("numerator", answer_.numerator.has_value(), item_.kind == Kind::ratio);
    takes("denominator", answer_.denominator.has_value(), item_.kind == Kind::ratio);
    takes("count", answer_.count.has_value(), item_.kind == Kind::count);
    takes("level", answer_.level.has_value(), item_.kind == Kind::level);
  }

  void points() {
    if (!answer_.points) return;
    Args args;
    add_arg(args, "given", *answer_.points);
    add_arg(args, "max", item_.max->value);
    add_arg(args, "step", item_.step);
    if (*answer_.points < Points{}) refuse("score.negative", "points", std::move(args));
    else if (*answer_.points > item_.max->value) refuse("score.over_max", "points", std::move(args));
    else if (answer_.points->hundredths % item_.step.hundredths != 0) refuse("score.not_a_step", "points", std::move(args));
  }

  void ratio() {
    const auto& [numerator, denominator] = std::pair(answer_.numerator, answer_.denominator);
    bool negative = false;
    if (numerator && *numerator < 0) {
      refuse("score.negative_number", "numerator", {{"given", std::to_string(*numerator)}});
      negative = true;
    }
    if (denominator && *denominator < 0) {
      refuse("score.negative_number", "denominator", {{"given", std::to_string(*denominator)}});
      negative = true;
    }
    if (negative || !denominator) return;
    if (*denominator == 0) refuse("score.zero_denominator", "denominator", {});
    else if (numerator && *numerator > *denominator)
      refuse("score.numerator_over_denominator", "numerator",
             {{"numerator", std::to_string(*numerator)}, {"denominator", std::to_string(*denominator)}});
  }

  ItemScore unanswered() const { return {State::unanswered, std::nullopt, std::nullopt, {"score.reason.unanswered", {}}}; }

  ItemScore condition() const {
    if (!answer_.yes) return unanswered();
    return {State::answered, std::nullopt, std::nullopt, {*answer_.yes ? "score.reason.met" : "score.reason.not_met", {}}};
  }

  ItemScore yes_no() const {
    if (!answer_.yes) return has_words() ? partial("score.reason.recorded", {}) : unanswered();
    Args args;
    add_arg(args, "max", item_.max->value);
    return {State::answered,
            *answer_.yes ? item_.max->value : Points{},
            std::nullopt,
            {*answer_.yes ? "score.reason.yes" : "score.reason.no", std::move(args)}};
  }

  ItemScore information() const {
    if (!has_words()) return unanswered();
    return {State::answered, std::nullopt, std::nullopt, {"score.reason.information", {}}};
  }

  // Score, ratio, count, level: the assessor gives the points beside what was recorded.
  ItemScore given() const {
    Args args;
    std::string key;
    std::optional<Points> suggestion;
    if (item_.kind == Kind::ratio && answer_.numerator && answer_.denominator) {
      key = "score.reason.ratio";
      suggestion = suggest(item_, *answer_.numerator, *answer_.denominator);
      args = {{"numerator", std::to_string(*answer_.numerator)}, {"denominator", std::to_string(*answer_.denominator)}};
      add_arg(args, "percent", percent(*answer_.numerator, *answer_.denominator));
      add_arg(args, "suggestion", *suggestion);
    } else if (item_.kind == Kind::count && answer_.count) {
      key = "score.reason.count";
      args = {{"count", std::to_string(*answer_.count)}};
    } else if (item_.kind == Kind::level && answer_.level) {
      key = "score.reason.level_recorded";
      args = {{"recorded", std::to_string(*answer_.level)}};
    }
    ItemScore out;
    if (answer_.points) {
      add_arg(args, "points", *answer_.points);
      add_arg(args, "max", item_.max->value);
      out = {State::answered, answer_.points, std::nullopt, {key.empty() ? "score.reason.given" : key, std::move(args)}};
    } else if (!key.empty()) {
      out = partial(key + "_only", std::move(args));
    } else {
      const bool something = has_words() || answer_.numerator || answer_.denominator;
      out = something ? partial("score.reason.recorded", {}) : unanswered();
    }
    out.suggestion = suggestion;
    return out;
  }

  ItemScore partial(std::string key, Args args) const {
    add_arg(args, "max", item_.max->value);
    return {State::partial, std::nullopt, std::nullopt, {std::move(key), std::move(args)}};
  }

  bool has_words() const {
    const bool about_solution = !answer_.solution.empty() || answer_.origin != Origin::unknown;
    return (item_.asks_solution && about_solution) || (item_.kind == Kind::information && !answer_.text.empty());
  }

  // In hundredths of a percent, rounded to the nearest: for reading, nothing is computed from it.
  static Points percent(std::int64_t numerator, std::int64_t denominator) {
    const auto twice = static_cast<__int128>(numerator) * 20000 + denominator;
    return {static_cast<std::int64_t>(twice / (static_cast<__int128>(denominator) * 2))};
  }

  const Item& item_;
  const Answer& answer_;
  std::string pointer_;
  std::vector<Error>& problems_;
  std::vector<Error> found_;  // of this answer: `problems_` may be full
};

bool is_met(const Item& item, const ItemScore& score, const Answers& answers) {
  const auto answer = answers.find(item.id);
  return score.state == State::answered && answer != answers.end() && answer->second.yes == true;
}

CriterionScore sum_up(const Criterion& criterion, const Score& score) {
  CriterionScore out;
  if (criterion.max) out.max = criterion.max->value;
  for (const Item& item : criterion.items) {
    const ItemScore& one = score.items.at(item.id);
    if (one.points) out.points += *one.points;
    if (must_be_answered(item) && one.state != State::answered) ++out.unanswered;
  }
  if (criterion.max && !criterion.thresholds.bands.empty()) out.level = level_of(criterion.thresholds, out.points);
  out.reason = criterion_reason(criterion, out);
  return out;
}

GroupScore sum_up(const Pack& pack, const Group& group, const Score& score, const Answers& answers) {
  GroupScore out;
  out.id = group.id;
  out.max = group.max.value;
  for (const Criterion& criterion : group.criteria) {
    const CriterionScore& one = score.criteria.at(criterion.id);
    out.points += one.points;
    out.unanswered += one.unanswered;
    for (const Item& item : criterion.items) {
      if (must_be_answered(item)) ++out.total;
      if (item.kind == Kind::mandatory && !is_met(item, score.items.at(item.id), answers))
        out.missing_mandatory.push_back(item.id);
    }
  }
  out.level = level_of(group.levels, out.points);
  const int reached = out.level;
  if (pack.policy.missing_mandatory == MissingMandatory::cap_level_1 && !out.missing_mandatory.empty() && reached > 1) {
    out.capped = true;
    out.level = 1;
  }
  out.reason = group_reason(pack, group, out, reached);
  return out;
}

}  // namespace

std::string_view to_text(Origin origin) {
  switch (origin) {
    case Origin::unknown: return "";
    case Origin::self_built: return "self-built";
    case Origin::rented: return "rented";
    case Origin::bought: return "bought";
  }
  return "";
}

const GroupScore* Score::group(std::string_view id) const {
  for (const GroupScore& group : groups)
    if (group.id == id) return &group;
  return nullptr;
}

int level_of(const Thresholds& thresholds, Points points) {
  for (const Band& band : thresholds.bands) {
    const bool over = points > band.from || (points == band.from && band.from_included);
    const bool under = !band.to || points < *band.to || (points == *band.to && band.to_included);
    if (over && under) return band.level;
  }
  return 0;
}

Score score(const Pack& pack, const Answers& answers) {
  Score out;
  static const Answer nothing;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        const auto answer = answers.find(item.id);
        Judge judge(item, answer == answers.end() ? nothing : answer->second, out.problems);
        out.items.emplace(item.id, judge.score());
      }
      out.criteria.emplace(criterion.id, sum_up(criterion, out));
    }
  for (const Group& group : pack.groups) out.groups.push_back(sum_up(pack, group, out, answers));
  for (const auto& [id, answer] : answers)
    if (!out.items.contains(id))
      add_problem(out.problems,
                  {"score.unknown_item", {"", child("/answers", id), std::nullopt}, {{"id", id}, {"pack", pack.name()}}});
  if (pack.policy.overall == Overall::lower)
    for (const GroupScore& group : out.groups) out.overall = std::min(out.overall.value_or(group.level), group.level);
  return out;
}

std::vector<Step> cheapest_way_up(const Pack& pack, const Score& score, std::string_view group_id) {
  std::vector<Step> steps;
  const GroupScore* now = score.group(group_id);
  const auto group = std::find_if(pack.groups.begin(), pack.groups.end(), [&](const Group& g) { return g.id == group_id; });
  if (!now || group == pack.groups.end()) return steps;
  const auto& bands = group->levels.bands;
  const auto next = std::find_if(bands.begin(), bands.end(), [&](const Band& band) { return band.level == now->level + 1; });
  if (next == bands.end()) return steps;
  // Where conditions hold the level down, no points lead up without them.
  if (pack.policy.missing_mandatory == MissingMandatory::cap_level_1)
    for (const std::string& id : now->missing_mandatory) steps.push_back({id, {}});

  const Points least = next->from_included ? next->from : next->from + Points{1};
  std::int64_t need = (least - now->points).hundredths;
  // The greatest gain first; of equal ones, as the pack has them.
  std::multimap<Points, const Item*, std::greater<>> open;
  for (const Criterion& criterion : group->criteria)
    for (const Item& item : criterion.items) {
      if (!gives_points(item)) continue;
      const Points gain = item.max->value - score.items.at(item.id).points.value_or(Points{});
      if (gain > Points{}) open.emplace(gain, &item);
    }
  for (const auto& [gain, item] : open) {
    if (need <= 0) break;
    Step step{item->id, gain};
    // The last item need not be full: only as many of its steps as are missing.
    if (item->kind != Kind::yes_no && step.gain.hundredths > need) {
      const std::int64_t whole = item->step.hundredths;
      step.gain = {std::min(step.gain.hundredths, (need + whole - 1) / whole * whole)};
    }
    need -= step.gain.hundredths;
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<GroupResult> results_of(const Score& score) {
  std::vector<GroupResult> results;
  for (const GroupScore& group : score.groups) results.push_back({group.id, group.points, group.max, group.level});
  return results;
}

const GroupResult* find_result(const std::vector<GroupResult>& results, std::string_view group) {
  const auto found = std::ranges::find(results, group, &GroupResult::group);
  return found == results.end() ? nullptr : &*found;
}

int unanswered(const Score& score) {
  int count = 0;
  for (const GroupScore& group : score.groups) count += group.unanswered;
  return count;
}

}  // namespace thuoc
