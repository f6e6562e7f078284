// Kết quả: points and level of each group with their reasons, and what would raise them.
#include <algorithm>
#include <array>

#include "ui/view.h"

namespace thuoc::ui {

namespace {

constexpr std::size_t steps_shown = 6;

float part(Points of, Points whole) {
  return whole.hundredths > 0 ? static_cast<float>(of.hundredths) / static_cast<float>(whole.hundredths) : 0;
}

std::string label(const Item& item) { return numbered(item.number, item.title); }

// Its thresholds as parts of the whole, as the ruler wants them.
struct Thresholds {
  std::vector<float> marks;
  std::vector<std::string> numbers, names;
};
Thresholds thresholds_of(const Group& group, Points max) {
  Thresholds t;
  for (const Band& band : group.levels.bands) {
    t.names.push_back(level_name(group, band.level));
    if (band.from.hundredths <= 0) continue;
    t.marks.push_back(part(band.from, max));
    t.numbers.push_back(to_display(band.from, view().app.display.lang));
  }
  return t;
}

void group_result(const Group& group, const GroupScore& gs) {
  App& app = view().app;
  const Pack& pack = app.dossier.current->editor.pack();
  // Before the first answer a level would only look like a verdict.
  const bool begun = gs.unanswered < gs.total;
  const int levels = static_cast<int>(group.levels.bands.size());
  const std::string level = level_name(group, gs.level);
  const std::string points = to_display(gs.points, app.display.lang), max = to_display(gs.max, app.display.lang);
  heading(2, numbered(group.number, group.title));
  if (begun) level_text(gs.reason.in(app.display.lang), gs.level, levels);
  else muted(tr("ui.state_unanswered"));
  gap(4);
  const Thresholds t = thresholds_of(group, gs.max);
  std::string spoken = tr("results.gauge", {{"points", points}, {"max", max}, {"level", level}});
  for (std::size_t i = 0; i < t.numbers.size() && i + 1 < t.names.size(); ++i)
    spoken += "; " + tr("results.from", {{"level", t.names[i + 1]}, {"points", t.numbers[i]}});
  ruler("results.gauge." + group.id, spoken, {{part(gs.points, gs.max), t.marks}, points, max, t.numbers, t.names});
  if (gs.unanswered)
    muted(tr("results.unanswered", {{"count", std::to_string(gs.unanswered)}, {"total", std::to_string(gs.total)}}));
  if (!gs.missing_mandatory.empty()) {
    gap(10);
    text(tr("results.missing_heading"), {.size = px::small, .bold = true, .color = theme.bad});
    const Region in_list(port::Role::list, "results.missing." + group.id, tr("results.missing_heading"));
    for (const std::string& id : gs.missing_mandatory) {
      const Item* item = pack.item(id);
      if (!item) continue;
      const Region in_item(port::Role::listitem, "results.missing." + id + ".item");
      if (choice_row("results.missing." + id, label(*item), {.mark = tr("results.missing"), .mark_tone = Tone::bad})) {
        app.navigation.go_to(child("/answers", id));
      }
    }
  }
  gap(24);
}

void way_up(const Group& group, const GroupScore& gs, const std::vector<Step>& way) {
  App& app = view().app;
  const Pack& pack = app.dossier.current->editor.pack();
  const Card in_card(theme.card, theme.line, 20);
  heading(3, tr("results.way_up", {{"group", group.number.empty() ? group.title.in(app.display.lang) : group.number},
                                   {"level", level_name(group, gs.level + 1)}}));
  muted(tr("results.way_text"));
  gap(8);
  {
    const Region in_list(port::Role::list, "results.way." + group.id, tr("results.way_name"));
    for (std::size_t i = 0; i < std::min(way.size(), steps_shown); ++i) {
      const Item* item = pack.item(way[i].item);
      if (!item) continue;
      const std::string gain = way[i].gain.hundredths
                                   ? tr("results.gain", {{"points", to_display(way[i].gain, app.display.lang)}})
                                   : std::string(tr("results.condition"));
      const std::string row = "results.way." + group.id + "." + item->id;
      const Region in_item(port::Role::listitem, row + ".item");
      if (choice_row(row, label(*item), {.mark = gain, .mark_tone = Tone::accent, .description = tr("results.gain_long")})) {
        app.navigation.go_to(child("/answers", item->id));
      }
    }
  }
  if (way.size() > steps_shown) muted(tr("results.way_more", {{"count", std::to_string(way.size() - steps_shown)}}));
}

// Where a criterion's row leads: its first item that is still open, else its first.
const Item* item_to_see(const Criterion& criterion, const Score& score) {
  for (const Item& item : criterion.items) {
    const auto found = score.items.find(item.id);
    if (item.kind != Kind::information && found != score.items.end() && found->second.state != State::answered) return &item;
  }
  return criterion.items.empty() ? nullptr : &criterion.items.front();
}

void criteria_table(const Group& group, const GroupScore& gs, const Score& score) {
  App& app = view().app;
  const std::vector<Column> columns = {{std::string(tr("results.criterion")), 1},
                                       {std::string(tr("results.points")), 196},
                                       {std::string(tr("results.level")), 92}};
  begin_table("results.table." + group.id, tr("results.table", {{"group", group.title.in(app.display.lang)}}), columns,
              static_cast<int>(group.criteria.size()));
  const Item* chosen = nullptr;
  for (const Criterion& criterion : group.criteria) {
    const auto found = score.criteria.find(criterion.id);
    if (found == score.criteria.end()) continue;
    const CriterionScore& c = found->second;
    const std::string title = numbered(criterion.number, criterion.title);
    Cell points{"", Tone::plain, true};
    std::vector<float> marks;
    if (criterion.max) {
      for (const Band& band : criterion.thresholds.bands)
        if (band.from.hundredths > 0) marks.push_back(part(band.from, c.max));
      points.scale = Scale{part(c.points, c.max), marks};
      points.text = to_display(c.points, app.display.lang) + "/" + to_display(c.max, app.display.lang);
      if (criterion.max->sure.certainty != Certainty::confirmed) points.text += " *";
    } else if (std::ranges::find(criterion.items, Kind::mandatory, &Item::kind) != criterion.items.end()) {
      const bool missing = std::ranges::any_of(criterion.items, [&](const Item& item) {
        return std::ranges::find(gs.missing_mandatory, item.id) != gs.missing_mandatory.end();
      });
      points.text = tr(missing ? "results.missing" : "ui.state_met");
      points.tone = missing ? Tone::bad : Tone::good;
    }
    Cell level{c.level ? tr("ui.level_n", {{"n", std::to_string(*c.level)}}) : ""};
    if (c.level && c.unanswered == 0) level.level = *c.level, level.levels = static_cast<int>(criterion.thresholds.bands.size());
    const std::array<Cell, 3> cells = {Cell{.text = title, .detail = c.reason.key.empty() ? "" : c.reason.in(app.display.lang)},
                                       points, level};
    if (table_row("results.row." + criterion.id, cells, tr("results.go", {{"criterion", title}}))) {
      chosen = item_to_see(criterion, score);
    }
  }
  end_table();
  if (chosen) app.navigation.go_to(child("/answers", chosen->id));
}

}  // namespace

void not_confirmed() {
  const Pack& pack = view().app.dossier.current->editor.pack();
  const Lang lang = view().app.display.lang;
  const std::vector<Unconfirmed> list = unconfirmed(pack);
  const auto single =
      std::ranges::count_if(list, [](const Unconfirmed& u) { return u.sure.certainty == Certainty::single_source; });
  text(tr("results.unconfirmed_text"), {.size = px::small});
  gap(8);
  {
    const Region in_list(port::Role::list, "results.unconfirmed", tr("results.unconfirmed"));
    // One source for a name is said once for all below; a number that may be wrong is said by itself,
    // with the others that are so for the same reason.
    std::vector<std::pair<std::string, std::string>> lines;  // why, of what
    for (const Unconfirmed& u : list) {
      if (u.sure.certainty != Certainty::provisional) continue;
      const Item* item = pack.item(u.id);
      const Criterion* criterion = pack.criterion(u.id);
      const Group* group = find_group(pack, u.id);
      const std::string name = item        ? label(*item)
                               : criterion ? numbered(criterion->number, criterion->title)
                               : group     ? numbered(group->number, group->title)
                                           : std::string(tr("results.whole_pack"));
      std::string why(tr("rubric.what." + u.what));
      if (!u.sure.note.empty()) why += ": " + u.sure.note_in(lang);
      const auto same = std::ranges::find(lines, why, &std::pair<std::string, std::string>::first);
      if (same == lines.end()) {
        lines.emplace_back(why, name);
      } else {
        same->second += "; " + name;
      }
    }
    for (const auto& [why, names] : lines) {
      text("• " + names + " – " + why, {.size = px::small, .role = port::Role::listitem});
      gap(4);
    }
  }
  if (single) {
    gap(4);
    muted(tr("results.single_source", {{"count", std::to_string(single)}}));
  }
}

void results_screen() {
  App& app = view().app;
  const Editor& editor = app.dossier.current->editor;
  const Pack& pack = editor.pack();
  const Score& score = editor.score();
  heading(1, tr("results.heading"));
  text(tr("results.text", {{"answered", answered_words()}}), {.color = theme.muted});
  if (const std::size_t unsure = unconfirmed(pack).size()) {
    if (buttons({{"results.unconfirmed.show",
                  tr("results.unconfirmed_count", {{"count", std::to_string(unsure)}}),
                  {.kind = ButtonStyle::Kind::quiet, .small = true}}}) == 0)
      view().dialog = View::Dialog::unconfirmed;
  }
  gap(12);
  std::vector<const Group*> groups;
  for (const Group& group : pack.groups)
    if (score.group(group.id)) groups.push_back(&group);
  const auto ways_up = [&] {
    for (const Group* group : groups) {
      const GroupScore& gs = *score.group(group->id);
      const std::vector<Step> way = cheapest_way_up(pack, score, group->id);
      if (way.empty() || gs.level >= static_cast<int>(group->levels.bands.size())) continue;
      way_up(*group, gs, way);
      gap(20);
    }
  };
  const bool beside = box().w >= 900;
  if (beside) columns({1, 372}, 24);
  for (const Group* group : groups) group_result(*group, *score.group(group->id));
  if (score.overall && !groups.empty()) {
    callout("results.overall", tr("results.overall", {{"level", level_name(*groups.front(), *score.overall)}}), Tone::plain);
    gap(8);
  }
  if (!beside) ways_up();
  heading(2, tr("results.by_criterion"));
  gap(4);
  for (const Group* group : groups) {
    if (groups.size() > 1) {
      heading(3, numbered(group->number, group->title));
      gap(2);
    }
    criteria_table(*group, *score.group(group->id), score);
    gap(20);
  }
  if (beside) {
    next_column();
    ways_up();
    end_columns();
  }

  const Dossier& d = editor.dossier();
  heading(2, tr("results.own_words"));
  muted(tr("results.own_words_text"));
  gap(10);
  bound_text("/difficulties", tr("results.difficulties"), d.difficulties, [](Dossier& x) { return &x.difficulties; },
             {.multi_line = true});
  bound_text("/proposals", tr("results.proposals"), d.proposals, [](Dossier& x) { return &x.proposals; }, {.multi_line = true});
}

}  // namespace thuoc::ui
