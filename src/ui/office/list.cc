// The office's table: one row a bundle, with what it is worth and whether it can be trusted.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/utf8.h"
#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

// Up to here every row is a real row for screen readers and find-in-page; beyond, only those near.
constexpr std::size_t all_rows_drawn = 200;
constexpr float likely_row_height = 72;

std::string verdict_words(Verdict verdict) {
  return std::string(tr("office.verdict_" + std::string(to_text(verdict))));
}

Tone verdict_tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::valid: return Tone::good;
    case Verdict::unknown_key: return Tone::warn;
    case Verdict::altered:
    case Verdict::rejected: break;
  }
  return Tone::bad;
}

bool is_broken(const OfficeFile& file) {
  const Verdict verdict = file.intake.check.verdict;
  return verdict == Verdict::altered || verdict == Verdict::rejected;
}

bool is_read(const OfficeFile& file) {
  return file.stage == OfficeFile::Stage::done || file.stage == OfficeFile::Stage::hashing;
}

// What is shown of the record: nothing of a file that was refused.
const Dossier* shown_dossier(const OfficeFile& file) {
  if (!file.intake.dossier || file.intake.check.verdict == Verdict::rejected) return nullptr;
  return &*file.intake.dossier;
}

std::string last_part(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

Cell unit_cell(const OfficeFile& file) {
  const Dossier* d = shown_dossier(file);
  if (!d) return {last_part(file.name), Tone::plain, true};
  return {d->unit.name.empty() ? std::string(tr("ui.unnamed_unit")) : d->unit.name, Tone::plain, true,
          d->unit.code + " · " + d->school_year + "\n" + last_part(file.name)};
}

Cell verdict_cell(const OfficeFile& file) {
  if (file.failed) return {std::string(tr("office.not_checked")), Tone::bad};
  switch (file.stage) {
    case OfficeFile::Stage::waiting: return {std::string(tr("office.waiting"))};
    case OfficeFile::Stage::reading: return {std::string(tr("office.reading"))};
    case OfficeFile::Stage::hashing:
      return {tr("office.hashing", {{"percent", std::to_string(static_cast<int>(file.done * 100))}})};
    case OfficeFile::Stage::done: break;
  }
  const Verdict verdict = file.intake.check.verdict;
  return {verdict_words(verdict), verdict_tone(verdict)};
}

Cell levels_cell(const OfficeFile& file, Lang lang) {
  if (!shown_dossier(file) || !file.intake.score || !file.intake.pack) return {};
  std::string out;
  for (const GroupScore& gs : file.intake.score->groups) {
    const Group* group = find_group(*file.intake.pack, gs.id);
    if (!group) continue;
    if (!out.empty()) out += "\n";
    out += tr("office.group_line", {{"group", group->number.empty() ? group->title.in(lang) : group->number},
                                    {"points", to_display(gs.points, lang)},
                                    {"max", to_display(gs.max, lang)},
                                    {"level", level_name(*group, gs.level)}});
  }
  return {out};
}

Cell complete_cell(const OfficeFile& file) {
  if (!shown_dossier(file) || !file.intake.score) return {};
  const std::string percent = std::to_string(file.intake.completeness) + "%";
  // On a phone the head of the column is not there to say what the number is.
  return {is_narrow() ? std::string(tr("office.col_complete")) + ": " + percent : percent};
}

Cell signer_cell(const OfficeFile& file) {
  if (!is_read(file) || file.intake.check.signers.empty()) return {};
  const SignerFound& s = file.intake.check.signers.front();
  // The words SHA256: in front are the same for all.
  return {s.fingerprint.substr(7, 8) + "…", Tone::plain, false,
          std::string(tr(s.known ? "office.key_known" : "office.key_unknown"))};
}

// The first thing to know, and how much more there is.
Cell problem_cell(const OfficeFile& file, Lang lang) {
  if (file.failed) return {message(*file.failed, lang)};
  if (!is_read(file)) return {};
  std::vector<std::string> all;
  if (is_broken(file)) all.push_back(message(file.intake.check.reason, lang));
  if (file.superseded) all.emplace_back(tr("office.superseded"));
  for (const SignerFound& s : file.intake.check.signers) {
    if (s.unit_has_other_key && !s.known) all.emplace_back(tr("office.key_changed"));
  }
  if (!is_broken(file) && file.intake.check.container == Container::repacked) all.emplace_back(tr("office.repacked_short"));
  for (const Error& problem : file.intake.problems) all.push_back(message(problem, lang));
  if (all.empty()) return {};
  Cell cell{all.front()};
  if (all.size() > 1) cell.detail = tr("office.more_problems", {{"count", std::to_string(all.size() - 1)}});
  return cell;
}

// What rows are found and sorted by, and how high they were: worked out once, not in every frame.
struct Known {
  std::uint32_t blob = 0;
  bool read = false;
  std::string search, order;
  float height = 0, width = 0;
};
std::unordered_map<std::string, Known> known;

Known& known_of(const OfficeFile& file) {
  Known& k = known[file.name];
  const Dossier* d = shown_dossier(file);
  if (!k.search.empty() && k.blob == file.blob && k.read == (d != nullptr)) return k;
  k = {file.blob, d != nullptr, fold(file.name), fold(file.name), 0, 0};
  if (d) {
    const std::string name = fold(d->unit.name), code = fold(d->unit.code);
    k.search += "\n" + name + "\n" + code;
    // Of one unit the latest year comes first.
    std::string year = d->school_year;
    for (char& c : year) c = static_cast<char>(255 - static_cast<unsigned char>(c));
    k.order = name + "\n" + code + "\n" + year;
  }
  return k;
}

// By unit, the newest of a unit first; what could not be read stands last, by its name.
std::vector<const OfficeFile*> sorted_rows(const OfficeDesk& office, const std::string& wanted) {
  if (known.size() > 2 * office.files.size() + 16) known.clear();
  std::vector<std::pair<const Known*, const OfficeFile*>> found;
  for (const OfficeFile& file : office.files) {
    const Known& k = known_of(file);
    if (wanted.empty() || k.search.find(wanted) != std::string::npos) found.push_back({&k, &file});
  }
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
    if (a.first->read != b.first->read) return a.first->read;
    if (a.first->order != b.first->order) return a.first->order < b.first->order;
    if (a.second->superseded != b.second->superseded) return !a.second->superseded;
    return a.second->last_change > b.second->last_change;
  });
  std::vector<const OfficeFile*> rows;
  for (const auto& [k, file] : found) rows.push_back(file);
  return rows;
}

// The counts as coloured words; for who cannot see them, one sentence.
void summary() {
  const OfficeDesk& office = office_view().office;
  std::array<int, 4> count{};
  int open = 0;
  for (const OfficeFile& f : office.files) {
    if (f.stage != OfficeFile::Stage::done || f.failed) {
      ++open;
    } else {
      ++count[static_cast<std::size_t>(f.intake.check.verdict)];
    }
  }
  const float top = box().y;
  const std::string all = tr("office.summary_all", {{"count", std::to_string(office.files.size())}});
  std::string spoken = all;
  {
    const Unspoken unspoken;
    draw_text(box().x, top + 4, all, px::text, true, theme.text);
    float x = box().x + text_width(all, px::text, true) + 12;
    auto one = [&](int n, std::string_view words, Tone tone) {
      if (n == 0) return;
      const std::string line = std::to_string(n) + " " + std::string(words);
      spoken += ", " + line;
      if (x > box().x && x + text_width(line, px::small, true) + 20 > box().x + box().w) {
        x = box().x;
        gap(32);
      }
      x += inline_badge(x, box().y, line, tone) + 8;
    };
    for (std::size_t i = 0; i < count.size(); ++i) {
      const auto verdict = static_cast<Verdict>(i);
      one(count[i], tr("office.count_" + std::string(to_text(verdict))), verdict_tone(verdict));
    }
    one(open, tr("office.count_open"), Tone::plain);
  }
  gap(36);
  add_node(port::Role::status, "office.summary", spoken, {box().x, top, box().w, box().y - top});
  if (std::ranges::any_of(office.files, [](const OfficeFile& f) { return f.stage != OfficeFile::Stage::done; })) {
    const auto done = std::ranges::count(office.files, OfficeFile::Stage::done, &OfficeFile::stage);
    progress("office.progress", tr("office.progress", {{"done", std::to_string(done)}, {"all", std::to_string(office.files.size())}}),
             static_cast<double>(done) / static_cast<double>(office.files.size()));
    gap(8);
  }
}

void actions() {
  App& app = view().app;
  OfficeDesk& office = office_view().office;
  std::vector<ButtonItem> items = {{"office.files", tr("office.add_files"), {.kind = ButtonStyle::Kind::primary}},
                                   {"office.folder", tr("office.add_folder"), {}}};
  const bool working = std::ranges::any_of(office.files, [](const OfficeFile& f) { return f.stage != OfficeFile::Stage::done; });
  if (working) {
    items.push_back({"office.cancel", tr("office.cancel"), {.kind = ButtonStyle::Kind::danger}});
  } else if (!office.files.empty()) {
    items.push_back({"office.csv", tr("office.csv"), {}});
  }
  switch (buttons(items)) {
    case 0: app.pick_bundles(false); break;
    case 1: app.pick_bundles(true); break;
    case 2: working ? office.cancel() : office.save_table(); break;
    default: break;
  }
}

void register_of_keys() {
  OfficeDesk& office = office_view().office;
  begin_card(theme.rail, theme.line, 14);
  columns({1, 300}, 16, is_narrow());
  text(tr("office.signers", {{"count", std::to_string(office.signers.list.size())}}), {.size = px::small, .bold = true});
  muted(tr("office.signers_text"));
  next_column();
  switch (buttons({{"office.signers_in", tr("office.signers_in"), {.small = true}},
                   {"office.signers_out", tr("office.signers_out"), {.disabled = office.signers.list.empty(), .small = true}}})) {
    case 0: office.pick_signers(); break;
    case 1: office.save_signers(); break;
    default: break;
  }
  end_columns();
  end_card();
}

void table() {
  OfficeView& v = office_view();
  const Lang lang = view().app.lang;
  const std::vector<const OfficeFile*> rows = sorted_rows(v.office, fold(v.search));
  if (rows.empty()) {
    callout("office.nothing_found", tr("office.nothing_found", {{"words", v.search}}), Tone::plain);
    return;
  }
  const std::vector<Column> columns = {{std::string(tr("office.col_unit")), 0.33f},
                                       {std::string(tr("office.col_verdict")), 150},
                                       {std::string(tr("office.col_levels")), 230},
                                       {std::string(tr("office.col_complete")), 92, true},
                                       {std::string(tr("office.col_signer")), 128},
                                       {std::string(tr("office.col_problems")), 0.33f}};
  begin_table("office.table", tr("office.heading"), columns, static_cast<int>(rows.size()));
  std::string chosen;
  const float margin = frame_height();
  for (const OfficeFile* f : rows) {
    Known& k = known_of(*f);
    if (rows.size() > all_rows_drawn) {
      const float h = k.width == box().w ? k.height : likely_row_height;
      if (!is_visible({box().x, box().y - margin, box().w, h + 2 * margin})) {
        skip_row(h);
        continue;
      }
    }
    const std::array<Cell, 6> cells = {unit_cell(*f), verdict_cell(*f), levels_cell(*f, lang),
                                       complete_cell(*f), signer_cell(*f), problem_cell(*f, lang)};
    // The button stands for the whole first cell, so it says all of it.
    const std::string whole = cells[0].detail.empty() ? cells[0].text : cells[0].text + "\n" + cells[0].detail;
    const std::string action = is_read(*f) && !f->failed ? tr("office.open", {{"name", whole}}) : "";
    const float top = box().y;
    if (table_row("office." + f->name, cells, action)) chosen = f->name;
    k.height = box().y - top;
    k.width = box().w;
  }
  end_table();
  if (!chosen.empty()) v.office.open(chosen);
}

void one_signer(const SignerFound& signer, std::string_view unit) {
  muted(tr("hand_in.fingerprint"));
  text(signer.fingerprint, {.bold = true});
  text(tr(signer.known ? "office.key_known_long" : "office.key_unknown_long", {{"unit", std::string(unit)}}),
       {.size = px::small, .color = signer.known ? theme.good : theme.warn});
  if (signer.unit_has_other_key && !signer.known) {
    gap(6);
    callout("office.other_key." + signer.key_id, tr("office.key_changed"), Tone::bad);
  }
  // Where the reason of the verdict has said it already there is nothing to add.
  if (signer.known || signer.registered_for.empty()) return;
  std::string units;
  for (const std::string& one : signer.registered_for) units += (units.empty() ? "" : ", ") + one;
  gap(6);
  callout("office.other_unit." + signer.key_id, tr("office.key_of_other", {{"units", units}}), Tone::bad);
}

}  // namespace

void office_list_screen() {
  OfficeView& v = office_view();
  heading(1, tr("office.heading"));
  text(tr("office.text"), {.color = theme.muted});
  gap(14);
  actions();
  gap(8);
  if (v.office.files.empty()) {
    begin_card(theme.rail, theme.border, 28);
    heading(2, tr("office.empty"));
    text(tr("office.empty_text"), {.color = theme.muted});
    end_card();
    gap(16);
    register_of_keys();
    return;
  }
  summary();
  const Typed typed = field("office.search", tr("office.search"), v.search,
                            {.help = tr("office.search_example"), .width = 420});
  if (typed.changed) v.search = clean_text(typed.text, false);
  table();
  gap(24);
  register_of_keys();
}

void verdict_callout(const Intake& intake) {
  const App& app = view().app;
  const Check& check = intake.check;
  const bool broken = check.verdict == Verdict::altered || check.verdict == Verdict::rejected;
  const Tone tone = verdict_tone(check.verdict);
  begin_card(soft(tone), strong(tone), 20);
  heading(2, verdict_words(check.verdict));
  text(message(check.reason, app.lang), {.bold = true, .role = broken ? port::Role::alert : port::Role::text, .id = "office.verdict"});
  gap(6);
  text(tr("office.means_" + std::string(to_text(check.verdict))));
  if (broken && check.reason.place.offset) {
    muted(tr("office.place", {{"file", check.reason.place.file}, {"offset", std::to_string(*check.reason.place.offset)}}));
  } else if (broken && !check.reason.place.file.empty()) {
    muted(tr("office.place_file", {{"file", check.reason.place.file + check.reason.place.pointer}}));
  }
  if (check.container == Container::repacked && check.verdict != Verdict::rejected) {
    gap(6);
    text(tr("office.repacked"), {.size = px::small});
  }
  for (const SignerFound& signer : check.signers) {
    gap(10);
    one_signer(signer, check.info.external_identifier);
  }
  end_card();
}

}  // namespace thuoc::ui
