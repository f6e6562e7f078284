// Headings, running text, badges, callouts.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "ui/frame.h"

namespace thuoc::ui {

namespace {

// ImGui sets lines at the font's own height; running text wants air, so wrapped text is drawn line
// by line at our line height.
template <typename Line>
float each_line(std::string_view text, float size, bool bold, float width, float spacing, Line line) {
  ImFont* const f = font(bold);
  const float step = std::round(size * spacing);
  float y = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  if (at == end) return step;
  while (at < end) {
    const char* stop = static_cast<const char*>(memchr(at, '\n', static_cast<size_t>(end - at)));
    const char* const paragraph_end = stop ? stop : end;
    do {
      const char* wrap = f->CalcWordWrapPosition(size, at, paragraph_end, width);
      if (wrap == at && wrap < paragraph_end) ++wrap;
      line(y, std::string_view(at, static_cast<size_t>(wrap - at)));
      y += step;
      at = wrap;
      while (at < paragraph_end && *at == ' ') ++at;
    } while (at < paragraph_end);
    if (stop) {
      ++at;
      if (at == end) break;
    }
  }
  return y;
}

// Its first words, as many as go into these lines with dots behind them.
std::string first_lines(std::string_view text, const TextStyle& style, float width) {
  const float room = std::round(style.size * px::line) * static_cast<float>(style.most_lines) + 1;
  std::string cut(text);
  while (!cut.empty() && text_height(cut + "…", style.size, style.bold, width) > room) {
    const auto space = cut.rfind(' ');
    cut.resize(space == std::string::npos ? 0 : space);
  }
  return cut + "…";
}

// Texts have no name of their own. Their words are their handle, so that inserting one above does
// not make all that follow look new to a screen reader.
std::string running_id(std::string_view value) {
  std::string id = "text:" + std::string(value);
  while (!frame().texts.insert(node_id(id)).second) id += '+';
  return id;
}

float badge_width(std::string_view text) { return text_width(text, px::small, true) + 20; }
constexpr float badge_height = 26;

void draw_badge(float x, float y, std::string_view text, Tone tone) {
  const float w = badge_width(text);
  fill({x, y, w, badge_height}, soft(tone), badge_height / 2);
  draw_text(x + 10, y + (badge_height - px::small * 1.25f) / 2, text, px::small, true, strong(tone));
}

}  // namespace

float text_width(std::string_view text, float size, bool bold) {
  if (text.empty()) return 0;
  return font(bold)->CalcTextSizeA(size, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

float text_height(std::string_view text, float size, bool bold, float wrap_width) {
  return each_line(text, size, bold, wrap_width, px::line, [](float, std::string_view) {});
}

void text(std::string_view value, const TextStyle& style) {
  Box& b = box();
  const float width = style.max_width > 0 ? std::min(style.max_width, b.w) : b.w;
  const float x = b.x, y = b.y;
  const float spacing = style.level ? px::heading_line : px::line;
  // Down, as browsers halve it: what is typed must not jump by a pixel.
  const float lead = std::floor((std::round(style.size * spacing) - style.size * 1.25f) / 2);
  std::string cut;
  if (style.most_lines && text_height(value, style.size, style.bold, width) >
                              std::round(style.size * px::line) * static_cast<float>(style.most_lines) + 1)
    cut = first_lines(value, style, width);
  const std::string_view shown = cut.empty() ? value : std::string_view(cut);
  const float h = each_line(shown, style.size, style.bold, width, spacing, [&](float line_y, std::string_view line) {
    if (!is_visible({x, y + line_y, width, style.size * 2})) return;
    draw_text(x, y + line_y + lead, line, style.size, style.bold, style.color);
  });
  port::Node& node = add_node(style.role, style.id.empty() ? running_id(value) : std::string(style.id), value, {x, y, width, h});
  node.font_px = style.size;
  node.level = style.level;
  if (style.bold) node.flags |= port::bold;
  if (style.level == 1 && std::exchange(frame().title_wanted, false)) node.flags |= port::focus_now;
  b.y += h;
}

void heading(int level, std::string_view value) {
  const float size = level == 1 ? px::title : level == 2 ? px::heading : px::subheading;
  text(value, {.size = size, .bold = true, .role = port::Role::heading, .level = level});
  gap(level == 1 ? 8 : 4);
}

void level_text(std::string_view value, int level, int levels) {
  Box& b = box();
  const float room = 6 * static_cast<float>(levels) + 6;
  draw_level(b.x, b.y + 5, level, levels);
  frame().boxes.push_back({b.x + room, b.y, b.w - room});
  text(value, {.bold = true});
  const float end = box().y;
  frame().boxes.pop_back();
  box().y = end;
}

void muted(std::string_view value) { text(value, {.size = px::small, .color = theme.muted}); }

void status_text(std::string_view id, std::string_view value, Color color) {
  text(value, {.size = px::small, .color = color, .role = port::Role::status, .id = id});
}

std::string ellipsis(std::string_view text, float size, bool bold, float width) {
  if (text.empty() || text_width(text, size, bold) <= width) return std::string(text);
  const float dots = text_width("…", size, bold);
  const char* end = nullptr;
  font(bold)->CalcTextSizeA(size, std::max(0.f, width - dots), 0, text.data(), text.data() + text.size(), &end);
  return std::string(text.begin(), text.begin() + (end - text.data())) + "…";
}

float inline_badge(float x, float y, std::string_view value, Tone tone) {
  draw_badge(x, y, value, tone);
  const float w = badge_width(value);
  port::Node& node = add_node(port::Role::text, running_id(value), value, {x, y, w, badge_height});
  node.font_px = px::small;
  node.flags |= port::bold;
  return w;
}

void badge(std::string_view value, Tone tone) {
  Box& b = box();
  if (badge_width(value) <= b.w) {
    inline_badge(b.x, b.y, value, tone);
    gap(badge_height + 4);
    return;
  }
  const float h = text_height(value, px::small, true, b.w - 20);
  fill({b.x, b.y, b.w, h + 8}, soft(tone), badge_height / 2);
  frame().boxes.push_back({b.x + 10, b.y + 4, b.w - 20});
  text(value, {.size = px::small, .bold = true, .color = strong(tone)});
  frame().boxes.pop_back();
  gap(h + 12);
}

void callout(std::string_view id, std::string_view value, Tone tone) {
  Box& b = box();
  constexpr float pad = 14, bar = 4;
  const float width = b.w - 2 * pad - bar;
  const float h = text_height(value, px::text, false, width) + 2 * pad - 6;
  fill({b.x, b.y, b.w, h}, soft(tone), px::radius);
  fill({b.x, b.y + 4, bar, h - 8}, strong(tone), 2);
  {
    const Region in_group(tone == Tone::bad ? port::Role::alert : port::Role::group, id);
    frame().boxes.push_back({b.x + pad + bar, b.y + pad - 3, width});
    text(value);
    frame().boxes.pop_back();
    box().y += h;
  }
  gap(12);
}

}  // namespace thuoc::ui
