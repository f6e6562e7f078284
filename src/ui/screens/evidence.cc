// Minh chứng: everything gathered, what is on its way in, and how large the bundle gets.
#include <algorithm>
#include <cmath>
#include <deque>

#include "base/date.h"
#include "base/limits.h"
#include "base/web_address.h"
#include "ui/frame.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::uint64_t large_photo = 1u << 20;
constexpr std::size_t largest_shown = 3;

bool is_photo(const Evidence& e) {
  return e.file &&
         (e.file->media_type == "image/jpeg" || e.file->media_type == "image/png" || e.file->media_type == "image/webp");
}

bool is_missing(const Evidence& e) { return e.file && !view().app.dossier.current->kept.contains(e.file->sha256); }

bool can_shrink(const Evidence& e) { return is_photo(e) && e.file->size > large_photo && !is_missing(e); }

std::string name_of(const Evidence& e) {
  if (!e.title.empty()) return e.title;
  if (!e.document.number.empty()) return e.document.number;
  if (!e.url.empty()) return e.url;
  return std::string(tr("evidence.untitled"));
}

// "1.3: Triển khai phần mềm…": a component has no printed number, its criterion has.
std::string item_name(const Pack& pack, const std::string& id) {
  const Item* item = pack.item(id);
  const Criterion* criterion = pack.criterion_of(id);
  if (!item) return id;
  if (!item->number.empty()) return numbered(item->number, item->title);
  const std::string& title = item->title.in(view().app.display.lang);
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

void add_words(std::string& line, std::string_view words) {
  if (words.empty()) return;
  if (!line.empty()) line += " · ";
  line += words;
}

// What the entry is, in small type under its name.
void facts(const Evidence& e) {
  std::string line = kind_words(e);
  const IssuedDocument& paper = e.document;
  if (!paper.number.empty()) add_words(line, tr("evidence.paper_number", {{"number", paper.number}}));
  if (const auto date = parse_iso_date(paper.date)) { add_words(line, tr("evidence.paper_date", {{"date", to_display(*date)}})); }
  if (!paper.signer.empty()) add_words(line, tr("evidence.paper_signer", {{"signer", paper.signer}}));
  const bool own_line = e.type == EvidenceType::document;
  if (own_line) muted(line);
  if (!paper.excerpt.empty() && paper.excerpt != e.title) muted(paper.excerpt);
  if (own_line) line.clear();
  if (e.file && e.file->name != e.title) add_words(line, e.file->name);
  if (e.file) add_words(line, size_text(e.file->size));
  if (!e.url.empty() && e.url != name_of(e)) add_words(line, e.url);
  add_words(line, e.id);
  muted(line);
  if (!e.note.empty()) text(e.note, {.size = px::small});
}

void supported_items(const Evidence& e) {
  const App& app = view().app;
  if (app.navigation.screen != Screen::evidence) {
    // Where it stands under one of its items the others are only counted.
    if (e.items.size() > 1) muted(tr("evidence.also", {{"count", std::to_string(e.items.size() - 1)}}));
    return;
  }
  if (e.items.empty()) {
    text(tr("evidence.attach_it"), {.size = px::small, .color = theme.warn});
    return;
  }
  const Pack& pack = app.dossier.current->editor.pack();
  // The head of its section has said it.
  if (e.items.size() == 1 && pack.criterion(e.items.front())) return;
  for (const std::string& item : e.items) {
    text("→ " + item_name(pack, item), {.size = px::small, .color = theme.accent_strong});
  }
}

void change_items(const std::string& id, const std::string& item, bool add) {
  App& app = view().app;
  app.dossier.edit(child("/evidence", id) + "/items", add ? "" : item, add ? item : "", [&](Dossier& d) {
    for (Evidence& each : d.evidence) {
      if (each.id != id) continue;
      if (add) {
        if (each.items.size() < limits::listed_ids) each.items.push_back(item);
      } else {
        std::erase(each.items, item);
      }
    }
  });
  app.dossier.field_left();
}

// The items it supports: those it has can be taken off, another can be added.
void item_fields(const Evidence& e) {
  const Pack& pack = view().app.dossier.current->editor.pack();
  const std::string base = child("/evidence", e.id);
  for (const std::string& item : e.items) {
    if (checkbox(base + "/items/" + item, item_name(pack, item), true))
      later([id = e.id, item] { change_items(id, item, false); });
  }
  std::vector<port::Option> options = {{"", std::string(tr("evidence.choose_item"))}};
  for (const Group& group : pack.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        if (std::ranges::find(e.items, item.id) == e.items.end()) { options.push_back({item.id, item_name(pack, item.id)}); }
      }
    }
  }
  gap(4);
  if (const int chosen =
          select(base + "/items", tr("evidence.add_item"), options, "", {.placeholder = tr("evidence.choose_item")});
      chosen > 0) {
    later([id = e.id, item = options[static_cast<std::size_t>(chosen)].value] { change_items(id, item, true); });
  }
}

void edit_fields(const Evidence& e) {
  const std::string base = child("/evidence", e.id);
  auto place = [id = e.id](auto part) {
    return [id, part](Dossier& d) -> std::string* {
      for (Evidence& each : d.evidence) {
        if (each.id == id) return &part(each);
      }
      return nullptr;
    };
  };
  gap(8);
  bound_text(base + "/title", tr("evidence.title"), e.title, place([](Evidence& x) -> std::string& { return x.title; }));
  if (e.type == EvidenceType::document) {
    bound_text(base + "/document/number", tr("evidence.number"), e.document.number,
               place([](Evidence& x) -> std::string& { return x.document.number; }));
    bound_date(base + "/document/date", tr("evidence.date"), e.document.date,
               place([](Evidence& x) -> std::string& { return x.document.date; }));
    bound_text(base + "/document/excerpt", tr("evidence.excerpt"), e.document.excerpt,
               place([](Evidence& x) -> std::string& { return x.document.excerpt; }), {.multi_line = true, .lines = 2});
    bound_text(base + "/document/signer", tr("evidence.signer"), e.document.signer,
               place([](Evidence& x) -> std::string& { return x.document.signer; }));
  }
  if (e.type != EvidenceType::file) {
    const bool odd = !e.url.empty() && !is_web_address(e.url) && frame().focused != node_id(base + "/url");
    bound_text(base + "/url", tr("evidence.url"), e.url, place([](Evidence& x) -> std::string& { return x.url; }),
               {.error = odd ? tr("evidence.url_odd") : std::string_view(), .placeholder = "https://", .keyboard = port::url});
  }
  bound_text(base + "/note", tr("ui.note"), e.note, place([](Evidence& x) -> std::string& { return x.note; }),
             {.multi_line = true, .lines = 2});
  item_fields(e);
}

// The buttons under an entry: which there are depends on what it is.
class Actions {
 public:
  enum Act { none, open, choose_file, edit, shrink, remove };

  void add(Act act, std::string id, std::string name, std::string_view shown, ButtonStyle style = {}) {
    ids_.push_back(std::move(id));
    names_.push_back(std::move(name));
    style.small = true;
    style.shown = shown;
    items_.push_back({ids_.back(), names_.back(), style});
    acts_.push_back(act);
  }
  // Of all of them in a line, as `buttons` sets them.
  float width() const {
    float w = 0;
    for (const ButtonItem& item : items_) w += std::ceil(text_width(item.style.shown, px::small, true)) + 24 + 8;
    return std::max(0.f, w - 8);
  }
  Act draw() const {
    const int pressed = items_.empty() ? -1 : buttons(items_);
    return pressed < 0 ? none : acts_[static_cast<std::size_t>(pressed)];
  }

 private:
  std::deque<std::string> ids_, names_;  // deques: the buttons keep views of what is in them
  std::vector<ButtonItem> items_;
  std::vector<Act> acts_;
};

Actions actions_of(const Evidence& e, bool editable, bool unfolded) {
  using Kind = ButtonStyle::Kind;
  const std::string base = child("/evidence", e.id), name = name_of(e);
  const Args args = {{"name", name}};
  const bool missing = editable && is_missing(e);
  Actions actions;
  if ((e.file && !missing) || (!e.file && is_web_address(e.url))) {
    actions.add(Actions::open, base + ".open", tr_with("evidence.open", args), tr("evidence.open_short"));
  }
  if (!editable) return actions;
  if (missing || (e.type == EvidenceType::file && !e.file)) {
    actions.add(Actions::choose_file, base + ".again", tr_with("evidence.choose_again", args), tr("evidence.choose_again_short"),
                {.kind = Kind::primary});
  } else if (unfolded && e.type == EvidenceType::document) {
    actions.add(Actions::choose_file, base + ".again", tr_with(e.file ? "evidence.replace" : "evidence.attach", args),
                tr(e.file ? "evidence.replace_short" : "evidence.attach_short"));
  }
  actions.add(
      Actions::edit, base + ".edit", tr_with(unfolded ? "evidence.done" : "evidence.edit", args),
      tr(unfolded ? "evidence.done_short" : "evidence.edit_short"),
      {.kind = unfolded ? Kind::primary : Kind::plain, .fold = unfolded ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed});
  if (can_shrink(e)) {
    actions.add(Actions::shrink, base + ".shrink", tr_with("evidence.shrink", args), tr("evidence.shrink_short"));
  }
  actions.add(Actions::remove, base + ".remove", tr_with("evidence.remove", args), tr("ui.delete"), {.kind = Kind::danger});
  return actions;
}

void uploads() {
  App& app = view().app;
  for (std::size_t i = 0; i < app.dossier.current->uploads.size(); ++i) {
    const Upload& upload = app.dossier.current->uploads[i];
    const std::string id = "upload." + std::to_string(upload.blob);
    if (upload.failed) {
      callout(id, upload.name + ": " + message(*upload.failed, app.display.lang), Tone::bad);
      if (!upload.link.empty() && button(id + ".link", tr("page.evidence_as_link"), {.small = true}))
        later([i] { view().app.evidence.link_instead(i); });
      if (button(id + ".close", tr("evidence.dismiss", {{"name", upload.name}}), {.small = true, .shown = tr("ui.close")})) {
        later([i] { view().app.evidence.dismiss_upload(i); });
      }
    } else {
      muted(upload.name + " · " + size_text(upload.size));
      progress(id, tr("ui.reading_file", {{"name", upload.name}}), upload.done);
    }
    gap(4);
  }
}

// The files that make the bundle heavy, with what can be done about them.
void largest(const std::vector<Evidence>& all) {
  std::vector<const Evidence*> files;  // the largest first
  for (const Evidence& e : all) {
    if (!e.file || e.file->size <= large_photo) continue;
    files.insert(std::ranges::find_if(files, [&](const Evidence* other) { return other->file->size < e.file->size; }), &e);
    if (files.size() > largest_shown) files.pop_back();
  }
  if (files.empty()) return;
  gap(4);
  text(tr("evidence.largest"), {.size = px::small, .bold = true});
  for (const Evidence* e : files) {
    const std::string line = name_of(*e) + " – " + size_text(e->file->size);
    gap(4);
    if (!can_shrink(*e)) {
      muted(line);
      gap(4);
      continue;
    }
    columns({1, 130}, 12);
    gap(6);
    muted(line);
    next_column();
    if (button("evidence.heavy." + e->id, tr("evidence.shrink", {{"name", name_of(*e)}}),
               {.fill = true, .small = true, .shown = tr("evidence.shrink_short")})) {
      later([id = e->id] { view().app.evidence.shrink(id); });
    }
    end_columns();
  }
}

void size_of_bundle(const std::vector<Evidence>& all) {
  const std::uint64_t bytes = view().app.evidence.bundle_bytes(), mail = limits::mail_bytes;
  const bool over = bytes > mail;
  {
    const Card in_card(over ? theme.warn_soft : theme.rail, theme.line, 14);
    text(tr(over ? "evidence.size_over" : "evidence.size", {{"size", size_text(bytes)}, {"mail", size_text(mail)}}),
         {.size = px::small, .color = over ? theme.warn : theme.text});
    progress("evidence.size", tr("evidence.size_name"), static_cast<double>(bytes) / static_cast<double>(mail));
    if (over || bytes > mail / 2) largest(all);
  }
  gap(16);
}

// A finding leads here by its pointer: the entry it names is unfolded, so that its field is drawn.
void unfold_wanted() {
  View& v = view();
  const std::string wanted = frame().focus_wanted;
  constexpr std::string_view root = "/evidence/";
  if (!wanted.starts_with(root)) return;
  const std::string id = wanted.substr(root.size(), wanted.find('/', root.size()) - root.size());
  const Evidence* e = v.app.dossier.current->editor.dossier().find_evidence(id);
  if (!e) return;
  v.open_evidence = id;
  if (wanted == child("/evidence", id)) {
    const bool wants_file = is_missing(*e) || (e->type == EvidenceType::file && !e->file);
    focus_on(wanted + (wants_file ? ".again" : "/title"));
  }
}

// An entry stays where it was while it is edited, or choosing its item would take it away from
// under the hand.
struct {
  std::string entry, section;
} held;

Actions::Act entry(const Evidence& e, bool editable) {
  const View& v = view();
  const std::string base = child("/evidence", e.id);
  const bool unfolded = editable && v.open_evidence == e.id;
  const Actions actions = actions_of(e, editable, unfolded);
  const bool beside = box().w > 640 && !unfolded && actions.width() > 0;
  Actions::Act act = Actions::none;
  {
    const Region in_item(port::Role::listitem, base);
    const Card in_card(theme.card, unfolded ? theme.accent : theme.line, 12);
    if (beside) columns({1, actions.width()}, 16);
    text(name_of(e), {.bold = true});
    facts(e);
    supported_items(e);
    if (editable && is_missing(e)) {
      gap(6);
      callout(base + ".missing", tr("evidence.missing"), Tone::bad);
    }
    if (unfolded) edit_fields(e);
    if (beside) {
      next_column();
    } else {
      gap(6);
    }
    act = actions.draw();
    if (beside) end_columns();
  }
  gap(8);
  return act;
}

}  // namespace

bool evidence_to_read(const Evidence& e) { return entry(e, false) == Actions::open; }

void evidence_entry(const Evidence& e) {
  asked_here(child("/evidence", e.id));
  const Actions::Act act = entry(e, true);
  if (act == Actions::none) return;
  later([act, id = e.id] {
    View& v = view();
    switch (act) {
      case Actions::open: v.app.evidence.open(id); break;
      case Actions::choose_file: v.app.evidence.pick_file(id); break;
      case Actions::edit: v.open_evidence = v.open_evidence == id ? "" : id; break;
      case Actions::shrink: v.app.evidence.shrink(id); break;
      case Actions::remove: v.app.evidence.remove(id); break;
      case Actions::none: break;
    }
  });
}

void evidence_screen() {
  View& v = view();
  App& app = v.app;
  unfold_wanted();
  heading(1, tr("evidence.heading"));
  text(tr("evidence.text"), {.color = theme.muted});
  gap(14);
  std::vector<ButtonItem> ways = {{"evidence.add", tr("ui.add_file"), {.kind = ButtonStyle::Kind::primary}},
                                  {"evidence.document", tr("ui.add_document"), {}},
                                  {"evidence.link", tr("ui.add_link"), {}}};
  // Only what one carries about has a camera worth asking for.
  if (is_narrow()) ways.push_back({"evidence.photo", tr("ui.add_photo"), {}});
  const int pressed = buttons(ways);
  if (pressed == 0 || pressed == 3) app.evidence.pick("", pressed == 3);
  if (pressed == 1 || pressed == 2) {
    pressed == 1 ? app.evidence.add_document("") : app.evidence.add_link("");
    if (const auto& all = app.dossier.current->editor.dossier().evidence; !all.empty()) v.open_evidence = all.back().id;
  }
  muted(tr("ui.evidence_drop"));
  gap(12);
  const std::vector<Evidence>& all = app.dossier.current->editor.dossier().evidence;
  size_of_bundle(all);
  uploads();

  if (all.empty()) callout("evidence.none", tr("evidence.none"), Tone::plain);
  if (held.entry != v.open_evidence) held = {};
  std::set<std::string> shown;
  auto section = [&](std::string_view title, std::string_view id, std::string_view warning, auto belongs) {
    std::vector<const Evidence*> some;
    bool warn = false;
    for (const Evidence& e : all) {
      if (shown.contains(e.id)) continue;
      const bool is_held = held.entry == e.id;
      if (is_held ? held.section != id : !belongs(e)) continue;
      if (!is_held && e.id == v.open_evidence) held = {e.id, std::string(id)};
      warn = warn || belongs(e);
      some.push_back(&e);
      shown.insert(e.id);
    }
    if (some.empty()) return;
    gap(12);
    text(title, {.size = px::subheading, .bold = true, .role = port::Role::heading, .level = 2});
    gap(6);
    if (warn && !warning.empty()) callout(std::string(id) + ".warning", warning, Tone::warn);
    const Region in_list(port::Role::list, id, title);
    for (const Evidence* e : some) evidence_entry(*e);
  };
  section(tr("evidence.unattached"), "evidence.unattached", tr("evidence.unattached_text"),
          [](const Evidence& e) { return e.items.empty(); });
  for (const Group& group : app.dossier.current->editor.pack().groups) {
    for (const Criterion& criterion : group.criteria) {
      section(numbered(criterion.number, criterion.title), "evidence.of." + criterion.id, "", [&](const Evidence& e) {
        return std::ranges::any_of(criterion.items,
                                   [&](const Item& item) { return std::ranges::find(e.items, item.id) != e.items.end(); });
      });
    }
  }
  section(tr("evidence.unknown"), "evidence.unknown", tr("evidence.unknown_text"), [](const Evidence&) { return true; });
  gap(8);
}

}  // namespace thuoc::ui
