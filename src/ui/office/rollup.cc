// Tổng hợp: the table of Phụ lục 2, the units behind every cell, and what is sent upward.
#include <algorithm>
#include <array>

#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

// A cell is a button that shows its units; 0 units is only a number.
bool number_cell(std::string_view id, const Cell& look, std::string_view name, const thuoc::Cell& cell, bool open) {
  if (cell.count() == 0) {
    box().x += 12, box().w -= 12;  // where the numbers in buttons begin
    // As high as a button, or rows would stand at uneven distances.
    gap(is_narrow() ? 6.f : 8.f);
    text(look.text, {.size = px::small, .color = theme.muted});
    if (!is_narrow()) gap(14);
    return false;
  }
  return button(
      id, name,
      {.kind = ButtonStyle::Kind::quiet, .fill = true, .small = true, .current = open, .align_left = true, .shown = look.text});
}

// A level's share of its row; that all units are 100 % of them says nothing.
std::string cell_words(const thuoc::Cell& cell, bool is_share) {
  std::string out = std::to_string(cell.count());
  if (is_share && cell.count() && cell.percent) out += " · " + percent_text(*cell.percent, view().app.display.lang) + "%";
  return out;
}

void behind(const Rollup& rollup, const thuoc::Cell& cell, const std::string& title) {
  {
    const Card in_card(theme.rail, theme.line, 16);
    heading(2, tr("rollups.behind", {{"cell", title}, {"count", std::to_string(cell.count())}}));
    constexpr std::size_t most = 300;
    {
      const Region in_list(port::Role::list, "rollups.behind", tr("rollups.behind_name"));
      for (std::size_t i = 0; i < cell.units.size() && i < most; ++i) {
        const UnitResult& unit = rollup.units[cell.units[i]];
        std::string detail =
            unit.code + (unit.commune.empty() ? "" : " · " + unit.commune) + " · " + unit.bundle.substr(0, 16) + "…";
        if (!unit.review.empty()) detail += " · " + std::string(tr("rollups.reviewed"));
        const Region in_item(port::Role::listitem, "rollups.unit." + unit.bundle + ".item");
        if (choice_row("rollups.unit." + unit.bundle, unit.name, {.detail = detail})) {
          later([bundle = unit.bundle] {
            if (work().store.round.submissions.contains(bundle)) work().reviews.assess(bundle);
          });
        }
      }
    }
    if (cell.units.size() > most) muted(tr("assess.more_units", {{"count", std::to_string(cell.units.size() - most)}}));
    if (button("rollups.close", tr("ui.close"), {.small = true})) office_view().rollup.cell.clear();
  }
  gap(12);
}

// A group's title with what its columns count; on a phone each number says it itself.
void columns_of(const Group* group, std::size_t levels) {
  if (is_narrow()) return;
  columns({0.40f, 0.15f, 0.15f, 0.15f, 0.15f}, 8);
  for (std::size_t i = 0; i <= levels && i < 4; ++i) {
    next_column();
    box().x += 12, box().w -= 12;
    const int level = static_cast<int>(i);
    text(i == 0  ? std::string(tr("rollups.all"))
         : group ? level_name(*group, level)
                 : std::to_string(level),
         {.size = px::small, .bold = true, .color = theme.muted});
  }
  end_columns();
}

void table_of(const Rollup& rollup, const Table& table) {
  RollupScreen& v = office_view().rollup;
  std::size_t levels = 0;
  for (const TableRow& row : table.rows) levels = std::max(levels, row.levels.size());
  const thuoc::Cell* opened = nullptr;
  std::string opened_title;
  const Region in_region(port::Role::region, "rollups.table", tr("rollups.table"));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const TableRow& row = table.rows[i];
    const std::string id = "rollups." + row.group + "." + row.section + "." + row.row;
    const std::string title = numbered(row.number, row.title);
    if (row.section.empty()) {
      gap(10);
      columns_of(find_group(work().store.pack, row.group), row.levels.size());
    }
    columns({0.40f, 0.15f, 0.15f, 0.15f, 0.15f}, 8, is_narrow());
    gap(5);
    text(title, {.bold = row.row.empty(),
                 .role = row.section.empty() ? port::Role::heading : port::Role::text,
                 .level = row.section.empty() ? 2 : 0});
    auto one = [&](const std::string& column, const thuoc::Cell& cell, const std::string& words) {
      next_column();
      const std::string value = cell_words(cell, column != "all");
      const std::string cell_id = id + "." + column;
      const std::string shown = is_narrow() ? words + ": " + value : value;
      const bool open = v.cell == cell_id;
      if (number_cell(cell_id, {shown}, tr("rollups.cell", {{"row", title}, {"column", words}, {"value", value}}), cell, open))
        v.cell = open ? "" : cell_id;
      if (v.cell == cell_id) opened = &cell, opened_title = title + " – " + words;
    };
    one("all", row.all, std::string(tr("rollups.all")));
    const Group* group = find_group(work().store.pack, row.group);
    for (std::size_t level = 0; level < row.levels.size() && level < 3; ++level)
      one(std::to_string(level + 1), row.levels[level],
          group ? level_name(*group, static_cast<int>(level) + 1) : std::to_string(level + 1));
    end_columns();
    fill({box().x, box().y + 2, box().w, 1}, theme.line);
    gap(5);
    if (opened && v.cell.starts_with(id + ".")) {
      behind(rollup, *opened, opened_title);
      opened = nullptr;
    }
  }
}

void own_words(const Rollup& rollup, std::string_view key, const std::vector<OwnWords>& said) {
  if (said.empty()) return;
  heading(3, tr(key));
  for (std::size_t i = 0; i < said.size() && i < 20; ++i) {
    text("• " + said[i].text);
    muted(said[i].units.size() == 1 ? rollup.units[said[i].units.front()].name
                                    : tr("rollups.said_by", {{"count", std::to_string(said[i].units.size())}}));
    gap(4);
  }
}

const RollupScreen::Facts& rollup_facts() {
  RollupScreen::Facts& known = office_view().rollup.facts;
  const Side side = office_view().rollup.side;
  if (known.revision != work().store.revision() || known.side != side)
    known = {work().store.revision(), side, work().adding_up.table(side), work().adding_up.not_signed()};
  return known;
}

}  // namespace

void office_rollup_screen() {
  RollupScreen& v = office_view().rollup;
  const Lang lang = view().app.display.lang;
  heading(1, tr("rollups.heading"));
  text(tr("rollups.text"), {.color = theme.muted});
  gap(14);
  if (const auto& refused = work().adding_up.refused) {
    {
      const Card in_card(theme.bad_soft, theme.line, 16);
      heading(2, tr("rollups.refused", {{"name", refused->name}}));
      const Region in_list(port::Role::list, "rollups.refused", tr("rollups.refused_name"));
      for (const std::string& said : messages(refused->problems, lang, limits::problems_shown)) text("• " + said);
    }
    gap(14);
  }
  const Rollup& rollup = work().adding_up.rollup();
  if (rollup.units.empty()) {
    callout("rollups.empty", tr("rollups.empty"), Tone::plain);
    return;
  }
  columns({1, 1}, 16, is_narrow());
  const std::array<std::string, 2> sides = {std::string(tr("assess.self")), std::string(tr("assess.external"))};
  if (const int to = radios("rollups.side", tr("rollups.side"), sides, v.side == Side::self ? 0 : 1); to >= 0)
    v.side = to == 0 ? Side::self : Side::external;
  next_column();
  const std::array<std::string, 2> ways = {std::string(tr("rollups.once")), std::string(tr("rollups.each"))};
  if (const int to =
          radios("rollups.multi", tr("rollups.multi"), ways, work().store.round.settings.multi_level == MultiLevel::once ? 0 : 1);
      to >= 0) {
    work().store.record([&](Round& r) { r.settings.multi_level = to == 0 ? MultiLevel::once : MultiLevel::each; });
  }
  end_columns();
  const RollupScreen::Facts& known = rollup_facts();
  const Table& table = known.table;
  muted(tr("rollups.counted", {{"count", std::to_string(rollup.units.size())},
                               {"left", std::to_string(rollup.left_out.size())},
                               {"year", rollup.school_year}}));
  if (v.side == Side::external) {
    const auto& [drafts, unknown] = known.without;
    if (drafts) callout("rollups.drafts", tr("rollups.drafts", {{"count", std::to_string(drafts)}}), Tone::warn);
    if (unknown) callout("rollups.unknown", tr("rollups.unknown", {{"count", std::to_string(unknown)}}), Tone::warn);
  }
  gap(8);
  table_of(rollup, table);
  gap(12);
  {
    const Card in_card(theme.card, theme.line, 16);
    heading(2, tr("rollups.scale"));
    for (const ScaleRow& row : table.scale) {
      const std::string count = std::to_string(row.assessed.count());
      text(row.title.in(lang) + ": " +
               (row.expected ? tr("rollups.of", {{"count", count}, {"all", std::to_string(*row.expected)}}) : count),
           {.bold = row.row.empty()});
    }
  }
  gap(12);
  if (!table.difficulties.empty() || !table.proposals.empty()) {
    {
      const Card in_card(theme.card, theme.line, 16);
      heading(2, tr("results.own_words"));
      own_words(rollup, "results.difficulties", table.difficulties);
      own_words(rollup, "results.proposals", table.proposals);
    }
    gap(12);
  }
  if (!rollup.left_out.empty()) {
    {
      const Card in_card(theme.card, theme.line, 16);
      heading(2, tr("rollups.left_out", {{"count", std::to_string(rollup.left_out.size())}}));
      for (std::size_t i = 0; i < rollup.left_out.size() && i < 50; ++i) {
        const LeftOut& one = rollup.left_out[i];
        text(one.name + " (" + one.code + "): " + std::string(left_out_text(one.why, lang)), {.size = px::small});
      }
    }
    gap(12);
  }
  if (!work().adding_up.parts.empty()) {
    {
      const Card in_card(theme.card, theme.line, 16);
      heading(2, tr("rollups.parts"));
      for (const auto& [sha256, part] : work().adding_up.parts) {
        text(tr("rollups.part", {{"office", part.rollup.office.name}, {"count", std::to_string(part.rollup.units.size())}}),
             {.bold = true});
        muted(sha256);
        if (!work().adding_up.counts(sha256)) callout("rollups.part_unknown." + sha256, tr("rollups.part_unknown"), Tone::warn);
        if (button("rollups.drop." + sha256, tr("rollups.part_drop", {{"office", part.rollup.office.name}}), {.small = true}))
          later([sha256] { work().adding_up.forget(sha256); });
      }
    }
    gap(12);
  }
  heading(2, tr("rollups.export"));
  switch (buttons({{"rollups.xlsx", tr("rollups.xlsx"), {}},
                   {"rollups.csv", tr("rollups.csv"), {}},
                   {"rollups.ndjson", tr("rollups.ndjson"), {}}})) {
    case 0: work().adding_up.save_workbook(); break;
    case 1: work().adding_up.save_csv(); break;
    case 2: work().adding_up.save_ndjson(); break;
    default: break;
  }
  gap(16);
  sign_card("rollups", "rollup", tr("rollups.sign"), "", [](std::string_view pass) { work().adding_up.sign(pass); });
}

}  // namespace thuoc::ui
