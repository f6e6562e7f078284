#include "office/signed_reviews.h"

#include "base/date.h"
#include "review/recognition.h"

namespace thuoc {

void SignedReviews::keep(const Paper& file, const Review& review) {
  SignedReview as_signed{file.sha256, "", "", file.check.verdict == Verdict::valid, review, {}};
  if (const SignerFound* signer = speaker(file.check)) as_signed.signer = key_line(signer->key);
  if (parse_iso_date(file.check.info.bagging_date)) as_signed.day = file.check.info.bagging_date;
  keep(std::move(as_signed));
}

void SignedReviews::keep(SignedReview review, bool just_now) {
  const std::string bundle = review.review.subject.bundle;
  const auto there = store_.round.signed_reviews.find(bundle);
  if (just_now || there == store_.round.signed_reviews.end() || there->second.paper == review.paper ||
      comes_before(review, there->second))
    store_.record([&](Round& r) { r.signed_reviews[bundle] = std::move(review); });
  reckon(bundle);
}

void SignedReviews::reckon(const std::string& bundle) {
  const auto open = [&] {
    const auto one = store_.round.signed_reviews.find(bundle);
    return one != store_.round.signed_reviews.end() && one->second.results.empty() ? &one->second : nullptr;
  };
  if (!open()) return;
  const Row* row = collection_.row_with(bundle);
  if (!row) return;
  bundles_.read_whole(*row, [this, bundle, paper = open()->paper](const Intake& intake) {
    const auto one = store_.round.signed_reviews.find(bundle);
    if (one == store_.round.signed_reviews.end() || one->second.paper != paper || !intake.dossier || !intake.pack) return;
    const Comparison both =
        compare(with_settings(scored_by(intake), store_.round.settings), intake.dossier->answers, one->second.review);
    if (!both.problems.empty()) return app_.notices.tell(both.problems.front());
    const Recognised line = propose(*intake.dossier, bundle, paper, both);
    store_.record([&](Round& r) { r.signed_reviews[bundle].results = line.external; });
  });
}

}  // namespace thuoc
