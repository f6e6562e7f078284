// The round of an office, with the pack it goes by and who sits here: begun, changed by steps that can be undone. The
// other nouns of an office stand over it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/app.h"
#include "base/undo.h"
#include "round/round.h"
#include "round/round_edit.h"

namespace thuoc {

class RoundStore {
 public:
  explicit RoundStore(App& app) : app_(app) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  Round round;
  Pack pack;
  std::string pack_json;
  std::string assessor;  // who sits at this machine

  void begin();  // an empty round of this school year
  // Steps of the same `what` one after the other are one step of undo, until seal().
  void change(std::string_view what, const std::function<void(RoundEdit&)>& step);
  void seal() { undo_.seal(); }
  void record(const std::function<void(Round&)>& fact);          // what undo leaves alone
  void record_arrival(const std::function<void(Round&)>& fact);  // likewise; of a file that came
  bool undo();                                                   // whether keys came or went by it
  bool redo();
  bool can_undo() const { return undo_.can_undo(); }
  bool can_redo() const { return undo_.can_redo(); }
  std::uint64_t revision() const { return revision_; }  // grows with every change of the round
  std::uint64_t arrivals() const { return arrivals_; }  // of these, files that came

  void name_assessor(std::string_view name);
  // Whether there is room for one more; else it is said that there is none.
  bool has_room(std::size_t now, std::size_t limit);
  bool can_name(std::string_view code);  // as a key of the round; else it is said that it is no code

 private:
  bool exchange(RoundBefore& step);

  App& app_;
  Undo<RoundBefore> undo_{50};
  std::uint64_t revision_ = 1, arrivals_ = 0;
};

// Of what this office says about that dossier.
Head head_for(const Round& round, const Dossier& dossier);

}  // namespace thuoc
