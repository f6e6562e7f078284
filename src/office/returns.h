// Returned for completion: at the office, and where the school opens it.
#pragma once

#include "office/reviews.h"

namespace thuoc {

class Returns {
 public:
  Returns(App& app, RoundStore& store, Papers& papers, Bundles& bundles, Reviews& reviews)
      : app_(app), store_(store), papers_(papers), bundles_(bundles), reviews_(reviews) {}

  const Return* of(std::string_view sha256) const;
  // Of the bundle that is assessed:
  void ask_for(std::string_view pointer, std::string_view words);
  void ask_questions();  // every item whose state is `question`, with its note
  void edit(std::string_view what, const std::function<void(Return&)>& step);
  void sign(std::string_view passphrase);
  // One that came: into the dossier it is about, or noted at the office.
  void take(const Paper& paper);

 private:
  App& app_;
  RoundStore& store_;
  Papers& papers_;
  Bundles& bundles_;
  Reviews& reviews_;
};

}  // namespace thuoc
