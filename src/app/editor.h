// One dossier being edited: every change is an undo step, a line of history, and a new score.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "rubric/rubric.h"
#include "score/score.h"

namespace thuoc {

class Editor {
 public:
  Editor(Dossier dossier, Pack pack);

  const Dossier& dossier() const { return dossier_; }
  const Pack& pack() const { return pack_; }
  const Score& score() const { return score_; }
  const std::vector<Finding>& findings() const { return findings_; }
  // Grows with every change, undo and redo: what was saved is known by the revision it had.
  std::uint64_t revision() const { return revision_; }

  // Changes what `pointer` (JSON pointer into the dossier) names. Typing into one pointer is one
  // undo step and one line of history until seal(). `before` and `after` are for the history.
  void edit(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms,
            const std::function<void(Dossier&)>& change);
  void seal() { sealed_ = true; }

  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  // Returns the pointer of what came back, so that the page can show it; "" when there is nothing.
  std::string undo(std::int64_t now_ms);
  std::string redo(std::int64_t now_ms);

 private:
  struct Step {
    std::string pointer;
    Dossier dossier;  // without history: undoing is itself history
  };
  void changed();
  void note(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms);
  std::string swap_with(std::vector<Step>& from, std::vector<Step>& to, std::int64_t now_ms, std::string_view word);
  Step snapshot(std::string_view pointer);

  Dossier dossier_;
  Pack pack_;
  Score score_;
  std::vector<Finding> findings_;
  std::vector<Step> undo_, redo_;
  std::uint64_t revision_ = 1;
  bool sealed_ = true;
};

}  // namespace thuoc
