// External assessment of one bundle.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "office/round_work.h"

namespace thuoc {

const Intake* RoundWork::file_of(std::string_view sha256) const {
  const Intake* intake = sha256.empty() ? nullptr : intake_of(sha256);
  return intake && intake->dossier && intake->pack && intake->score ? intake : nullptr;
}

// The pack the unit was scored with, as this round goes by it.
Pack RoundWork::pack_of(std::string_view sha256) const {
  const Intake* file = file_of(sha256);
  return with_settings(file ? *file->pack : pack, round.settings);
}

void RoundWork::assess(std::string_view sha256) {
  seal();
  assessing = sha256;
  assessed_item.clear();
  read(sha256);
  if (const Intake* file = file_of(sha256)) {
    for (const Group& group : file->pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items)
          if (assessed_item.empty() && item.kind != Kind::information) assessed_item = item.id;
  }
  go(OfficeStep::assess);
}

Review RoundWork::review_of(std::string_view sha256) const {
  if (const auto found = round.reviews.find(std::string(sha256)); found != round.reviews.end()) return found->second;
  const Intake* file = file_of(sha256);
  return file ? begin_review(head_for(*file->dossier), *file->dossier, sha256) : Review();
}

// As it stands now: what was found, or taken over from a colleague, after the last signing is not signed.
bool RoundWork::is_review_signed(std::string_view sha256) const {
  const auto found = round.reviews.find(std::string(sha256));
  const Review review = found == round.reviews.end() ? Review() : found->second;
  const auto is_theirs = [&](const std::string& paper) { return std::ranges::find(review.merged, paper) != review.merged.end(); };
  std::string newest;
  for (const auto& [id, item] : review.items) newest = std::max(newest, item.assessed.at);
  for (const auto& [paper, issued] : round.papers)
    if (is_theirs(paper)) newest = std::max(newest, issued.at);
  return std::ranges::any_of(round.papers, [&](const auto& paper) {
    return paper.second.type == "review" && paper.second.subject == sha256 && !is_theirs(paper.first) &&
           paper.second.at >= newest;
  });
}

void RoundWork::edit_review(std::string_view what, const std::function<void(Review&)>& step) {
  if (!file_of(assessing)) return;
  Review review = review_of(assessing);
  review.head = head_for(*file_of(assessing)->dossier);
  if (!assessor.empty() && review.assessors.size() < limits::council_members) review.assessors.try_emplace(assessor);
  step(review);
  change(what, [&](RoundEdit& e) { e.at(&Round::reviews, assessing) = std::move(review); });
}

void RoundWork::assign(const std::string& name, std::string_view criterion, bool yes) {
  const Review now = review_of(assessing);
  const auto here = now.assessors.find(name);
  if (here == now.assessors.end() ? !can_name(name) || !has_room(now.assessors.size(), limits::council_members)
                                  : yes && !has_room(here->second.criteria.size(), limits::listed_ids))
    return;
  edit_review("team", [&](Review& r) {
    // Who assesses came into the list with this change, and may have taken the last place.
    if (!r.assessors.contains(name) && r.assessors.size() >= limits::council_members) return;
    auto& list = r.assessors[name].criteria;
    std::erase(list, criterion);
    if (yes) list.emplace_back(criterion);
  });
  seal();
}

void RoundWork::agree_item(std::string_view item) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  edit_review(item, [&](Review& review) {
    agree(review, *file->pack, file->dossier->answers, item, assessor, to_iso_instant(port::now_ms()));
  });
  seal();
}

void RoundWork::agree_criterion(std::string_view criterion_id) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  edit_review(criterion_id, [&](Review& review) {
    for (const Group& group : file->pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items) {
          if (criterion.id != criterion_id || item.kind == Kind::information) continue;
          // What somebody has already decided otherwise stays decided.
          const ReviewState state = review.items[item.id].assessed.state;
          if (state == ReviewState::todo || state == ReviewState::agreed)
            agree(review, *file->pack, file->dossier->answers, item.id, assessor, to_iso_instant(port::now_ms()));
        }
  });
  seal();
}

void RoundWork::assess_points(std::string_view item, std::optional<Points> points) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  const auto self = file->dossier->answers.find(std::string(item));
  const auto mine = self == file->dossier->answers.end() ? std::nullopt : self->second.points;
  edit_review(std::string(item) + "/points", [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.points = points;
    assessed.yes.reset();
    assessed.state = !points ? ReviewState::todo : points == mine ? ReviewState::agreed : ReviewState::changed;
    assessed.by = assessor;
    assessed.at = to_iso_instant(port::now_ms());
  });
}

void RoundWork::assess_yes(std::string_view item, bool yes) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  const auto self = file->dossier->answers.find(std::string(item));
  const auto mine = self == file->dossier->answers.end() ? std::nullopt : self->second.yes;
  edit_review(std::string(item) + "/yes", [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.yes = yes;
    assessed.points.reset();
    assessed.state = yes == mine ? ReviewState::agreed : ReviewState::changed;
    assessed.by = assessor;
    assessed.at = to_iso_instant(port::now_ms());
  });
  seal();
}

void RoundWork::assess_state(std::string_view item, ReviewState state) {
  if (state == ReviewState::agreed) return agree_item(item);
  edit_review(std::string(item) + "/state", [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.state = state;
    // "Not yet" and "asked back" hold no value: the school's own stands until they are settled.
    if (state != ReviewState::changed) assessed.points.reset(), assessed.yes.reset();
    assessed.by = state == ReviewState::todo ? "" : assessor;
    assessed.at = state == ReviewState::todo ? "" : to_iso_instant(port::now_ms());
  });
  seal();
}

void RoundWork::assess_words(std::string_view item, std::string_view words, bool to_school) {
  edit_review(std::string(item) + (to_school ? "/note" : "/reason"), [&](Review& review) {
    ItemReview& one = review.items[std::string(item)];
    (to_school ? one.note : one.assessed.reason) = words;
  });
}

void RoundWork::sign_review(std::string_view passphrase) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  Review review = review_of(assessing);
  review.head = head_for(*file->dossier);
  const Recognised proposed = propose(*file->dossier, assessing, "", compare(pack_of(assessing), file->dossier->answers, review));
  sign("review", to_json_text(review), file->check.rubric_json, {{"dossier", file->check.document_json}},
       review.subject.unit_code, assessing, passphrase,
       // What is assessed is what is proposed for recognition; the list can leave it out again.
       [this, proposed, review](const std::string& sha256) {
         keep_signed({sha256, own_line(), to_iso(date_in_vietnam(port::now_ms())), true, review, proposed.external}, true);
         Recognised unit = proposed;
         unit.review = sha256;
         if (!is_name(unit.subject.unit_code)) return;
         change("propose", [&](RoundEdit& e) { e.put(std::move(unit)); });
         seal();
       });
}

}  // namespace thuoc
