// Kết quả: points and level of each group with their reasons, and what would raise them.
#include <algorithm>

#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::size_t steps_shown = 6;

double part(Points of, Points whole) {
  return whole.hundredths > 0 ? static_cast<double>(of.hundredths) / static_cast<double>(whole.hundredths) : 0;
}

void criteria_table(const Group& group, const Score& score, Lang lang) {
  const std::vector<Column> columns = {{std::string(tr("results.criterion")), 1},
                                       {std::string(tr("results.points")), 110, true},
                                       {std::string(tr("results.level")), 110}};
  begin_table("results.table." + group.id, tr("results.table", {{"group", group.title.in(lang)}}), columns,
              static_cast<int>(group.criteria.size()));
  for (const Criterion& criterion : group.criteria) {
    const auto found = score.criteria.find(criterion.id);
    if (found == score.criteria.end()) continue;
    const CriterionScore& c = found->second;
    std::string points = criterion.max ? to_display(c.points, lang) + "/" + to_display(c.max, lang) : std::string(tr("results.condition"));
    std::string level = c.level ? tr("ui.level_n", {{"n", std::to_string(*c.level)}}) : "";
    std::string title = numbered(criterion.number, criterion.title);
    if (c.unanswered) title += " · " + tr("results.open", {{"count", std::to_string(c.unanswered)}});
    if (criterion.max && !sure_mark(criterion.max->sure).empty()) points += " *";
    table_row("results.row." + criterion.id, std::vector<Cell>{{title}, {points}, {level}});
  }
  end_table();
}

void group_card(const Group& group, const GroupScore& gs) {
  View& v = view();
  App& app = v.app;
  const Editor& editor = app.desk->editor;
  const Score& score = editor.score();
  const int levels = static_cast<int>(group.levels.bands.size());
  begin_card(theme.card, theme.border, 20);
  heading(2, numbered(group.number, group.title));
  columns({250, 1}, 24, is_narrow());
  std::vector<double> marks;
  for (const Band& band : group.levels.bands) {
    if (band.from.hundredths > 0) marks.push_back(part(band.from, gs.max));
  }
  const std::string level = level_name(group, gs.level);
  gauge("results.gauge." + group.id, tr("results.gauge", {{"points", to_display(gs.points, app.lang)}, {"max", to_display(gs.max, app.lang)}, {"level", level}}),
        to_display(gs.points, app.lang), tr("ui.of_points", {{"max", to_display(gs.max, app.lang)}}), part(gs.points, gs.max), marks,
        level_tone(gs.level, levels));
  next_column();
  gap(6);
  badge(level, level_tone(gs.level, levels));
  text(gs.reason.in(app.lang), {.bold = true});
  if (gs.unanswered) {
    muted(tr("results.unanswered", {{"count", std::to_string(gs.unanswered)}, {"total", std::to_string(gs.total)}}));
  }
  for (const std::string& id : gs.missing_mandatory) {
    const Item* item = editor.pack().item(id);
    if (item && choice_row("results.missing." + id, numbered(item->number, item->title),
                           {.mark = tr("results.missing"), .mark_tone = Tone::bad})) {
      app.go_to("/answers/" + id);
    }
  }
  end_columns();
  gap(10);
  criteria_table(group, score, app.lang);
  std::vector<std::string> names;
  std::vector<double> parts;
  for (const Criterion& criterion : group.criteria) {
    const auto found = score.criteria.find(criterion.id);
    if (found == score.criteria.end() || found->second.max.hundredths == 0) continue;
    names.push_back(criterion.number.empty() ? criterion.id : criterion.number);
    parts.push_back(part(found->second.points, found->second.max));
  }
  if (names.size() >= 3) {
    gap(12);
    radar("results.radar." + group.id, tr("results.radar", {{"group", group.title.in(app.lang)}}), names, parts);
  }
  const std::vector<Step> way = cheapest_way_up(editor.pack(), score, group.id);
  if (!way.empty() && gs.level < levels) {
    gap(10);
    heading(3, tr("results.way_up", {{"level", level_name(group, gs.level + 1)}}));
    for (std::size_t i = 0; i < std::min(way.size(), steps_shown); ++i) {
      const Item* item = editor.pack().item(way[i].item);
      if (!item) continue;
      const std::string gain = way[i].gain.hundredths ? tr("results.gain", {{"points", to_display(way[i].gain, app.lang)}}) : std::string(tr("results.condition"));
      if (choice_row("results.way." + group.id + "." + item->id, numbered(item->number, item->title), {.mark = gain, .mark_tone = Tone::accent})) {
        app.go_to("/answers/" + item->id);
      }
    }
  }
  end_card();
  gap(20);
}

void not_confirmed(const Pack& pack, Lang lang) {
  const std::vector<Unconfirmed> list = unconfirmed(pack);
  if (list.empty()) return;
  begin_card(theme.warn_soft, theme.line, 18);
  heading(2, tr("results.unconfirmed"));
  muted(tr("results.unconfirmed_text"));
  gap(8);
  begin_group(port::Role::list, "results.unconfirmed", tr("results.unconfirmed"));
  for (const Unconfirmed& u : list) {
    // One source for a name is said once for all above; a number that may be wrong is said by itself.
    if (u.sure.certainty != Certainty::provisional) continue;
    const Item* item = pack.item(u.id);
    const Criterion* criterion = pack.criterion(u.id);
    const Group* group = find_group(pack, u.id);
    const std::string name = item ? numbered(item->number, item->title) : criterion ? numbered(criterion->number, criterion->title)
                             : group ? numbered(group->number, group->title) : pack.title.in(lang);
    text("• " + name + " – " + std::string(tr("rubric.what." + u.what)) + (u.sure.note.empty() ? "" : ": " + u.sure.note_in(lang)), {.size = px::small});
  }
  end_group();
  end_card();
  gap(20);
}

}  // namespace

void results_screen() {
  App& app = view().app;
  const Editor& editor = app.desk->editor;
  heading(1, tr("results.heading"));
  text(tr("results.text"), {.color = theme.muted});
  gap(16);
  for (const GroupScore& gs : editor.score().groups) {
    if (const Group* group = find_group(editor.pack(), gs.id)) group_card(*group, gs);
  }
  if (editor.score().overall) {
    callout("results.overall", tr("results.overall", {{"level", std::to_string(*editor.score().overall)}}), Tone::plain);
  }
  not_confirmed(editor.pack(), app.lang);
  const Dossier& d = editor.dossier();
  heading(2, tr("results.own_words"));
  bound_text("/difficulties", tr("results.difficulties"), d.difficulties, [](Dossier& x) { return &x.difficulties; }, {.multi_line = true});
  bound_text("/proposals", tr("results.proposals"), d.proposals, [](Dossier& x) { return &x.proposals; }, {.multi_line = true});
  if (button("results.next", tr("results.next"), {.kind = ButtonStyle::Kind::primary})) app.go(Screen::hand_in);
}

}  // namespace thuoc::ui
