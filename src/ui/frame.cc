#include "ui/frame.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "port/port.h"

namespace thuoc::ui {

namespace {

constexpr float least_column = 40;  // below this columns stand under each other whatever was asked for
constexpr float tail = 32;          // room under the last thing of a scroll, so that it can be read

}  // namespace

port::NodeId node_id(std::string_view id) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ? hash : 1;
}

void begin_frame(float width, float height) {
  Frame& f = frame();
  f.mirror.nodes.clear();
  f.texts.clear();
  f.parents.assign(1, Parent{});
  f.boxes.assign(1, Box{0, 0, width});
  f.width = width;
  f.height = height;
  f.title_wanted = std::exchange(f.title_wanted_next, false) || f.title_wanted;
  f.dialogs_before = f.dialogs;
  f.dialogs = 0;
  f.in_dialog = false;
  for (const port::Action& action : f.actions) {
    if (action.kind == port::Action::Kind::scroll) f.scrolls[action.node] = action.number;
    if (action.kind == port::Action::Kind::focus) f.focused = action.node;
    if (action.kind == port::Action::Kind::blur && f.focused == action.node) f.focused = 0;
  }
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground);
  fill({0, 0, width, height}, theme.page);
}

void end_frame() {
  ImGui::End();
  ImGui::PopStyleVar(2);
  Frame& f = frame();
  f.actions.clear();
  port::show(f.mirror);
}

void later(Later what) {
  frame().later.push_back(what);
  port::wake();
}

bool is_narrow() { return frame().width < px::narrow; }
float frame_width() { return frame().width; }
float frame_height() { return frame().height; }

void focus_on(std::string_view id) {
  frame().focus_wanted = id;
  frame().title_wanted = frame().title_wanted_next = false;
}
void focus_on_title() {
  if (!frame().focus_wanted.empty()) return;
  frame().title_wanted_next = true;
  port::wake();
}

port::Node& add_node(port::Role role, std::string_view id, std::string_view name, Rect rect) {
  Frame& f = frame();
  const Parent& parent = f.parents.back();
  port::Node& node = f.mirror.nodes.emplace_back();
  node.id = node_id(id);
  node.parent = parent.node;
  node.role = role;
  node.x = rect.x - parent.x;
  node.y = rect.y - parent.y;
  node.w = rect.w;
  node.h = rect.h;
  node.name = name;
  if (!f.focus_wanted.empty() && f.focus_wanted == id) {
    node.flags |= port::focus_now;
    f.focus_wanted.clear();
  }
  return node;
}

void push_parent(float inside_x, float inside_y, bool grows) {
  Frame& f = frame();
  f.parents.push_back({static_cast<int>(f.mirror.nodes.size()) - 1, inside_x, inside_y, grows});
}

void pop_parent() {
  Frame& f = frame();
  const Parent parent = f.parents.back();
  f.parents.pop_back();
  if (parent.grows && parent.node >= 0) {
    f.mirror.nodes[static_cast<std::size_t>(parent.node)].h = std::max(0.f, box().y - parent.y);
  }
}

std::optional<port::Action> take(std::string_view id, port::Action::Kind kind) {
  const port::NodeId wanted = node_id(id);
  std::optional<port::Action> last;
  for (const port::Action& action : frame().actions) {
    if (action.node == wanted && action.kind == kind) last = action;
  }
  return last;
}

bool clicked(std::string_view id) { return take(id, port::Action::Kind::click).has_value(); }

bool is_hovered(Rect rect) {
  const Frame& f = frame();
  if (f.dialogs_before && !f.in_dialog) return false;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const ImVec2 low = canvas().GetClipRectMin(), high = canvas().GetClipRectMax();
  return rect.contains(mouse) && mouse.x >= low.x && mouse.y >= low.y && mouse.x < high.x && mouse.y < high.y;
}

bool is_pressed(Rect rect) { return is_hovered(rect) && ImGui::GetIO().MouseDown[0]; }

bool is_visible(Rect rect) { return ImGui::IsRectVisible({rect.x, rect.y}, {rect.x + rect.w, rect.y + rect.h}); }

Box& box() { return frame().boxes.back(); }

void gap(float pixels) { box().y += pixels; }

void columns(std::initializer_list<float> shares, float between, bool stack) {
  OpenColumns c{box(), {}, between, 0, box().x, box().y, box().y, stack};
  float fixed = between * static_cast<float>(shares.size() - 1), parts = 0;
  for (const float share : shares) (share > 1 ? fixed : parts) += share;
  const auto width_of = [&](float share) { return share > 1 ? share : (c.outer.w - fixed) * share / (parts > 0 ? parts : 1); };
  c.stack = stack || std::ranges::any_of(shares, [&](float share) { return width_of(share) < least_column; });
  for (const float share : shares) c.widths.push_back(c.stack ? c.outer.w : width_of(share));
  frame().boxes.push_back({c.outer.x, c.outer.y, c.widths[0]});
  frame().open_columns.push_back(std::move(c));
}

void next_column() {
  OpenColumns& c = frame().open_columns.back();
  c.bottom = std::max(c.bottom, box().y);
  if (c.stack) {
    box() = {c.outer.x, box().y + c.between, c.outer.w};
    return;
  }
  c.x += c.widths[c.at] + c.between;
  ++c.at;
  box() = {c.x, c.top, c.at < c.widths.size() ? c.widths[c.at] : 0};
}

void end_columns() {
  OpenColumns& c = frame().open_columns.back();
  const float bottom = std::max(c.bottom, box().y);
  frame().boxes.pop_back();
  box().y = bottom;
  frame().open_columns.pop_back();
}

struct Card::Inside {
  ImDrawListSplitter splitter;
  Box outer;
  float top, pad;
  Color background, border;
};

Card::Card(Color background, Color border, float pad) : in_(std::make_unique<Inside>()) {
  if (box().w < px::tight) pad = std::min(pad, 12.f);
  in_->outer = box();
  in_->top = box().y;
  in_->pad = pad;
  in_->background = background;
  in_->border = border;
  // The background is drawn last, when the height is known, but into the channel below.
  in_->splitter.Split(&canvas(), 2);
  in_->splitter.SetCurrentChannel(&canvas(), 1);
  frame().boxes.push_back({in_->outer.x + pad, in_->top + pad, in_->outer.w - 2 * pad});
}

Card::~Card() {
  const float bottom = box().y + in_->pad;
  frame().boxes.pop_back();
  const Rect rect{in_->outer.x, in_->top, in_->outer.w, bottom - in_->top};
  in_->splitter.SetCurrentChannel(&canvas(), 0);
  fill(rect, in_->background, px::radius);
  outline(rect, in_->border, px::radius);
  in_->splitter.Merge(&canvas());
  box().y = bottom;
}

Region::Region(port::Role role, std::string_view id, std::string_view name) {
  const Box b = box();
  add_node(role, id, name, {b.x, b.y, b.w, 0});
  push_parent(b.x, b.y, true);
}

Region::~Region() { pop_parent(); }

void begin_scroll(std::string_view id, float x, float y, float w, float h, float pad, port::Role landmark,
                  std::string_view name) {
  Frame& f = frame();
  if (landmark != port::Role::group) {
    add_node(landmark, std::string(id) + ".landmark", name, {x, y, w, h});
    push_parent(x, y, false);
  } else {
    f.parents.push_back(f.parents.back());
  }
  // The landmark has said the name.
  add_node(port::Role::scroll, id, landmark == port::Role::group ? name : "", {x, y, w, h});
  const port::NodeId node = node_id(id);
  float& offset = f.scrolls[node];
  if (const auto wanted = f.scroll_to.find(node); wanted != f.scroll_to.end()) {
    offset = wanted->second;
    f.mirror.nodes.back().scroll_to = wanted->second;
    f.scroll_to.erase(wanted);
  }
  f.open_scrolls.push_back({node, static_cast<int>(f.mirror.nodes.size()) - 1, box(), y - offset, pad});
  // Children are placed in the content's own coordinates: scrolling changes no node.
  push_parent(x, y - offset, false);
  canvas().PushClipRect({x, y}, {x + w, y + h}, true);
  f.boxes.push_back({x + pad, y - offset + pad, w - 2 * pad});
}

void end_scroll() {
  Frame& f = frame();
  const OpenScroll s = f.open_scrolls.back();
  f.open_scrolls.pop_back();
  const float content = box().y - s.top + (f.in_dialog ? s.pad : std::max(s.pad, tail));
  if (f.in_dialog) f.dialog_heights[s.id] = content;
  f.mirror.nodes[static_cast<std::size_t>(s.node)].content_height = content;
  // The browser clamps its own offset when the content shrinks; so do we, in the same frame.
  const float most = std::max(0.f, content - f.mirror.nodes[static_cast<std::size_t>(s.node)].h);
  if (f.scrolls[s.id] > most) {
    f.scrolls[s.id] = most;
    port::wake(1);
  }
  canvas().PopClipRect();
  f.boxes.pop_back();
  pop_parent();
  pop_parent();
  box() = s.outer;
}

void scroll_to_top(std::string_view id) { frame().scroll_to[node_id(id)] = 0; }

bool begin_dialog(std::string_view id, std::string_view title, float width) {
  Frame& f = frame();
  ++f.dialogs;
  f.in_dialog = true;
  fill({0, 0, f.width, f.height}, theme.shade, 0, 0.45f);
  const float w = std::min(width, f.width - 24);
  const float x = (f.width - w) / 2;
  const float y = is_narrow() ? 12 : std::max(24.f, f.height * 0.10f);
  const float most = f.height - 2 * y;
  // The height is known once it was drawn; frames come in threes, so nobody sees the first.
  const auto known = f.dialog_heights.find(node_id(std::string(id) + ".scroll"));
  const float h = known == f.dialog_heights.end() ? most : std::min(most, known->second);
  const bool escaped = take(id, port::Action::Kind::escape).has_value();
  add_node(port::Role::dialog, id, title, {x, y, w, h});
  push_parent(x, y, false);
  fill({x, y, w, h}, theme.card, px::radius + 4);
  outline({x, y, w, h}, theme.line, px::radius + 4);  // black on black has no other edge
  begin_scroll(std::string(id) + ".scroll", x, y, w, h, is_narrow() ? 16 : 28);
  heading(2, title);
  gap(8);
  return !escaped;
}

void end_dialog() {
  end_scroll();
  pop_parent();
  frame().in_dialog = false;
}

// --- Drawing -----------------------------------------------------------------------------------

ImU32 rgb(Color color, float alpha) {
  return IM_COL32((color >> 16) & 255, (color >> 8) & 255, color & 255, static_cast<int>(alpha * 255 + 0.5f));
}

ImDrawList& canvas() { return *ImGui::GetWindowDrawList(); }

ImFont* font(bool bold) {
  const ImVector<ImFont*>& fonts = ImGui::GetIO().Fonts->Fonts;
  return fonts[bold && fonts.Size > 1 ? 1 : 0];
}

void draw_text(float x, float y, std::string_view text, float size, bool bold, Color color, float wrap_width) {
  if (text.empty()) return;  // its data may be null, which ImGui takes for none of its business
  canvas().AddText(font(bold), size, {x, y}, rgb(color), text.data(), text.data() + text.size(), wrap_width);
}

void fill(Rect rect, Color color, float radius, float alpha) {
  canvas().AddRectFilled({rect.x, rect.y}, {rect.x + rect.w, rect.y + rect.h}, rgb(color, alpha), radius);
}

void outline(Rect rect, Color color, float radius, float thickness) {
  canvas().AddRect({rect.x + 0.5f, rect.y + 0.5f}, {rect.x + rect.w - 0.5f, rect.y + rect.h - 0.5f}, rgb(color), radius, 0,
                   thickness);
}

Color level_color(int level, int levels) {
  if (level <= 0) return theme.line;
  return theme.levels[std::clamp(levels > 1 ? 2 * (level - 1) / (levels - 1) : 2, 0, 2)];
}

Color soft(Tone tone) {
  switch (tone) {
    case Tone::accent: return theme.accent_soft;
    case Tone::good: return theme.good_soft;
    case Tone::warn: return theme.warn_soft;
    case Tone::bad: return theme.bad_soft;
    case Tone::plain: break;
  }
  return theme.rail;
}

Color strong(Tone tone) {
  switch (tone) {
    case Tone::accent: return theme.accent;
    case Tone::good: return theme.good;
    case Tone::warn: return theme.warn;
    case Tone::bad: return theme.bad;
    case Tone::plain: break;
  }
  return theme.muted;
}

}  // namespace thuoc::ui
