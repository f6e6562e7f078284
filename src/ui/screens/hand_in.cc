// Ký & nộp: what still blocks, the key, one button, and what to do with the file.
#include <algorithm>

#include "base/date.h"
#include "base/strict.h"
#include "paper/format.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::size_t advice_shown = 3;

// The step a finding leads to, by name; the place says it for who cannot see where the row goes.
std::string_view step_of(std::string_view pointer) {
  struct Step {
    std::string_view root, key;
  };
  constexpr Step steps[] = {{"/unit", "ui.step_unit"},       {"/school_year", "ui.step_unit"}, {"/council", "ui.step_council"},
                            {"/figures", "ui.step_figures"}, {"/answers", "ui.step_scoring"},  {"/evidence", "ui.step_evidence"},
                            {"/pack", "ui.step_results"}};
  for (const Step& step : steps) {
    if (pointer.starts_with(step.root)) return tr(step.key);
  }
  return tr("ui.step_hand_in");
}

void go_to(const std::string& pointer) {
  App& app = view().app;
  // What is provisional in the pack is told with the results; there is no field to mend.
  if (pointer.starts_with("/pack")) {
    app.navigation.go(Screen::results);
  } else if (!pointer.empty()) {
    app.navigation.go_to(pointer);
  }
}

// All that keeps the dossier from being signed: the list shows it, its count is the banner, and the button is
// pressed where there is none.
struct InTheWay {
  std::size_t findings = 0;
  std::vector<const Evidence*> missing;                     // whose bytes are not here: the bundle cannot be written without them
  std::vector<const Evidence*> secret;                      // that hold a signing key: handed in, it is anybody's
  std::vector<std::pair<std::string, std::string>> drafts;  // pointer, what was typed and is no value: it would be left out
  bool uploads = false;
  std::size_t count() const { return findings + !missing.empty() + secret.size() + drafts.size() + uploads; }
};

InTheWay in_the_way() {
  const OpenDossier& current = *view().app.dossier.current;
  InTheWay all;
  all.findings = static_cast<std::size_t>(std::ranges::count(current.editor.findings(), true, &Finding::blocking));
  for (const Evidence& e : current.editor.dossier().evidence) {
    if (e.file && !current.kept.contains(e.file->sha256)) all.missing.push_back(&e);
    if (e.file && current.secrets.contains(e.file->sha256)) all.secret.push_back(&e);
  }
  for (const auto& draft : view().drafts)
    if (draft.first.starts_with('/')) all.drafts.push_back(draft);
  all.uploads = !current.uploads.empty();
  return all;
}

// The question or the piece of evidence a request is about; else the step it is in.
std::string place_of(std::string_view pointer) {
  const Dossier& d = view().app.dossier.current->editor.dossier();
  for (const Evidence& e : d.evidence)
    if (pointer == child("/evidence", e.id) && !e.title.empty()) return std::string(step_of(pointer)) + ": " + e.title;
  constexpr std::string_view answers = "/answers/";
  if (pointer.starts_with(answers))
    if (const Item* item = view().app.dossier.current->editor.pack().item(pointer.substr(answers.size())))
      return numbered(item->number, item->title);
  return std::string(step_of(pointer));
}

// It leads to its place in the dossier.
void row(std::string_view id, const std::string& pointer, std::string_view place, std::string_view words, bool blocking) {
  const Region in_item(port::Role::listitem, std::string(id) + ".item");
  if (choice_row(id, place,
                 {.detail = words,
                  .mark = is_narrow() ? std::string_view() : tr("hand_in.go"),
                  .mark_tone = blocking ? Tone::bad : Tone::accent,
                  .number = blocking ? "!" : "i",
                  .number_tone = blocking ? Tone::bad : Tone::accent}))
    later([pointer] { go_to(pointer); });
}

// Rows that lead to their places: the findings of one sort, at most `most` of them, and what else is in the way.
void finding_rows(const InTheWay* way, std::size_t most) {
  App& app = view().app;
  const auto& all = app.dossier.current->editor.findings();
  const bool blocking = way != nullptr;
  const Region in_list(port::Role::list, blocking ? "hand_in.blocking" : "hand_in.advice",
                       tr(blocking ? "hand_in.blocking_name" : "hand_in.advice_name"));
  const auto one = [&](std::string_view id, const std::string& pointer, std::string_view words) {
    row("finding." + std::string(id), pointer, step_of(pointer), words, blocking);
  };
  std::size_t shown = 0;
  for (std::size_t i = 0; i < all.size() && shown < most; ++i) {
    if (all[i].blocking != blocking) continue;
    ++shown;
    one(std::to_string(i), all[i].what.place.pointer, message(all[i].what, app.display.lang));
  }
  if (way) {
    if (!way->missing.empty())
      one("files", child("/evidence", way->missing.front()->id),
          tr("hand_in.missing", {{"count", std::to_string(way->missing.size())}}));
    for (const Evidence* e : way->secret)
      one("secret." + e->id, child("/evidence", e->id), tr("hand_in.secret", {{"name", e->file->name}}));
    if (way->uploads) one("uploads", "/evidence", tr("hand_in.uploads", {{"name", app.dossier.current->uploads.front().name}}));
    for (const auto& [pointer, typed] : way->drafts)
      one("draft." + pointer, pointer, tr("hand_in.draft", {{"text", shortened(typed)}}));
  }
}

// How far the dossier is, said where it can be signed but is not whole.
struct Progress {
  int answered = 0, total = 0;
  std::size_t unproven = 0;
  bool whole() const { return answered == total && unproven == 0; }
  std::string words() const {
    return tr("hand_in.ready_partly",
              {{"answered", std::to_string(answered)}, {"total", std::to_string(total)}, {"unproven", std::to_string(unproven)}});
  }
};
Progress progress_of(const Editor& editor) {
  Progress p;
  for (const GroupScore& group : editor.score().groups) {
    p.total += group.total;
    p.answered += group.total - group.unanswered;
  }
  p.unproven = static_cast<std::size_t>(
      std::ranges::count_if(editor.findings(), [](const Finding& f) { return f.what.code == "ready.claim_without_evidence"; }));
  return p;
}

// A key whose loss nothing would mend signs nothing.
bool has_key() {
  const Key* key = view().app.keys.in_use();
  return key && (key->kept || key->backed_up);
}

void findings(bool done, const InTheWay& way) {
  View& v = view();
  const auto& all = v.app.dossier.current->editor.findings();
  const auto advice = static_cast<std::size_t>(std::ranges::count(all, false, &Finding::blocking));
  if (way.count()) {
    {
      const Card in_card(theme.bad_soft, theme.line, 14);
      heading(2, tr("hand_in.blocking", {{"count", std::to_string(way.count())}}));
      finding_rows(&way, all.size());
    }
    gap(16);
  } else if (!done) {
    const Progress p = progress_of(v.app.dossier.current->editor);
    if (!p.whole()) callout("hand_in.ready", p.words(), Tone::warn);
    else if (has_key()) callout("hand_in.ready", tr("hand_in.ready"), Tone::good);
    else callout("hand_in.ready", tr("hand_in.ready_but_key"), Tone::warn);
    gap(4);
  }
  if (!advice) return;
  {
    const Card in_card(theme.card, theme.line, 14);
    heading(2, tr("hand_in.advice", {{"count", std::to_string(advice)}}));
    muted(tr("hand_in.advice_text"));
    gap(4);
    const bool whole = v.all_advice || advice <= advice_shown + 1;
    finding_rows(nullptr, whole ? advice : advice_shown);
    if (advice > advice_shown + 1 && button("hand_in.more",
                                            v.all_advice ? std::string(tr("hand_in.fewer"))
                                                         : tr("hand_in.more", {{"count", std::to_string(advice - advice_shown)}}),
                                            {.kind = ButtonStyle::Kind::quiet,
                                             .small = true,
                                             .fold = v.all_advice ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed})) {
      v.all_advice = !v.all_advice;
    }
  }
  gap(16);
}

// What an office sent back, each request leading to its place.
void return_card() {
  App& app = view().app;
  const auto& notice = app.dossier.current->notice;
  if (!notice) return;
  {
    const Card in_card(theme.warn_soft, theme.line, 14);
    heading(2, tr("hand_in.return_heading", {{"office", notice->office}}));
    if (!notice->deadline.empty()) text(tr("hand_in.return_until", {{"date", shown_date(notice->deadline)}}), {.bold = true});
    if (!notice->words.empty()) text(notice->words);
    muted(tr("hand_in.return_text"));
    gap(4);
    const Region in_list(port::Role::list, "hand_in.return", tr("hand_in.return_name"));
    for (std::size_t i = 0; i < notice->requests.size(); ++i) {
      const Requested& request = notice->requests[i];
      std::string words = request.words;
      if (!request.deadline.empty()) words += " · " + tr("hand_in.return_until", {{"date", shown_date(request.deadline)}});
      row("hand_in.return." + std::to_string(i), request.pointer, place_of(request.pointer), words, false);
    }
  }
  gap(16);
}

void no_key() {
  View& v = view();
  text(tr("hand_in.no_key"));
  gap(8);
  for (const std::string_view point : {"hand_in.key_what", "hand_in.key_legal", "hand_in.key_keep"}) {
    text("• " + std::string(tr(point)), {.color = theme.muted});
    gap(4);
  }
  gap(8);
  const int pressed = buttons({{"hand_in.key_new", tr("hand_in.key_new"), {.kind = ButtonStyle::Kind::primary}},
                               {"hand_in.key_restore", tr("hand_in.key_restore"), {}}});
  if (pressed == 0) v.dialog = View::Dialog::key_new;
  if (pressed == 1) v.app.keys.pick_file();
}

void choose_key() {
  App& app = view().app;
  if (app.keys.all.size() < 2) return;
  std::vector<port::Option> options;
  for (const Key& k : app.keys.all) {
    std::string name = k.owner.empty() ? std::string(tr("hand_in.key_unnamed")) : k.owner;
    if (const auto made = parse_iso_instant(k.created)) name += " · " + to_display(date_in_vietnam(*made));
    options.push_back({k.id, name + " · " + k.fingerprint.substr(7, 8) + "…"});
  }
  const std::string in_use = app.keys.used_id;
  if (const int chosen = select("hand_in.key_choose", tr("hand_in.key_choose"), options, in_use); chosen >= 0) {
    app.keys.use(options[static_cast<std::size_t>(chosen)].value);
  }
}

void our_key() {
  App& app = view().app;
  choose_key();
  const Key& key = *app.keys.in_use();
  columns({1, 168}, 24, is_narrow());
  muted(tr("hand_in.fingerprint"));
  text(key.fingerprint, {.bold = true});
  std::string about;
  if (!key.owner.empty()) about = tr("hand_in.key_owner", {{"owner", key.owner}}) + " ";
  muted(about + std::string(tr(key.locked ? "hand_in.key_locked" : "hand_in.key_open")));
  gap(10);
  text(tr("hand_in.paper"), {.size = px::small});
  gap(10);
  if (!key.kept) callout("hand_in.not_kept_warn", tr("hand_in.key_not_kept"), Tone::bad);
  else if (!key.backed_up) callout("hand_in.backup_warn", tr("hand_in.backup_warn"), Tone::warn);
  const int pressed = buttons({{"hand_in.backup",
                                tr("hand_in.backup"),
                                {.kind = key.backed_up ? ButtonStyle::Kind::plain : ButtonStyle::Kind::primary, .small = true}},
                               {"hand_in.another", tr("hand_in.key_restore"), {.small = true}},
                               {"hand_in.copy_fingerprint", tr("hand_in.copy_fingerprint"), {.small = true}}});
  next_column();
  qr("hand_in.qr", tr("hand_in.qr", {{"fingerprint", key.fingerprint}}), key.fingerprint, 168);
  end_columns();
  if (pressed == 0) app.keys.save_file(key.id);
  if (pressed == 1) app.keys.pick_file();
  if (pressed == 2) app.notices.copy(key.fingerprint);
}

void key_card() {
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("hand_in.key"));
    view().app.keys.in_use() ? our_key() : no_key();
  }
  gap(20);
}

void sign(const InTheWay& way) {
  View& v = view();
  App& app = v.app;
  const OpenDossier& current = *app.dossier.current;
  const bool ready = way.count() == 0 && has_key();
  const std::string_view why = way.count() > 0
                                   ? tr(way.count() == 1 && way.uploads ? "hand_in.why_uploads" : "hand_in.why_blocked")
                               : !app.keys.in_use() ? tr("hand_in.why_key")
                               : !ready             ? tr("hand_in.key_not_kept")
                                                    : std::string_view();
  const std::string id = current.editor.dossier().id;
  const bool writing = app.signings.is_writing(id);
  std::optional<Card> in_card;
  if (writing) in_card.emplace(theme.rail, theme.line, 16.f);
  const bool pressed = sign_panel({"hand_in", id, "dossier", tr("hand_in.sign"), why, tr("hand_in.sign_what")});
  in_card.reset();
  if (!pressed) return;
  if (const Progress p = progress_of(current.editor); !p.whole()) {
    v.dialog = View::Dialog::incomplete;
    v.dialog_subject = p.words();
  } else {
    with_passphrase([](std::string_view passphrase) { view().app.hand_in.export_bundle(passphrase); });
  }
}

void exported_card() {
  App& app = view().app;
  const OpenDossier& current = *app.dossier.current;
  const Signing* const signing = app.hand_in.signing();
  if (!current.exported || (signing && signing->ticket)) return;
  const Exported e = *current.exported;
  const bool same = app.dossier.is_exported();
  {
    const Card in_card(same ? theme.good_soft : theme.warn_soft, theme.line, 20);
    heading(2, tr(same ? "hand_in.done" : "hand_in.changed"));
    if (!same) {
      text(tr("hand_in.changed_text"));
      gap(8);
    }
    gap(2);
    text(e.name, {.bold = true});
    muted(tr("hand_in.facts", {{"size", size_text(e.size)}, {"at", shown_instant(e.at)}}));
    gap(8);
    muted(tr("hand_in.sha256"));
    text(e.sha256, {.size = px::small});
    gap(4);
    muted(tr("hand_in.fingerprint"));
    text(e.fingerprint, {.size = px::small});
    if (same) {
      gap(12);
      heading(3, tr("hand_in.next"));
      for (const std::string_view step : {"hand_in.next_print", "hand_in.next_send", "hand_in.next_keep"}) {
        text("• " + std::string(tr(step)));
        gap(4);
      }
      gap(8);
      link("hand_in.mail", tr("hand_in.mail"), app.hand_in.mail_url());
      gap(4);
    } else {
      gap(8);
    }
    const bool kept = signing && signing->blob && signing->sha256 == e.sha256;
    const int pressed = buttons({{"hand_in.again", tr("hand_in.again"), {.disabled = !kept, .small = true}},
                                 {"hand_in.copy", tr("hand_in.copy"), {.small = true}}});
    if (!kept && same) muted(tr("hand_in.not_kept"));
    if (pressed == 0) app.signings.save_again(current.editor.dossier().id);
    if (pressed == 1) app.notices.copy(e.sha256);
  }
  gap(20);
}

}  // namespace

void asked_here(std::string_view pointer) {
  const auto& notice = view().app.dossier.current->notice;
  if (!notice) return;
  for (std::size_t i = 0; i < notice->requests.size(); ++i) {
    const Requested& request = notice->requests[i];
    if (request.pointer != pointer) continue;
    callout("asked." + std::to_string(i), tr("hand_in.return_here", {{"office", notice->office}, {"words", request.words}}),
            Tone::warn);
    gap(6);
  }
}

void hand_in_screen() {
  View& v = view();
  const OpenDossier& current = *v.app.dossier.current;
  heading(1, tr("hand_in.heading"));
  text(tr("hand_in.text"), {.color = theme.muted});
  gap(18);
  // A file that is ready is what one comes back for; until then, what stands in its way.
  const bool writing = v.app.signings.is_writing(current.editor.dossier().id);
  const bool done = current.exported && !writing && v.app.dossier.is_exported();
  if (v.was_exporting && done) scroll_to_top("main");
  v.was_exporting = writing;
  if (done) exported_card();
  return_card();
  findings(done, in_the_way());
  key_card();
  sign(in_the_way());  // again: a row or a card above may have changed the dossier
  if (!done && current.exported) {
    gap(20);
    exported_card();
  }
}

}  // namespace thuoc::ui
