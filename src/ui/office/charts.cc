// What the listed dossiers come to, as pictures: levels by group and cấp học, how the points lie, and
// which questions most schools do not meet.
#include <algorithm>

#include "ui/frame.h"
#include "ui/office/office_view.h"

namespace thuoc::ui {

namespace {

constexpr std::size_t listed_items = 10;

// One bar of parts side by side, each as long as its share; the picture's name says the numbers.
void stacked(std::string_view id, const std::string& label, const std::map<int, std::size_t>& levels,
             const std::map<int, Words>& names) {
  const Lang lang = view().app.display.lang;
  std::size_t all = 0;
  for (const auto& [level, count] : levels) all += count;
  const int most = names.empty() ? 0 : names.rbegin()->first;
  const float label_w = std::min(300.f, box().w * 0.35f), h = 24;
  // Words that have no room beside the bar stand above it.
  const bool above = text_width(label, px::small, false) > label_w - 8;
  const float top = above ? text_height(label, px::small, false, box().w) + 2 : 0;
  std::string spoken = label + ": ";
  if (above) {
    const Unspoken unspoken;
    text(label, {.size = px::small});
    box().y += 2;
  }
  const Rect rect{box().x, box().y, box().w, h + 6};
  if (!above) draw_text(rect.x, rect.y + 3, label, px::small, false, theme.text);
  float x = rect.x + (above ? 0 : label_w);
  const float width = rect.x + rect.w - x - 60;
  for (const auto& [level, count] : levels) {
    const float w = all ? width * static_cast<float>(count) / static_cast<float>(all) : 0;
    const Color area = level_color(level, most);
    fill({x, rect.y, std::max(1.f, w - 2), h}, area);
    const std::string number = std::to_string(count);
    if (w > text_width(number, px::small, true) + 8) draw_text(x + 5, rect.y + 3, number, px::small, true, ink_on(area));
    const auto name = names.find(level);
    spoken += (name == names.end() ? std::to_string(level) : name->second.in(lang)) + " " + number + "; ";
    x += w;
  }
  draw_text(rect.x + rect.w - 52, rect.y + 3, std::to_string(all), px::small, true, theme.muted);
  add_node(port::Role::image, id, spoken, {rect.x, rect.y - top, rect.w, rect.h + top});
  gap(h + 6);
}

// Which colour is which level, once for all bars.
void legend(std::string_view id, const std::map<int, Words>& names) {
  const Lang lang = view().app.display.lang;
  const int most = names.empty() ? 0 : names.rbegin()->first;
  std::string spoken;
  Box& b = box();
  float x = b.x;
  const float top = b.y;
  for (const auto& [level, name] : names) {
    const std::string words = name.in(lang);
    const float w = 22 + text_width(words, px::small, false) + 20;
    if (x > b.x && x + w > b.x + b.w) x = b.x, b.y += 24;
    fill({x, b.y + 4, 14, 14}, level_color(level, most));
    draw_text(x + 22, b.y + 2, words, px::small, false, theme.text);
    spoken += (spoken.empty() ? "" : "; ") + words;
    x += w;
  }
  b.y += 24;
  add_node(port::Role::text, id, spoken, {b.x, top, b.w, b.y - top}).font_px = px::small;
}

void spread(std::string_view id, const Sums::Group& group) {
  const std::size_t most = std::max<std::size_t>(1, std::ranges::max(group.tenths));
  constexpr float h = 70;
  const Rect rect{box().x, box().y, std::min(box().w, 520.f), h + 22};
  std::string spoken = std::string(tr("office.chart_spread")) + ": ";
  const float w = rect.w / 10;
  for (std::size_t i = 0; i < 10; ++i) {
    const float bar = h * static_cast<float>(group.tenths[i]) / static_cast<float>(most);
    const float x = rect.x + w * static_cast<float>(i);
    fill({x + 2, rect.y + h - bar, w - 4, bar}, theme.accent, 2);
    draw_text(x + 2, rect.y + h + 3, std::to_string(i * 10), 12, false, theme.muted);
    spoken += std::to_string(i * 10) + "–" + std::to_string(i * 10 + 10) + " %: " + std::to_string(group.tenths[i]) + "; ";
  }
  add_node(port::Role::image, id, spoken, rect);
  gap(rect.h + 8);
}

}  // namespace

void charts(const Sums& sums, const Pack& pack) {
  const Lang lang = view().app.display.lang;
  {
    const Card in_card(theme.card, theme.line, 18);
    heading(2, tr("office.charts"));
    muted(tr("office.charts_text"));
    for (const auto& [id, group] : sums.groups) {
      gap(12);
      const Points mean{group.count ? group.points.hundredths / static_cast<std::int64_t>(group.count) : 0};
      heading(3, tr("office.chart_group",
                    {{"group", group.number}, {"mean", to_display(mean, lang)}, {"count", std::to_string(group.count)}}));
      legend("office.legend." + id, group.names);
      stacked("office.chart." + id, std::string(tr("office.chart_all")), group.levels, group.names);
      for (const auto& [school, levels] : group.by_school)
        stacked("office.chart." + id + "." + school, unit_level_words(school), levels, group.names);
      gap(6);
      spread("office.spread." + id, group);
    }
    if (!sums.not_met.empty()) {
      gap(8);
      heading(3, tr("office.chart_not_met"));
      const Region in_list(port::Role::list, "office.not_met", tr("office.chart_not_met"));
      for (std::size_t i = 0; i < std::min(listed_items, sums.not_met.size()); ++i) {
        const auto& [id, count] = sums.not_met[i];
        const Item* item = pack.item(id);
        const Region in_item(port::Role::listitem, "office.not_met." + id);
        text(std::to_string(count) + " · " + (item ? numbered(item->number, item->title) : id), {.size = px::small});
      }
    }
  }
  gap(12);
}

}  // namespace thuoc::ui
