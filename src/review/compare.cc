// Self-assessment and external assessment side by side.
#include <algorithm>

#include "review/review.h"

namespace thuoc {
namespace {

bool is_settled(ReviewState state) { return state == ReviewState::agreed || state == ReviewState::changed; }

const Assessed& assessed_of(const Review& review, const std::string& item) {
  static const Assessed nothing;
  const auto found = review.items.find(item);
  return found == review.items.end() ? nothing : found->second.assessed;
}

Answer answer_of(const Answers& answers, const std::string& item) {
  const auto found = answers.find(item);
  return found == answers.end() ? Answer{} : found->second;
}

std::string pointer_to(const std::string& item, const char* field) {
  return child(child(child("/items", item), "assessed"), field);
}

class Comparing {
 public:
  Comparing(const Pack& pack, const Answers& self, const Review& review)
      : pack_(pack), self_(self), review_(review), external_(external_answers(pack, self, review)) {
    out_.self = score(pack, self);
    out_.external = score(pack, external_);
  }

  Comparison run() {
    for (const Group& group : pack_.groups) {
      out_.delta[group.id] = out_.external.group(group.id)->points - out_.self.group(group.id)->points;
      out_.open[group.id] = 0;
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items)
          if (item.kind != Kind::information) one(group, item);
    }
    refusals();
    for (const auto& [id, item] : review_.items)
      if (!out_.self.items.contains(id))
        problem("review.unknown_item", child("/items", id), {{"id", id}, {"pack", pack_.name()}});
    return std::move(out_);
  }

 private:
  void problem(const char* code, std::string pointer, Args args) {
    add_problem(out_.problems, {code, {"", std::move(pointer), {}}, std::move(args)});
  }

  void one(const Group& group, const Item& item) {
    const Assessed& assessed = assessed_of(review_, item.id);
    if (!is_settled(assessed.state)) ++out_.open[group.id];
    const Answer mine = answer_of(self_, item.id), theirs = answer_of(external_, item.id);
    Difference d;
    d.item = item.id;
    d.state = assessed.state;
    d.self = out_.self.items.at(item.id).points;
    d.external = out_.external.items.at(item.id).points;
    if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) {
      d.self_yes = mine.yes;
      d.external_yes = theirs.yes;
    }
    d.delta = d.external.value_or(Points{}) - d.self.value_or(Points{});
    if (item.kind == Kind::mandatory) d.sign = int{d.external_yes.value_or(false)} - int{d.self_yes.value_or(false)};
    else d.sign = d.delta > Points{} ? 1 : d.delta < Points{} ? -1 : 0;
    out_.items.push_back(d);

    Args title;
    add_arg(title, "title", item.title);
    if (assessed.state == ReviewState::changed && !assessed.points && !assessed.yes)
      problem("review.no_value", pointer_to(item.id, "state"), std::move(title));
    else if (assessed.state == ReviewState::agreed &&
             ((assessed.points && assessed.points != mine.points) || (assessed.yes && assessed.yes != mine.yes)))
      problem("review.agreed_differs", pointer_to(item.id, "state"), std::move(title));
  }

  // The office's values are refused by the same rules as a school's; what is wrong with an answer
  // that is still the school's own is the school's.
  void refusals() {
    for (const Error& e : out_.external.problems) {
      const std::size_t slash = e.place.pointer.rfind('/');
      const std::string field = e.place.pointer.substr(slash + 1);
      for (const auto& [id, item] : review_.items) {
        if (e.place.pointer != child(child("/answers", id), field) || !is_settled(item.assessed.state)) continue;
        Error told = e;
        told.place.pointer = pointer_to(id, field.c_str());
        add_problem(out_.problems, std::move(told));
      }
    }
  }

  const Pack& pack_;
  const Answers& self_;
  const Review& review_;
  const Answers external_;
  Comparison out_;
};

}  // namespace

Answers external_answers(const Pack& pack, const Answers& self, const Review& review) {
  Answers out = self;
  for (const auto& [id, item] : review.items) {
    const Assessed& assessed = item.assessed;
    if (!pack.item(id) || !is_settled(assessed.state)) continue;
    if (assessed.state == ReviewState::agreed && !assessed.points && !assessed.yes) continue;
    // Only what the office says: a number of the school's that it overrules must not refuse its points.
    Answer answer = assessed.state == ReviewState::agreed ? answer_of(self, id) : Answer{};
    answer.points = assessed.points;
    answer.yes = assessed.yes;
    out[id] = std::move(answer);
  }
  return out;
}

Comparison compare(const Pack& pack, const Answers& self, const Review& review) { return Comparing(pack, self, review).run(); }

std::vector<Finding> readiness(const Review& review, const Pack& pack, const Comparison& comparison) {
  std::vector<Finding> blocking, advice;
  const auto block = [&](std::string code, std::string pointer, Args args = {}) {
    blocking.push_back({true, {std::move(code), {"", std::move(pointer), {}}, std::move(args)}});
  };
  const auto advise = [&](std::string code, std::string pointer, Args args = {}) {
    advice.push_back({false, {std::move(code), {"", std::move(pointer), {}}, std::move(args)}});
  };
  if (review.head.office.code.empty()) block("round.office_code_missing", "/office/code");
  if (review.head.office.name.empty()) block("round.office_name_missing", "/office/name");
  if (review.head.pack != pack.name())
    block("ready.pack_mismatch", "/pack", {{"dossier", review.head.pack}, {"pack", pack.name()}});
  for (const Error& problem : comparison.problems) blocking.push_back({true, problem});
  if (review.assessors.empty()) advise("review.no_assessor", "/assessors");
  int open = 0;
  std::string first;
  for (const Difference& d : comparison.items) {
    const bool settled = is_settled(d.state);
    const std::string pointer = child("/items", d.item);
    Args args;
    if (const Item* item = pack.item(d.item)) add_arg(args, "title", item->title);
    if (!settled && open++ == 0) first = pointer;
    if (d.state == ReviewState::changed && review.items.at(d.item).assessed.reason.empty())
      advise("review.reason_missing", pointer, std::move(args));
    else if (d.state == ReviewState::question && review.items.at(d.item).note.empty())
      advise("review.question_without_note", pointer, std::move(args));
  }
  if (open > 0) advise("review.items_open", first, {{"count", std::to_string(open)}});
  std::ranges::move(advice, std::back_inserter(blocking));
  return blocking;
}

}  // namespace thuoc
