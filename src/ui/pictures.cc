// Bars, rulers, levels, QR.
#include <qrcodegen.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/frame.h"

namespace thuoc::ui {

void progress(std::string_view id, std::string_view name, double part, float width) {
  Box& b = box();
  const float w = width > 0 ? std::min(width, b.w) : b.w;
  const Rect rect{b.x, b.y + 4, w, 8};
  part = std::clamp(part, 0.0, 1.0);
  fill(rect, theme.line, 4);
  if (part > 0) fill({rect.x, rect.y, std::max(8.f, w * static_cast<float>(part)), 8}, theme.accent, 4);
  port::Node& node = add_node(port::Role::progressbar, id, name, rect);
  node.now = std::round(static_cast<float>(part) * 100);
  node.max = 100;
  b.y += 16;
}

namespace {
// With an edge of the ground, for in some themes it is as bright as the fill.
void threshold(float x, float y, float h) {
  fill({x - 1, y, 4, h}, theme.page);
  fill({x, y, 2, h}, theme.text);
}
}  // namespace

void draw_scale(Rect rect, const Scale& scale) {
  const float h = std::round(rect.h * 0.6f), top = rect.y + rect.h - h;
  fill({rect.x, top, rect.w, h}, theme.line);
  fill({rect.x, top, std::round(rect.w * std::clamp(scale.part, 0.f, 1.f)), h}, theme.accent);
  for (const float mark : scale.marks) threshold(rect.x + std::round(rect.w * mark) - 1, rect.y, rect.h);
}

void draw_level(float x, float y, int level, int levels) {
  for (int i = 0; i < levels; ++i) {
    const float h = 6 + 6 * static_cast<float>(i) / static_cast<float>(std::max(1, levels - 1));
    const Rect bar{x + 6 * static_cast<float>(i), y + 12 - h, 4, h};
    fill(bar, i < level ? theme.accent : theme.line);
    if (i >= level) outline(bar, theme.border);
  }
}

void ruler(std::string_view id, std::string_view name, const Ruler& r) {
  Box& b = box();
  constexpr float value_size = 26, value_row = 36, fill_h = 10, words_at = value_row + fill_h + 10, h = words_at + 20;
  const float base = b.y + value_row + fill_h, part = std::clamp(r.scale.part, 0.f, 1.f);
  const auto at = [&](float where) { return b.x + std::round((b.w - 2) * where); };
  const auto words = [&](float middle, std::string_view text, Color color) {
    const float w = text_width(text, px::small, false);
    const float x = std::clamp(std::round(middle - w / 2), b.x, b.x + b.w - w);
    draw_text(x, b.y + words_at, text, px::small, false, color);
    return std::pair(x, x + w);
  };
  fill({b.x, base - fill_h, at(part) - b.x, fill_h}, theme.accent);
  fill({b.x, base, b.w, 1}, theme.border);
  for (int tenth = 0; tenth <= 10; ++tenth) fill({at(static_cast<float>(tenth) / 10), base, 1, 6}, theme.border);
  for (const float mark : r.scale.marks) threshold(at(mark), base - fill_h, 16);
  const float value_w = text_width(r.value, value_size, true);
  draw_text(std::clamp(std::round(at(part) - value_w / 2), b.x, b.x + b.w - value_w), b.y, r.value, value_size, true, theme.text);
  // What has no room beside the numbers is left out: the thresholds say more than their names.
  auto [left, end] = words(b.x, "0", theme.muted);
  for (std::size_t i = 0; i < r.names.size(); ++i) {
    const bool last = i >= r.scale.marks.size();
    const float to = last ? b.x + b.w : at(r.scale.marks[i]);
    const std::string_view number = last ? r.max : r.numbers[i];
    const float number_w = text_width(number, px::small, false);
    const float from = end, until = std::min(to - number_w / 2, b.x + b.w - number_w);
    if (text_width(r.names[i], px::small, false) + 16 < until - from) words((from + until) / 2, r.names[i], theme.muted);
    end = words(to, number, last ? theme.muted : theme.text).second;
  }
  add_node(port::Role::image, id, name, {b.x, b.y, b.w, h});
  b.y += h + 8;
}

void qr(std::string_view id, std::string_view name, std::string_view payload, float side) {
  auto& [made_for, rows] = frame().qr;
  if (made_for != payload) {
    made_for = payload;
    rows.clear();
    std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> scratch, code;
    const bool fits = qrcodegen_encodeText(made_for.c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM,
                                           qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true);
    const int size = fits ? qrcodegen_getSize(code.data()) : 0;
    for (int y = 0; y < size; ++y) {
      std::string row;
      for (int x = 0; x < size; ++x) row += qrcodegen_getModule(code.data(), x, y) ? '#' : ' ';
      rows.push_back(std::move(row));
    }
  }
  Box& b = box();
  constexpr int quiet = 4;  // modules of white around, as the standard asks
  const float step = std::floor(side / static_cast<float>(rows.size() + 2 * quiet));
  const float whole = step * static_cast<float>(rows.size() + 2 * quiet);
  fill({b.x, b.y, whole, whole}, 0xFFFFFF);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      if (rows[y][x] != '#') continue;
      fill({b.x + step * static_cast<float>(x + quiet), b.y + step * static_cast<float>(y + quiet), step, step}, 0x000000);
    }
  }
  add_node(port::Role::image, id, name, {b.x, b.y, whole, whole});
  b.y += whole + 8;
}

}  // namespace thuoc::ui
