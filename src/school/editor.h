// One dossier being edited: every change is an undo step, a line of history, and a new score.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/undo.h"
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
  void seal() { undo_.seal(); }

  bool can_undo() const { return undo_.can_undo(); }
  bool can_redo() const { return undo_.can_redo(); }
  // Returns the pointer of what came back, so that the page can show it; "" when there is nothing.
  std::string undo(std::int64_t now_ms);
  std::string redo(std::int64_t now_ms);

 private:
  void changed();
  void note(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms, bool same_step);
  std::string undone(std::string pointer, std::string_view word, std::int64_t now_ms);

  Dossier dossier_;
  Pack pack_;
  Score score_;
  std::vector<Finding> findings_;
  Undo<Dossier> undo_;  // without history: undoing is itself history
  std::uint64_t revision_ = 1;
};

}  // namespace thuoc
