// One bundle at the office: the verdict explained, and the whole dossier to read, with its evidence.
#include <algorithm>

#include "base/date.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

void fact(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  columns({0.32f, 0.68f}, 12, is_narrow());
  muted(name);
  next_column();
  text(value);
  end_columns();
  gap(2);
}

std::string answer_words(const Item& item, const Answer& a, Lang lang) {
  std::vector<std::string> parts;
  if (a.yes) parts.emplace_back(tr(item.kind == Kind::mandatory ? (*a.yes ? "ui.issued" : "ui.not_issued") : (*a.yes ? "ui.yes" : "ui.no")));
  if (a.numerator && a.denominator) parts.push_back(std::to_string(*a.numerator) + "/" + std::to_string(*a.denominator));
  if (a.count) parts.push_back(std::to_string(*a.count));
  if (a.level) parts.push_back(tr("ui.level_n", {{"n", std::to_string(*a.level)}}));
  if (a.points && item.max) parts.push_back(to_display(*a.points, lang) + " " + tr("ui.of_points", {{"max", to_display(item.max->value, lang)}}));
  if (!a.text.empty()) parts.push_back(a.text);
  if (!a.solution.empty()) parts.push_back(a.solution);
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " · ") + part;
  return out;
}

void item_block(const Item& item, const Dossier& d, const Score& score, Lang lang) {
  gap(10);
  text(numbered(item.number, item.title), {.bold = true});
  const auto answer = d.answers.find(item.id);
  const auto found = score.items.find(item.id);
  const std::string words = answer == d.answers.end() ? "" : answer_words(item, answer->second, lang);
  text(words.empty() ? std::string(tr("ui.state_unanswered")) : words, {.color = words.empty() ? theme.warn : theme.text});
  if (found != score.items.end() && !found->second.reason.key.empty()) muted(found->second.reason.in(lang));
  if (answer != d.answers.end() && !answer->second.note.empty()) muted(tr("office.note", {{"note", answer->second.note}}));
  const auto evidence = d.evidence_of(item.id);
  if (!evidence.empty()) {
    gap(4);
    begin_group(port::Role::list, "office.evidence." + item.id, tr("ui.evidence_of_item"));
    for (std::size_t i = 0; i < evidence.size(); i += 2) {
      columns({1, 1}, 12, is_narrow());
      evidence_entry(*evidence[i], false);
      next_column();
      if (i + 1 < evidence.size()) evidence_entry(*evidence[i + 1], false);
      end_columns();
    }
    end_group();
  }
}

void record(const Intake& intake) {
  const App& app = view().app;
  const Dossier& d = *intake.dossier;
  const Pack& pack = *intake.pack;
  const Score& score = *intake.score;
  begin_card(theme.card, theme.border, 20);
  heading(2, d.unit.name);
  fact(tr("ui.unit_code"), d.unit.code);
  fact(tr("ui.school_year"), d.school_year);
  fact(tr("office.rubric"), pack.title.in(app.lang) + " (" + pack.name() + ")");
  fact(tr("ui.address"), d.unit.address);
  fact(tr("ui.commune"), d.unit.commune);
  fact(tr("ui.province"), d.unit.province);
  fact(tr("ui.head"), d.unit.head.name + (d.unit.head.title.empty() ? "" : ", " + d.unit.head.title));
  fact(tr("ui.contact"), d.unit.contact.name + (d.unit.contact.phone.empty() ? "" : ", " + d.unit.contact.phone));
  for (const Member& m : d.council.members) fact(tr("ui.role_" + m.role), m.name + (m.position.empty() ? "" : ", " + m.position));
  for (const Figure& f : pack.figures) {
    if (const auto found = d.figures.find(f.id); found != d.figures.end()) {
      fact(f.title.in(app.lang), std::to_string(found->second) + " " + f.unit.in(app.lang));
    }
  }
  fact(tr("results.difficulties"), d.difficulties);
  fact(tr("results.proposals"), d.proposals);
  end_card();
  gap(16);
  for (const Group& group : pack.groups) {
    const GroupScore* gs = score.group(group.id);
    begin_card(theme.card, theme.border, 20);
    heading(2, numbered(group.number, group.title));
    if (gs) {
      badge(to_display(gs->points, app.lang) + "/" + to_display(gs->max, app.lang) + " · " + level_name(group, gs->level),
            level_tone(gs->level, static_cast<int>(group.levels.bands.size())));
      text(gs->reason.in(app.lang));
      if (gs->unanswered) muted(tr("results.unanswered", {{"count", std::to_string(gs->unanswered)}, {"total", std::to_string(gs->total)}}));
    }
    for (const Criterion& criterion : group.criteria) {
      const bool single = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
      if (!single) {
        gap(12);
        heading(3, numbered(criterion.number, criterion.title));
      }
      for (const Item& item : criterion.items) item_block(item, d, score, app.lang);
    }
    end_card();
    gap(16);
  }
  const bool loose = std::ranges::any_of(d.evidence, [](const Evidence& e) { return e.items.empty(); });
  if (loose) {
    heading(3, tr("evidence.unattached"));
    for (const Evidence& e : d.evidence) {
      if (e.items.empty()) evidence_entry(e, false);
    }
  }
}

}  // namespace

void office_file_screen() {
  View& v = view();
  App& app = v.app;
  const OfficeFile* file = app.office_file();
  if (!file) {
    app.screen = Screen::office;
    return;
  }
  if (button("office_file.back", tr("office.back"), {.small = true})) app.go(Screen::office);
  heading(1, file->intake.dossier ? file->intake.dossier->unit.name : file->name);
  muted(tr("office.file_facts", {{"name", file->name}, {"size", size_text(file->size)}}));
  gap(10);
  verdict_callout(file->intake);
  gap(12);
  const std::string name = file->name;
  const bool whole = file->stage == OfficeFile::Stage::done && file->intake.dossier && file->intake.pack;
  const bool sound = file->intake.check.verdict == Verdict::valid || file->intake.check.verdict == Verdict::unknown_key;
  if (whole && file->intake.check.verdict == Verdict::unknown_key) {
    text(tr("office.compare_paper"));
    gap(6);
    if (button("office_file.trust", tr("office.trust"), {.kind = ButtonStyle::Kind::primary})) {
      app.trust_signer(name);
      return;
    }
  }
  const int pressed = buttons({
      {"office_file.edit", tr("office.edit_here"), {.disabled = !(whole && sound), .small = true}},
      {"office_file.next", tr("office.next_year"), {.disabled = !(whole && sound), .small = true}},
      {"office_file.forget", tr("office.forget"), {.kind = ButtonStyle::Kind::danger, .small = true}},
  });
  gap(12);
  if (!file->intake.problems.empty()) {
    begin_card(theme.warn_soft, theme.line, 16);
    heading(2, tr("office.problems_heading"));
    begin_group(port::Role::list, "office_file.problems", tr("office.problems_heading"));
    for (const Error& problem : file->intake.problems) text("• " + message(problem, app.lang), {.size = px::small});
    end_group();
    end_card();
    gap(16);
  }
  if (file->intake.dossier && file->intake.pack && file->intake.score) record(file->intake);
  // Last: each of these may take the file away.
  if (pressed == 0) app.edit_from_bundle(name);
  if (pressed == 1) app.next_year_from_bundle(name);
  if (pressed == 2) app.forget_office_file(name);
}

}  // namespace thuoc::ui
