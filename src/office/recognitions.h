// Recognition: the list proposed, the decision, what units and the public get of it.
#pragma once

#include "office/papers.h"
#include "office/steps.h"
#include "office/trusted_keys.h"

namespace thuoc {

// A recognition that is signed: ours, or one that was opened.
struct SignedRecognition {
  std::string sha256;
  Recognition recognition;
  std::string pack_json;
  std::string fingerprint;  // of its key; "" for our own
};

class Recognitions {
 public:
  Recognitions(App& app, RoundStore& store, OfficeSteps& steps, Papers& papers, TrustedKeys& trusted)
      : app_(app), store_(store), steps_(steps), papers_(papers), trusted_(trusted) {}
  std::optional<SignedRecognition> recognised;

  void stored(const std::string& id, const std::string& json);  // an entry of the store, if it is the one here
  // Bundles by SHA-256, of units that nobody has assessed from outside; those in the list stay as they
  // are there. One step of undo, none where nothing is added. How many were.
  std::size_t propose_self(const std::vector<std::string>& bundles);
  void withdraw(std::string_view unit_code);
  int open_items(const Recognised& unit) const;  // of its external assessment: not assessed, or asked back
  // All of the list but its units.
  void edit(std::string_view what, const std::function<void(Recognition&)>& step);
  void sign(std::string_view passphrase);
  void sign_extract(std::string_view unit_code, std::string_view passphrase);
  bool is_known() const;  // the key that signed `recognised` is ours, or still known for its office
  void save_page();       // of results
  void take(const Paper& paper);

 private:
  void keep(SignedRecognition signed_one);

  App& app_;
  RoundStore& store_;
  OfficeSteps& steps_;
  Papers& papers_;
  TrustedKeys& trusted_;
};

}  // namespace thuoc
