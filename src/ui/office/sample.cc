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
  int remove = -1;
  for (std::size_t i = 0; i < sample.teams.size(); ++i) {
    const Team& team = sample.teams[i];
    const std::string id = "sample.team." + std::to_string(i), number = std::to_string(i + 1);
    auto edit = [i, id](auto part) {
      return [i, id, part](const std::string& to) { work().edit_teams(id, [&](std::vector<Team>& all) { all[i].*part = to; }); };
    };
    begin_card(theme.card, theme.line, 14);
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
                 [i](const std::string& to) { work().name_team_members(i, to); });
    muted(tr("sample.team_units", {{"count", std::to_string(team.units.size())}}));
    if (button(id + ".remove", tr("sample.team_remove", {{"number", number}}),
               {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("ui.delete")}))
      remove = static_cast<int>(i);
    end_card();
    gap(8);
  }
  if (button("sample.team_add", tr("sample.team_add"), {.small = true})) work().add_team();
  if (remove >= 0) {
    work().edit_teams("sample.team_remove", [&](std::vector<Team>& all) { all.erase(all.begin() + remove); });
    work().seal();
  }
  gap(16);
}

void list(const Sample& sample) {
  std::vector<port::Option> options = {{"-1", std::string(tr("sample.unassigned"))}};
  for (std::size_t i = 0; i < sample.teams.size(); ++i)
    options.push_back({std::to_string(i), sample.teams[i].name.empty() ? tr("sample.team_n", {{"number", std::to_string(i + 1)}})
                                                                       : sample.teams[i].name});
  for (const auto& [level, stratum] : sample.strata) {
    heading(2, tr("sample.stratum", {{"level", level == "-" ? std::string(tr("sample.no_level")) : unit_level_words(level)},
                                     {"drawn", std::to_string(stratum.drawn.size())},
                                     {"units", std::to_string(stratum.units)}}));
    begin_group(port::Role::list, "sample.list." + level, unit_level_words(level));
    for (const std::string& code : stratum.drawn) {
      begin_group(port::Role::listitem, "sample.unit." + code);
      columns({1, 240}, 12, is_narrow());
      const std::string name = work().unit_name(code);
      text(name, {.bold = true});
      muted(code + " · " + ticket(sample.seed, code).substr(0, 12) + "…");
      next_column();
      std::string here = "-1";
      for (std::size_t i = 0; i < sample.teams.size(); ++i)
        if (std::ranges::find(sample.teams[i].units, code) != sample.teams[i].units.end()) here = std::to_string(i);
      if (!sample.teams.empty()) {
        if (const int to =
                select("sample.of." + code, tr("sample.team_of", {{"name", name}}), options, here, {.label_hidden = true});
            to >= 0) {
          work().edit_teams("sample.assign", [&](std::vector<Team>& all) {
            for (Team& team : all) std::erase(team.units, code);
            if (to > 0) all[static_cast<std::size_t>(to - 1)].units.push_back(code);
          });
          work().seal();
        }
      }
      end_columns();
      end_group();
      gap(6);
    }
    end_group();
    gap(10);
  }
}

}  // namespace

void office_sample_screen() {
  OfficeView& v = office_view();
  heading(1, tr("sample.heading"));
  text(tr("sample.text"), {.color = theme.muted});
  gap(14);
  const std::size_t units = work().population().size();
  if (v.seed.empty()) v.seed = port::random_hex(8);
  begin_card(theme.card, theme.border, 20);
  heading(2, tr("sample.draw_heading", {{"count", std::to_string(units)}}));
  columns({160, 1}, 16, is_narrow());
  const Typed percent = field("sample.percent", tr("sample.percent"), v.percent, {.keyboard = port::decimal, .unit = "%"});
  if (percent.changed) v.percent = percent.text;
  next_column();
  const Typed seed = field("sample.seed", tr("sample.seed"), v.seed, {.help = tr("sample.seed_help")});
  if (seed.changed) v.seed = clean_text(seed.text, false);
  end_columns();
  const auto parsed = parse_typed_points(v.percent);
  const std::string_view why = units == 0 ? tr("sample.nobody") : !parsed ? tr("sample.percent_help") : std::string_view();
  if (button("sample.draw", tr("sample.draw"),
             {.kind = ButtonStyle::Kind::primary, .disabled = !why.empty(), .description = why}))
    work().draw_sample(*parsed, v.seed);
  muted(why.empty() ? tr("sample.redraw") : why);
  end_card();
  gap(16);
  if (!work().round.sample) return;
  const Sample sample = *work().round.sample;
  callout("sample.result",
          tr("sample.result", {{"drawn", std::to_string(sample.drawn())},
                               {"percent", to_display(sample.percent, view().app.lang)},
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
  if (const Status same = repeat(sample, work().population()); !same)
    callout("sample.differs", message(same.error(), view().app.lang), Tone::warn);
  gap(10);
  if (button("sample.csv", tr("sample.csv"), {.small = true})) work().save_sample();
  gap(10);
  teams(sample);
  list(sample);
  for (const Error& problem : team_problems(sample)) {
    if (sample.teams.empty()) break;
    callout("sample.problem" + problem.code + problem.place.pointer, message(problem, view().app.lang), Tone::warn);
  }
}

}  // namespace thuoc::ui
