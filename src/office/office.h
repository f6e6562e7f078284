// An office: everything beyond a school's steps, by nouns, each of which knows only those before it. No ImGui, no
// browser; the outside is asked through the App. Screens read the nouns' public state and call their actions.
#pragma once

#include "office/file_reader.h"
#include "office/round_saving.h"
#include "office/sampling.h"
#include "office/units.h"

namespace thuoc {

class OfficeWork : public OfficePart {
  App& app_;

 public:
  explicit OfficeWork(App& app);
  OfficeWork(const OfficeWork&) = delete;  // its nouns refer to one another
  OfficeWork& operator=(const OfficeWork&) = delete;

  RoundStore store{app_};           // the round
  RoundSaving saving{app_, store};  // how it is kept
  OfficeSteps steps{app_, store};   // where we are
  Papers papers{app_, store};       // what this office signs

  Collection collection{app_, store};                 // the files, as rows
  TrustedKeys trusted{app_, store};                   // whose word counts
  Bundles bundles{app_, store, collection, trusted};  // files that were opened
  UnitLists unit_lists{app_, store, steps};           // lists of units, in and out
  Units units{app_, store};                           // the register, and what is said of what came

  SignedReviews signed_reviews{app_, store, collection, bundles};
  Reviews reviews{store, steps, papers, trusted, bundles, signed_reviews};  // external assessment
  Returns returns{app_, store, papers, bundles, reviews};                   // for completion
  Sampling sampling{app_, store};                                           // inspection
  Recognitions recognitions{app_, store, steps, papers, trusted};
  AddingUp adding_up{app_, store, papers, trusted};

  // What came, and what is asked about it.
  Inbox inbox{app_,
              {store, steps, papers, collection, trusted, bundles, signed_reviews, reviews, returns, recognitions, adding_up}};
  Keys keys{app_, store, trusted, adding_up, inbox};                                            // let in, withdrawn, listed
  OpenedFile file{app_, collection, trusted, bundles, keys};                                    // the file that is open
  FileReader reader{app_, {store, steps, collection, trusted, unit_lists, inbox, keys, file}};  // taking files in

  // --- Events ------------------------------------------------------------------------------
  void stored(const std::string& id, const std::string& json, std::size_t more) override;
  void start(const Json& data) override;
  void take_in(std::string_view purpose, const Json& files) override { reader.take_in(purpose, files); }
  void save_now() override;
  void save_soon() override { saving.save_soon(); }
  void undo() override;
  void redo() override;
};

}  // namespace thuoc
