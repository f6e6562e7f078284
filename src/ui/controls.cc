// Buttons, links and rows one can choose.
#include <algorithm>
#include <cmath>

#include "ui/frame.h"

namespace thuoc::ui {

namespace {

constexpr float button_pad = 18;
constexpr float small_control = 34;

float button_text(const ButtonStyle& style) { return style.small ? px::small : px::text; }
// One line as a rule; words that have no room in it go on below, nothing is cut.
float button_height(std::string_view label, const ButtonStyle& style, float w) {
  const float size = button_text(style);
  const float h = text_height(style.shown.empty() ? label : style.shown, size, true, std::max(24.f, w - 12));
  return std::max(style.small ? small_control : px::control, h + (style.small ? 10.f : 14.f));
}

float button_width(std::string_view label, const ButtonStyle& style) {
  const std::string_view shown = style.shown.empty() ? label : style.shown;
  return std::ceil(text_width(shown, button_text(style), true)) + (style.small ? 24 : 2 * button_pad);
}

bool draw_button(std::string_view id, std::string_view label, const ButtonStyle& style, Rect rect) {
  using Kind = ButtonStyle::Kind;
  const bool hovered = !style.disabled && is_hovered(rect);
  const bool down = !style.disabled && is_pressed(rect);
  Color text_color = theme.accent;
  if (style.disabled) {
    if (style.kind != Kind::quiet) {
      fill(rect, theme.rail, px::radius);
      outline(rect, theme.line, px::radius);
    }
    text_color = style.kind == Kind::quiet ? theme.border : theme.muted;
  } else if (style.kind == Kind::primary) {
    fill(rect, hovered || down ? theme.accent_strong : theme.accent, px::radius);
    text_color = theme.on_accent;
  } else {
    if (style.current) {
      fill(rect, theme.accent_soft, px::radius);
    } else if (hovered || down) {
      fill(rect, down ? theme.accent_soft : theme.hover, px::radius);
    }
    if (style.kind != Kind::quiet) outline(rect, theme.border, px::radius);
    if (style.kind == Kind::danger) text_color = theme.bad;
    if (style.kind == Kind::quiet && !style.current) text_color = theme.text;
  }
  const std::string_view shown = style.shown.empty() ? label : style.shown;
  const float size = button_text(style);
  const float width = text_width(shown, size, true);
  if (width <= rect.w - 12) {
    const float x = style.align_left ? rect.x + 14 : rect.x + std::round((rect.w - width) / 2);
    draw_text(x, rect.y + std::round((rect.h - size * 1.25f) / 2), shown, size, true, text_color);
  } else {
    const Unspoken unspoken;
    const float room = std::max(24.f, rect.w - 12), h = text_height(shown, size, true, room);
    frame().boxes.push_back({rect.x + 6, rect.y + std::round((rect.h - h) / 2), room});
    text(shown, {.size = size, .bold = true, .color = text_color});
    frame().boxes.pop_back();
  }

  port::Node& node = add_node(port::Role::button, id, label, rect);
  node.description = style.description;
  node.font_px = size;
  node.flags |= port::bold;
  if (style.disabled) node.flags |= port::disabled;
  if (style.current) node.flags |= port::current;
  if (style.fold == ButtonStyle::Fold::open) node.flags |= port::expanded;
  if (style.fold == ButtonStyle::Fold::closed) node.flags |= port::collapsed;
  return !style.disabled && clicked(id);
}

}  // namespace

bool button(std::string_view id, std::string_view label, const ButtonStyle& style) {
  Box& b = box();
  const float w = style.fill ? b.w : std::min(b.w, button_width(label, style));
  const float h = button_height(label, style, w);
  const bool pressed = draw_button(id, label, style, {b.x, b.y, w, h});
  b.y += h + 8;
  return pressed;
}

int buttons(std::span<const ButtonItem> items) {
  Box& b = box();
  float x = b.x, row = 0;
  int pressed = -1, index = 0;
  for (const ButtonItem& item : items) {
    if (item.label.empty()) {  // not offered now; the others keep their index
      ++index;
      continue;
    }
    const float w = std::min(b.w, button_width(item.label, item.style));
    const float h = button_height(item.label, item.style, w);
    if (x > b.x && x + w > b.x + b.w) {
      x = b.x;
      b.y += row + 8;
      row = 0;
    }
    if (draw_button(item.id, item.label, item.style, {x, b.y, w, h})) pressed = index;
    x += w + 8;
    row = std::max(row, h);
    ++index;
  }
  b.y += row + 8;
  return pressed;
}

void link(std::string_view id, std::string_view label, std::string_view url) {
  Box& b = box();
  const std::string fitted = ellipsis(label, px::text, false, b.w);
  const float w = std::max(24.f, text_width(fitted, px::text, false));
  const Rect rect{b.x, b.y, w, 26};
  draw_text(rect.x, rect.y + 3, fitted, px::text, false, theme.accent);
  fill({rect.x, rect.y + 22, w, 1}, theme.accent, 0, is_hovered(rect) ? 1.f : 0.5f);
  port::Node& node = add_node(port::Role::link, id, label, rect);
  node.value = url;
  b.y += 30;
}

bool choice_row(std::string_view id, std::string_view label, const RowStyle& style) {
  Box& b = box();
  const float x = b.x + style.indent, w = b.w - style.indent;
  const float number_room = style.number.empty() ? 0 : style.plain_mark ? 36 : 40;
  const float mark_w = style.mark.empty() ? 0 : text_width(style.mark, px::small, true) + (style.plain_mark ? 0.f : 16.f);
  // A mark that would leave no room for the words stands below them.
  const float beside = w - 24 - number_room - mark_w - 12;
  const bool below = !style.open && !style.plain_mark && mark_w > 0 && beside < 108 && text_width(label, px::text, true) > beside;
  const float mark_room = style.open ? 30 : mark_w > 0 && !below ? mark_w + (style.plain_mark ? 4.f : 12.f) : 0;
  const float text_w = w - 24 - number_room - mark_room;
  const float title_h = text_height(label, px::text, style.selected, text_w);
  const float detail_h = style.detail.empty() ? 0 : text_height(style.detail, px::small, false, text_w);
  const float below_h = below ? 28 : 0;
  const float h = std::max(px::control, title_h + detail_h + below_h + 18);
  const Rect rect{x, b.y, w, h};
  if (is_visible(rect)) {
    if (style.selected) {
      fill(rect, theme.accent_soft, px::radius);
      fill({rect.x, rect.y + 8, 3, rect.h - 16}, theme.accent, 2);
    } else if (is_hovered(rect)) {
      fill(rect, theme.hover, px::radius);
    }
    if (!style.number.empty()) {
      const float r = 13;
      const ImVec2 middle{x + 12 + r, b.y + h / 2};
      canvas().AddCircleFilled(middle, r, rgb(soft(style.number_tone)));
      canvas().AddCircle(middle, r, rgb(strong(style.number_tone), 0.6f));
      const float nw = text_width(style.number, px::small, true);
      if (style.done) {
        const ImVec2 tick[] = {{middle.x - 5, middle.y}, {middle.x - 1.5f, middle.y + 4}, {middle.x + 5.5f, middle.y - 4}};
        canvas().AddPolyline(tick, 3, rgb(strong(style.number_tone)), 0, 2);
      } else
        draw_text(std::round(middle.x - nw / 2), std::round(middle.y - px::small * 0.62f), style.number, px::small, true,
                  strong(style.number_tone));
    }
    frame().boxes.push_back({x + 12 + number_room, b.y + std::round((h - title_h - detail_h - below_h) / 2), text_w});
    const Unspoken unspoken;
    text(label, {.bold = style.selected, .color = theme.text});
    if (!style.detail.empty()) muted(style.detail);
    frame().boxes.pop_back();
    if (style.open) {
      canvas().AddCircle({x + w - 20, b.y + h / 2}, 6, rgb(theme.muted), 0, 1.5f);
    } else if (!style.mark.empty()) {
      const Rect mark =
          below ? Rect{x + 12 + number_room, b.y + h - 33, mark_w, 24} : Rect{x + w - mark_w - 8, b.y + (h - 24) / 2, mark_w, 24};
      if (!style.plain_mark) fill(mark, soft(style.mark_tone), 12);
      draw_text(mark.x + (style.plain_mark ? 0.f : 8.f), mark.y + 3, style.mark, px::small, true, strong(style.mark_tone));
    }
  }
  std::string name(label);
  if (!style.detail.empty()) name += ", " + std::string(style.detail);
  if (!style.mark.empty()) name += ", " + std::string(style.mark);
  port::Node& node = add_node(port::Role::button, id, name, rect);
  node.description = style.description;
  if (style.selected) node.flags |= port::current;
  frame().boxes.back().y += h + 2;
  return clicked(id);
}

}  // namespace thuoc::ui
