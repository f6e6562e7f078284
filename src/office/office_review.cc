// External assessment of one bundle.
#include <algorithm>

#include "base/date.h"
#include "office/office.h"

namespace thuoc {

const OfficeFile* OfficeDesk::file_of(std::string_view sha256) const {
  if (sha256.empty()) return nullptr;
  const auto found = std::ranges::find(files, sha256, &OfficeFile::sha256);
  if (found == files.end() || !found->intake.dossier || !found->intake.pack) return nullptr;
  return &*found;
}

// The pack the unit was scored with, as this round goes by it.
Pack OfficeDesk::pack_of(std::string_view sha256) const {
  const OfficeFile* file = file_of(sha256);
  return with_settings(file ? *file->intake.pack : pack, round.settings);
}

void OfficeDesk::assess(std::string_view sha256) {
  seal();
  assessing = sha256;
  assessed_item.clear();
  if (const OfficeFile* file = file_of(sha256)) {
    for (const Group& group : file->intake.pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items)
          if (assessed_item.empty() && item.kind != Kind::information) assessed_item = item.id;
  }
  go(OfficeStep::assess);
}

Review OfficeDesk::review_of(std::string_view sha256) const {
  if (const auto found = round.reviews.find(std::string(sha256)); found != round.reviews.end()) return found->second;
  const OfficeFile* file = file_of(sha256);
  return file ? begin_review(head_for(*file->intake.dossier), *file->intake.dossier, sha256) : Review();
}

bool OfficeDesk::is_review_signed(std::string_view sha256) const {
  return std::ranges::any_of(round.papers, [&](const auto& paper) {
    return paper.second.type == "review" && paper.second.subject == sha256;
  });
}

void OfficeDesk::edit_review(std::string_view what, const std::function<void(Review&)>& step) {
  if (!file_of(assessing)) return;
  Review review = review_of(assessing);
  review.head = head_for(*file_of(assessing)->intake.dossier);
  if (!assessor.empty()) review.assessors.try_emplace(assessor);
  step(review);
  change(what, [&](Round& r) { r.reviews[assessing] = std::move(review); });
}

void OfficeDesk::agree_item(std::string_view item) {
  const OfficeFile* file = file_of(assessing);
  if (!file) return;
  edit_review(item, [&](Review& review) {
    agree(review, *file->intake.pack, file->intake.dossier->answers, item, assessor, to_iso_instant(port::now_ms()));
  });
  seal();
}

void OfficeDesk::agree_criterion(std::string_view criterion_id) {
  const OfficeFile* file = file_of(assessing);
  if (!file) return;
  edit_review(criterion_id, [&](Review& review) {
    for (const Group& group : file->intake.pack->groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items) {
          if (criterion.id != criterion_id || item.kind == Kind::information) continue;
          // What somebody has already decided otherwise stays decided.
          const ReviewState state = review.items[item.id].assessed.state;
          if (state == ReviewState::todo || state == ReviewState::agreed)
            agree(review, *file->intake.pack, file->intake.dossier->answers, item.id, assessor, to_iso_instant(port::now_ms()));
        }
  });
  seal();
}

void OfficeDesk::assess_points(std::string_view item, std::optional<Points> points) {
  const OfficeFile* file = file_of(assessing);
  if (!file) return;
  const auto self = file->intake.dossier->answers.find(std::string(item));
  const auto mine = self == file->intake.dossier->answers.end() ? std::nullopt : self->second.points;
  edit_review(std::string(item) + "/points", [&](Review& review) {
    Assessed& assessed = review.items[std::string(item)].assessed;
    assessed.points = points;
    assessed.yes.reset();
    assessed.state = !points ? ReviewState::todo : points == mine ? ReviewState::agreed : ReviewState::changed;
    assessed.by = assessor;
    assessed.at = to_iso_instant(port::now_ms());
  });
}

void OfficeDesk::assess_yes(std::string_view item, bool yes) {
  const OfficeFile* file = file_of(assessing);
  if (!file) return;
  const auto self = file->intake.dossier->answers.find(std::string(item));
  const auto mine = self == file->intake.dossier->answers.end() ? std::nullopt : self->second.yes;
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

void OfficeDesk::assess_state(std::string_view item, ReviewState state) {
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

void OfficeDesk::assess_words(std::string_view item, std::string_view words, bool to_school) {
  edit_review(std::string(item) + (to_school ? "/note" : "/reason"), [&](Review& review) {
    ItemReview& one = review.items[std::string(item)];
    (to_school ? one.note : one.assessed.reason) = words;
  });
}

void OfficeDesk::sign_review(std::string_view passphrase) {
  const OfficeFile* file = file_of(assessing);
  if (!file) return;
  Review review = review_of(assessing);
  review.head = head_for(*file->intake.dossier);
  const Recognised proposed =
      propose(*file->intake.dossier, assessing, "",
              compare(pack_of(assessing), file->intake.dossier->answers, review));
  sign("review", to_json_text(review), file->intake.check.rubric_json,
       {{"dossier", file->intake.check.document_json}}, review.subject.unit_code, assessing, passphrase,
       // What is assessed is what is proposed for recognition; the list can leave it out again.
       [this, proposed](const std::string& sha256) {
         Recognised unit = proposed;
         unit.review = sha256;
         edit_recognition("propose", [&](Recognition& list) { put(list, std::move(unit)); });
         seal();
       });
}

}  // namespace thuoc
