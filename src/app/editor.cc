#include "app/editor.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc {

namespace {

// Two hundred steps of a dossier of some 50 KB stay near 10 MB.
constexpr std::size_t undo_steps = 200;

}  // namespace

Editor::Editor(Dossier dossier, Pack pack) : dossier_(std::move(dossier)), pack_(std::move(pack)) { changed(); }

void Editor::changed() {
  score_ = thuoc::score(pack_, dossier_.answers);
  findings_ = readiness(dossier_, pack_, score_);
}

Editor::Step Editor::snapshot(std::string_view pointer) {
  std::vector<Change> history = std::move(dossier_.history);
  dossier_.history.clear();
  Step step{std::string(pointer), dossier_};
  dossier_.history = std::move(history);
  return step;
}

void Editor::note(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms) {
  auto& history = dossier_.history;
  if (!sealed_ && !history.empty() && history.back().pointer == pointer) {
    history.back().at = to_iso_instant(now_ms);
    history.back().after = for_history(after);
    return;
  }
  // The oldest lines go first: the record must stay readable after years of edits.
  if (history.size() >= limits::history_changes) history.erase(history.begin());
  history.push_back({to_iso_instant(now_ms), std::string(pointer), for_history(before), for_history(after)});
}

void Editor::edit(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms,
                  const std::function<void(Dossier&)>& change) {
  const bool same_step = !sealed_ && !undo_.empty() && undo_.back().pointer == pointer;
  if (!same_step) {
    sealed_ = true;
    if (undo_.size() >= undo_steps) undo_.erase(undo_.begin());
    undo_.push_back(snapshot(pointer));
  }
  redo_.clear();
  // Who edits shows us what stands in the dossier: a view of it would see what `change` leaves there.
  const std::string was(before);
  change(dossier_);
  note(pointer, was, after, now_ms);
  sealed_ = false;
  ++revision_;
  changed();
}

std::string Editor::swap_with(std::vector<Step>& from, std::vector<Step>& to, std::int64_t now_ms, std::string_view word) {
  if (from.empty()) return {};
  Step step = std::move(from.back());
  from.pop_back();
  to.push_back(snapshot(step.pointer));
  step.dossier.history = std::move(dossier_.history);
  // Handles of evidence are never used again, also not after an undo.
  step.dossier.next_evidence = std::max(step.dossier.next_evidence, dossier_.next_evidence);
  dossier_ = std::move(step.dossier);
  sealed_ = true;
  note(step.pointer, "", word, now_ms);
  ++revision_;
  changed();
  return step.pointer;
}

std::string Editor::undo(std::int64_t now_ms) { return swap_with(undo_, redo_, now_ms, "(undo)"); }
std::string Editor::redo(std::int64_t now_ms) { return swap_with(redo_, undo_, now_ms, "(redo)"); }

}  // namespace thuoc
