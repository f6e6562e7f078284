#include "office/reviews.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {

void Reviews::assess(std::string_view sha256) {
  store_.seal();
  assessing = sha256;
  assessed_item.clear();
  bundles_.read(sha256, [this, wanted = std::string(sha256)] {
    if (assessing == wanted && assessed_item.empty()) assess(wanted);
  });
  if (const Intake* file = bundles_.file_of(sha256)) {
    for (const Group& group : file->pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items)
          if (assessed_item.empty() && item.kind != Kind::information) assessed_item = item.id;
  }
  steps_.go(OfficeStep::assess);
}

Review Reviews::of(std::string_view sha256) const {
  if (const auto found = store_.round.reviews.find(std::string(sha256)); found != store_.round.reviews.end())
    return found->second;
  const Intake* file = bundles_.file_of(sha256);
  return file ? begin_review(head_for(store_.round, *file->dossier), *file->dossier, sha256) : Review();
}

// As it stands now: what was found, or taken over from a colleague, after the last signing is not signed.
bool Reviews::is_signed(std::string_view sha256) const {
  const auto found = store_.round.reviews.find(std::string(sha256));
  const Review review = found == store_.round.reviews.end() ? Review() : found->second;
  const auto is_theirs = [&](const std::string& paper) { return std::ranges::find(review.merged, paper) != review.merged.end(); };
  std::string newest;
  for (const auto& [id, item] : review.items) newest = std::max(newest, item.assessed.at);
  for (const auto& [paper, issued] : store_.round.papers)
    if (is_theirs(paper)) newest = std::max(newest, issued.at);
  return std::ranges::any_of(store_.round.papers, [&](const auto& paper) {
    return paper.second.type == "review" && paper.second.subject == sha256 && !is_theirs(paper.first) &&
           paper.second.at >= newest;
  });
}

void Reviews::edit(std::string_view what, const std::function<void(Review&)>& step) {
  if (!bundles_.file_of(assessing)) return;
  Review review = of(assessing);
  review.head = head_for(store_.round, *bundles_.file_of(assessing)->dossier);
  if (!store_.assessor.empty() && review.assessors.size() < limits::council_members)
    review.assessors.try_emplace(store_.assessor);
  step(review);
  store_.change(what, [&](RoundEdit& e) { e.at(&Round::reviews, assessing) = std::move(review); });
}

void Reviews::assign(const std::string& name, std::string_view criterion, bool yes) {
  const Review now = of(assessing);
  const auto here = now.assessors.find(name);
  if (here == now.assessors.end() ? !store_.can_name(name) || !store_.has_room(now.assessors.size(), limits::council_members)
                                  : yes && !store_.has_room(here->second.criteria.size(), limits::listed_ids))
    return;
  edit("team", [&](Review& r) {
    // Who assesses came into the list with this change, and may have taken the last place.
    if (!r.assessors.contains(name) && r.assessors.size() >= limits::council_members) return;
    auto& list = r.assessors[name].criteria;
    std::erase(list, criterion);
    if (yes) list.emplace_back(criterion);
  });
  store_.seal();
}

void Reviews::agree_item(std::string_view item) {
  const Intake* file = bundles_.file_of(assessing);
  if (!file) return;
  edit(item, [&](Review& review) {
    agree(review, *file->pack, file->dossier->answers, item, store_.assessor, to_iso_instant(port::now_ms()));
  });
  store_.seal();
}

void Reviews::agree_criterion(std::string_view criterion_id) {
  const Intake* file = bundles_.file_of(assessing);
  if (!file) return;
  edit(criterion_id, [&](Review& review) {
    for (const Group& group : file->pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items) {
          if (criterion.id != criterion_id || item.kind == Kind::information) continue;
          // What somebody has already decided otherwise stays decided.
          const ReviewState state = review.items[item.id].assessed.state;
          if (state == ReviewState::todo || state == ReviewState::agreed)
            agree(review, *file->pack, file->dossier->answers, item.id, store_.assessor, to_iso_instant(port::now_ms()));
        }
  });
  store_.seal();
}

void Reviews::set_points(std::string_view item, std::optional<Points> points) {
  set_value(item, "/points", points, std::nullopt);
}

void Reviews::set_yes(std::string_view item, bool yes) { set_value(item, "/yes", std::nullopt, yes); }

void Reviews::set_value(std::string_view item, std::string_view field, std::optional<Points> points, std::optional<bool> yes) {
  const Intake* file = bundles_.file_of(assessing);
  if (!file) return;
  const auto self = file->dossier->answers.find(std::string(item));
  const bool same = self != file->dossier->answers.end() && (points ? points == self->second.points : yes == self->second.yes);
  edit(std::string(item) + std::string(field), [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.points = points;
    assessed.yes = yes;
    assessed.state = !points && !yes ? ReviewState::todo : same ? ReviewState::agreed : ReviewState::changed;
    assessed.by = store_.assessor;
    assessed.at = to_iso_instant(port::now_ms());
  });
  if (yes) store_.seal();  // a choice is whole; points are still being typed
}

void Reviews::set_state(std::string_view item, ReviewState state) {
  if (state == ReviewState::agreed) return agree_item(item);
  edit(std::string(item) + "/state", [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.state = state;
    // "Not yet" and "asked back" hold no value: the school's own stands until they are settled.
    if (state != ReviewState::changed) assessed.points.reset(), assessed.yes.reset();
    assessed.by = state == ReviewState::todo ? "" : store_.assessor;
    assessed.at = state == ReviewState::todo ? "" : to_iso_instant(port::now_ms());
  });
  store_.seal();
}

void Reviews::set_words(std::string_view item, std::string_view words, bool to_school) {
  edit(std::string(item) + (to_school ? "/note" : "/reason"), [&](Review& review) {
    ItemReview& one = review.items[std::string(item)];
    (to_school ? one.note : one.assessed.reason) = words;
  });
}

void Reviews::sign(std::string_view passphrase) {
  const Intake* file = bundles_.file_of(assessing);
  if (!file) return;
  Review review = of(assessing);
  review.head = head_for(store_.round, *file->dossier);
  const Recognised proposed =
      propose(*file->dossier, assessing, "", compare(bundles_.pack_of(assessing), file->dossier->answers, review));
  papers_.sign("review", to_json_text(review), file->check.rubric_json, {{"dossier", file->check.document_json}},
               review.subject.unit_code, assessing, passphrase,
               // What is assessed is what is proposed for recognition; the list can leave it out again.
               [this, proposed, review](const std::string& sha256) {
                 signed_reviews_.keep(
                     {sha256, trusted_.own_line(), to_iso(date_in_vietnam(port::now_ms())), true, review, proposed.external},
                     true);
                 Recognised unit = proposed;
                 unit.review = sha256;
                 if (!is_name(unit.subject.unit_code)) return;
                 store_.change("propose", [&](RoundEdit& e) { e.put(std::move(unit)); });
                 store_.seal();
               });
}

}  // namespace thuoc
