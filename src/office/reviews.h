// External assessment of one bundle.
#pragma once

#include "office/signed_reviews.h"
#include "office/steps.h"

namespace thuoc {

class Reviews {
 public:
  Reviews(RoundStore& store, OfficeSteps& steps, Papers& papers, TrustedKeys& trusted, Bundles& bundles,
          SignedReviews& signed_reviews)
      : store_(store), steps_(steps), papers_(papers), trusted_(trusted), bundles_(bundles), signed_reviews_(signed_reviews) {}
  std::string assessing;  // SHA-256 of the bundle that is assessed, or ""
  std::string assessed_item;

  void assess(std::string_view sha256);      // "" goes back to the list
  Review of(std::string_view sha256) const;  // the draft, or an empty one
  bool is_signed(std::string_view sha256) const;
  // Of the bundle that is assessed:
  void agree_item(std::string_view item);
  void agree_criterion(std::string_view criterion);
  void set_points(std::string_view item, std::optional<Points> points);
  void set_yes(std::string_view item, bool yes);
  void set_state(std::string_view item, ReviewState state);
  void set_words(std::string_view item, std::string_view text, bool to_school);  // note, or reason
  void assign(const std::string& assessor, std::string_view criterion, bool yes);
  void edit(std::string_view what, const std::function<void(Review&)>& step);
  void sign(std::string_view passphrase);

 private:
  // Our value in place of the school's: points or yes, or neither.
  void set_value(std::string_view item, std::string_view field, std::optional<Points> points, std::optional<bool> yes);

  RoundStore& store_;
  OfficeSteps& steps_;
  Papers& papers_;
  TrustedKeys& trusted_;
  Bundles& bundles_;
  SignedReviews& signed_reviews_;
};

}  // namespace thuoc
