// Fields. The browser's own element lies over each of them and is the only writer of its text;
// what is drawn here is its frame, and its text while nobody types in it.
#include <algorithm>
#include <cmath>

#include "ui/frame.h"

namespace thuoc::ui {

namespace {

constexpr float gap_below = 16;

std::string label_id(std::string_view field) { return std::string(field) + ".label"; }
std::string words_id(std::string_view field) { return std::string(field) + ".words"; }

// Words that name the field `id`: real ones, to be found, copied and translated like all others.
void label_text(std::string_view id, std::string_view label, TextStyle style = {}) {
  const std::string own_id = label_id(id);
  style.role = port::Role::label;
  style.id = own_id;
  text(label, style);
  frame().mirror.nodes.back().labels = node_id(id);
}

void label_above(std::string_view id, std::string_view label, const FieldStyle& style) {
  if (style.label_hidden) return;
  Box& b = box();
  const float h = text_height(label, px::small, true, b.w);
  label_text(id, label, {.size = px::small, .bold = true});
  if (style.required) {
    const float w = text_width(label, px::small, true);
    if (w + 14 < b.w) draw_text(b.x + w + 4, b.y - h + 1, "*", px::small, true, theme.bad);
  }
  b.y += 2;
}

// What is wrong takes the place of what helps: it says what to do.
void words_below(std::string_view id, const FieldStyle& style) {
  const bool wrong = !style.error.empty();
  if (wrong || !style.help.empty()) {
    gap(4);
    text(wrong ? style.error : style.help, {.size = px::small, .color = wrong ? theme.bad : theme.muted, .id = words_id(id)});
  }
  gap(gap_below);
}

void relate(port::Node& node, std::string_view id, const FieldStyle& style) {
  if (!style.label_hidden) node.labelled_by = node_id(label_id(id));
  if (!style.error.empty() || !style.help.empty()) node.described_by = node_id(words_id(id));
}

void draw_frame(Rect rect, std::string_view id, const FieldStyle& style) {
  const bool focused = frame().focused == node_id(id);
  fill(rect, style.read_only ? theme.rail : theme.field, px::radius);
  outline(rect,
          !style.error.empty() ? theme.bad
          : focused            ? theme.accent
          : is_hovered(rect)   ? theme.muted
                               : theme.border,
          px::radius, focused ? 2.f : 1.f);
}

std::uint32_t flags_of(const FieldStyle& style) {
  return style.keyboard | (style.required ? port::required : 0u) | (style.read_only ? port::read_only : 0u) |
         (style.error.empty() ? 0u : port::invalid);
}

std::string dots(std::string_view secret) {
  std::string out;
  for (std::size_t i = 0; i < secret.size() && i < 24; ++i) out += "•";
  return out;
}

}  // namespace

Typed field(std::string_view id, std::string_view label, std::string_view value, const FieldStyle& style) {
  Box& b = box();
  Typed typed;
  if (const auto action = take(id, port::Action::Kind::input)) {
    typed.changed = true;
    typed.text = action->text;
  }
  if (const auto action = take(id, port::Action::Kind::commit)) {
    typed.left = true;
    if (action->text != value) typed.changed = true;
    typed.text = action->text;
  }
  label_above(id, label, style);
  const float unit_room = style.unit.empty() ? 0 : std::ceil(text_width(style.unit, px::text, false)) + 8;
  const float w = (style.width > 0 ? std::min(style.width, b.w - unit_room) : b.w - unit_room);
  const std::string_view shown = typed.changed ? std::string_view(typed.text) : value;
  const float line = std::round(px::text * px::line);
  const float inner = w - 2 * px::field_pad;
  float h = px::control;
  if (style.multi_line) {
    // A soft hyphen's worth of slack: the browser may wrap a word earlier than ImGui.
    // After the last line feed the browser already has a line for the caret.
    h = std::max(text_height(shown, px::text, false, inner - 6) + (shown.ends_with('\n') ? line : 0),
                 line * static_cast<float>(style.lines)) +
        20;
  }
  const Rect rect{b.x, b.y, w, h};
  const bool focused = frame().focused == node_id(id);
  if (is_visible(rect)) {
    draw_frame(rect, id, style);
    if (!focused) {
      const std::string text_shown = style.password ? dots(shown) : std::string(shown);
      const bool empty = text_shown.empty();
      const std::string_view words = empty ? style.placeholder : std::string_view(text_shown);
      const Unspoken unspoken;
      if (style.multi_line) {
        frame().boxes.push_back({rect.x + px::field_pad, rect.y + 10, inner});
        text(words, {.color = empty ? theme.muted : theme.text});
        frame().boxes.pop_back();
      } else {
        draw_text(rect.x + px::field_pad, rect.y + std::round((h - px::text * 1.25f) / 2),
                  ellipsis(words, px::text, false, inner), px::text, false, empty ? theme.muted : theme.text);
      }
    }
  }
  if (!style.unit.empty()) {
    draw_text(rect.x + w + 8, rect.y + std::round((h - px::text * 1.25f) / 2), style.unit, px::text, false, theme.muted);
  }
  port::Node& node = add_node(style.password     ? port::Role::password
                              : style.multi_line ? port::Role::multiline
                                                 : port::Role::textbox,
                              id, label, rect);
  node.value = shown;
  relate(node, id, style);
  node.placeholder = style.placeholder;
  node.flags |= flags_of(style);
  b.y += h;
  words_below(id, style);
  return typed;
}

int select(std::string_view id, std::string_view label, std::span<const port::Option> options, std::string_view value,
           const FieldStyle& style) {
  Box& b = box();
  int chosen = -1;
  std::string_view now = value;
  if (const auto action = take(id, port::Action::Kind::input)) {
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (options[i].value == action->text && action->text != value) {
        chosen = static_cast<int>(i);
        now = options[i].value;
      }
    }
  }
  label_above(id, label, style);
  const float w = style.width > 0 ? std::min(style.width, b.w) : b.w;
  const Rect rect{b.x, b.y, w, px::control};
  std::string_view shown = style.placeholder;
  bool found = false;
  for (const port::Option& option : options) {
    if (option.value == now) {
      shown = option.label;
      found = !now.empty();
    }
  }
  if (is_visible(rect)) {
    draw_frame(rect, id, style);
    draw_text(rect.x + px::field_pad, rect.y + std::round((rect.h - px::text * 1.25f) / 2),
              ellipsis(shown, px::text, false, w - 2 * px::field_pad - 20), px::text, false, found ? theme.text : theme.muted);
    const float x = rect.x + w - 24, y = rect.y + rect.h / 2 - 2;
    const ImVec2 arrow[] = {{x, y}, {x + 5, y + 5}, {x + 10, y}};
    canvas().AddPolyline(arrow, 3, rgb(theme.muted), 0, 2);
  }
  port::Node& node = add_node(port::Role::combobox, id, label, rect);
  node.value = now;
  node.options.assign(options.begin(), options.end());
  node.placeholder = style.placeholder;
  relate(node, id, style);
  node.flags |= flags_of(style);
  b.y += px::control;
  words_below(id, style);
  return chosen;
}

int radios(std::string_view id, std::string_view label, std::span<const std::string> options, int chosen,
           const FieldStyle& style) {
  Box& b = box();
  label_above(id, label, style);
  port::Node& group = add_node(port::Role::radiogroup, id, label, {b.x, b.y, b.w, px::control});
  relate(group, id, style);
  group.flags |= flags_of(style);
  push_parent(b.x, b.y, true);
  int changed = -1;
  float x = b.x, row = px::control;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string option_id = std::string(id) + "=" + std::to_string(i);
    const float w = std::min(b.w, std::ceil(text_width(options[i], px::text, true)) + 48);
    // Words that have no room in a line of their own go on below (large text on a phone).
    const float words = text_height(options[i], px::text, true, w - 42);
    if (x > b.x && x + w > b.x + b.w) {
      x = b.x;
      b.y += row + 8;
      row = px::control;
    }
    const Rect rect{x, b.y, w, std::max(px::control, words + 16)};
    row = std::max(row, rect.h);
    const bool taken = take(option_id, port::Action::Kind::input).has_value();
    if (taken && static_cast<int>(i) != chosen) changed = static_cast<int>(i);
    const bool on = changed >= 0 ? changed == static_cast<int>(i) : chosen == static_cast<int>(i);
    fill(rect, on ? theme.accent_soft : is_hovered(rect) ? theme.hover : theme.field, px::radius);
    outline(rect, on ? theme.accent : theme.border, px::radius, on ? 2.f : 1.f);
    const ImVec2 middle{rect.x + 20, rect.y + rect.h / 2};
    canvas().AddCircle(middle, 8, rgb(on ? theme.accent : theme.muted), 0, 1.5f);
    if (on) canvas().AddCircleFilled(middle, 4.5f, rgb(theme.accent));
    frame().boxes.push_back({rect.x + 34, rect.y + std::round((rect.h - words) / 2), w - 42});
    label_text(option_id, options[i], {.bold = on});
    frame().boxes.pop_back();
    port::Node& node = add_node(port::Role::radio, option_id, options[i], rect);
    node.labelled_by = node_id(label_id(option_id));
    if (on) node.flags |= port::checked;
    x += w + 8;
  }
  b.y += row;
  pop_parent();
  words_below(id, style);
  return changed;
}

void draw_tick(const Rect& mark, bool on, bool hovered) {
  fill(mark, on ? theme.accent : hovered ? theme.hover : theme.field, 5);
  outline(mark, on ? theme.accent : theme.muted, 5, 1.5f);
  if (!on) return;
  const ImVec2 tick[] = {{mark.x + 5, mark.y + 11}, {mark.x + 9.5f, mark.y + 16}, {mark.x + 17, mark.y + 6}};
  canvas().AddPolyline(tick, 3, rgb(theme.on_accent), 0, 2.5f);
}

bool checkbox(std::string_view id, std::string_view label, bool checked) {
  Box& b = box();
  const float text_w = b.w - 34;
  const float h = std::max(32.f, text_height(label, px::text, false, text_w) + 8);
  const bool toggled = take(id, port::Action::Kind::input).has_value();
  const bool on = toggled ? !checked : checked;
  const Rect rect{b.x, b.y, b.w, h}, mark{b.x, b.y + 5, 22, 22};
  if (is_visible(rect)) draw_tick(mark, on, is_hovered(rect));
  frame().boxes.push_back({b.x + 34, b.y + 4, text_w});
  label_text(id, label);
  frame().boxes.pop_back();
  port::Node& node = add_node(port::Role::checkbox, id, label, rect);
  node.labelled_by = node_id(label_id(id));
  if (on) node.flags |= port::checked;
  b.y += h + 4;
  return toggled;
}

}  // namespace thuoc::ui
