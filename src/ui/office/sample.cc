// Mẫu kiểm tra: drawn by a recorded seed, so that anyone can draw it again.
#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

void teams(const Sample& sample) {
  heading(2, tr("sample.teams"));
  for (std::size_t i = 0; i < sample.teams.size(); ++i) {
    const Team& team = sample.teams[i];
    const std::string id = "sample.team." + std::to_string(i), number = std::to_string(i + 1);
    auto edit = [i, id](auto part) {
      return [i, id, part](const std::string& to) {
        work().sampling.edit_teams(id, [&](std::vector<Team>& all) { all[i].*part = to; });
      };
    };
    {
      const Card in_card(theme.card, theme.line, 14);
      columns({1, 160, 160}, 12, is_narrow());
      office_words(id + ".name", tr("sample.team_name", {{"number", number}}), team.name, edit(&Team::name));
      next_column();
      office_date(id + ".from", tr("sample.team_from", {{"number", number}}), team.from, edit(&Team::from));
      next_column();
      office_date(id + ".to", tr("sample.team_to", {{"number", number}}), team.to, edit(&Team::to));
      end_columns();
      std::string members;
      for (const std::string& m : team.members) members += (members.empty() ? "" : ", ") + m;
      office_words(id + ".members", tr("sample.team_members", {{"number", number}}), members,
                   [i](const std::string& to) { work().sampling.name_members(i, to); });
      muted(tr("sample.team_units", {{"count", std::to_string(team.units.size())}}));
      if (button(id + ".remove", tr("sample.team_remove", {{"number", number}}),
                 {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}))
        later([i] {
          work().sampling.edit_teams("sample.team_remove",
                                     [i](std::vector<Team>& all) { all.erase(all.begin() + static_cast<int>(i)); });
          work().store.seal();
        });
    }
    gap(8);
  }
  if (button("sample.team_add", tr("sample.team_add"), {.small = true})) later([] { work().sampling.add_team(); });
  gap(16);
}

// To the team of this number, from 1; to none: 0.
void assign(const std::string& code, std::size_t to) {
  work().sampling.edit_teams("sample.assign", [&](std::vector<Team>& all) {
    for (Team& team : all) std::erase(team.units, code);
    if (to > 0) all[to - 1].units.push_back(code);
  });
  work().store.seal();
}

// One drawn unit, with the team that visits it: an option's place is the team's number.
void drawn_unit(const Sample& sample, const std::string& code, std::span<const port::Option> options) {
  const UnitState* const unit = office_view().units.all.listing.find(code);
  const std::string name = unit ? unit->name() : work().sampling.unit_name(code);
  const Region in_item(port::Role::listitem, "sample.unit." + code);
  columns({1, 240}, 12, is_narrow());
  text(name, {.bold = true, .most_lines = 2});
  muted(code + " · " + ticket(sample.seed, code).substr(0, 12) + "…");
  next_column();
  if (!sample.teams.empty()) {
    const auto team = std::ranges::find_if(
        sample.teams, [&](const Team& one) { return std::ranges::find(one.units, code) != one.units.end(); });
    const std::string here = team == sample.teams.end() ? "-1" : std::to_string(team - sample.teams.begin());
    if (const int to = select("sample.of." + code, tr("sample.team_of", {{"name", name}}), options, here, {.label_hidden = true});
        to >= 0)
      later([code, to] { assign(code, static_cast<std::size_t>(to)); });
  }
  end_columns();
}

void list(const Sample& sample) {
  std::vector<port::Option> options = {{"-1", std::string(tr("sample.unassigned"))}};
  for (std::size_t i = 0; i < sample.teams.size(); ++i)
    options.push_back({std::to_string(i), sample.teams[i].name.empty() ? tr("sample.team_n", {{"number", std::to_string(i + 1)}})
                                                                       : sample.teams[i].name});
  // Of one unit, the longest name there is room for, its team below or beside it.
  const bool with_team = !sample.teams.empty();
  const float height = is_narrow() ? (with_team ? 142.f : 84.f) : 74.f;
  refresh_units();
  for (const auto& [level, stratum] : sample.strata) {
    heading(2, tr("sample.stratum", {{"level", level == "-" ? std::string(tr("sample.no_level")) : unit_level_words(level)},
                                     {"drawn", std::to_string(stratum.drawn.size())},
                                     {"units", std::to_string(stratum.units)}}));
    {
      const Region in_list(port::Role::list, "sample.list." + level, unit_level_words(level));
      list_rows(static_cast<int>(stratum.drawn.size()), height,
                [&](int at) { drawn_unit(sample, stratum.drawn[static_cast<std::size_t>(at)], options); });
    }
    gap(10);
  }
}

std::optional<Error> wrong_percent(std::string_view typed) {
  const auto parsed = parse_typed_points(typed);
  if (!parsed) return parsed.error();
  if (*parsed > Points{} && *parsed <= whole_points(100)) return std::nullopt;
  return Error{"sample.percent_out_of_range", {}, {{"percent", std::string(typed)}}};
}

// Drawing again takes as long as drawing did: only where the units or what was drawn are others.
const SampleScreen::Facts& sample_facts() {
  SampleScreen::Facts& known = office_view().sample.facts;
  if (known.revision == work().store.revision()) return known;
  known.revision = work().store.revision();
  std::vector<SampleUnit> units = work().sampling.population();
  std::optional<Sample> drawn = work().store.round.sample;
  known.problems = drawn && !drawn->teams.empty() ? team_problems(*drawn) : std::vector<Error>();
  if (drawn) drawn->teams.clear();
  if (units == known.units && drawn == known.drawn) return known;
  known.differs.reset();
  if (drawn)
    if (const Status same = repeat(*drawn, units); !same) known.differs = same.error();
  known.units = std::move(units), known.drawn = std::move(drawn);
  return known;
}

}  // namespace

void office_sample_screen() {
  SampleScreen& v = office_view().sample;
  heading(1, tr("sample.heading"));
  text(tr("sample.text"), {.color = theme.muted});
  gap(14);
  const std::size_t units = sample_facts().units.size();
  if (v.seed.empty()) v.seed = port::random_hex(8);
  {
    const Card in_card(theme.card, theme.border, 20);
    heading(2, tr("sample.draw_heading", {{"count", std::to_string(units)}}));
    columns({160, 1}, 16, is_narrow());
    office_field("sample.percent", tr("sample.percent"), v.percent, wrong_percent, [&](const std::string& to) { v.percent = to; },
                 {.keyboard = port::decimal, .unit = "%"});
    next_column();
    office_words("sample.seed", tr("sample.seed"), v.seed, [&](const std::string& to) { v.seed = to; },
                 {.help = tr("sample.seed_help")});
    end_columns();
    const auto parsed = parse_typed_points(v.percent);
    const bool typing = view().drafts.contains("sample.percent") || view().drafts.contains("sample.seed");
    const std::string_view why = units == 0          ? tr("sample.nobody")
                                 : !parsed || typing ? tr("sample.percent_help")
                                                     : std::string_view();
    if (button("sample.draw", tr("sample.draw"),
               {.kind = ButtonStyle::Kind::primary, .disabled = !why.empty(), .description = why}))
      work().sampling.draw(*parsed, v.seed);
    muted(why.empty() ? tr("sample.redraw") : why);
  }
  gap(16);
  if (!work().store.round.sample) return;
  const Sample& sample = *work().store.round.sample;
  callout("sample.result",
          tr("sample.result", {{"drawn", std::to_string(sample.drawn())},
                               {"percent", to_display(sample.percent, view().app.display.lang)},
                               {"seed", sample.seed},
                               {"at", shown_instant(sample.drawn_at)}}),
          Tone::good);
  if (button("sample.how", tr("sample.how"),
             {.kind = ButtonStyle::Kind::quiet,
              .small = true,
              .fold = v.how_drawn ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed}))
    v.how_drawn = !v.how_drawn;
  if (v.how_drawn) {
    muted(tr("sample.repeat"));
    text("printf '%s:%s' \"" + sample.seed + "\" \"<" + std::string(tr("sample.code")) + ">\" | sha256sum", {.size = px::small});
  }
  if (const auto& differs = sample_facts().differs)
    callout("sample.differs", message(*differs, view().app.display.lang), Tone::warn);
  gap(10);
  if (button("sample.csv", tr("sample.csv"), {.small = true})) work().sampling.save();
  gap(10);
  teams(sample);
  list(*work().store.round.sample);
  std::size_t number = 0;
  for (const std::string& problem : messages(sample_facts().problems, view().app.display.lang, limits::problems_shown))
    callout("sample.problem." + std::to_string(number++), problem, Tone::warn);
}

}  // namespace thuoc::ui
