// Ký & nộp: what still blocks, the key, one button, and what to do with the file.
#include <algorithm>

#include "ui/view.h"

namespace thuoc::ui {

namespace {

void findings(bool blocking) {
  App& app = view().app;
  const auto& all = app.desk->editor.findings();
  const auto count = std::ranges::count(all, blocking, &Finding::blocking);
  if (!count) return;
  heading(2, tr(blocking ? "hand_in.blocking" : "hand_in.advice", {{"count", std::to_string(count)}}));
  std::string to;
  begin_group(port::Role::list, blocking ? "hand_in.blocking" : "hand_in.advice", tr(blocking ? "hand_in.blocking_name" : "hand_in.advice_name"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].blocking != blocking) continue;
    const std::string id = "finding." + std::to_string(i);
    begin_group(port::Role::listitem, id + ".item");
    if (choice_row(id, message(all[i].what, app.lang),
                   {.mark = tr("hand_in.go"), .mark_tone = blocking ? Tone::bad : Tone::accent})) {
      to = all[i].what.place.pointer.empty() ? "/unit" : all[i].what.place.pointer;
    }
    end_group();
  }
  end_group();
  gap(16);
  if (!to.empty()) app.go_to(to);
}

void key_card() {
  View& v = view();
  App& app = v.app;
  begin_card(theme.card, theme.border, 20);
  heading(2, tr("hand_in.key"));
  const Key* key = app.key();
  if (!key) {
    text(tr("hand_in.no_key"));
    gap(10);
    const int pressed = buttons({{"hand_in.key_new", tr("hand_in.key_new"), {.kind = ButtonStyle::Kind::primary}},
                                 {"hand_in.key_restore", tr("hand_in.key_restore"), {}}});
    if (pressed == 0) v.dialog = View::Dialog::key_new;
    if (pressed == 1) app.pick_key_file();
    end_card();
    return;
  }
  columns({1, 170}, 20, is_narrow());
  if (app.keys.size() > 1) {
    std::vector<port::Option> options;
    for (const Key& k : app.keys) options.push_back({k.id, (k.owner.empty() ? k.id : k.owner) + " · " + k.id.substr(0, 8)});
    if (const int chosen = select("hand_in.key_choose", tr("hand_in.key_choose"), options, key->id); chosen >= 0) {
      app.use_key(options[static_cast<std::size_t>(chosen)].value);
      key = app.key();
    }
  }
  muted(tr("hand_in.fingerprint"));
  text(key->fingerprint, {.bold = true});
  muted(tr(key->locked ? "hand_in.key_locked" : "hand_in.key_open"));
  gap(4);
  muted(tr("hand_in.paper"));
  gap(10);
  if (!key->backed_up) callout("hand_in.backup_warn", tr("hand_in.backup_warn"), Tone::warn);
  const std::string id = key->id;
  const int pressed = buttons({{"hand_in.backup", tr("hand_in.backup"), {.small = true}},
                               {"hand_in.another", tr("hand_in.key_restore"), {.small = true}}});
  next_column();
  qr("hand_in.qr", tr("hand_in.qr", {{"fingerprint", key->fingerprint}}), key->fingerprint, 170);
  end_columns();
  if (pressed == 0) app.save_key_file(id);
  if (pressed == 1) app.pick_key_file();
  end_card();
}

void exported_card() {
  App& app = view().app;
  const Desk& desk = *app.desk;
  if (!desk.exported) return;
  const Exported& e = *desk.exported;
  const bool same = std::ranges::any_of(app.shelf, [&](const Shelved& s) { return s.record && s.id == desk.editor.dossier().id && is_exported(*s.record); });
  gap(20);
  begin_card(same ? theme.good_soft : theme.warn_soft, theme.border, 20);
  heading(2, tr(same ? "hand_in.done" : "hand_in.changed"));
  text(e.name, {.bold = true});
  muted(tr("hand_in.facts", {{"size", size_text(e.size)}}));
  gap(6);
  muted("SHA-256");
  text(e.sha256, {.size = px::small});
  muted(tr("hand_in.fingerprint"));
  text(e.fingerprint, {.size = px::small});
  gap(12);
  if (same) {
    text(tr("hand_in.what_next"));
    gap(8);
    link("hand_in.mail", tr("hand_in.mail"), app.mail_url());
    const int pressed = buttons({{"hand_in.again", tr("hand_in.again"), {.disabled = desk.export_blob == 0, .small = true}},
                                 {"hand_in.copy", tr("hand_in.copy"), {.small = true}}});
    if (pressed == 0) app.save_bundle_again();
    if (pressed == 1) app.copy_text(e.sha256);
  }
  end_card();
}

}  // namespace

void hand_in_screen() {
  View& v = view();
  App& app = v.app;
  const Desk& desk = *app.desk;
  heading(1, tr("hand_in.heading"));
  text(tr("hand_in.text"), {.color = theme.muted});
  gap(18);
  const bool blocked = std::ranges::any_of(desk.editor.findings(), &Finding::blocking);
  findings(true);
  key_card();
  gap(20);
  const std::size_t missing = static_cast<std::size_t>(std::ranges::count_if(desk.editor.dossier().evidence, [&](const Evidence& e) { return e.file && !desk.kept.contains(e.file->sha256); }));
  if (missing) callout("hand_in.missing", tr("hand_in.missing", {{"count", std::to_string(missing)}}), Tone::bad);
  if (desk.export_error) callout("hand_in.error", message(*desk.export_error, app.lang), Tone::bad);
  if (desk.exporting) {
    status_text("hand_in.writing", tr("hand_in.writing"), theme.text);
    progress("hand_in.progress", tr("hand_in.writing"), desk.export_done);
    if (button("hand_in.cancel", tr("ui.cancel"))) app.cancel_export();
  } else {
    const bool ready = !blocked && app.key() && !missing;
    if (button("hand_in.sign", tr("hand_in.sign"), {.kind = ButtonStyle::Kind::primary, .disabled = !ready})) {
      if (app.key()->locked) {
        v.dialog = View::Dialog::passphrase;
      } else {
        app.export_bundle("");
      }
    }
    if (!ready) muted(tr(blocked ? "hand_in.why_blocked" : missing ? "hand_in.why_missing" : "hand_in.why_key"));
  }
  exported_card();
  gap(24);
  findings(false);
}

}  // namespace thuoc::ui
