// What widgets share while a frame is made: the mirror being built, the stack of boxes, what people
// did since the last frame. Only src/ui/*.cc include this; screens use widgets.h.
#pragma once

#include <imgui.h>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "port/mirror.h"
#include "ui/widgets.h"

namespace thuoc::ui {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;  // screen, CSS pixels
  bool contains(ImVec2 p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
};

// The node that following nodes are children of, and where its inside begins on the screen.
struct Parent {
  int node = -1;
  float x = 0, y = 0;
  bool grows = false;  // its size is known at the end
};

// Parts that are begun and not ended yet.
struct OpenScroll {
  port::NodeId id;
  int node;
  Box outer;
  float top, pad;
};
struct OpenColumns {
  Box outer;
  std::vector<float> widths;
  float between;
  std::size_t at = 0;
  float x, top, bottom;
  bool stack;
};
struct OpenTable {
  std::string id;
  std::vector<Column> columns;
  std::vector<float> widths;
  int rows = 0, at = 0;
  float row_height = 0;
  bool cards = false;
};

// A QR code as rows of '#' and ' '. Made once for each payload: the fingerprint stays, the frames go by.
struct QrRows {
  std::string made_for;
  std::vector<std::string> rows;
};

struct Frame {
  port::Mirror mirror;
  std::vector<Parent> parents;
  std::deque<Box> boxes;  // a deque: references stay good while boxes are added
  std::vector<OpenScroll> open_scrolls;
  std::vector<OpenColumns> open_columns;
  OpenTable table;                    // the one begun last
  std::vector<port::Action> actions;  // since the last frame
  std::vector<Later> later;
  std::map<port::NodeId, float> scrolls;    // offsets of scrolling regions
  std::map<port::NodeId, float> scroll_to;  // asked for, handed on with the next frame
  std::string focus_wanted;                 // an id, until a widget with it is drawn
  // The title is to be focused, until it is drawn; from the next frame on: in this one it is the old.
  bool title_wanted = false, title_wanted_next = false;
  port::NodeId focused = 0;
  std::set<port::NodeId> texts;  // ids of texts in this frame
  float width = 0, height = 0;
  int dialogs = 0;  // open in this frame; what is below does not hover
  int dialogs_before = 0;
  bool in_dialog = false;
  std::map<port::NodeId, float> dialog_heights;  // of the content, as it was in the last frame
  QrRows qr;                                     // drawn last
};
Frame& frame();  // of the page that lives

port::NodeId node_id(std::string_view id);

// Adds a node over `rect` (screen) under the current parent; returns it to be filled in. The
// reference is good until the next node.
port::Node& add_node(port::Role role, std::string_view id, std::string_view name, Rect rect);
// The node becomes the parent of what follows, until pop_parent.
void push_parent(float inside_x, float inside_y, bool grows);
void pop_parent();  // a growing parent takes the height down to the box

// Takes the actions of this kind on this id.
std::optional<port::Action> take(std::string_view id, port::Action::Kind kind);
bool clicked(std::string_view id);

bool is_hovered(Rect rect);
bool is_pressed(Rect rect);
bool is_visible(Rect rect);

// While it lives, what is drawn is not spoken: the words of a control are its name, and a second
// node would be read twice.
class Unspoken {
 public:
  Unspoken() : nodes_(frame().mirror.nodes.size()), texts_(frame().texts) {}
  ~Unspoken() {
    frame().mirror.nodes.resize(nodes_);
    frame().texts = std::move(texts_);
  }

 private:
  std::size_t nodes_;
  std::set<port::NodeId> texts_;
};

// Drawing.
ImU32 rgb(Color color, float alpha = 1);
ImDrawList& canvas();
ImFont* font(bool bold);
void draw_text(float x, float y, std::string_view text, float size, bool bold, Color color, float wrap_width = 0);
void fill(Rect rect, Color color, float radius = 0, float alpha = 1);
void outline(Rect rect, Color color, float radius = 0, float thickness = 1);
void draw_tick(const Rect& mark, bool on, bool hovered);   // the mark of a checkbox
void draw_level(float x, float y, int level, int levels);  // as many bars as levels, filled up to this one; 12 high
void draw_scale(Rect rect, const Scale& scale);
Color level_color(int level, int levels);  // of areas of pictures
Color soft(Tone tone);
Color strong(Tone tone);

// Text of the largest beginning that fits, with "…".
std::string ellipsis(std::string_view text, float size, bool bold, float width);

}  // namespace thuoc::ui
