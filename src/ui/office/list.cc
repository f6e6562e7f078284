// The office's list: one row a file, with what it is worth and whether it can be trusted.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/date.h"
#include "base/utf8.h"
#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

constexpr RowHeight row_height{48, 240};
constexpr float room_for_signer = 900;  // of the table
// While files are being read the list is put in order a few times a second, not with every batch.
constexpr std::int64_t reorder_ms = 400;

std::string verdict_words(Verdict verdict) { return std::string(tr("office.verdict_" + std::string(to_text(verdict)))); }

Tone verdict_tone(Verdict verdict) {
  switch (verdict) {
    case Verdict::valid: return Tone::good;
    case Verdict::unknown_key: return Tone::warn;
    case Verdict::altered:
    case Verdict::rejected: break;
  }
  return Tone::bad;
}

bool is_broken(const Row& row) { return row.verdict == Verdict::altered || row.verdict == Verdict::rejected; }

std::string last_part(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

Cell unit_cell(const Row& row) {
  if (!row.is_dossier()) return {last_part(row.name), Tone::plain, true};
  return {row.unit_name.empty() ? std::string(tr("ui.unnamed_unit")) : row.unit_name, Tone::plain, true,
          row.unit_code + " · " + row.school_year + " · " + last_part(row.name)};
}

Cell verdict_cell(const Row& row) {
  if (row.failed) return {std::string(tr(row.stage == Row::Stage::broken ? "office.not_read" : "office.not_checked")), Tone::bad};
  switch (row.stage) {
    case Row::Stage::waiting: return {std::string(tr("office.waiting"))};
    case Row::Stage::reading: return {std::string(tr("office.reading"))};
    case Row::Stage::read:
      if (!is_broken(row)) return {verdict_words(row.verdict), Tone::plain, false, std::string(tr("office.evidence_waits"))};
      break;
    case Row::Stage::hashing: return {tr("office.hashing", {{"percent", std::to_string(static_cast<int>(row.done * 100))}})};
    case Row::Stage::broken:
    case Row::Stage::done: break;
  }
  return {verdict_words(row.verdict), verdict_tone(row.verdict)};
}

Cell levels_cell(const Row& row, Lang lang) {
  if (!row.is_dossier()) return {};
  std::string out;
  for (std::size_t i = 0; i < row.results.size(); ++i) {
    const GroupResult& result = row.results[i];
    const Row::Level& level = row.levels[i];
    if (!out.empty()) out += "\n";
    out += tr("office.group_line", {{"group", level.number.empty() ? result.group : level.number},
                                    {"points", to_display(result.points, lang)},
                                    {"max", to_display(result.max, lang)},
                                    {"level", level.name.in(lang)}});
  }
  return {out};
}

Cell complete_cell(const Row& row) {
  if (!row.is_dossier()) return {};
  const std::string percent = std::to_string(row.completeness) + "%";
  // Where there are no heads it says itself what the number is.
  return {in_cards() ? std::string(tr("office.col_complete")) + ": " + percent : percent};
}

Cell signer_cell(const Row& row) {
  if (row.fingerprint.size() < 16) return {};
  // The words SHA256: in front are the same for all.
  Cell cell{row.fingerprint.substr(7, 8) + "…", Tone::plain, false,
            std::string(tr(row.signer_known ? "office.key_known" : "office.key_unknown"))};
  if (row.other_key) cell.tone = Tone::bad, cell.detail.clear(), cell.text = tr("office.key_changed_short");
  return cell;
}

// The first thing to know, and how much more there is.
Cell problem_cell(const Row& row, Lang lang) {
  if (row.failed) return {message(*row.failed, lang)};
  if (!row.is_read()) return {};
  std::vector<std::string> all;
  if (is_broken(row)) all.push_back(message(row.why, lang));
  if (row.superseded) all.emplace_back(tr("office.superseded"));
  if (const auto sent = row.is_sound() ? work().store.round.submissions.find(row.sha256) : work().store.round.submissions.end();
      sent != work().store.round.submissions.end()) {
    const Standing is = standing(work().store.round, sent->second);
    if (is == Standing::other_year) all.push_back(tr("office.other_year", {{"year", work().store.round.head.school_year}}));
    if (is == Standing::other_instrument) all.emplace_back(tr("office.other_pack"));
  }
  if (row.other_key) all.emplace_back(tr("office.key_changed"));
  // What the unit's entry says of the file that counts.
  const UnitListing& units = office_view().units.all.listing;
  if (const UnitState* unit = row.is_sound() && !row.superseded ? units.find(row.unit_code) : nullptr) {
    if (!unit->clashing.empty()) all.emplace_back(tr("units.clash_file"));
    if (units.is(*unit, UnitIs::stranger)) all.emplace_back(tr("units.stranger_file"));
    if (unit->late) {
      const auto deadline = parse_iso_date(work().store.round.settings.deadline);
      all.push_back(tr("units.late_file", {{"deadline", deadline ? to_display(*deadline) : ""}}));
    }
  }
  if (!is_broken(row) && row.container == Container::repacked) all.emplace_back(tr("office.repacked_short"));
  if (row.first_problem) all.push_back(message(*row.first_problem, lang));
  const int more = static_cast<int>(all.size()) - 1 + std::max(0, row.remarks - 1);
  if (all.empty()) return {};
  Cell cell{all.front()};
  if (more > 0) cell.detail = tr("office.more_problems", {{"count", std::to_string(more)}});
  return cell;
}

std::string count_words(Tab part) {
  switch (part) {
    case Tab::foreign: return std::string(tr("office.count_foreign"));
    case Tab::open: return std::string(tr("office.count_open"));
    default: return std::string(tr("office.count_" + std::string(to_text(static_cast<Verdict>(part)))));
  }
}

// Behind the title: how many there are, spoken with what they are. `waits`: others are asked for, or another order, and not
// found yet.
void summary(float y, const Sums& sums, bool waits) {
  std::string all = tr(waits ? "office.summary_waits" : "office.summary_all", {{"count", std::to_string(sums.rows)}});
  if (const auto litter = work().reader.litter)
    all += ", " + std::to_string(litter) + " " + std::string(tr("office.count_litter"));
  std::string spoken = all;
  for (std::size_t i = 0; i < tab_count; ++i)
    if (sums.tabs[i]) spoken += ", " + std::to_string(sums.tabs[i]) + " " + count_words(static_cast<Tab>(i));
  const float x = box().x + text_width(tr("office.heading"), px::title, true) + 16, w = text_width(all, px::small, false);
  draw_text(x, y + 11, all, px::small, false, theme.muted);
  add_node(port::Role::status, "office.summary", spoken, {x, y + 9, w, 22}).font_px = px::small;
}

// The parts of what is here, each shown alone by a press.
void tabs(const Sums& sums) {
  Wanted& wanted = office_view().files.wanted;
  std::vector<ButtonItem> items;
  std::vector<std::string> ids, words;
  std::vector<std::optional<Tab>> of;
  const auto add = [&](std::string_view id, std::string label, std::optional<Tab> part) {
    ids.push_back("office.tab." + std::string(id));
    words.push_back(std::move(label));
    of.push_back(part);
  };
  add("all", tr("office.tab_all", {{"count", std::to_string(sums.rows)}}), std::nullopt);
  for (std::size_t i = 0; i < tab_count; ++i) {
    const Tab part = static_cast<Tab>(i);
    if (sums.tabs[i] || wanted.tab == part) add(std::to_string(i), std::to_string(sums.tabs[i]) + " " + count_words(part), part);
  }
  for (std::size_t i = 0; i < ids.size(); ++i)
    items.push_back({ids[i], words[i], {.kind = ButtonStyle::Kind::quiet, .small = true, .current = wanted.tab == of[i]}});
  const Region in_group(port::Role::group, "office.tabs", tr("office.col_verdict"));
  if (const int pressed = buttons(items); pressed >= 0) wanted.tab = of[static_cast<std::size_t>(pressed)];
}

void working(const FileReader::Progress& all) {
  if (!all.working()) return;
  const bool reading = all.read < all.files;
  std::string words = tr(reading ? "office.progress_reading" : "office.progress",
                         {{"done", std::to_string(reading ? all.read : all.done)}, {"all", std::to_string(all.files)}});
  if (!reading && all.seconds_left) {
    const std::int64_t left = *all.seconds_left;
    words += " " + tr(left < 90 ? "office.seconds_left" : "office.minutes_left",
                      {{"count", std::to_string(left < 90 ? left : (left + 59) / 60)}});
  }
  muted(words);
  progress("office.progress", words,
           reading ? static_cast<double>(all.read) / static_cast<double>(all.files)
                   : static_cast<double>(all.hashed) / static_cast<double>(std::max<std::uint64_t>(1, all.bytes)));
  gap(8);
}

// What is asked for at this moment, found to the end.
const std::vector<std::size_t>& all_found() {
  FilesScreen& v = office_view().files;
  v.listing.refresh(work().collection.rows, work().collection.revision, v.wanted);
  return v.listing.shown;
}

void actions(bool is_working) {
  App& app = view().app;
  std::vector<ButtonItem> items = {{"office.files", tr("office.add_files"), {.kind = ButtonStyle::Kind::primary, .small = true}},
                                   {"office.folder", tr("office.add_folder"), {.small = true}}};
  if (is_working) {
    items.push_back({"office.cancel", tr("office.cancel"), {.kind = ButtonStyle::Kind::danger, .small = true}});
  } else if (!work().collection.rows.empty()) {
    items.push_back({"office.csv", tr("office.csv"), {.small = true}});
  }
  const int pressed = buttons(items);
  switch (pressed) {
    case 0: app.imports.pick_bundles(false); break;
    case 1: app.imports.pick_bundles(true); break;
    case 2: is_working ? work().reader.cancel() : work().collection.save_table(all_found()); break;
    default: break;
  }
}

// A list to choose from, its first entry "any"; returns the index of another choice.
int choose(std::string_view id, std::string_view label, const std::vector<std::string>& labels, int now) {
  std::vector<port::Option> options;
  for (std::size_t i = 0; i < labels.size(); ++i) options.push_back({std::to_string(i), labels[i]});
  return select(id, label, options, std::to_string(now));
}

// Said before files are dropped; who says it stands beside it in the round.
void received_day() {
  columns({220, 1}, 16, is_narrow());
  office_date("office.received_day", tr("office.received_day"), work().reader.received_day,
              [](const std::string& to) { work().reader.received_day = to; }, {.help = tr("office.received_day_help")});
  end_columns();
}

void filters() {
  FilesScreen& v = office_view().files;
  Wanted& wanted = v.wanted;
  columns({320, 1}, 16, is_narrow());
  const Typed typed = field("office.search", tr("office.search"), wanted.words,
                            {.placeholder = tr("office.search_example"), .label_hidden = true});
  if (typed.changed) wanted.words = clean_text(typed.text, false);
  next_column();
  gap(4);
  const bool any =
      wanted.state != Wanted::State::any || !wanted.level.empty() || wanted.reached || wanted.complete || wanted.by_commune;
  switch (buttons(
      {{"office.filters",
        tr("office.filters"),
        {.small = true, .current = any, .fold = v.filters ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed}},
       {"office.charts",
        tr("office.charts"),
        {.small = true, .fold = v.charts ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed}},
       {"office.pick",
        tr("office.pick"),
        {.small = true, .current = v.picked.has_value(), .fold = v.picked ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed}},
       {"office.received",
        tr("office.received_day"),
        {.small = true,
         .current = !work().reader.received_day.empty(),
         .fold = v.received ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed}}})) {
    case 0: v.filters = !v.filters; break;
    case 1: v.charts = !v.charts; break;
    case 2: v.picked ? v.picked.reset() : void(v.picked.emplace()); break;
    case 3: v.received = !v.received; break;
    default: break;
  }
  end_columns();
  gap(-8);  // of the field: the list begins as high as it can
  if (v.received) received_day();
  if (!v.filters) return;
  {
    const Card in_card(theme.rail, theme.line, 14);
    columns({1, 1}, 16, is_narrow());
    std::vector<std::string> labels = {std::string(tr("office.any")),           std::string(tr("office.state_working")),
                                       std::string(tr("office.state_failed")),  std::string(tr("office.state_superseded")),
                                       std::string(tr("office.state_current")), std::string(tr("office.state_key_changed"))};
    if (const int chosen = choose("office.by_state", tr("office.state"), labels, static_cast<int>(wanted.state)); chosen >= 0) {
      wanted.state = static_cast<Wanted::State>(chosen);
    }
    next_column();
    labels = {std::string(tr("office.any"))};
    int now = 0;
    const Pack& pack = work().store.pack;
    for (const Pack::UnitLevel& one : pack.unit_levels) {
      labels.push_back(one.title.in(view().app.display.lang));
      if (one.id == wanted.level) now = static_cast<int>(labels.size()) - 1;
    }
    if (const int chosen = choose("office.by_school", tr("ui.unit_level"), labels, now); chosen >= 0) {
      wanted.level = chosen ? pack.unit_levels[static_cast<std::size_t>(chosen - 1)].id : "";
    }
    end_columns();
    gap(8);
    columns({1, 1, 1}, 16, is_narrow());
    labels = {std::string(tr("office.any"))};
    std::vector<std::pair<std::string, int>> reached = {{"", 0}};
    now = 0;
    for (const Group& group : pack.groups) {
      for (const Band& band : group.levels.bands) {
        labels.push_back(tr("office.group_level", {{"group", group.number}, {"level", band.name.in(view().app.display.lang)}}));
        reached.emplace_back(group.id, band.level);
        if (wanted.group == group.id && wanted.reached == band.level) now = static_cast<int>(labels.size()) - 1;
      }
    }
    if (const int chosen = choose("office.by_level", tr("office.level"), labels, now); chosen >= 0) {
      std::tie(wanted.group, wanted.reached) = reached[static_cast<std::size_t>(chosen)];
    }
    next_column();
    labels = {std::string(tr("office.any")), std::string(tr("office.complete")), std::string(tr("office.not_complete"))};
    if (const int chosen = choose("office.by_complete", tr("office.col_complete"), labels,
                                  !wanted.complete   ? 0
                                  : *wanted.complete ? 1
                                                     : 2);
        chosen >= 0) {
      wanted.complete = chosen ? std::optional(chosen == 1) : std::nullopt;
    }
    next_column();
    if (checkbox("office.by_commune", tr("office.by_commune"), wanted.by_commune)) wanted.by_commune = !wanted.by_commune;
    if (any && button("office.no_filter", tr("office.no_filter"), {.small = true}))
      wanted = {.words = wanted.words, .order = wanted.order};
    end_columns();
    gap(8);
    muted(tr("office.columns"));
    columns({1, 1, 1, 1}, 16, is_narrow());
    const struct {
      bool* shown;
      std::string_view id, key;
    } choices[] = {{&v.show_commune, "office.show_commune", "office.col_commune"},
                   {&v.show_changed, "office.show_changed", "office.col_changed"},
                   {&v.show_signer, "office.show_signer", "office.col_signer"},
                   {&v.show_problems, "office.show_problems", "office.col_problems"}};
    for (const auto& choice : choices) {
      if (checkbox(choice.id, tr(choice.key), *choice.shown)) *choice.shown = !*choice.shown;
      if (&choice != std::end(choices) - 1) next_column();
    }
    end_columns();
  }
  gap(8);
}

void propose(const std::vector<std::size_t>& which) {
  std::vector<std::string> bundles;
  for (const std::size_t i : which)
    if (!work().collection.rows[i].superseded) bundles.push_back(work().collection.rows[i].sha256);
  const std::size_t added = work().recognitions.propose_self(bundles);
  view().app.notices.tell(added ? Notice::Tone::good : Notice::Tone::info, "office.proposed", {{"count", std::to_string(added)}});
}

// What can be done with all that a filter or a search has left.
void found_actions() {
  const FilesScreen& v = office_view().files;
  if (v.listing.shown.empty() || v.wanted == Wanted{.order = v.wanted.order}) return;
  if (button("office.propose", tr("office.propose"), {.small = true, .description = tr("office.propose_text")}))
    propose(all_found());
}

// And with those that were picked one by one, whether a filter hides them now or not.
void picked_actions() {
  FilesScreen& v = office_view().files;
  const std::size_t count = v.picked->size();
  text(count ? tr("office.picked", {{"count", std::to_string(count)}}) : std::string(tr("office.picked_none")),
       {.bold = count > 0, .role = port::Role::status, .id = "office.picked"});
  gap(6);
  if (count == 0) return;
  columns({220, 1}, 16, is_narrow());
  office_date("office.picked_day", tr("office.picked_day"), v.picked_day,
              [](const std::string& to) { office_view().files.picked_day = to; });
  end_columns();
  const int pressed = buttons(
      {{"office.picked_csv", tr("office.picked_csv"), {.small = true}},
       {"office.picked_propose", tr("office.picked_propose"), {.small = true, .description = tr("office.propose_text")}},
       {"office.picked_received", v.picked_day.empty() ? std::string_view() : tr("office.picked_received"), {.small = true}},
       {"office.unpick_all", tr("office.unpick_all"), {.small = true}}});
  if (pressed < 0) return;
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < work().collection.rows.size(); ++i)
    if (v.picked->contains(work().collection.rows[i].name)) which.push_back(i);
  if (pressed == 0) work().collection.save_table(which);
  if (pressed == 1) propose(which);
  if (pressed == 2)
    work().units.say_received(work().collection.hashes_of({v.picked->begin(), v.picked->end()}), std::exchange(v.picked_day, {}));
  if (pressed == 3) v.picked->clear();
}

// A row's press: it is opened, or picked where rows are being picked.
void choose_row(const std::string& name) {
  auto& picked = office_view().files.picked;
  if (!picked) {
    work().file.open(name);
  } else if (!picked->erase(name)) {
    picked->insert(name);
  }
}

void table() {
  FilesScreen& v = office_view().files;
  const Lang lang = view().app.display.lang;
  const std::vector<int>& entries = v.listing.entries;
  if (entries.empty()) {
    callout("office.nothing_found",
            v.wanted.words.empty() ? std::string(tr("office.nothing_filtered"))
                                   : tr("office.nothing_found", {{"words", v.wanted.words}}),
            Tone::plain);
    return;
  }
  struct Shown {
    Column column;
    SortBy by;
    Cell (*cell)(const Row&, Lang);
  };
  const auto head = [&](std::string_view key, float share, SortBy by, bool right = false) {
    Column column{std::string(tr(key)), share, right};
    column.sorts = true;
    for (const Wanted::Order& order : v.wanted.order) {
      if (order.by == by) column.sorted = order.descending ? -1 : 1;
    }
    return column;
  };
  std::vector<Shown> all = {
      {head("office.col_unit", 0.36f, SortBy::unit), SortBy::unit, [](const Row& r, Lang) { return unit_cell(r); }},
      {head("office.col_verdict", 140, SortBy::verdict), SortBy::verdict, [](const Row& r, Lang) { return verdict_cell(r); }},
      {head("office.col_levels", 224, SortBy::points), SortBy::points, levels_cell},
      {head("office.col_complete", 92, SortBy::completeness, true), SortBy::completeness,
       [](const Row& r, Lang) { return complete_cell(r); }}};
  if (v.show_commune)
    all.push_back(
        {head("office.col_commune", 150, SortBy::commune), SortBy::commune, [](const Row& r, Lang) { return Cell{r.commune}; }});
  if (v.show_changed) {
    all.push_back({head("office.col_changed", 130, SortBy::changed), SortBy::changed, [](const Row& r, Lang) {
                     const auto at = parse_iso_instant(r.changed_at);
                     const auto day = parse_iso_date(r.changed_at.substr(0, std::min<std::size_t>(10, r.changed_at.size())));
                     return Cell{at ? to_display_instant(*at) : day ? to_display(*day) : ""};
                   }});
  }
  // What there is to look into is worth more than whose key it is.
  if (v.show_signer && (!v.show_problems || box().w >= room_for_signer || is_narrow()))
    all.push_back(
        {head("office.col_signer", 128, SortBy::signer), SortBy::signer, [](const Row& r, Lang) { return signer_cell(r); }});
  if (v.show_problems) all.push_back({head("office.col_problems", 0.32f, SortBy::problems), SortBy::problems, problem_cell});
  std::vector<Column> columns;
  for (const Shown& one : all) columns.push_back(one.column);

  const int count = static_cast<int>(entries.size());
  const int pressed = begin_table("office.table", tr("office.heading"), columns, count, row_height);
  if (pressed >= 0) sort_by(v.wanted, all[static_cast<std::size_t>(pressed)].by);
  std::vector<std::string> seen;
  table_rows(count, [&](int at) {
    const int entry = entries[static_cast<std::size_t>(at)];
    if (entry < 0) {
      const auto& [commune, how_many] = v.listing.communes[static_cast<std::size_t>(~entry)];
      table_group_row("office.commune." + commune,
                      tr("office.commune_line", {{"name", commune.empty() ? tr("office.no_commune") : std::string_view(commune)},
                                                 {"count", std::to_string(how_many)}}));
      return;
    }
    const Row& row = work().collection.rows[static_cast<std::size_t>(entry)];
    std::vector<Cell> cells;
    for (const Shown& one : all) cells.push_back(one.cell(row, lang));
    // The button stands for the whole first cell, so it says all of it.
    const std::string whole = cells[0].detail.empty() ? cells[0].text : cells[0].text + "\n" + cells[0].detail;
    const bool picked = v.picked && v.picked->contains(row.name);
    if (v.picked) cells[0].tick = picked;
    const std::string action = v.picked ? tr(picked ? "office.unpick_row" : "office.pick_row", {{"name", whole}})
                               : row.is_read() && row.blob ? tr("office.open", {{"name", whole}})
                                                           : "";
    if (table_row("office." + row.name, cells, action, picked)) later([name = row.name] { choose_row(name); });
    seen.push_back(row.name);
  });
  end_table();
  work().reader.look_at(std::move(seen));
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

void count_line(std::string_view id, const std::string& all, std::span<const Count> counts) {
  const float top = box().y;
  std::string spoken = all;
  {
    const Unspoken unspoken;
    draw_text(box().x, top + 4, all, px::text, true, theme.text);
    float x = box().x + text_width(all, px::text, true) + 12;
    for (const Count& one : counts) {
      if (one.count == 0) continue;
      const std::string line = std::to_string(one.count) + " " + std::string(one.words);
      spoken += ", " + line;
      if (x > box().x && x + text_width(line, px::small, true) + 20 > box().x + box().w) {
        x = box().x;
        gap(32);
      }
      x += inline_badge(x, box().y, line, one.tone) + 8;
    }
  }
  gap(36);
  add_node(port::Role::status, id, spoken, {box().x, top, box().w, box().y - top});
}

void office_list_screen() {
  FilesScreen& v = office_view().files;
  const FileReader::Progress all = work().reader.progress();
  const std::int64_t now = port::now_ms();
  if (!all.working() || now - v.listed_ms >= reorder_ms || v.wanted != v.listed || v.listing.waits()) {
    if (!all.working()) work().collection.mark_again();  // while files come the collection does, now and then
    v.listing.refresh(work().collection.rows, work().collection.revision, v.wanted, frame_steps);
    if (v.listing.waits()) port::wake(1);
    v.listed = v.wanted;
    v.listed_ms = now;
  }
  const float top = box().y;
  columns({1, 400}, 16, box().w < 760);
  // Only as wide as its words: how many there are stands behind it.
  text(tr("office.heading"), {.size = px::title,
                              .bold = true,
                              .role = port::Role::heading,
                              .level = 1,
                              .max_width = std::ceil(text_width(tr("office.heading"), px::title, true)) + 1});
  gap(8);
  next_column();
  actions(all.working());
  end_columns();
  if (work().collection.rows.empty()) {
    text(tr("office.text"), {.color = theme.muted});
    gap(14);
    {
      const Card in_card(theme.rail, theme.line, 28);
      heading(2, tr("office.empty"));
      text(tr("office.empty_text"), {.color = theme.muted});
    }
    return;
  }
  summary(top, v.listing.sums, v.listing.waits());
  tabs(v.listing.sums);
  working(all);
  if (!all.working() && std::ranges::any_of(work().collection.rows, [](const Row& r) { return r.blob == 0; })) {
    callout("office.no_bytes", tr("office.no_bytes"), Tone::plain);
    gap(8);
  }
  filters();
  if (v.charts) charts(v.listing.sums, work().store.pack);
  if (v.picked) {
    picked_actions();
  } else if (!all.working()) {
    found_actions();
  }
  refresh_units();
  table();
}

void verdict_callout(const Intake& intake) {
  const App& app = view().app;
  const Check& check = intake.check;
  const bool broken = check.verdict == Verdict::altered || check.verdict == Verdict::rejected;
  const Tone tone = verdict_tone(check.verdict);
  const Card in_card(soft(tone), strong(tone), 20);
  heading(2, verdict_words(check.verdict));
  text(message(check.reason, app.display.lang),
       {.bold = true, .role = broken ? port::Role::alert : port::Role::text, .id = "office.verdict"});
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
}

}  // namespace thuoc::ui
