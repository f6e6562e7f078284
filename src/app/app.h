// A school's work, by nouns over the port, each of which knows only those before it. No ImGui, no browser. Screens read
// the nouns' public state and call their actions; nothing else changes it. What is beyond a school is an OfficePart.
#pragma once

#include "app/hand_in.h"
#include "app/imports.h"

namespace thuoc {

class App {
 public:
  App() = default;
  App(const App&) = delete;  // its nouns refer to one another
  App& operator=(const App&) = delete;

  Outside outside;                    // what is asked, and the answers
  Display display{outside};           // language, theme, size
  Notices notices{outside, display};  // what is told
  OwnKeys keys{outside, notices};     // that sign here
  Signings signings{outside, keys};   // what they sign

  Shelf shelf{outside};                                                                 // the records that are kept
  Saving saving{outside, notices, shelf};                                               // their way into the store
  CurrentDossier dossier{outside, shelf, saving};                                       // the one that is open
  Navigation navigation{outside, dossier};                                              // the screen that is shown
  Dossiers dossiers{{outside, notices, signings, shelf, saving, dossier, navigation}};  // made, opened, closed

  EvidenceList evidence{{outside, display, notices, dossier, navigation}};
  HandIn hand_in{{outside, display, notices, keys, signings, saving, dossier}};
  OfficeLink office{outside, saving, dossiers, dossier, navigation};  // the way to what is beyond
  Imports imports{{outside, display, notices, keys, dossier, navigation, dossiers, evidence, office}};  // files taken in

  void handle(const port::Event& event);
  void undo();
  void redo();

 private:
  void start(const Json& data);
  void tick();
  void press(std::string_view key);
};

}  // namespace thuoc
