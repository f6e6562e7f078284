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
constexpr float short_totals = 1000;  // below this "1: 63,5/100" and not "Nhóm 1: …"

struct StepName {
  Screen screen;
  std::string_view key;      // text
  std::string_view pointer;  // what its findings begin with
  std::string_view on;       // text of the way to the next
};
constexpr std::array steps = {
    StepName{Screen::unit, "ui.step_unit", "/unit", "ui.next_council"},
    StepName{Screen::council, "ui.step_council", "/council", "ui.next_figures"},
    StepName{Screen::figures, "ui.step_figures", "/figures", "ui.next_scoring"},
    StepName{Screen::scoring, "ui.step_scoring", "/answers", "ui.next_evidence"},
    StepName{Screen::evidence, "ui.step_evidence", "/evidence", "evidence.next"},
    StepName{Screen::results, "ui.step_results", "/results", "results.next"},
    StepName{Screen::hand_in, "ui.step_hand_in", "/hand_in", ""},
};

bool in_dossier(Screen screen) { return screen != Screen::start && screen != Screen::office; }

int blocking_in(const StepName& step) {
  return static_cast<int>(std::ranges::count_if(view().app.dossier.current->editor.findings(), [&](const Finding& f) {
    return f.blocking && f.what.place.pointer.starts_with(step.pointer);
  }));
}

bool is_saved_and_exported() { return view().app.dossier.current->exported && view().app.dossier.is_exported(); }

struct Answered {
  int count = 0, total = 0;
};
Answered answered_of(const Score& score) {
  Answered all;
  for (const GroupScore& gs : score.groups) all.count += gs.total - gs.unanswered, all.total += gs.total;
  return all;
}

// Nothing is said against it, and something was done there.
bool is_complete(const StepName& step) {
  const Editor& editor = view().app.dossier.current->editor;
  if (step.screen == Screen::results) return false;  // nothing is done there
  if (step.screen == Screen::hand_in) return is_saved_and_exported();
  if (step.screen == Screen::evidence && editor.dossier().evidence.empty()) return false;
  return std::ranges::none_of(editor.findings(),
                              [&](const Finding& f) { return f.what.place.pointer.starts_with(step.pointer); });
}

// What stands at the right of its name: what blocks, else how much there is.
std::string count_of(const StepName& step, int blocking) {
  const Editor& editor = view().app.dossier.current->editor;
  if (blocking) return std::to_string(blocking);
  if (step.screen == Screen::evidence) {
    const std::size_t pieces = editor.dossier().evidence.size();
    return pieces ? std::to_string(pieces) : "";
  }
  if (step.screen != Screen::scoring) return "";
  const Answered answered = answered_of(editor.score());
  return std::to_string(answered.count) + "/" + std::to_string(answered.total);
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
    const bool here = app.navigation.screen == step.screen, done = is_complete(step);
    const std::string description = blocking ? tr("ui.step_blocked", {{"count", std::to_string(blocking)}})
                                    : done   ? std::string(tr("ui.step_done"))
                                             : "";
    const std::string mark = count_of(step, blocking);
    if (choice_row(std::string("step.") + shown_number, tr(step.key),
                   {.selected = here,
                    .mark = mark,
                    .mark_tone = blocking ? Tone::bad : Tone::plain,
                    .number = shown_number,
                    .number_tone = done   ? Tone::good
                                   : here ? Tone::accent
                                          : Tone::plain,
                    .description = description,
                    .done = done,
                    .plain_mark = true})) {
      later([&app, to = step.screen] { app.navigation.go(to); });
    }
  }
  end_scroll();
}

// On a phone the rail is one list that opens.
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
  const int chosen = select("step.choose", tr("ui.steps"), options, options[here].value, {.label_hidden = true});
  if (chosen >= 0) app.navigation.go(steps[static_cast<std::size_t>(chosen)].screen);
  frame().boxes.pop_back();
  pop_parent();
  return h;
}

// --- The foot: what a person is told, the way back and the way on. The screen ends above it: nothing is covered.

constexpr float foot_row = 64, phone_foot_row = 56, foot_pad = 16;

// The way on from each screen but scoring, whose questions are steps of their own.
Ways ways_of(std::size_t step, float w) {
  if (steps[step].screen == Screen::scoring && is_question_shown(w)) return question_ways();
  Ways ways{{"step.back", tr("ui.step_back"), step == 0}, {"step.next", {}}};
  if (!steps[step].on.empty()) ways.on.label = tr(steps[step].on);
  return ways;
}

void go_way(std::size_t step, std::string_view id) {
  if (id == "question.back" || id == "question.next") return go_to_question(id == "question.back" ? -1 : 1);
  view().app.navigation.go(steps[id == "step.back" ? step - 1 : step + 1].screen);
}

std::size_t step_here() {
  const auto found = std::ranges::find(steps, view().app.navigation.screen, &StepName::screen);
  return static_cast<std::size_t>(found - steps.begin());
}

struct Told {
  std::size_t index;  // of Notices::shown
  std::string words;
  Tone tone;
  float h = 0;
  bool below = false;  // the button has no room beside the words
};

float close_room(bool below) { return below ? 2 * foot_pad : 2 * foot_pad + 96; }

// The newest first, as many as leave most of the page to what is done there.
std::vector<Told> to_tell(float w) {
  const App& app = view().app;
  std::vector<Told> out;
  float height = 0;
  for (std::size_t i = app.notices.shown.size(); i-- > 0;) {
    const Notice& notice = app.notices.shown[i];
    if (app.saving.error() && notice.key == app.saving.error()->code) continue;  // storage_banner says it
    std::string words = tr_with(notice.key, notice.args);
    if (!notice.place.file.empty() && notice.tone == Notice::Tone::bad) words = notice.place.file + ": " + words;
    Told told{i, std::move(words),
              notice.tone == Notice::Tone::bad    ? Tone::bad
              : notice.tone == Notice::Tone::good ? Tone::good
                                                  : Tone::accent};
    told.below = w < px::tight;
    const float text_h = text_height(told.words, px::text, false, w - close_room(told.below));
    told.h = std::max(48.f, text_h + (told.below ? 62 : 20));
    if (!out.empty() && height + told.h > frame_height() * 0.45f) break;
    height += told.h;
    out.push_back(std::move(told));
  }
  return out;
}

void draw_told(const Told& told, float x, float y, float w) {
  const float text_w = w - close_room(told.below);
  const float text_h = text_height(told.words, px::text, false, text_w);
  fill({x, y, w, told.h}, theme.page);
  fill({x, y, w, 1}, theme.line);
  fill({x, y + 1, 4, told.h - 1}, strong(told.tone));
  const std::string id = "notice." + std::to_string(told.index);
  add_node(port::Role::group, id, "", {x, y, w, told.h});
  push_parent(x, y, false);
  frame().boxes.push_back({x + foot_pad, y + (told.below ? 12 : std::round((told.h - text_h) / 2)), text_w});
  text(told.words);
  frame().boxes.back() = {x + w - foot_pad - 88, told.below ? y + told.h - 42 : y + std::round((told.h - 34) / 2), 88};
  const bool closed = button(id + ".close", tr("ui.close_notice"),
                             {.kind = ButtonStyle::Kind::quiet, .fill = true, .small = true, .shown = tr("ui.close")});
  frame().boxes.pop_back();
  pop_parent();
  if (closed) later([index = told.index] { view().app.notices.dismiss(index); });
}

class Foot {
 public:
  Foot(float x, float w, bool of_steps) : x_(x), w_(w), told_(to_tell(w)) {
    row_ = !of_steps ? 0 : is_narrow() ? phone_foot_row : foot_row;
    if (!row_) return;
    ways_ = ways_of(step_here(), w);
    const float room = w - 2 * foot_pad - button_room();
    // One short piece of news stands where the progress does else.
    in_row_ = !is_narrow() && told_.size() == 1 && text_width(told_[0].words, px::text, false) < room - 124;
  }

  float height() const {
    float h = row_;
    for (const Told& told : told_) h += in_row_ ? 0 : told.h;
    return h;
  }

  void draw() {
    float y = frame_height() - height();
    if (!told_.empty() && !in_row_) {
      add_node(port::Role::region, "notices", tr("ui.notices"), {x_, y, w_, height() - row_});
      push_parent(x_, y, false);
      for (const Told& told : told_) {
        draw_told(told, x_, y, w_);
        y += told.h;
      }
      pop_parent();
    }
    if (!row_) return;
    if (in_row_) {
      told_[0].h = row_;
      add_node(port::Role::region, "notices", tr("ui.notices"), {x_, y, w_ - button_room(), row_});
      push_parent(x_, y, false);
      draw_told(told_[0], x_, y, w_ - button_room());
      pop_parent();
    }
    fill({x_ + (in_row_ ? w_ - button_room() : 0), y, in_row_ ? button_room() : w_, row_}, theme.page);
    fill({x_, y, w_, 1}, theme.line);
    add_node(port::Role::navigation, "foot", tr("ui.ways"), {x_, y, w_, row_});
    push_parent(x_, y, false);
    const float top = y + std::round((row_ - px::control) / 2);
    const bool with_words = text_width(answered_words(), px::small, false) + 48 < w_ - button_room();
    if (!in_row_ && !is_narrow() && with_words)
      label_at(x_ + 32, y + 22, "foot.answered", answered_words(), px::small, false, theme.muted);
    float right = x_ + w_ - foot_pad;
    std::string_view pressed;
    const auto way = [&](const Way& to, float width, ButtonStyle style) {
      style.fill = true;
      style.disabled = to.disabled;
      frame().boxes.push_back({right - width, top, width});
      if (button(to.id, to.label, style)) pressed = to.id;
      frame().boxes.pop_back();
      right -= width + 8;
    };
    if (!ways_.on.label.empty()) way(ways_.on, on_width(), {.kind = ButtonStyle::Kind::primary});
    way(ways_.back, back_width(), {.shown = is_narrow() ? "←" : std::string_view()});
    pop_parent();
    if (!pressed.empty()) later([step = step_here(), id = std::string(pressed)] { go_way(step, id); });
  }

 private:
  static float width_of(std::string_view label) { return std::ceil(text_width(label, px::text, true)) + 40; }
  float back_width() const { return is_narrow() ? 56 : width_of(ways_.back.label); }
  float on_width() const {
    return is_narrow() ? w_ - 2 * foot_pad - back_width() - 8 : std::max(200.f, width_of(ways_.on.label));
  }
  float button_room() const { return foot_pad + back_width() + (ways_.on.label.empty() ? 0 : on_width() + 8) + 8; }

  float x_, w_, row_ = 0;
  std::vector<Told> told_;
  Ways ways_;
  bool in_row_ = false;
};

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

std::string answered_words() {
  const Answered answered = answered_of(view().app.dossier.current->editor.score());
  return tr("ui.answered_of", {{"answered", std::to_string(answered.count)}, {"total", std::to_string(answered.total)}});
}

View& view() { return living->view; }
Frame& frame() { return living->frame; }

Page::Page() { living = this; }
Page::~Page() { living = nullptr; }

void begin_main(float x, float y, float w, float h, float most) {
  begin_scroll("main", x, y, w, h, 0, port::Role::main, tr("ui.main"));
  const float pad = is_narrow() ? 16 : 32;
  const float column = std::min(most, w - 2 * pad);
  // Beside the steps it stands at the left, alone in the middle.
  frame().boxes.push_back({x + (x > 0 || is_narrow() ? pad : (w - column) / 2), box().y + 16, column});
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
  Foot foot(left, size.x - left, steps_shown);
  const float w = size.x - left, h = size.y - top - foot.height();
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
  foot.draw();
  dialogs();
  end_frame();
  for (const Later& each : std::exchange(frame.later, {})) each.act(each.what);
}

}  // namespace thuoc::ui
