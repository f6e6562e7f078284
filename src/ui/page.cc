// The frame around the screens: the bar on top, the rail of steps, notices, and the screen itself.
#include "ui/page.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/date.h"

namespace thuoc::ui {

namespace {

Page* living = nullptr;

constexpr float rail_width = 216;
constexpr float bar_row = 64, totals_row = 32, tight_rows = 48;
constexpr float step_names = 260;     // below this the neighbours leave no room for the step's name
constexpr float short_totals = 1000;  // below this "1: 63,5/100" and not "Nhóm 1: …"

struct StepName {
  Screen screen;
  std::string_view key;      // text
  std::string_view pointer;  // what its findings begin with
};
constexpr std::array steps = {
    StepName{Screen::unit, "ui.step_unit", "/unit"},
    StepName{Screen::council, "ui.step_council", "/council"},
    StepName{Screen::figures, "ui.step_figures", "/figures"},
    StepName{Screen::scoring, "ui.step_scoring", "/answers"},
    StepName{Screen::evidence, "ui.step_evidence", "/evidence"},
    StepName{Screen::results, "ui.step_results", "/results"},
    StepName{Screen::hand_in, "ui.step_hand_in", "/hand_in"},
};

bool in_dossier(Screen screen) { return screen != Screen::start && screen != Screen::office; }

int blocking_in(const StepName& step) {
  return static_cast<int>(std::ranges::count_if(view().app.dossier.current->editor.findings(), [&](const Finding& f) {
    return f.blocking && f.what.place.pointer.starts_with(step.pointer);
  }));
}

std::string save_state() {
  const App& app = view().app;
  if (app.outside.store_error) return std::string(tr("ui.save_impossible"));
  const OpenDossier& current = *app.dossier.current;
  if (app.saving.error()) return std::string(tr("ui.save_failed"));
  if (!current.saver.is_saved(current.editor.revision())) return std::string(tr("ui.saving"));
  return std::string(tr("ui.saved"));
}

std::string export_state() {
  const OpenDossier& current = *view().app.dossier.current;
  return std::string(tr(view().app.dossier.is_exported() ? "ui.exported"
                        : current.exported               ? "ui.changed_since_export"
                                                         : "ui.not_exported"));
}

bool is_saved_and_exported() { return view().app.dossier.current->exported && view().app.dossier.is_exported(); }

// A small piece of text at a fixed place, as one node; returns its width.
float label_at(float x, float y, std::string_view id, std::string_view words, float size, bool bold, Color color,
               port::Role role = port::Role::text) {
  draw_text(x, y, words, size, bold, color);
  const float w = text_width(words, size, bold);
  port::Node& node = add_node(role, id, words, {x, y, w, size * 1.3f});
  node.font_px = size;
  return w;
}

// The ruler and the name: the way back to the first screen.
bool wordmark(float x, float y) {
  const bool with_name = !is_narrow() || !view().app.dossier.current;
  const Rect rect{x, y, with_name ? 104.f : 34.f, 40};
  if (is_hovered(rect)) fill({x - 6, y, rect.w + 6, rect.h}, theme.hover, px::radius);
  fill({x, y + 8, 24, 24}, theme.accent, 5);
  for (int tick = 0; tick < 4; ++tick) {
    fill({x + 4 + 5 * static_cast<float>(tick), y + 8, 1.5f, tick % 2 ? 7.f : 12.f}, theme.on_accent);
  }
  if (with_name) draw_text(x + 32, y + 7, "Thước", 20, true, theme.accent_strong);
  add_node(port::Role::button, "home", tr("ui.home"), rect);
  return clicked("home");
}

// What a running total says, and its level once nothing is open and where there is room; nothing where the pack has no such
// group.
struct Total {
  std::string words;
  int level, levels;
  float width() const { return text_width(words, px::small, true) + 6 * static_cast<float>(levels) + (levels ? 6 : 0); }
};
std::optional<Total> total_of(const GroupScore& score, bool brief) {
  const App& app = view().app;
  const Group* of = find_group(app.dossier.current->editor.pack(), score.id);
  if (!of) return std::nullopt;
  const std::string points = to_display(score.points, app.display.lang), max = to_display(score.max, app.display.lang);
  const std::initializer_list<Slot> slots = {{"group", of->number}, {"points", points}, {"max", max}};
  return Total{tr(brief ? "ui.bar_total_short" : "ui.bar_total", slots), score.level,
               score.unanswered || brief ? 0 : static_cast<int>(of->levels.bands.size())};
}

void draw_total(float x, float y, const GroupScore& score, const Total& total) {
  const float words = x + total.width() - text_width(total.words, px::small, true);
  draw_level(x, y + 3, total.level, total.levels);
  label_at(words, y, "bar.total." + score.id, total.words, px::small, true, theme.text);
}

// On a phone the totals have a row of their own.
void phone_totals() {
  const bool tight = frame_width() < px::tight;
  float x = 12;
  add_node(port::Role::group, "bar.totals", tr("ui.totals"), {0, bar_row, frame_width(), totals_row});
  push_parent(0, bar_row, false);
  for (const GroupScore& score : view().app.dossier.current->editor.score().groups) {
    const auto total = total_of(score, tight);
    if (!total) continue;
    draw_total(x, tight ? bar_row + 16 : bar_row, score, *total);
    x += total->width() + (tight ? 14 : 20);
  }
  pop_parent();
}

// Returns its height.
float bar() {
  App& app = view().app;
  const float w = frame_width();
  const bool narrow = is_narrow(), of_dossier = app.dossier.current && in_dossier(app.navigation.screen);
  const bool tight = w < px::tight;
  const float h = bar_row + (!narrow || !of_dossier ? 0 : tight ? tight_rows : totals_row);
  fill({0, 0, w, h}, theme.page);
  fill({0, h - 1, w, 1}, theme.line);
  add_node(port::Role::banner, "bar", "", {0, 0, w, h});
  push_parent(0, 0, false);
  if (wordmark(narrow ? 12.f : 20.f, 12))
    later([&app] { app.dossier.current ? app.dossiers.close() : app.navigation.go(Screen::start); });

  // From left to right, as it is read: what is open, its totals, what can be done about it.
  struct Tool {
    std::string_view id, label, shown;
    float width;
    bool disabled = false;
  };
  std::vector<Tool> tools;
  if (of_dossier) {
    // A phone has no room for the words beside what is saved.
    const Editor& editor = app.dossier.current->editor;
    tools.push_back({"undo", tr("ui.undo"), narrow ? "↩" : tr("ui.undo_short"), narrow ? 40.f : 84.f, !editor.can_undo()});
    tools.push_back({"redo", tr("ui.redo"), narrow ? "↪" : tr("ui.redo_short"), narrow ? 40.f : 76.f, !editor.can_redo()});
  }
  // Where there is little room it is one of the things one finds under "Aa".
  if (w >= short_totals) tools.push_back({"lang", tr("ui.other_language"), app.display.lang == Lang::vi ? "EN" : "VI", 44});
  tools.push_back({"display", tr("ui.display"), "Aa", narrow ? 36.f : 44.f});
  float right = w - (narrow ? 8 : 16);
  for (const Tool& tool : tools) right -= tool.width + 4;
  float at = right + 4;

  if (of_dossier) {
    const OpenDossier& current = *app.dossier.current;
    const float left = narrow ? 46 : 136;
    const Dossier& d = current.editor.dossier();
    const std::string name = (d.unit.name.empty() ? std::string(tr("ui.unnamed_unit")) : d.unit.name);
    const std::string state = save_state();
    const bool trouble = app.outside.store_error || app.saving.error();
    if (narrow) {
      if (!tight) label_at(left, 12, "bar.year", d.school_year, px::small, true, theme.text);
      const float x = tight ? 12 : left, y = tight ? bar_row - 6 : 33;
      const float room = tight ? w - 24 : right - left - 4;
      draw_text(x, y, ellipsis(state, px::small, false, room), px::small, false, trouble ? theme.bad : theme.muted);
      add_node(port::Role::text, "bar.saved", state, {x, y, room, 18}).font_px = px::small;
      phone_totals();
    } else {
      // The two running totals stand at the right of the name.
      std::vector<std::pair<const GroupScore*, Total>> totals;
      for (const GroupScore& score : current.editor.score().groups) {
        const auto total = total_of(score, w < short_totals);
        if (!total) continue;
        right -= total->width() + 20;
        totals.emplace_back(&score, *total);
      }
      const float room = right - left - 16;
      const std::string title = name + " · " + d.school_year;
      draw_text(left, 12, ellipsis(title, px::text, true, room), px::text, true, theme.text);
      add_node(port::Role::text, "bar.unit", title, {left, 12, room, 22}).flags |= port::bold;
      std::string both = state + " · " + export_state();
      if (text_width(both, px::small, false) > room) both = state;  // what was exported stands on the first screen, too
      draw_text(left, 36, ellipsis(both, px::small, false, room), px::small, false,
                trouble                   ? theme.bad
                : is_saved_and_exported() ? theme.good
                                          : theme.muted);
      add_node(port::Role::text, "bar.saved", both, {left, 36, room, 18}).font_px = px::small;
      for (const auto& [score, total] : totals) {
        draw_total(right, 23, *score, total);
        right += total.width() + 20;
      }
    }
  }
  std::string_view pressed;
  for (const Tool& tool : tools) {
    frame().boxes.push_back({at, 14, tool.width});
    if (button(tool.id, tool.label,
               {.kind = ButtonStyle::Kind::quiet, .disabled = tool.disabled, .fill = true, .small = true, .shown = tool.shown}))
      pressed = tool.id;
    frame().boxes.pop_back();
    at += tool.width + 4;
  }
  if (pressed == "display") view().dialog = View::Dialog::display;
  if (pressed == "lang") app.display.set_lang(app.display.lang == Lang::vi ? Lang::en : Lang::vi);
  if (pressed == "undo") later([&app] { app.undo(); });
  if (pressed == "redo") later([&app] { app.redo(); });
  pop_parent();
  return h;
}

void rail(float top, float height) {
  App& app = view().app;
  fill({0, top, rail_width, height}, theme.rail);
  begin_scroll("rail", 0, top, rail_width, height, 12, port::Role::navigation, tr("ui.steps"));
  frame().mirror.nodes.back().flags |= port::roving;
  int number = 1;
  for (const StepName& step : steps) {
    const int blocking = blocking_in(step);
    const std::string shown_number = std::to_string(number++);
    const std::string mark = blocking ? std::to_string(blocking) : "";
    const std::string description = blocking ? tr("ui.step_blocked", {{"count", mark}}) : "";
    if (choice_row(std::string("step.") + shown_number, tr(step.key),
                   {.selected = app.navigation.screen == step.screen,
                    .mark = mark,
                    .mark_tone = Tone::bad,
                    .number = shown_number,
                    .number_tone = app.navigation.screen == step.screen ? Tone::accent : Tone::plain,
                    .description = description})) {
      later([&app, to = step.screen] { app.navigation.go(to); });
    }
  }
  end_scroll();
}

// On a phone the rail is one list that opens, with the neighbours beside it.
float phone_steps(float top) {
  App& app = view().app;
  std::vector<port::Option> options;
  std::size_t here = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    options.push_back({std::to_string(i), std::to_string(i + 1) + ". " + std::string(tr(steps[i].key))});
    if (steps[i].screen == app.navigation.screen) here = i;
  }
  constexpr float h = 60;
  fill({0, top, frame_width(), h}, theme.rail);
  add_node(port::Role::navigation, "rail", tr("ui.steps"), {0, top, frame_width(), h});
  push_parent(0, top, false);
  frame().boxes.push_back({8, top + 9, frame_width() - 16});
  const bool neighbours = frame_width() >= step_names;
  if (neighbours) {
    columns({44, 1, 44}, 8);
    if (button("step.back", tr("ui.step_back"), {.disabled = here == 0, .fill = true, .shown = "←"})) {
      app.navigation.go(steps[here - 1].screen);
    }
    next_column();
  }
  const int chosen = select("step.choose", tr("ui.steps"), options, options[here].value, {.label_hidden = true});
  if (chosen >= 0) app.navigation.go(steps[static_cast<std::size_t>(chosen)].screen);
  if (neighbours) {
    next_column();
    if (button("step.next", tr("ui.step_next"), {.disabled = here + 1 == steps.size(), .fill = true, .shown = "→"})) {
      app.navigation.go(steps[here + 1].screen);
    }
    end_columns();
  }
  frame().boxes.pop_back();
  pop_parent();
  return h;
}

void notices() {
  App& app = view().app;
  if (app.notices.shown.empty()) return;
  add_node(port::Role::region, "notices", tr("ui.notices"), {0, 0, frame_width(), frame_height()});
  push_parent(0, 0, false);
  const float w = std::min(frame_width() - 24, 560.f);
  float bottom = frame_height() - 16;
  for (std::size_t i = app.notices.shown.size(); i-- > 0;) {
    const Notice& notice = app.notices.shown[i];
    std::string words = tr_with(notice.key, notice.args);
    if (!notice.place.file.empty() && notice.tone == Notice::Tone::bad) words = notice.place.file + ": " + words;
    const Tone tone = notice.tone == Notice::Tone::bad    ? Tone::bad
                      : notice.tone == Notice::Tone::good ? Tone::good
                                                          : Tone::accent;
    const bool below = w < px::tight;  // no room beside the words
    const float text_w = w - (below ? 34 : 132);
    const float text_h = text_height(words, px::text, false, text_w);
    const float h = std::max(54.f, text_h + (below ? 66 : 24));
    const Rect rect{(frame_width() - w) / 2, bottom - h, w, h};
    if (rect.y < 0 && i + 1 < app.notices.shown.size()) break;  // an older one has room when a newer is closed
    fill({rect.x + 1, rect.y + 3, rect.w, rect.h}, theme.shade, px::radius, 0.18f);
    fill(rect, theme.card, px::radius);
    outline(rect, strong(tone), px::radius, 1.5f);
    fill({rect.x, rect.y + 8, 4, rect.h - 16}, strong(tone), 2);
    const std::string id = "notice." + std::to_string(i);
    add_node(port::Role::group, id, "", rect);
    push_parent(rect.x, rect.y, false);
    frame().boxes.push_back({rect.x + 18, rect.y + (below ? 12 : (h - text_h) / 2), text_w});
    text(words);
    frame().boxes.back() = {rect.x + w - 100, rect.y + (below ? h - 42 : (h - 34) / 2), 88};
    const bool closed = button(id + ".close", tr("ui.close_notice"),
                               {.kind = ButtonStyle::Kind::quiet, .fill = true, .small = true, .shown = tr("ui.close")});
    frame().boxes.pop_back();
    pop_parent();
    bottom -= h + 10;
    if (closed) later([&app, i] { app.notices.dismiss(i); });
  }
  pop_parent();
}

// What stands over the screen when something keeps work from being saved.
void storage_banner() {
  App& app = view().app;
  if (app.outside.store_error) {
    callout("banner.store", message(*app.outside.store_error, app.display.lang), Tone::bad);
  } else if (const Error* const failed = app.saving.error()) {
    callout("banner.save", message(*failed, app.display.lang), Tone::bad);
  } else {
    return;
  }
  if ((app.dossier.current || app.saving.error()) &&
      buttons({{"banner.retry", tr("ui.save_again"), {}}, {"banner.draft", tr("ui.save_draft"), {}}}) >= 0) {
    if (clicked("banner.draft")) {
      app.dossiers.save_draft_files();
    } else {
      app.saving.error() ? app.dossiers.save_again() : app.dossier.save_now();
    }
  }
}

}  // namespace

View& view() { return living->view; }
Frame& frame() { return living->frame; }

Page::Page() { living = this; }
Page::~Page() { living = nullptr; }

void begin_main(float x, float y, float w, float h, float most) {
  begin_scroll("main", x, y, w, h, 0, port::Role::main, tr("ui.main"));
  const float pad = is_narrow() ? 16 : 32;
  const float column = std::min(most, w - 2 * pad);
  // Beside the steps it stands at the left, alone in the middle.
  frame().boxes.push_back({x + (x > 0 || is_narrow() ? pad : (w - column) / 2), box().y + (is_narrow() ? 16 : 28), column});
  storage_banner();
}

void end_main() {
  const float end = box().y;
  frame().boxes.pop_back();
  box().y = end;
  end_scroll();
}

void set_up_style(float font_scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FontScaleMain = font_scale;
  style.AntiAliasedLines = style.AntiAliasedFill = true;
  style.AntiAliasedLinesUseTex = true;
  style.CircleTessellationMaxError = 0.2f;
  ImGui::GetIO().IniFilename = nullptr;
}

void Page::act(const port::Action& action) {
  frame.actions.push_back(action);
  port::wake();
}

void Page::draw() {
  View& v = view;
  App& app = v.app;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  apply_look();
  begin_frame(size.x, size.y);
  const std::string_view on_desk = app.dossier.current ? std::string_view(app.dossier.current->editor.dossier().id) : "";
  if (v.drafts_of != on_desk) {
    v.drafts.clear();
    v.drafts_of = on_desk;
  }
  if (!app.navigation.focus_pointer.empty()) {
    focus_on(app.navigation.focus_pointer);
    app.navigation.focus_pointer.clear();
  }
  float top = bar(), left = 0;
  const bool steps_shown = app.dossier.current && in_dossier(app.navigation.screen);
  if (!app.dossier.current && in_dossier(app.navigation.screen)) app.navigation.screen = Screen::start;
  if (steps_shown && is_narrow()) {
    top += phone_steps(top);
  } else if (steps_shown) {
    rail(top, size.y - top);
    left = rail_width;
  }
  if (v.drawn != app.navigation.screen) {
    v.drawn = app.navigation.screen;
    v.reading_question = !v.app.navigation.focus_pointer.empty() || frame.focus_wanted.starts_with("/answers");
    scroll_to_top("main");
    focus_on_title();
  }
  // These have parts that scroll apart; all others begin their one column with it.
  if ((app.navigation.screen == Screen::scoring || app.navigation.screen == Screen::office) && app.saving.error()) {
    frame.boxes.push_back({left + 16, top + 12, size.x - left - 32});
    storage_banner();
    top = box().y + 8;
    frame.boxes.pop_back();
  }
  const float w = size.x - left, h = size.y - top;
  if (app.navigation.screen == Screen::scoring) {
    scoring_screen(left, top, w, h);
  } else if (app.navigation.screen == Screen::office) {
    v.beyond->draw(left, top, w, h);
  } else {
    const bool wide = app.navigation.screen == Screen::evidence || app.navigation.screen == Screen::results;
    begin_main(left, top, w, h, wide ? 1180 : 860);
    switch (app.navigation.screen) {
      case Screen::start: start_screen(); break;
      case Screen::unit: unit_screen(); break;
      case Screen::council: council_screen(); break;
      case Screen::figures: figures_screen(); break;
      case Screen::evidence: evidence_screen(); break;
      case Screen::results: results_screen(); break;
      case Screen::hand_in: hand_in_screen(); break;
      case Screen::scoring:
      case Screen::office: break;
    }
    end_main();
  }
  notices();
  dialogs();
  end_frame();
  for (const Later& each : std::exchange(frame.later, {})) each.act(each.what);
}

}  // namespace thuoc::ui
