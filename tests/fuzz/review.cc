// An office's assessment of a dossier, beside a school that has answered nothing. Nobody disagrees with
// himself.
#include "review/review.h"

#include "support.h"

static void read_review(std::string_view json) {
  const auto one = thuoc::load_review(json, "f");
  if (!one.review) return;
  check(thuoc::load_review(to_json_text(*one.review), "f").review == one.review);
  const auto merged = merge(*one.review, *one.review, pack());
  check(merged && merged->conflicts.empty());
  readiness(*one.review, pack(), compare(pack(), {}, *one.review));
  review_page(*one.review, {}, pack());
}
FUZZ(read_review)
