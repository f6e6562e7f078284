// Đơn vị: who should hand in and who has, what is said to those who have not, whose key is whose.
#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/utf8.h"
#include "paper/format.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

constexpr RowHeight row_height{66, 176};
constexpr std::size_t shown_problems = 20;

constexpr std::array<std::string_view, unit_kinds> kind_keys = {
    "units.is_any",    "units.is_handed_in", "units.is_missing",     "units.is_unusable",
    "units.is_clash",  "units.is_late",      "units.is_again",       "units.is_waiting",
    "units.is_exempt", "units.is_stranger",  "units.is_key_unknown", "units.is_key_changed"};
std::string_view words_of(UnitIs kind) { return tr(kind_keys[static_cast<std::size_t>(kind)]); }

Tone tone_of(UnitIs kind) {
  switch (kind) {
    case UnitIs::handed_in: return Tone::good;
    case UnitIs::missing:
    case UnitIs::unusable:
    case UnitIs::late:
    case UnitIs::stranger:
    case UnitIs::key_unknown: return Tone::warn;
    case UnitIs::waiting:
    case UnitIs::again: return Tone::accent;
    case UnitIs::clash:
    case UnitIs::key_changed: return Tone::bad;
    case UnitIs::exempt:
    case UnitIs::any: break;
  }
  return Tone::plain;
}

// What is to be said of how it handed in, the weightiest first.
std::vector<UnitIs> kinds_of(const UnitState& unit) {
  std::vector<UnitIs> kinds;
  for (const UnitIs kind : {UnitIs::clash, UnitIs::waiting, UnitIs::missing, UnitIs::unusable, UnitIs::exempt, UnitIs::late,
                            UnitIs::stranger, UnitIs::again})
    if (office_view().units.all.listing.is(unit, kind)) kinds.push_back(kind);
  if (kinds.empty()) kinds.push_back(UnitIs::handed_in);
  return kinds;
}

Cell state_cell(const UnitState& unit) {
  const std::vector<UnitIs> kinds = kinds_of(unit);
  Cell cell{std::string(words_of(kinds.front())), tone_of(kinds.front())};
  for (std::size_t i = 1; i < kinds.size(); ++i) cell.text += (i > 1 ? " · " : "\n") + std::string(words_of(kinds[i]));
  if (unit.unusable) cell.detail = unusable_reason(work().store.round, unit, view().app.display.lang);
  return cell;
}

Cell key_cell(const UnitState& unit) {
  if (!unit.current) return {};
  std::string shown = fingerprint_of(unit.current->second.signer);
  if (shown.size() > 15) shown = shown.substr(7, 8) + "…";  // SHA256: is the same for all
  if (in_cards()) shown.clear();
  switch (unit.key) {
    case KeyState::unknown: return {std::string(words_of(UnitIs::key_unknown)), Tone::plain, false, shown};
    case KeyState::known: return {std::string(tr("units.key_known")), Tone::plain, false, shown};
    case KeyState::imported: return {std::string(tr("units.key_imported")), Tone::plain, false, shown};
    case KeyState::changed: return {std::string(words_of(UnitIs::key_changed)), Tone::bad, false, shown};
    case KeyState::none: break;
  }
  return {};
}

// --- The list of units -------------------------------------------------------------------------------

void round_card() {
  OfficeWork& office = work();
  {
    const Card in_card(theme.card, theme.line, 16);
    columns({1, 170, 190}, 16, is_narrow());
    office_words("units.title", tr("units.title"), office.store.round.title,
                 [](const std::string& to) { work().store.change("round.title", [&](RoundEdit& e) { e.title() = to; }); },
                 {.help = tr("units.title_help", {{"year", office.store.round.head.school_year}})});
    next_column();
    const std::string& year = office.store.round.head.school_year;
    std::vector<port::Option> years;
    // The one that ends or has ended, the one that runs, and what was chosen before.
    const Date today = date_in_vietnam(port::now_ms());
    Date year_ago = today;
    --year_ago.year;
    for (const std::string& one : {school_year_of(year_ago), school_year_of(today), year})
      if (std::ranges::find(years, one, &port::Option::value) == years.end()) years.push_back({one, one});
    if (const int to = select("units.year", tr("ui.school_year"), years, year); to >= 0) {
      office.store.change("round.year", [&](RoundEdit& e) { e.school_year() = years[static_cast<std::size_t>(to)].value; });
      office.store.seal();
    }
    next_column();
    office_date(
        "units.deadline", tr("units.deadline"), office.store.round.settings.deadline,
        [](const std::string& to) { work().store.change("round.deadline", [&](RoundEdit& e) { e.settings().deadline = to; }); },
        {.help = tr("units.deadline_help")});
    end_columns();
  }
  gap(12);
}

void paste_card() {
  UnitsScreen& v = office_view().units;
  {
    const Card in_card(theme.rail, theme.line, 16);
    const Typed typed =
        field("units.list", tr("units.list"), v.pasted, {.help = tr("units.list_help"), .multi_line = true, .lines = 6});
    // As it was pasted: when a field is left its text is cleaned, and tabs divide the columns.
    const auto lines = std::ranges::count(v.pasted, '\n');
    if (typed.changed && !(typed.left && clean_text(typed.text, true) == clean_text(v.pasted, true))) v.pasted = typed.text;
    // Several lines at once were pasted, not typed: a field of four thousand lines is no use to anyone.
    const bool at_once = std::ranges::count(v.pasted, '\n') > lines + 1;
    const bool wanted =
        button("units.read", tr("units.read"), {.kind = ButtonStyle::Kind::primary, .disabled = v.pasted.empty(), .small = true});
    if (wanted || at_once) {
      work().unit_lists.read({{"text", std::exchange(v.pasted, {})}}, "");
      v.unfolded = UnitsScreen::Unfolded::none;
    }
  }
  gap(12);
}

// What was understood, before anything is taken.
void preview_card() {
  const ReadList& read = *work().unit_lists.read_list;
  const ParsedRegister& list = read.list;
  const Lang lang = view().app.display.lang;
  const bool any = !list.units.empty(), first = work().store.round.units.empty();
  {
    const Card in_card(theme.card, any ? theme.accent : theme.warn, 20);
    heading(2, tr("units.read_heading", {{"count", std::to_string(list.units.size())}}));
    muted(read.name.empty() ? std::string(tr("units.read_pasted")) : tr("units.read_from", {{"name", read.name}}));
    gap(6);
    std::string columns;
    for (const std::string& column : list.columns)
      if (!column.empty()) columns += (columns.empty() ? "" : ", ") + std::string(tr("register.column." + column));
    if (!columns.empty()) text(tr("units.read_columns", {{"columns", columns}}));
    text(tr("units.read_lines", {{"lines", std::to_string(list.lines)},
                                 {"fresh", std::to_string(read.fresh)},
                                 {"changed", std::to_string(read.changed)},
                                 {"repeated", std::to_string(list.repeated)},
                                 {"left_out", std::to_string(list.left_out)}}),
         {.id = "units.read_lines"});
    if (!list.problems.empty()) {
      gap(8);
      const Card in_inner_card(theme.warn_soft, theme.line, 12);
      const Region in_list(port::Role::list, "units.problems", tr("units.problems"));
      for (const std::string& said : messages(list.problems, lang, shown_problems)) {
        text("• " + said, {.size = px::small, .role = port::Role::listitem});
        gap(2);
      }
    }
    gap(8);
    if (any && !first) {
      if (read.dropped > 0) text(tr("units.replace_drops", {{"count", std::to_string(read.dropped)}}), {.size = px::small});
      muted(tr("units.keeps"));
      gap(8);
    }
    switch (buttons(
        {{"units.add", !any ? std::string_view() : tr(first ? "units.take" : "units.add"), {.kind = ButtonStyle::Kind::primary}},
         {"units.replace", any && !first ? tr("units.replace") : std::string_view(), {}},
         {"units.drop", tr("units.drop"), {}}})) {
      case 0: later([] { work().unit_lists.take(false); }); break;
      case 1: later([] { work().unit_lists.take(true); }); break;
      case 2: later([] { work().unit_lists.drop(); }); break;
      default: break;
    }
  }
  gap(16);
}

void actions() {
  UnitsScreen& v = office_view().units;
  using Unfolded = UnitsScreen::Unfolded;
  const auto fold = [&](Unfolded what) { return v.unfolded == what ? ButtonStyle::Fold::open : ButtonStyle::Fold::closed; };
  const auto turn = [&](Unfolded what) { v.unfolded = v.unfolded == what ? Unfolded::none : what; };
  switch (buttons({{"units.paste",
                    tr("units.paste"),
                    {.kind = work().store.round.units.empty() && !work().unit_lists.read_list ? ButtonStyle::Kind::primary
                                                                                              : ButtonStyle::Kind::plain,
                     .small = true,
                     .fold = fold(Unfolded::paste)}},
                   {"units.file", tr("units.file"), {.small = true}},
                   {"units.save", tr("units.save"), {.disabled = work().store.round.units.empty(), .small = true}},
                   {"units.keys", tr("units.keys"), {.small = true, .fold = fold(Unfolded::keys)}},
                   {"units.share", tr("units.share"), {.small = true, .fold = fold(Unfolded::share)}}})) {
    case 0: turn(Unfolded::paste); break;
    case 1: work().unit_lists.pick(); break;
    case 2: work().unit_lists.save(); break;
    case 3: turn(Unfolded::keys); break;
    case 4: turn(Unfolded::share); break;
    default: break;
  }
  gap(8);
  switch (v.unfolded) {
    case Unfolded::paste: paste_card(); break;
    case Unfolded::keys: office_signers_card(); break;
    case Unfolded::share: office_share_card(); break;
    case Unfolded::none: break;
  }
}

void summary() {
  const UnitListing& units = office_view().units.all.listing;
  std::vector<Count> counts;
  for (std::size_t i = 1; i < unit_kinds; ++i) {
    const auto kind = static_cast<UnitIs>(i);
    counts.push_back({units.counts[i], tr(kind == UnitIs::stranger ? "units.count_strangers" : kind_keys[i]), tone_of(kind)});
  }
  count_line("units.summary", tr("units.all", {{"count", std::to_string(units.counts[static_cast<std::size_t>(UnitIs::any)])}}),
             counts);
}

void filters() {
  UnitsScreen& v = office_view().units;
  columns({1, 240, 240}, 16, is_narrow());
  const Typed typed = field("units.find", tr("units.find"), v.all.wanted.words, {.help = tr("units.find_help")});
  if (typed.changed) v.all.wanted.words = clean_text(typed.text, false);
  next_column();
  std::vector<port::Option> options;
  for (std::size_t i = 0; i < unit_kinds; ++i)
    options.push_back({std::to_string(i), std::string(words_of(static_cast<UnitIs>(i)))});
  if (const int to = select("units.by_state", tr("office.state"), options, std::to_string(static_cast<int>(v.all.wanted.is)));
      to >= 0)
    v.all.wanted.is = static_cast<UnitIs>(to);
  next_column();
  if (const auto to = choose_level("units.by_level", tr("units.level"), tr("office.any"), v.all.wanted.level))
    v.all.wanted.level = *to;
  end_columns();
}

void table() {
  UnitsScreen& v = office_view().units;
  const int count = static_cast<int>(v.all.listing.shown.size());
  if (button("units.merge", tr("units.merge", {{"count", std::to_string(count)}}),
             {.disabled = count == 0, .small = true, .description = tr("units.merge_text")})) {
    v.all.listing.refresh(work().store, v.all.wanted, false);  // to the end
    std::vector<UnitState> chosen;
    for (const std::size_t i : v.all.listing.shown) chosen.push_back(v.all.listing.states[i]);
    work().units.save_mail_merge(chosen);
  }
  muted(tr("units.merge_text"));
  gap(8);
  if (count == 0) {
    callout("units.nothing", tr("units.nothing"), Tone::plain);
    return;
  }
  // In the order of UnitOrder.
  std::vector<Column> head = {{std::string(tr("office.col_unit")), 0.42f},
                              {std::string(tr("units.level")), 0.2f},
                              {std::string(tr("units.col_state")), 170},
                              {std::string(tr("units.col_received")), 120},
                              {std::string(tr("units.col_key")), 150}};
  for (std::size_t i = 0; i < head.size(); ++i) {
    head[i].sorts = true;
    if (v.all.wanted.order == static_cast<UnitOrder>(i)) head[i].sorted = v.all.wanted.descending ? -1 : 1;
  }
  if (const int to = begin_table("units.table", tr("units.heading"), head, count, row_height); to >= 0) {
    const auto by = static_cast<UnitOrder>(to);
    v.all.wanted.descending = v.all.wanted.order == by && !v.all.wanted.descending;
    v.all.wanted.order = by;
  }
  table_rows(count, [&](int at) {
    const UnitState& unit = v.all.listing.states[v.all.listing.shown[static_cast<std::size_t>(at)]];
    const std::string commune = unit.commune(), name = unit.name();
    const std::array<Cell, 5> cells = {Cell{name, Tone::plain, true, unit.code + (commune.empty() ? "" : " · " + commune)},
                                       Cell{unit_level_words(unit.level())}, state_cell(unit),
                                       Cell{unit.current ? shown_instant(unit.current->second.received_at) : ""}, key_cell(unit)};
    if (table_row("units.unit." + unit.code, cells, tr("units.open", {{"name", name + " " + unit.code}})))
      later([code = unit.code] { office_view().units.unit = code; });
  });
  end_table();
}

// --- One unit ------------------------------------------------------------------------------------------

void files_card(const UnitState& unit) {
  OfficeWork& office = work();
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("units.files", {{"count", std::to_string(unit.submissions.size())}}));
    if (unit.submissions.empty()) muted(tr("units.no_files"));
    const Region in_list(port::Role::list, "units.files", tr("units.files_name"));
    for (const SubmissionEntry* entry : unit.submissions) {
      const Submission& s = entry->second;
      const Row* row = office.collection.row_with(entry->first);
      {
        const Region in_item(port::Role::listitem, "units.file." + entry->first);
        columns({1, 150}, 12, is_narrow());
        text(s.file_name, {.bold = true});
        muted(tr("units.received", {{"at", s.said ? shown_date(s.said->day) : shown_instant(s.received_at)}}) + " · " +
              std::string(tr("office.verdict_" + std::string(to_text(s.verdict)))) +
              (entry == unit.current ? " · " + std::string(tr("units.counts")) : ""));
        if (const std::string results = results_words(s.results); !results.empty()) text(results, {.size = px::small});
        if (!row) muted(tr("units.not_here"));
        next_column();
        if (button("units.open." + entry->first, tr("units.open_file", {{"name", s.file_name}}),
                   {.disabled = !row,
                    .small = true,
                    .description = row ? std::string_view() : tr("units.not_here"),
                    .shown = tr("units.open_short")}))
          later([name = row->name] { work().file.open(name); });
        end_columns();
      }
      gap(8);
    }
  }
  gap(16);
}

// Two schools under one code: both are shown, and nothing is counted before a person has said which.
void clash_card(const UnitState& unit) {
  const auto choice = work().store.round.codes.find(unit.code);
  if (unit.clashing.empty() && choice == work().store.round.codes.end()) return;
  const std::string code = unit.code;
  if (unit.clashing.empty()) {
    callout("units.code_said", tr("units.code_said", {{"by", choice->second.by}, {"on", shown_date(choice->second.on)}}),
            Tone::plain);
    if (button("units.code_again", tr("units.code_again"), {.small = true})) later([code] { work().units.reopen_code(code); });
    gap(16);
    return;
  }
  {
    const Card in_card(theme.bad_soft, theme.line, 20);
    heading(2, tr("units.clash_heading", {{"code", code}}));
    text(tr("units.clash_text"));
    gap(8);
    for (const SubmissionEntry* one : unit.clashing) {
      const Submission& s = one->second;
      text(s.unit_name + (s.commune.empty() ? "" : " · " + s.commune), {.bold = true});
      muted(s.file_name + " · " + fingerprint_of(s.signer));
      if (button("units.code_is." + one->first, tr("units.code_is", {{"name", s.unit_name}, {"code", code}}), {.small = true}))
        later([code, bundle = one->first] { work().units.choose_code(code, bundle); });
      gap(8);
    }
    if (button("units.code_one", tr("units.code_one"), {.small = true})) later([code] { work().units.choose_code(code, ""); });
  }
  gap(16);
}

void reminder_card(const UnitState& unit) {
  if (!unit.missing() && !unit.waiting && !unit.unusable) return;
  const Reminder letter = reminder(work().store.round, unit);
  const bool reachable = !mailto(letter).empty();
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("units.remind_heading"));
    const std::string how = reachable ? tr("units.remind_text", {{"email", letter.to}}) : std::string(tr("units.no_email"));
    text(how, {.color = theme.muted});
    gap(8);
    const int pressed =
        buttons({{"units.remind",
                  tr("units.remind"),
                  {.kind = ButtonStyle::Kind::primary, .disabled = !reachable, .small = true, .description = how}},
                 {"units.copy", tr("units.copy"), {.small = true}}});
    if (pressed == 0) work().units.remind(unit);
    if (pressed == 1) work().units.copy_reminder(unit);
  }
  gap(16);
}

void key_card(const UnitState& unit) {
  const auto found = work().store.round.keys.find(unit.code);
  const KeysOf confirmed = found == work().store.round.keys.end() ? KeysOf() : found->second;
  std::map<std::string, std::string> files;  // key → the names of what it signed
  for (const SubmissionEntry* entry : unit.submissions) {
    if (!is_sound(entry->second)) continue;
    std::string& names = files[entry->second.signer];
    names += (names.empty() ? "" : ", ") + entry->second.file_name;
  }
  for (const auto& [key, how] : confirmed) files[key];
  {
    const Card in_card(theme.card, unit.key == KeyState::changed ? theme.bad : theme.line, 20);
    heading(2, tr("units.key_heading"));
    if (files.empty()) muted(tr("units.no_key"));
    if (unit.key == KeyState::changed) {
      if (confirmed.empty()) callout("units.changed", tr("units.changed_unconfirmed"), Tone::bad);
      gap(8);
    }
    const bool open = std::ranges::any_of(files, [&](const auto& one) { return !confirmed.contains(one.first); });
    if (open) {
      text(tr("units.key_text"));
      gap(8);
      office_words("units.who", tr("units.who"), work().store.assessor,
                   [](const std::string& to) { work().store.name_assessor(to); }, {.help = tr("units.who_help"), .width = 420});
    }
    const std::string& code = unit.code;
    for (const auto& [key, names] : files) {
      const std::string print = fingerprint_of(key);
      const auto how = confirmed.find(key);
      {
        const Card in_inner_card(theme.rail, theme.line, 14);
        muted(tr("hand_in.fingerprint"));
        text(print, {.bold = true});
        muted(names.empty() ? std::string(tr("units.key_unused")) : tr("units.key_of", {{"files", names}}));
        if (how == confirmed.end()) {
          gap(6);
          const KeyAnswer said = key_question("units.confirm." + key, print, confirmed, tr("units.confirm"),
                                              tr("units.confirm_name", {{"fingerprint", print}}));
          if (said != KeyAnswer::none) later([code, key, said] { work().keys.confirm(code, key, said == KeyAnswer::instead); });
        } else {
          text(how_confirmed(how->second), {.size = px::small, .color = how->second.is_compared() ? theme.good : theme.warn});
          gap(6);
          if (button("units.withdraw." + key, tr("units.withdraw_name", {{"fingerprint", print}}),
                     {.kind = ButtonStyle::Kind::danger, .small = true, .shown = tr("units.withdraw")}))
            later([code, key] { work().keys.withdraw(code, key); });
        }
      }
      gap(8);
    }
  }
  gap(16);
}

// A place of the register to write in.
void register_field(const std::string& code, std::string_view key, const std::string& value, std::string RegisteredUnit::* part,
                    FieldStyle style = {}) {
  office_words(
      key, tr(key), value, [&](const std::string& to) { work().units.edit(code, key, [&](RegisteredUnit& u) { u.*part = to; }); },
      style);
}

void register_card(const UnitState& unit) {
  if (!unit.registered) {
    {
      const Card in_card(theme.warn_soft, theme.line, 20);
      text(tr("units.stranger_text", {{"code", unit.code}}));
      gap(8);
      if (button("units.register", tr("units.register"), {.small = true})) later([unit] { work().units.add(unit); });
    }
    gap(16);
    return;
  }
  const std::string code = unit.code;
  const RegisteredUnit now = *unit.registered;
  {
    const Card in_card(theme.card, theme.line, 20);
    heading(2, tr("units.details"));
    columns({1, 1}, 16, is_narrow());
    register_field(code, "units.name", now.name, &RegisteredUnit::name);
    next_column();
    if (const auto to = choose_level("units.level", tr("units.level"), "", now.level)) {
      work().units.edit(code, "level", [&](RegisteredUnit& u) { u.level = *to; });
      work().store.seal();
    }
    end_columns();
    columns({1, 1}, 16, is_narrow());
    register_field(code, "units.email", now.email, &RegisteredUnit::email,
                   {.help = tr("units.email_help"), .keyboard = port::email});
    next_column();
    register_field(code, "units.commune", now.commune, &RegisteredUnit::commune);
    end_columns();
    register_field(code, "units.note", now.note, &RegisteredUnit::note, {.help = tr("units.note_help")});
    if (button("units.remove", tr("units.remove"), {.kind = ButtonStyle::Kind::danger, .small = true}))
      later([code] { work().units.remove(code); });
  }
  gap(16);
}

void unit_screen(const UnitState& unit) {
  if (button("units.back", tr("units.back"), {.small = true})) office_view().units.unit.clear();
  gap(4);
  heading(1, unit.name());
  const std::string level = unit_level_words(unit.level()), commune = unit.commune();
  muted(unit.code + (level.empty() ? "" : " · " + level) + (commune.empty() ? "" : " · " + commune));
  gap(8);
  for (const UnitIs kind : kinds_of(unit)) badge(words_of(kind), tone_of(kind));
  gap(12);
  for (const auto card : {clash_card, reminder_card, files_card, key_card, register_card}) card(unit);
}

}  // namespace

void office_units_screen() {
  UnitsScreen& v = office_view().units;
  refresh_units();
  if (!v.unit.empty()) {
    if (const UnitState* unit = v.all.listing.find(v.unit)) return unit_screen(*unit);
    v.unit.clear();
  }
  heading(1, tr("units.heading"));
  text(tr("units.text"), {.color = theme.muted});
  gap(14);
  round_card();
  actions();
  if (work().unit_lists.read_list) preview_card();
  refresh_units();
  if (v.all.listing.states.empty()) {
    if (work().unit_lists.read_list || v.unfolded == UnitsScreen::Unfolded::paste) return;
    {
      const Card in_card(theme.rail, theme.line, 28);
      heading(2, tr("units.none"));
      text(tr("units.none_text"), {.color = theme.muted});
    }
    return;
  }
  summary();
  filters();
  refresh_units();
  table();
}

}  // namespace thuoc::ui
