// Minh chứng: everything gathered, what is on its way in, and how large the bundle gets.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::uint64_t large_photo = 1'000'000;

bool is_photo(const Evidence& e) {
  return e.file && (e.file->media_type == "image/jpeg" || e.file->media_type == "image/png" ||
                    e.file->media_type == "image/webp");
}

std::string item_name(const Pack& pack, const std::string& id) {
  const Item* item = pack.item(id);
  const Criterion* criterion = pack.criterion_of(id);
  if (!item) return id;
  if (!item->number.empty()) return numbered(item->number, item->title);
  const std::string title = item->title.in(view().app.lang);
  return criterion && !criterion->number.empty() ? criterion->number + ": " + title : title;
}

std::string kind_words(const Evidence& e) {
  switch (e.type) {
    case EvidenceType::file: return std::string(tr("evidence.file"));
    case EvidenceType::link: return std::string(tr("evidence.link"));
    case EvidenceType::document: break;
  }
  return std::string(tr("evidence.document"));
}

void edit_fields(const Evidence& e) {
  App& app = view().app;
  const Pack& pack = app.desk->editor.pack();
  const std::string base = child("/evidence", e.id), id = e.id;
  auto place = [id](auto part) {
    return [id, part](Dossier& d) -> std::string* {
      for (Evidence& each : d.evidence) {
        if (each.id == id) return &part(each);
      }
      return nullptr;
    };
  };
  bound_text(base + "/title", tr("evidence.title"), e.title, place([](Evidence& x) -> std::string& { return x.title; }));
  if (e.type == EvidenceType::document) {
    bound_text(base + "/document/number", tr("evidence.number"), e.document.number, place([](Evidence& x) -> std::string& { return x.document.number; }));
    bound_date(base + "/document/date", tr("evidence.date"), e.document.date, place([](Evidence& x) -> std::string& { return x.document.date; }));
    bound_text(base + "/document/excerpt", tr("evidence.excerpt"), e.document.excerpt, place([](Evidence& x) -> std::string& { return x.document.excerpt; }), {.multi_line = true, .lines = 2});
    bound_text(base + "/document/signer", tr("evidence.signer"), e.document.signer, place([](Evidence& x) -> std::string& { return x.document.signer; }));
  }
  if (e.type != EvidenceType::file) {
    bound_text(base + "/url", tr("evidence.url"), e.url, place([](Evidence& x) -> std::string& { return x.url; }), {.placeholder = "https://", .keyboard = port::url});
  }
  bound_text(base + "/note", tr("ui.note"), e.note, place([](Evidence& x) -> std::string& { return x.note; }), {.multi_line = true, .lines = 2});

  // The items it supports: those it has can be taken off, another can be added.
  for (const std::string& item : e.items) {
    if (checkbox(base + "/items/" + item, item_name(pack, item), true)) {
      app.edit(base + "/items", item, "", [&](Dossier& d) {
        for (Evidence& each : d.evidence) {
          if (each.id == id) std::erase(each.items, item);
        }
      });
      app.field_left();
    }
  }
  std::vector<port::Option> options = {{"", std::string(tr("evidence.choose_item"))}};
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        if (std::ranges::find(e.items, item.id) == e.items.end()) options.push_back({item.id, item_name(pack, item.id)});
      }
    }
  }
  if (const int chosen = select(base + "/items", tr("evidence.add_item"), options, "", {.placeholder = tr("evidence.choose_item")}); chosen > 0) {
    const std::string item = options[static_cast<std::size_t>(chosen)].value;
    app.edit(base + "/items", "", item, [&](Dossier& d) {
      for (Evidence& each : d.evidence) {
        if (each.id == id) each.items.push_back(item);
      }
    });
    app.field_left();
  }
}

void uploads() {
  App& app = view().app;
  for (std::size_t i = 0; i < app.desk->uploads.size(); ++i) {
    const Upload& upload = app.desk->uploads[i];
    const std::string id = "upload." + std::to_string(upload.blob);
    if (upload.failed) {
      callout(id, upload.name + ": " + message(*upload.failed, app.lang), Tone::bad);
      if (button(id + ".close", tr("evidence.dismiss", {{"name", upload.name}}), {.small = true, .shown = tr("ui.close")})) {
        app.dismiss_upload(i);
        return;
      }
    } else {
      muted(upload.name + " · " + size_text(upload.size));
      progress(id, tr("ui.reading_file", {{"name", upload.name}}), upload.done);
    }
  }
}

void size_of_bundle() {
  App& app = view().app;
  const std::uint64_t bytes = app.bundle_bytes();
  const bool over = bytes > limits::mail_bytes;
  begin_card(over ? theme.warn_soft : theme.rail, theme.line, 14);
  text(tr(over ? "evidence.size_over" : "evidence.size", {{"size", size_text(bytes)}, {"mail", size_text(limits::mail_bytes)}}), {.size = px::small});
  progress("evidence.size", tr("evidence.size_name"), static_cast<double>(bytes) / static_cast<double>(limits::mail_bytes));
  end_card();
  gap(16);
}

}  // namespace

void evidence_entry(const Evidence& e, bool editable) {
  View& v = view();
  App& app = v.app;
  const std::string base = child("/evidence", e.id);
  begin_group(port::Role::listitem, base);
  begin_card(theme.card, theme.line, 12);
  const std::string title = !e.title.empty() ? e.title
                            : !e.document.number.empty() ? e.document.number
                            : !e.url.empty()             ? e.url
                                                         : std::string(tr("evidence.untitled"));
  text(title, {.bold = true});
  std::string detail = kind_words(e) + " · " + e.id;
  if (e.file) detail += " · " + size_text(e.file->size);
  muted(detail);
  if (e.type == EvidenceType::document && !e.document.number.empty()) {
    muted(tr("evidence.document_line", {{"number", e.document.number}, {"excerpt", e.document.excerpt}, {"signer", e.document.signer}}));
  }
  if (!e.note.empty()) muted(e.note);
  const bool missing = editable && e.file && !app.desk->kept.contains(e.file->sha256);
  if (missing) gap(6);
  if (missing) callout(base + ".missing", tr("evidence.missing"), Tone::bad);
  gap(6);
  const bool open = editable && v.open_evidence == e.id;
  const bool can_see = (e.file && !missing) || !e.url.empty();
  if (open) edit_fields(e);
  const Args named = {{"name", title}};
  const bool large = editable && is_photo(e) && e.file->size > large_photo && !missing;
  switch (buttons({
      {base + ".open", can_see ? tr("evidence.open", named) : "", {.small = true, .shown = tr("evidence.open_short")}},
      {base + ".again", missing ? tr("evidence.choose_again", named) : "", {.small = true, .shown = tr("evidence.choose_again_short")}},
      {base + ".edit", editable ? tr(open ? "evidence.done" : "evidence.edit", named) : "", {.small = true, .shown = tr(open ? "evidence.done_short" : "evidence.edit_short")}},
      {base + ".shrink", large ? tr("evidence.shrink", named) : "", {.small = true, .shown = tr("evidence.shrink_short")}},
      {base + ".remove", editable ? tr("evidence.remove", named) : "", {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}},
  })) {
    case 0: editable ? app.open_evidence(e.id) : app.open_office_evidence(e.id); break;
    case 1: app.pick_evidence_file(e.id); break;
    case 2: v.open_evidence = open ? "" : e.id; break;
    case 3: app.shrink_evidence(e.id); break;
    case 4: app.remove_evidence(e.id); break;
    default: break;
  }
  end_card();
  end_group();
  gap(8);
}

void evidence_screen() {
  View& v = view();
  App& app = v.app;
  heading(1, tr("evidence.heading"));
  text(tr("evidence.text"), {.color = theme.muted});
  gap(14);
  const int pressed = buttons({
      {"evidence.add", tr("ui.add_file"), {.kind = ButtonStyle::Kind::primary}},
      {"evidence.document", tr("ui.add_document"), {}},
      {"evidence.link", tr("ui.add_link"), {}},
      {"evidence.photo", tr("ui.add_photo"), {}},
  });
  if (pressed == 0 || pressed == 3) app.pick_evidence("", pressed == 3);
  if (pressed == 1 || pressed == 2) {
    pressed == 1 ? app.add_document("") : app.add_link("");
    v.open_evidence = app.desk->editor.dossier().evidence.back().id;
  }
  muted(tr("ui.evidence_drop"));
  gap(12);
  size_of_bundle();
  uploads();

  // A copy: an entry may remove itself while it is drawn.
  const std::vector<Evidence> all = app.desk->editor.dossier().evidence;
  if (all.empty()) callout("evidence.none", tr("evidence.none"), Tone::plain);
  const Pack& pack = app.desk->editor.pack();
  std::set<std::string> shown;
  auto section = [&](std::string_view title, std::string_view id, auto belongs) {
    std::vector<const Evidence*> some;
    for (const Evidence& e : all) {
      if (!shown.contains(e.id) && belongs(e)) some.push_back(&e);
    }
    if (some.empty()) return;
    gap(8);
    heading(3, title);
    begin_group(port::Role::list, id, title);
    for (std::size_t i = 0; i < some.size(); i += 2) {
      columns({1, 1}, 12, is_narrow());
      evidence_entry(*some[i], true);
      next_column();
      if (i + 1 < some.size()) evidence_entry(*some[i + 1], true);
      end_columns();
    }
    end_group();
    for (const Evidence* e : some) shown.insert(e->id);
  };
  section(tr("evidence.unattached"), "evidence.unattached", [](const Evidence& e) { return e.items.empty(); });
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      section(numbered(criterion.number, criterion.title), "evidence.of." + criterion.id, [&](const Evidence& e) {
        return std::ranges::any_of(criterion.items, [&](const Item& item) {
          return std::ranges::find(e.items, item.id) != e.items.end();
        });
      });
    }
  }
  section(tr("evidence.unknown"), "evidence.unknown", [](const Evidence&) { return true; });
  gap(8);
  if (button("evidence.next", tr("evidence.next"), {.kind = ButtonStyle::Kind::primary})) app.go(Screen::results);
}

}  // namespace thuoc::ui
