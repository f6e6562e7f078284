#include "school/editor.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc {

namespace {

// Two hundred steps of a dossier of some 50 KB stay near 10 MB.
constexpr std::size_t undo_steps = 200;

Dossier without_history(Dossier& dossier) {
  std::vector<Change> history = std::exchange(dossier.history, {});
  Dossier copy = dossier;
  dossier.history = std::move(history);
  return copy;
}

void exchange(Dossier& here, Dossier& step) {
  std::swap(here, step);
  here.history = std::exchange(step.history, {});
  // Handles of evidence are never used again, also not after an undo.
  here.next_evidence = std::max(here.next_evidence, step.next_evidence);
}

}  // namespace

Editor::Editor(Dossier dossier, Pack pack) : dossier_(std::move(dossier)), pack_(std::move(pack)), undo_(undo_steps) {
  changed();
}

void Editor::changed() {
  score_ = thuoc::score(pack_, dossier_.answers);
  findings_ = readiness(dossier_, pack_, score_);
}

void Editor::note(std::string_view pointer, std::string_view before, std::string_view after, std::int64_t now_ms,
                  bool same_step) {
  auto& history = dossier_.history;
  if (same_step && !history.empty() && history.back().pointer == pointer) {
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
  bool begins = false;
  undo_.change(pointer, [&] {
    begins = true;
    return without_history(dossier_);
  });
  // Who edits shows us what stands in the dossier: a view of it would see what `change` leaves there.
  const std::string was(before);
  change(dossier_);
  note(pointer, was, after, now_ms, !begins);
  ++revision_;
  changed();
}

std::string Editor::undone(std::string pointer, std::string_view word, std::int64_t now_ms) {
  if (pointer.empty()) return pointer;
  note(pointer, "", word, now_ms, false);
  ++revision_;
  changed();
  return pointer;
}

std::string Editor::undo(std::int64_t now_ms) {
  return undone(undo_.undo([this](Dossier& step) { exchange(dossier_, step); }), "(undo)", now_ms);
}

std::string Editor::redo(std::int64_t now_ms) {
  return undone(undo_.redo([this](Dossier& step) { exchange(dossier_, step); }), "(redo)", now_ms);
}

}  // namespace thuoc
