// The office's table: one row a bundle, with what it is worth and whether it can be trusted.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

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

bool is_read(const OfficeFile& file) {
  return file.stage == OfficeFile::Stage::done || file.stage == OfficeFile::Stage::hashing;
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

std::string problem_words(const OfficeFile& file, Lang lang) {
  std::vector<std::string> words;
  if (file.failed) return message(*file.failed, lang);
  if (!is_read(file)) return {};
  if (file.superseded) words.emplace_back(tr("office.superseded"));
  const Verdict verdict = file.intake.check.verdict;
  if (verdict == Verdict::altered || verdict == Verdict::rejected) words.push_back(message(file.intake.check.reason, lang));
  if (file.intake.check.container == Container::repacked) words.emplace_back(tr("office.repacked"));
  for (const SignerFound& s : file.intake.check.signers) {
    if (s.unit_has_other_key && !s.known) words.emplace_back(tr("office.key_changed"));
  }
  if (!file.intake.problems.empty()) words.push_back(tr("office.problems", {{"count", std::to_string(file.intake.problems.size())}}));
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string levels_words(const OfficeFile& file, Lang lang) {
  if (!file.intake.score || !file.intake.pack) return "–";
  std::string out;
  for (const GroupScore& gs : file.intake.score->groups) {
    const Group* group = find_group(*file.intake.pack, gs.id);
    if (!group) continue;
    out += (out.empty() ? "" : "\n") + (group->number.empty() ? group->id : group->number) + ": " + to_display(gs.points, lang) + "/" +
           to_display(gs.max, lang) + " · " + level_name(*group, gs.level);
  }
  return out;
}

std::string signer_words(const OfficeFile& file) {
  if (file.intake.check.signers.empty()) return "–";
  const SignerFound& s = file.intake.check.signers.front();
  return s.fingerprint.substr(0, 15) + "…\n" + std::string(tr(s.known ? "office.key_known" : "office.key_unknown"));
}

std::string unit_words(const OfficeFile& file) {
  if (file.intake.dossier) {
    const Dossier& d = *file.intake.dossier;
    return d.unit.name + "\n" + d.unit.code + " · " + d.school_year;
  }
  return file.name;
}

bool matches(const OfficeFile& file, const std::string& wanted) {
  return wanted.empty() || fold(file.name + " " + unit_words(file)).find(wanted) != std::string::npos;
}

void summary() {
  const App& app = view().app;
  std::array<int, 4> count{};
  int busy = 0;
  for (const OfficeFile& f : app.office) {
    if (f.stage != OfficeFile::Stage::done || f.failed) {
      ++busy;
    } else {
      ++count[static_cast<std::size_t>(f.intake.check.verdict)];
    }
  }
  status_text("office.summary",
              tr("office.summary", {{"all", std::to_string(app.office.size())},
                                    {"valid", std::to_string(count[0])},
                                    {"unknown", std::to_string(count[1])},
                                    {"altered", std::to_string(count[2])},
                                    {"rejected", std::to_string(count[3])},
                                    {"open", std::to_string(busy)}}),
              theme.text);
}

}  // namespace

void office_screen() {
  View& v = view();
  App& app = v.app;
  heading(1, tr("office.heading"));
  text(tr("office.text"), {.color = theme.muted});
  gap(14);
  const bool working = std::ranges::any_of(app.office, [](const OfficeFile& f) { return f.stage != OfficeFile::Stage::done; });
  switch (buttons({
      {"office.files", tr("office.add_files"), {.kind = ButtonStyle::Kind::primary}},
      {"office.folder", tr("office.add_folder"), {}},
      {"office.csv", tr("office.csv"), {.disabled = app.office.empty()}},
      {"office.cancel", tr("office.cancel"), {.disabled = !working}},
  })) {
    case 0: app.pick_bundles(false); break;
    case 1: app.pick_bundles(true); break;
    case 2: app.save_office_table(); break;
    case 3: app.cancel_office(); break;
    default: break;
  }
  muted(tr("office.signers", {{"count", std::to_string(app.signers.list.size())}}));
  switch (buttons({{"office.signers_in", tr("office.signers_in"), {.small = true}},
                   {"office.signers_out", tr("office.signers_out"), {.disabled = app.signers.list.empty(), .small = true}}})) {
    case 0: app.pick_signers(); break;
    case 1: app.save_signers(); break;
    default: break;
  }
  gap(8);
  if (app.office.empty()) {
    callout("office.empty", tr("office.empty"), Tone::plain);
    return;
  }
  summary();
  gap(8);
  const Typed typed = field("office.search", tr("office.search"), v.office_search, {.width = 360});
  if (typed.changed) v.office_search = clean_text(typed.text, false);

  std::vector<const OfficeFile*> rows;
  const std::string wanted = fold(v.office_search);
  for (const OfficeFile& f : app.office) {
    if (matches(f, wanted)) rows.push_back(&f);
  }
  // By unit, the newest of a unit first; what could not be read stands last, by its name.
  std::ranges::stable_sort(rows, [](const OfficeFile* a, const OfficeFile* b) {
    const bool read_a = a->intake.dossier.has_value(), read_b = b->intake.dossier.has_value();
    if (read_a != read_b) return read_a;
    if (!read_a) return a->name < b->name;
    const Dossier &x = *a->intake.dossier, &y = *b->intake.dossier;
    const auto key = [](const Dossier& d) { return fold(d.unit.name) + "\n" + d.unit.code + "\n" + d.school_year; };
    const std::string kx = key(x), ky = key(y);
    if (kx != ky) return kx < ky;
    if (a->superseded != b->superseded) return !a->superseded;
    return a->last_change > b->last_change;
  });
  const std::vector<Column> columns = {{std::string(tr("office.col_unit")), 0.3f},
                                       {std::string(tr("office.col_levels")), 0.26f},
                                       {std::string(tr("office.col_complete")), 92, true},
                                       {std::string(tr("office.col_signer")), 150},
                                       {std::string(tr("office.col_verdict")), 150},
                                       {std::string(tr("office.col_problems")), 0.3f}};
  begin_table("office.table", tr("office.heading"), columns, static_cast<int>(rows.size()));
  std::string chosen;
  for (const OfficeFile* f : rows) {
    const std::vector<Cell> cells = {{unit_words(*f), Tone::plain, true},
                                     {levels_words(*f, app.lang)},
                                     {f->intake.score ? std::to_string(f->intake.completeness) + "%" : "–"},
                                     {signer_words(*f)},
                                     verdict_cell(*f),
                                     {problem_words(*f, app.lang)}};
    const std::string action = is_read(*f) && !f->failed ? tr("office.open", {{"name", unit_words(*f)}}) : "";
    if (table_row("office." + f->name, cells, action, f->name == app.office_selected)) chosen = f->name;
  }
  end_table();
  if (!chosen.empty()) {
    app.office_selected = chosen;
    app.go(Screen::office_file);
  }
}

void verdict_callout(const Intake& intake) {
  const App& app = view().app;
  const Check& check = intake.check;
  callout("office.verdict", verdict_words(check.verdict) + ". " + message(check.reason, app.lang), verdict_tone(check.verdict));
  text(tr("office.means_" + std::string(to_text(check.verdict))));
  if (check.reason.place.offset || !check.reason.place.file.empty()) {
    muted(tr("office.place", {{"file", check.reason.place.file},
                              {"offset", check.reason.place.offset ? std::to_string(*check.reason.place.offset) : "–"}}));
  }
  if (check.container == Container::repacked && check.verdict != Verdict::rejected) muted(tr("office.repacked"));
  for (const SignerFound& signer : check.signers) {
    gap(6);
    muted(tr("hand_in.fingerprint"));
    text(signer.fingerprint, {.bold = true});
    muted(tr(signer.known ? "office.key_known_long" : "office.key_unknown_long"));
    if (signer.unit_has_other_key && !signer.known) callout("office.other_key." + signer.key_id, tr("office.key_changed"), Tone::bad);
    for (const std::string& unit : signer.registered_for) {
      callout("office.other_unit." + unit, tr("office.key_of_other", {{"unit", unit}}), Tone::bad);
    }
  }
}

}  // namespace thuoc::ui
