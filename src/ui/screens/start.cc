// The first screen: two ways in, whatever is dropped, and what is on this machine.
#include "base/date.h"
#include "rubric/builtin_packs.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

void two_cards() {
  View& v = view();
  columns({1, 1}, 24, is_narrow());
  {
    const Card in_card(theme.card, theme.line, 24);
    heading(2, tr("ui.start_school"));
    text(tr("ui.start_school_text"), {.color = theme.muted});
    gap(16);
    if (button("start.new", tr("ui.start_new"), {.kind = ButtonStyle::Kind::primary})) {
      v.new_year = school_year_of(date_in_vietnam(port::now_ms()));
      v.new_pack.clear();
      v.dialog = View::Dialog::new_dossier;
    }
  }
  next_column();
  {
    const Card in_card(theme.card, theme.line, 24);
    heading(2, tr("ui.start_office"));
    text(tr("ui.start_office_text"), {.color = theme.muted});
    gap(16);
    if (const int pressed = buttons({{"start.bundles", tr("ui.start_bundles"), {.kind = ButtonStyle::Kind::primary}},
                                     {"start.folder", tr("ui.start_folder"), {}}});
        pressed >= 0) {
      v.app.imports.pick_bundles(pressed == 1);
    }
    gap(8);
    if (button("start.office", tr("ui.start_desk"), {.small = true})) v.app.office.open();
  }
  end_columns();
}

std::string export_words(const Shelved& shelved) {
  if (!shelved.record->exported) return std::string(tr("ui.not_exported"));
  return std::string(tr(shelved.is_exported ? "ui.exported" : "ui.changed_since_export"));
}

void shelf() {
  View& v = view();
  App& app = v.app;
  if (app.shelf.all.empty()) return;
  gap(32);
  heading(2, tr("ui.shelf"));
  muted(tr("ui.shelf_text"));
  gap(12);
  const Region in_list(port::Role::list, "shelf", tr("ui.shelf"));
  for (const Shelved& shelved : app.shelf.all) {
    const std::string id = "shelf." + shelved.id;
    {
      const Region in_item(port::Role::listitem, id);
      const Card in_card(theme.card, theme.line, 18);
      if (!shelved.record) {
        text(tr("ui.shelf_unreadable"), {.bold = true, .color = theme.bad});
        for (const std::string& said : messages(shelved.problems, app.display.lang, 5)) muted(said);
        gap(8);
        text(tr("ui.shelf_unreadable_help"));
        gap(8);
        if (button(id + ".raw", tr("ui.shelf_save_raw"), {.small = true})) app.shelf.save_stored_file(shelved.id);
      } else {
        const Record& record = *shelved.record;
        const Dossier& d = record.dossier;
        const std::string name = d.unit.name.empty() ? std::string(tr("ui.unnamed_unit")) : d.unit.name;
        columns({1, 250}, 16, is_narrow());
        text(name + " · " + d.school_year, {.size = px::subheading, .bold = true});
        muted(record.pack.title.in(app.display.lang));
        const auto updated = parse_iso_instant(record.updated_at);
        muted(tr("ui.shelf_updated", {{"at", updated ? to_display_instant(*updated) : ""}}));
        next_column();
        badge(export_words(shelved), shelved.is_exported ? Tone::good : Tone::warn);
        end_columns();
        gap(8);
        const std::string label = name + " " + d.school_year;
        const int pressed = buttons({
            {id + ".open",
             tr("ui.shelf_open", {{"name", label}}),
             {.kind = ButtonStyle::Kind::primary, .small = true, .shown = tr("ui.open")}},
            {id + ".next", tr("ui.shelf_next", {{"name", label}}), {.small = true, .shown = tr("ui.begin_next_year")}},
            {id + ".delete",
             tr("ui.shelf_delete", {{"name", label}}),
             {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}},
        });
        if (pressed == 0) later([id = shelved.id] { view().app.dossiers.open(id); });
        if (pressed == 1) later([id = shelved.id] { view().app.dossiers.begin_next_year(id); });
        if (pressed == 2) {
          v.dialog = View::Dialog::delete_dossier;
          v.dialog_subject = shelved.id;
        }
        if (app.dossiers.locked_elsewhere == shelved.id) {
          gap(8);
          callout(id + ".locked", tr("ui.locked_elsewhere"), Tone::warn);
          if (button(id + ".steal", tr("ui.take_over"), {.small = true})) app.dossiers.open(shelved.id, true);
        }
      }
    }
    gap(12);
  }
}

}  // namespace

void start_screen() {
  View& v = view();
  heading(1, tr("ui.start_title"));
  text(tr("ui.start_text"), {.color = theme.muted});
  gap(24);
  two_cards();
  gap(20);
  {
    const Card in_card(theme.rail, theme.line, 18);
    text(tr("ui.start_drop"), {.color = theme.muted});
    gap(8);
    if (button("start.any", tr("ui.start_any"), {.small = true})) v.app.imports.pick_anything();
  }
  shelf();
  gap(32);
  muted(tr("ui.start_privacy"));
  gap(8);
  if (button("start.about", tr("ui.about"), {.kind = ButtonStyle::Kind::plain, .small = true})) {
    v.dialog = View::Dialog::about;
  }
}

}  // namespace thuoc::ui
