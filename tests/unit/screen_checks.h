// What is wrong with a frame, whatever is on it: said of its mirror and of the letters that were drawn.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "port/mirror.h"
#include "ui/frame.h"

namespace thuoc::test {

struct Placed {
  const port::Node* node;
  ui::Rect rect;     // on the screen, were nothing scrolled
  int scroll = -1;   // the nearest scrolling region it is in
  bool leaf = true;  // nothing is in it
};

class FrameCheck {
 public:
  FrameCheck(const port::Mirror& mirror, float width, float height) : width_(width), height_(height) {
    for (const port::Node& node : mirror.nodes) {
      Placed placed{&node, {node.x, node.y, node.w, node.h}};
      const int at = static_cast<int>(all_.size());
      if (node.parent >= at || node.parent < -1) {
        say(node, "its parent comes after it");
      } else if (node.parent >= 0) {
        Placed& parent = all_[static_cast<std::size_t>(node.parent)];
        parent.leaf = false;
        placed.rect.x += parent.rect.x, placed.rect.y += parent.rect.y;
        placed.scroll = parent.node->role == port::Role::scroll ? node.parent : parent.scroll;
      }
      all_.push_back(placed);
    }
    check_ids();
    for (const Placed& placed : all_) check_name(placed), check_place(placed);
    check_overlaps();
    check_foot();
  }

  // Where a node is on the screen, were nothing scrolled; nothing where it is not drawn.
  std::optional<ui::Rect> rect_of(std::string_view id) const {
    const auto found = std::ranges::find(all_, ui::node_id(id), [](const Placed& placed) { return placed.node->id; });
    return found == all_.end() ? std::nullopt : std::optional(found->rect);
  }

  // Of the same frame. Where a region is scrolled its letters are not where the mirror says: draw it tall enough.
  void check_letters(const ImDrawData& data) {
    std::map<const ImFontBaked*, const ImFontGlyph*> dots;
    for (ImFont* font : ImGui::GetIO().Fonts->Fonts)
      for (const float size : {ui::px::small, ui::px::text, ui::px::subheading, ui::px::heading, ui::px::title})
        if (ImFontBaked* baked = font->GetFontBaked(size, 1)) dots[baked] = baked->FindGlyph(0x2026);
    for (const ImDrawList* list : data.CmdLists) {
      for (const ImDrawCmd& command : list->CmdBuffer) {
        for (unsigned i = 0; i + 5 < command.ElemCount; i += 3) {
          const ImDrawVert* const v =
              &list->VtxBuffer[static_cast<int>(command.VtxOffset + list->IdxBuffer[static_cast<int>(command.IdxOffset + i)])];
          if (!is_letter(v) || v + 3 >= list->VtxBuffer.end()) continue;
          const bool is_dots = std::ranges::any_of(
              dots, [&](const auto& one) { return one.second && one.second->U0 == v[0].uv.x && one.second->V0 == v[0].uv.y; });
          check_letter({v[0].pos.x, v[0].pos.y, v[2].pos.x - v[0].pos.x, v[2].pos.y - v[0].pos.y}, command.ClipRect, is_dots);
          i += 3;
        }
      }
    }
  }

  const std::vector<std::string>& faults() const { return faults_; }

 private:
  using Role = port::Role;

  static bool acts(const port::Node& node) {
    switch (node.role) {
      case Role::button:
      case Role::link:
      case Role::checkbox:
      case Role::radio:
      case Role::textbox:
      case Role::multiline:
      case Role::search:
      case Role::password:
      case Role::combobox: return true;
      default: return false;
    }
  }
  static bool is_field(Role role) {
    return role == Role::textbox || role == Role::multiline || role == Role::search || role == Role::password ||
           role == Role::combobox;
  }
  static bool has_words(const port::Node& node) {
    return node.role == Role::text || node.role == Role::heading || node.role == Role::status || node.role == Role::label ||
           acts(node);
  }

  // Of a letter as ImGui draws it: four corners, upright, a picture of some size (src/page/main.cc finds them so).
  static bool is_letter(const ImDrawVert* v) {
    return v[0].pos.y == v[1].pos.y && v[2].pos.y == v[3].pos.y && v[0].pos.x == v[3].pos.x && v[1].pos.x == v[2].pos.x &&
           v[0].uv.x < v[1].uv.x && v[0].uv.y < v[3].uv.y && v[0].uv.y == v[1].uv.y && v[1].uv.x == v[2].uv.x;
  }

  void say(const port::Node& node, const std::string& what) {
    const std::string name = node.name.substr(0, 60);
    faults_.push_back("role " + std::to_string(static_cast<int>(node.role)) + " \"" + name + "\": " + what);
  }

  void check_ids() {
    std::map<port::NodeId, const port::Node*> ids;
    for (const Placed& placed : all_)
      if (!ids.emplace(placed.node->id, placed.node).second)
        say(*placed.node, "has the id of \"" + ids[placed.node->id]->name + "\"");
    for (const Placed& placed : all_)
      for (const port::NodeId other : {placed.node->labels, placed.node->labelled_by, placed.node->described_by})
        if (other && !ids.contains(other)) say(*placed.node, "is related to what is not there");
  }

  // The button of a row stands for the cell it is in.
  bool speaks_by_child(const Placed& placed) const {
    return std::ranges::any_of(all_, [&](const Placed& other) {
      return other.node->parent >= 0 && all_[static_cast<std::size_t>(other.node->parent)].node == placed.node &&
             other.node->role == Role::button && !other.node->name.empty();
    });
  }

  void check_name(const Placed& placed) {
    const port::Node& node = *placed.node;
    switch (node.role) {
      case Role::group:
      case Role::banner:
      case Role::contentinfo:
      case Role::form:
      case Role::alert:
      case Role::list:
      case Role::listitem:
      case Role::row:
      case Role::cell:
      case Role::separator: return;
      case Role::scroll: return;  // its landmark or dialog has it
      case Role::rowheader:
      case Role::columnheader:
        if (node.name.empty() && !speaks_by_child(placed)) say(node, "has no name");
        return;
      default:
        if (node.name.find_first_not_of(" \n\u00a0") == std::string::npos) say(node, "has no name");
    }
  }

  void check_place(const Placed& placed) {
    const port::Node& node = *placed.node;
    const ui::Rect& r = placed.rect;
    if (!(std::isfinite(r.x) && std::isfinite(r.y) && r.w >= 0 && r.h >= 0)) return say(node, "has no place");
    if (acts(node) && (r.w < 24 || r.h < 24)) say(node, "is too small for a finger: " + words(r));
    ui::Rect around{0, 0, width_, height_};
    if (placed.scroll >= 0) {
      const Placed& region = all_[static_cast<std::size_t>(placed.scroll)];
      around = region.rect;
      around.h = std::max(around.h, region.node->content_height);
    }
    constexpr float hair = 0.51f;
    if (r.x < around.x - hair || r.y < around.y - hair || r.x + r.w > around.x + around.w + hair ||
        r.y + r.h > around.y + around.h + hair)
      say(node, "is at " + words(r) + ", outside of " + words(around));
  }

  // What is read or pressed has a place of its own.
  void check_overlaps() {
    std::vector<const Placed*> taken;
    for (const Placed& placed : all_) {
      const port::Node& node = *placed.node;
      if (!placed.leaf || !has_words(node) || node.labels) continue;
      if (is_of(placed, Role::rowheader)) continue;
      for (const Placed* other : taken) {
        if (other->scroll != placed.scroll || is_over(*other) != is_over(placed)) continue;
        const ui::Rect &a = placed.rect, &b = other->rect;
        const float w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x),
                    h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
        if (w > 1 && h > 1) say(node, "lies over \"" + other->node->name.substr(0, 60) + "\": " + words(a) + ", " + words(b));
      }
      taken.push_back(&placed);
    }
  }
  // What is told and the way on have room of their own: whatever scrolls ends above them.
  void check_foot() {
    for (const std::string_view foot : {"foot", "notices"}) {
      const auto at = rect_of(foot);
      for (const Placed& placed : all_) {
        const ui::Rect& r = placed.rect;
        if (at && placed.node->role == Role::scroll && r.x + r.w > at->x + 1 && r.y + r.h > at->y + 0.51f && !is_over(placed))
          say(*placed.node, "reaches below the foot: " + words(r) + ", " + words(*at));
      }
    }
  }

  // A dialog lies over the page.
  bool is_over(const Placed& placed) const {
    for (int at = placed.node->parent; at >= 0; at = all_[static_cast<std::size_t>(at)].node->parent) {
      const port::Node& node = *all_[static_cast<std::size_t>(at)].node;
      if (node.role == Role::dialog) return true;
    }
    return false;
  }

  void check_letter(const ui::Rect& letter, const ImVec4& clip, bool is_dots) {
    const float x = letter.x + letter.w / 2, y = letter.y + letter.h / 2;
    const Placed* in = nullptr;
    bool has_dots = false;  // one of those here: a notice may lie over another
    for (const Placed& placed : all_) {
      const ui::Rect& r = placed.rect;
      if (!placed.leaf || x < r.x || x > r.x + r.w || y < r.y - 2 || y > r.y + r.h + 2) continue;
      in = &placed;
      has_dots = has_dots || may_be_cut(placed);
    }
    if (letter.x < clip.x - 1 || letter.x + letter.w > clip.z + 1)
      faults_.push_back("a letter at " + words(letter) + " is cut at the side" + (in ? " of \"" + in->node->name + "\"" : ""));
    if (in && is_dots && !has_dots) say(*in->node, "is cut with dots");
  }
  // The unit's name in the bar, what is typed or chosen in a field, a cell of a list whose rows are equally high, and
  // what has dots of its own.
  bool may_be_cut(const Placed& placed) const {
    const port::Node& node = *placed.node;
    constexpr std::string_view dots = "…";
    if (is_field(node.role) || node.id == ui::node_id("bar.unit")) return true;
    if (node.role == Role::cell || node.role == Role::rowheader || is_of(placed, Role::rowheader)) return true;
    for (const std::string* said : {&node.name, &node.value, &node.placeholder, &node.description})
      if (said->find(dots) != std::string::npos) return true;
    return false;
  }
  bool is_of(const Placed& placed, Role role) const {
    return placed.node->parent >= 0 && all_[static_cast<std::size_t>(placed.node->parent)].node->role == role;
  }

  static std::string words(const ui::Rect& r) {
    return std::to_string(std::lround(r.x)) + "," + std::to_string(std::lround(r.y)) + " " + std::to_string(std::lround(r.w)) +
           "×" + std::to_string(std::lround(r.h));
  }

  float width_, height_;
  std::vector<Placed> all_;
  std::vector<std::string> faults_;
};

}  // namespace thuoc::test
