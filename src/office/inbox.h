// What came, and what a person must say before it counts: dossiers go into the round, an office's papers where they
// belong; whose key is not known is asked about, and a colleague's work that says something else than ours is shown
// beside it. inbox.cc has files and keys, inbox_merge.cc a colleague's work.
#pragma once

#include <deque>
#include <variant>

#include "office/adding_up.h"
#include "office/recognitions.h"
#include "office/returns.h"

namespace thuoc {

// An office whose key is not known, and what has come by it: nothing of it counts.
struct AskedOffice {
  std::string code, name;  // as its bags say
  Error why;
  std::vector<SignerFound> signers;
  struct File {
    std::string name, type;  // type: of the bundle
  };
  std::vector<File> files;
};

// A colleague's work that says something else than ours: nothing is taken over before a person has
// seen both.
struct Merging {
  std::string name;  // of the file
  std::string sha256;
  std::variant<MergedReview, MergedRound> merged;
  std::vector<Conflict>& conflicts();
  // Of a round: whose it is, for it brings keys.
  std::string fingerprint;
  bool signer_known = false;
  std::size_t new_keys = 0, other_keys = 0;  // other_keys: for units that have another, which stays unless chosen
  std::string pack_json;                     // of a round that is taken whole: nothing was here
};

class Inbox {
 public:
  struct Knows {
    RoundStore& store;
    OfficeSteps& steps;
    Papers& papers;
    Collection& collection;
    TrustedKeys& trusted;
    Bundles& bundles;
    SignedReviews& signed_reviews;
    Reviews& reviews;
    Returns& returns;
    Recognitions& recognitions;
    AddingUp& adding_up;
  };
  Inbox(App& app, const Knows& knows);

  // --- State: screens read it, only actions change it ----------------------------------------
  std::vector<AskedOffice> asked;  // one after the other
  std::optional<Merging> merging;
  std::optional<Paper> unopened;  // a round by a key that is not known: not read before a person says so

  void start();
  void note_read(const Row& row);  // done: the round learns of it
  void handed_in(const std::string& sha256,
                 Submission submission);  // keeps when it was first received, and what was said of that
  void take_paper(const Paper& paper);
  void judge_again();     // what is here, and then the files, by the keys as they are now
  void judge_files();     // of all
  void notice_own_key();  // made, or of another office, since the list was judged

  void drop_asked();  // the first of them: its files wait in the list
  void choose(std::size_t conflict, bool theirs);
  void accept_merge();
  void drop_merge();
  void open_round();  // `unopened`; its differences are asked about next
  void drop_round();

 private:
  void ask_about(const Paper& paper);
  void take_review(const Paper& paper);
  void take_round(const Paper& paper);
  void next_question();
  bool is_ours(const Paper& file) const;  // our own key signed it

  App& app_;
  RoundStore& store_;
  OfficeSteps& steps_;
  Papers& papers_;
  Collection& collection_;
  TrustedKeys& trusted_;
  Bundles& bundles_;
  SignedReviews& signed_reviews_;
  Reviews& reviews_;
  Returns& returns_;
  Recognitions& recognitions_;
  AddingUp& adding_up_;
  std::map<std::string, KnownOffice> judged_by_;  // offices' keys as they were at the last judge_again()
  std::deque<std::string> later_;                 // SHA-256 of what came while two people's work was being put together
};

}  // namespace thuoc
