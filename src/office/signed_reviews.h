// Signed reviews beside the drafts: the one of each bundle that counts, with its points.
#pragma once

#include "office/bundles.h"
#include "office/papers.h"

namespace thuoc {

class SignedReviews {
 public:
  SignedReviews(App& app, RoundStore& store, Collection& collection, Bundles& bundles)
      : app_(app), store_(store), collection_(collection), bundles_(bundles) {}

  void keep(const Paper& file, const Review& review);     // as it came
  void keep(SignedReview review, bool just_now = false);  // just_now: by us, whatever was signed before
  void reckon(const std::string& bundle);                 // its points, where the dossier is at hand

 private:
  App& app_;
  RoundStore& store_;
  Collection& collection_;
  Bundles& bundles_;
};

}  // namespace thuoc
