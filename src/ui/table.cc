// Tables: real rows, headers and cells in the mirror; on a phone each row becomes a card.
#include <algorithm>
#include <cmath>

#include "ui/frame.h"

namespace thuoc::ui {

namespace {

constexpr float cell_pad = 10, tick_room = 34;
constexpr float scale_w = 96, scale_h = 12;
constexpr float least_share = 90;  // of a share of the width: below this a word has no room

// False where one of them would have no room.
bool lay_out(OpenTable& table, std::span<const Column> columns, float width) {
  float fixed = 0, shares = 0;
  for (const Column& c : columns) (c.share > 4 ? fixed : shares) += c.share;
  table.widths.clear();
  bool fits = true;
  for (const Column& c : columns) {
    table.widths.push_back(c.share > 4 ? c.share : (width - fixed) * c.share / std::max(shares, 0.01f));
    if (c.share <= 4 && table.widths.back() < least_share) fits = false;
  }
  return fits;
}

// What stands before a cell's words.
float before(const Cell& cell) { return cell.tick ? tick_room : cell.levels ? 6 * static_cast<float>(cell.levels) + 6 : 0.f; }

}  // namespace

bool in_cards() { return frame().table.cards; }

int begin_table(std::string_view id, std::string_view name, std::span<const Column> columns, int rows, RowHeight height) {
  OpenTable& table = frame().table;
  table = {std::string(id), {columns.begin(), columns.end()}, {}, rows};
  table.cards = is_narrow() || !lay_out(table, columns, box().w);
  table.row_height = table.cards ? height.card : height.row;
  int pressed = -1;
  Box& b = box();
  add_node(port::Role::table, id, name, {b.x, b.y, b.w, 0});
  frame().mirror.nodes.back().row_count = rows + 1;
  frame().mirror.nodes.back().flags |= port::roving;
  push_parent(b.x, b.y, true);
  if (table.cards) return pressed;
  const auto shown = [&](std::size_t i) {
    return columns[i].title + (columns[i].sorted > 0 ? " ↑" : columns[i].sorted < 0 ? " ↓" : "");
  };
  float h = 38;
  for (std::size_t i = 0; i < columns.size(); ++i)
    h = std::max(h, text_height(shown(i), px::small, true, table.widths[i] - 2 * cell_pad) + 18);
  fill({b.x, b.y, b.w, h}, theme.rail, px::radius);
  add_node(port::Role::row, std::string(id) + ".head", "", {b.x, b.y, b.w, h});
  push_parent(b.x, b.y, false);
  float x = b.x;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const float w = table.widths[i], inner = w - 2 * cell_pad;
    const std::string words = shown(i);
    {
      const Unspoken unspoken;
      const float tw = std::min(inner, text_width(words, px::small, true));
      frame().boxes.push_back({columns[i].right ? x + w - cell_pad - tw : x + cell_pad, b.y + 9, tw + 1});
      text(words, {.size = px::small, .bold = true, .color = theme.muted});
      frame().boxes.pop_back();
    }
    add_node(port::Role::columnheader, std::string(id) + ".head" + std::to_string(i), columns[i].title, {x, b.y, w, h});
    frame().mirror.nodes.back().font_px = px::small;
    if (columns[i].sorts) {
      push_parent(x, b.y, false);
      const std::string button_id = std::string(id) + ".sort" + std::to_string(i);
      add_node(port::Role::button, button_id, words, {x, b.y, w, h});
      frame().mirror.nodes[frame().mirror.nodes.size() - 2].name.clear();
      if (clicked(button_id)) pressed = static_cast<int>(i);
      pop_parent();
    }
    x += w;
  }
  pop_parent();
  b.y += h;
  return pressed;
}

namespace {

// Every line cut to the width, and no more of them than there is room for.
std::string cut_lines(const std::string& text, float size, bool bold, float width, int most) {
  std::string out;
  std::size_t from = 0;
  for (int line = 0; line < most && from <= text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    out += (line ? "\n" : "") + ellipsis(std::string_view(text).substr(from, end - from), size, bold, width);
    from = end + 1;
  }
  return out;
}

}  // namespace

bool table_row(std::string_view id, std::span<const Cell> whole, std::string_view action, bool selected) {
  Box& b = box();
  OpenTable& table = frame().table;
  ++table.at;
  const bool narrow = table.cards;
  const std::string button_id = std::string(id) + ".open";
  float h = 0;
  std::vector<float> heights(whole.size());
  std::vector<Cell> cut;
  // What of a cell its text may take.
  const auto inner = [&](std::size_t i) {
    return (narrow ? b.w - 24 : table.widths[i] - 2 * cell_pad) - before(whole[i]) - (whole[i].scale ? scale_w + cell_pad : 0.f);
  };
  if (table.row_height > 0) {
    cut.assign(whole.begin(), whole.end());
    for (std::size_t i = 0; i < cut.size(); ++i) {
      const float w = inner(i);
      cut[i].text = cut_lines(cut[i].text, i ? px::small : px::text, cut[i].strong || cut[i].tone != Tone::plain, w,
                              cut[i].detail.empty() ? 2 : 1);
      cut[i].detail = cut_lines(cut[i].detail, px::small, false, w, 1);
    }
  }
  const std::span<const Cell> cells = cut.empty() ? whole : std::span<const Cell>(cut);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const float w = inner(i);
    // On a phone the pills stand in a column of lines and want room around them.
    const float pill = cells[i].tone == Tone::plain ? 0.f : narrow ? 14.f : 6.f;
    heights[i] =
        cells[i].text.empty() && narrow ? 0 : text_height(cells[i].text, i ? px::small : px::text, cells[i].strong, w + 1) + pill;
    if (!cells[i].detail.empty()) heights[i] += text_height(cells[i].detail, px::small, false, w + 1);
    h = narrow ? h + heights[i] : std::max(h, heights[i]);
  }
  h = table.row_height > 0 ? table.row_height - (narrow ? 8.f : 0.f) : std::max(44.f, h + (narrow ? 20.f : 18.f));
  const Rect rect{b.x, b.y, b.w, h};
  if (is_visible(rect)) {
    if (selected) {
      fill(rect, theme.accent_soft, narrow ? px::radius : 0);
    } else if (!action.empty() && is_hovered(rect)) {
      fill(rect, theme.hover, narrow ? px::radius : 0);
    }
    if (narrow) {
      outline(rect, theme.line, px::radius);
    } else {
      fill({b.x, b.y + h - 1, b.w, 1}, theme.line);
    }
  }
  add_node(port::Role::row, id, "", rect);
  frame().mirror.nodes.back().level = table.at + 1;
  push_parent(b.x, b.y, false);
  float x = b.x, y = b.y + 10;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    const float w = narrow ? b.w : table.widths[i];
    const float size = i ? px::small : px::text;
    const Rect cell_rect = narrow ? Rect{x, y, w, heights[i]} : Rect{x, b.y, w, h};
    {
      const Unspoken unspoken;
      const float tw = std::min(inner(i), text_width(cell.text, size, cell.strong));
      const bool right = !narrow && table.columns[i].right;
      const float tx = (narrow ? x + 12 : right ? x + w - cell_pad - tw : x + cell_pad) + before(cell);
      const float ty = narrow ? y : b.y + std::round((h - heights[i]) / 2);
      if (cell.tick && is_visible(cell_rect)) draw_tick({tx - tick_room, ty, 22, 22}, *cell.tick, is_hovered(rect));
      if (cell.levels && is_visible(cell_rect)) draw_level(tx - before(cell), ty + 4, cell.level, cell.levels);
      if (cell.scale && is_visible(cell_rect))
        draw_scale({x + w - (narrow ? 12.f : cell_pad) - scale_w, ty + 4, scale_w, scale_h}, *cell.scale);
      if (is_visible(cell_rect) && !cell.text.empty()) {
        const bool coloured = cell.tone != Tone::plain;
        const float above = narrow && coloured ? 4.f : 0.f, indent = narrow && coloured ? 8.f : 0.f;
        if (coloured) fill({tx + indent - 8, ty + above, tw + 16, heights[i] - 2 * above}, soft(cell.tone), 12);
        frame().boxes.push_back({tx + indent, ty + above + (coloured ? 3.f : 0.f), inner(i) + 1});
        text(cell.text, {.size = size, .bold = cell.strong || coloured, .color = coloured ? strong(cell.tone) : theme.text});
        if (!cell.detail.empty()) muted(cell.detail);
        frame().boxes.pop_back();
      }
    }
    add_node(i ? port::Role::cell : port::Role::rowheader, std::string(id) + "." + std::to_string(i),
             whole[i].detail.empty() ? whole[i].text : whole[i].text + "\n" + whole[i].detail, cell_rect);
    frame().mirror.nodes.back().font_px = size;
    // The first cell holds the row's button, over the whole row.
    if (i == 0 && !action.empty()) {
      push_parent(cell_rect.x, cell_rect.y, false);
      port::Node& node = add_node(port::Role::button, button_id, action, rect);
      if (selected) node.flags |= port::current;
      frame().mirror.nodes[frame().mirror.nodes.size() - 2].name.clear();
      pop_parent();
    }
    if (narrow) {
      y += heights[i];
    } else {
      x += w;
    }
  }
  pop_parent();
  b.y += h + (narrow ? 8.f : 0.f);
  return !action.empty() && clicked(button_id);
}

void table_group_row(std::string_view id, std::string_view words) {
  Box& b = box();
  OpenTable& table = frame().table;
  ++table.at;
  const float h = table.row_height;
  const Rect rect{b.x, b.y, b.w, h};
  fill({b.x, b.y + h - 40, b.w, 40}, theme.rail);
  draw_text(b.x + cell_pad, b.y + h - 31, ellipsis(words, px::text, true, b.w - 2 * cell_pad), px::text, true, theme.text);
  add_node(port::Role::row, id, "", rect);
  frame().mirror.nodes.back().level = table.at + 1;
  push_parent(b.x, b.y, false);
  add_node(port::Role::rowheader, std::string(id) + ".name", words, rect);
  pop_parent();
  b.y += h;
}

namespace {

// Of `count` things of this height that begin at the box, those worth drawing: first and one past the last.
std::pair<int, int> in_sight(int count, float height) {
  // A screen more at either end, so that scrolling meets rows and Tab goes on.
  const float margin = frame_height() / 2, y = box().y;
  const auto at = [&](float where) { return std::clamp(static_cast<int>(where / height), 0, count); };
  return {at(-margin - y), std::min(count, at(frame_height() + margin - y) + 1)};
}

}  // namespace

void table_rows(int count, const std::function<void(int)>& draw) {
  OpenTable& table = frame().table;
  const bool alike = table.row_height > 0;
  const auto [first, end] = alike ? in_sight(count, table.row_height) : std::pair(0, count);
  const auto skip = [&](int rows) {
    table.at += rows;
    box().y += table.row_height * static_cast<float>(rows);
  };
  skip(first);
  for (int i = first; i < end; ++i) draw(i);
  skip(count - end);
}

void list_rows(int count, float height, const std::function<void(int)>& draw) {
  const auto [first, end] = in_sight(count, height);
  const float top = box().y;
  for (int i = first; i < end; ++i) {
    box().y = top + height * static_cast<float>(i);
    draw(i);
  }
  box().y = top + height * static_cast<float>(count);
}

void end_table() { pop_parent(); }

}  // namespace thuoc::ui
