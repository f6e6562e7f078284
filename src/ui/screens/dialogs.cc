// What asks before it acts: a new dossier, deleting one, making a key, a passphrase; and about.
#include "base/date.h"
#include "base/version.h"
#include "rubric/builtin_packs.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::size_t least_passphrase = 8;

void close() {
  View& v = view();
  v.dialog = View::Dialog::none;
  v.passphrase.clear();
  v.passphrase_again.clear();
  v.sign_with = {};
}

void new_dossier() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.new", tr("ui.new_title"), 560);
  text(tr("ui.new_text"), {.color = theme.muted});
  gap(16);
  std::vector<port::Option> packs;
  std::vector<std::string_view> jsons;
  for (const BuiltinPack& builtin : builtin_packs()) {
    const auto loaded = load_pack(builtin.json, builtin.file);
    if (!loaded.pack) continue;
    packs.push_back({std::string(builtin.file), loaded.pack->title.in(v.app.display.lang)});
    jsons.push_back(builtin.json);
  }
  if (v.new_pack.empty() && !packs.empty()) v.new_pack = packs.front().value;
  if (const int chosen = select("dialog.new.pack", tr("ui.new_pack"), packs, v.new_pack); chosen >= 0) {
    v.new_pack = packs[static_cast<std::size_t>(chosen)].value;
  }
  std::vector<port::Option> years;
  const std::string this_year = school_year_of(date_in_vietnam(port::now_ms()));
  years.push_back({this_year, this_year});
  years.push_back({next_school_year(this_year), next_school_year(this_year)});
  const int from = std::stoi(this_year.substr(0, 4));
  years.insert(years.begin(),
               {std::to_string(from - 1) + "-" + std::to_string(from), std::to_string(from - 1) + "-" + std::to_string(from)});
  if (const int chosen = select("dialog.new.year", tr("ui.school_year"), years, v.new_year); chosen >= 0) {
    v.new_year = years[static_cast<std::size_t>(chosen)].value;
  }
  const int pressed = buttons(
      {{"dialog.new.ok", tr("ui.new_begin"), {.kind = ButtonStyle::Kind::primary}}, {"dialog.new.cancel", tr("ui.cancel"), {}}});
  end_dialog();
  if (pressed == 0) {
    for (std::size_t i = 0; i < packs.size(); ++i) {
      if (packs[i].value == v.new_pack) v.app.dossiers.create(jsons[i], v.new_year);
    }
  }
  if (pressed >= 0 || !is_open) close();
}

void delete_dossier() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.delete", tr("ui.delete_title"), 520);
  std::string name;
  bool exported = false;
  for (const Shelved& s : v.app.shelf.all) {
    if (s.id != v.dialog_subject || !s.record) continue;
    name = s.record->dossier.unit.name + " " + s.record->dossier.school_year;
    exported = s.is_exported;
  }
  text(tr("ui.delete_text", {{"name", name}}));
  gap(8);
  if (!exported) callout("dialog.delete.warn", tr("ui.delete_not_exported"), Tone::bad);
  gap(8);
  const int pressed = buttons({{"dialog.delete.cancel", tr("ui.delete_keep"), {.kind = ButtonStyle::Kind::primary}},
                               {"dialog.delete.ok", tr("ui.delete_yes"), {.kind = ButtonStyle::Kind::danger}}});
  end_dialog();
  if (pressed == 1) v.app.saving.erase(v.dialog_subject);
  if (pressed >= 0 || !is_open) close();
}

void passphrase_field(std::string_view id, std::string_view label, std::string& value, FieldStyle style = {}) {
  style.password = true;
  const Typed typed = field(id, label, value, style);
  if (typed.changed) value = typed.text;
}

void key_new() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.key", tr("ui.key_title"), 560);
  text(tr("ui.key_text"), {.color = theme.muted});
  gap(16);
  passphrase_field("dialog.key.pass", tr("ui.passphrase_optional"), v.passphrase, {.help = tr("ui.passphrase_help")});
  const bool short_one = !v.passphrase.empty() && v.passphrase.size() < least_passphrase;
  const bool differs = v.passphrase != v.passphrase_again;
  if (!v.passphrase.empty()) {
    passphrase_field("dialog.key.again", tr("ui.passphrase_again"), v.passphrase_again,
                     {.error = short_one                                ? tr("ui.passphrase_short")
                               : differs && !v.passphrase_again.empty() ? tr("ui.passphrase_differs")
                                                                        : std::string_view()});
  }
  const bool ready = v.passphrase.empty() || (!short_one && !differs);
  const int pressed = buttons({{"dialog.key.ok", tr("ui.key_make"), {.kind = ButtonStyle::Kind::primary, .disabled = !ready}},
                               {"dialog.key.cancel", tr("ui.cancel"), {}}});
  end_dialog();
  if (pressed == 0) {
    const auto& current = v.app.dossier.current;
    v.app.keys.make(v.passphrase, current ? current->editor.dossier().unit.name : "");
  }
  if (pressed >= 0 || !is_open) close();
}

void passphrase() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.pass", tr("ui.passphrase_title"), 480);
  text(tr("ui.passphrase_text"), {.color = theme.muted});
  gap(16);
  passphrase_field("dialog.pass.field", tr("ui.passphrase"), v.passphrase);
  const int pressed =
      buttons({{"dialog.pass.ok", tr("ui.sign_now"), {.kind = ButtonStyle::Kind::primary, .disabled = v.passphrase.empty()}},
               {"dialog.pass.cancel", tr("ui.cancel"), {}}});
  end_dialog();
  if (pressed == 0 && v.sign_with) v.sign_with(v.passphrase);
  if (pressed >= 0 || !is_open) close();
}

// Half a dossier may be signed, by who knows that it is half.
void incomplete() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.incomplete", tr("hand_in.incomplete"), 520);
  text(v.dialog_subject);
  gap(16);
  const int pressed = buttons({{"dialog.incomplete.back", tr("hand_in.incomplete_back"), {.kind = ButtonStyle::Kind::primary}},
                               {"dialog.incomplete.sign", tr("hand_in.incomplete_sign"), {}}});
  end_dialog();
  if (pressed >= 0 || !is_open) close();
  if (pressed != 1 || !v.app.keys.in_use()) return;
  with_passphrase([](std::string_view passphrase) { view().app.hand_in.export_bundle(passphrase); });
}

void about() {
  View& v = view();
  const bool is_open = begin_dialog("dialog.about", tr("ui.about"), 640);
  text(tr("ui.about_text"));
  gap(6);
  muted(tr("ui.about_version", {{"version", std::string(version())}}));
  gap(12);
  for (const BuiltinPack& builtin : builtin_packs()) {
    const auto loaded = load_pack(builtin.json, builtin.file);
    if (!loaded.pack) continue;
    heading(3, loaded.pack->title.in(v.app.display.lang));
    muted(tr("ui.about_pack", {{"name", loaded.pack->name()}, {"count", std::to_string(unconfirmed(*loaded.pack).size())}}));
  }
  gap(16);
  const bool closed = button("dialog.about.close", tr("ui.close"), {.kind = ButtonStyle::Kind::primary});
  end_dialog();
  if (closed || !is_open) close();
}

void display() {
  View& v = view();
  App& app = v.app;
  const bool is_open = begin_dialog("dialog.display", tr("ui.display"), 560);
  std::vector<std::string> themes, zooms;
  for (const std::string_view key : {"ui.theme_system", "ui.theme_light", "ui.theme_dark", "ui.theme_contrast"}) {
    themes.emplace_back(tr(key));
  }
  Look look = app.display.look;
  if (const int to = radios("display.theme", tr("ui.theme"), themes, static_cast<int>(look.theme)); to >= 0) {
    look.theme = static_cast<Look::Theme>(to);
    app.display.set_look(look);
  }
  int zoom = 0;
  for (const int per_cent : look_zooms) {
    if (per_cent < look.zoom) ++zoom;
    zooms.push_back(std::to_string(per_cent) + "%");
  }
  if (const int to = radios("display.zoom", tr("ui.text_size"), zooms, zoom, {.help = tr("ui.text_size_help")}); to >= 0) {
    look.zoom = look_zooms[static_cast<std::size_t>(to)];
    app.display.set_look(look);
  }
  const std::vector<std::string> languages = {"Tiếng Việt", "English"};
  if (const int to = radios("display.lang", tr("ui.language"), languages, app.display.lang == Lang::vi ? 0 : 1); to >= 0) {
    app.display.set_lang(to == 0 ? Lang::vi : Lang::en);
  }
  const bool closed = button("dialog.display.close", tr("ui.close"), {.kind = ButtonStyle::Kind::primary});
  end_dialog();
  if (closed || !is_open) close();
}

void unconfirmed_places() {
  const bool is_open = begin_dialog("dialog.unconfirmed", tr("results.unconfirmed"), 720);
  not_confirmed();
  gap(16);
  const bool closed = button("dialog.unconfirmed.close", tr("ui.close"), {.kind = ButtonStyle::Kind::primary});
  end_dialog();
  if (closed || !is_open) close();
}

// On the way to the office's part, which a school does not download.
void office_download(const OfficeDownload& way) {
  App& app = view().app;
  const bool is_open = begin_dialog("dialog.office", tr("ui.start_office"), 520);
  if (way.failed) {
    callout("dialog.office.failed", message(*way.failed, app.display.lang), Tone::bad);
  } else {
    status_text("dialog.office.loading", tr("ui.office_loading"), theme.text);
    gap(8);
    progress("dialog.office.progress", tr("ui.office_loading"), way.done);
  }
  gap(16);
  const int pressed = buttons(
      {{"dialog.office.cancel", tr("ui.cancel"), {}},
       {"dialog.office.again", way.failed ? tr("ui.office_again") : std::string_view(), {.kind = ButtonStyle::Kind::primary}}});
  end_dialog();
  if (pressed == 1) return app.office.retry();
  if (pressed == 0 || !is_open) app.office.cancel();
}

}  // namespace

void dialogs() {
  if (view().app.office.download) return office_download(*view().app.office.download);
  switch (view().dialog) {
    case View::Dialog::none: break;
    case View::Dialog::new_dossier: new_dossier(); break;
    case View::Dialog::delete_dossier: delete_dossier(); break;
    case View::Dialog::key_new: key_new(); break;
    case View::Dialog::passphrase: passphrase(); break;
    case View::Dialog::about: about(); break;
    case View::Dialog::display: display(); break;
    case View::Dialog::incomplete: incomplete(); break;
    case View::Dialog::unconfirmed: unconfirmed_places(); break;
  }
}

}  // namespace thuoc::ui
