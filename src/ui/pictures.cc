// Bars, gauges, radar, QR.
#include <qrcodegen.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/frame.h"

namespace thuoc::ui {

namespace {
constexpr float pi = 3.14159265f;

// Areas bear a lighter colour than words.
Color bright(Tone tone) {
  switch (tone) {
    case Tone::good: return theme.good_area;
    case Tone::warn: return theme.warn_area;
    case Tone::bad: return theme.bad_area;
    case Tone::accent:
    case Tone::plain: break;
  }
  return theme.accent;
}
}  // namespace

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

void gauge(std::string_view id, std::string_view name, std::string_view big, std::string_view below, double part,
           std::span<const double> marks, Tone tone) {
  Box& b = box();
  const float w = std::min(b.w, 240.f), radius = w / 2 - 14, thick = 16;
  const ImVec2 middle{b.x + b.w / 2, b.y + radius + 14};
  auto arc = [&](double from, double to, Color color) {
    canvas().PathArcTo(middle, radius, pi + pi * static_cast<float>(from), pi + pi * static_cast<float>(to), 48);
    canvas().PathStroke(rgb(color), 0, thick);
  };
  part = std::clamp(part, 0.0, 1.0);
  arc(0, 1, theme.line);
  if (part > 0) arc(0, part, bright(tone));
  for (const double mark : marks) {
    const float a = pi + pi * static_cast<float>(mark);
    canvas().AddLine({middle.x + (radius - thick / 2 - 3) * std::cos(a), middle.y + (radius - thick / 2 - 3) * std::sin(a)},
                     {middle.x + (radius + thick / 2 + 3) * std::cos(a), middle.y + (radius + thick / 2 + 3) * std::sin(a)},
                     rgb(theme.text), 2);
  }
  const float big_w = text_width(big, 34, true);
  draw_text(std::round(middle.x - big_w / 2), middle.y - 50, big, 34, true, theme.text);
  const float below_w = text_width(below, px::small, false);
  draw_text(std::round(middle.x - below_w / 2), middle.y - 6, below, px::small, false, theme.muted);
  const float h = radius + 14 + 20;
  add_node(port::Role::image, id, name, {b.x, b.y, b.w, h});
  b.y += h + 8;
}

void radar(std::string_view id, std::string_view name, std::span<const std::string> labels, std::span<const double> parts) {
  Box& b = box();
  const std::size_t n = std::min(labels.size(), parts.size());
  if (n < 3) return;  // two axes have no area
  const float w = std::min(b.w, 340.f), radius = w / 2 - 46;
  const ImVec2 middle{b.x + b.w / 2, b.y + w / 2 - 10};
  auto at = [&](std::size_t i, float part) {
    const float a = -pi / 2 + 2 * pi * static_cast<float>(i) / static_cast<float>(n);
    return ImVec2{middle.x + radius * part * std::cos(a), middle.y + radius * part * std::sin(a)};
  };
  for (int ring = 1; ring <= 4; ++ring) {
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < n; ++i) points.push_back(at(i, static_cast<float>(ring) / 4));
    canvas().AddPolyline(points.data(), static_cast<int>(n), rgb(theme.line), ImDrawFlags_Closed, 1);
  }
  std::vector<ImVec2> shape;
  for (std::size_t i = 0; i < n; ++i) {
    canvas().AddLine(middle, at(i, 1), rgb(theme.line));
    shape.push_back(at(i, static_cast<float>(std::clamp(parts[i], 0.0, 1.0))));
    const ImVec2 end = at(i, 1.16f);
    const float lw = text_width(labels[i], px::small, true);
    draw_text(std::round(end.x - lw / 2), end.y - 9, labels[i], px::small, true, theme.muted);
  }
  canvas().AddConcavePolyFilled(shape.data(), static_cast<int>(n), rgb(theme.accent, 0.18f));
  canvas().AddPolyline(shape.data(), static_cast<int>(n), rgb(theme.accent), ImDrawFlags_Closed, 2);
  for (const ImVec2 point : shape) canvas().AddCircleFilled(point, 4, rgb(theme.accent));
  add_node(port::Role::image, id, name, {b.x, b.y, b.w, w - 20});
  b.y += w - 12;
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
