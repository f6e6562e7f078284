// The page as it is spoken, typed into and scrolled: a tree of real elements over the canvas.
//
// Widgets draw and, in the same call, add a node. The port keeps one real element for each node
// (button, input, select, table row, heading …), transparent and exactly over its picture. The
// browser therefore does everything a browser does well: focus, Tab, Enter, typing with any input
// method, native lists, touch scrolling with inertia, screen readers, find on page. What a person
// does to an element comes back as an Action on the node. There is no second way in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thuoc::port {

using NodeId = std::uint32_t;

enum class Role : std::uint8_t {
  group,  // no meaning of its own; name optional (then role=group)
  banner,
  navigation,
  main,
  complementary,
  contentinfo,  // landmarks
  form,
  region,   // named sections
  scroll,   // a region that scrolls: `content_height` is its inside
  dialog,   // modal: the rest is inert while it is there
  heading,  // `level` 1–6
  text,     // a run of text, read as it stands
  status,
  alert,  // live regions
  button,
  link,  // link: `value` is the URL, opened by the browser when it is http(s) or mailto
  checkbox,
  radio,
  radiogroup,
  textbox,
  multiline,
  search,
  password,
  combobox,  // a native select: `options`
  list,
  listitem,
  table,
  row,
  columnheader,
  rowheader,
  cell,
  progressbar,  // `now` of `max`
  image,        // name is its alternative
  separator,
  label,  // the visible name of the field `labels`; a click on it goes there
};

enum Flag : std::uint32_t {
  disabled = 1,
  checked = 2,
  selected = 4,
  expanded = 8,
  collapsed = 16,
  invalid = 32,
  required = 64,
  read_only = 128,
  busy = 256,
  current = 512,
  pressed = 1024,
  focus_now = 2048,  // take the focus (once, when the flag appears)
  bold = 4096,       // how the text looks: for the editor and for find on page
  small = 8192,
  right_aligned = 16384,
  drop_target = 32768,
  decimal = 65536,  // phone keyboard for numbers
  email = 1 << 17,
  url = 1 << 18,
  telephone = 1 << 19,
  roving = 1 << 20,  // its buttons are one stop for Tab; arrows, Home and End go from one to the next
};

struct Option {
  std::string value, label;
};

struct Node {
  NodeId id = 0;
  int parent = -1;  // index into Mirror::nodes, -1 = the page
  Role role = Role::group;
  std::uint32_t flags = 0;
  float x = 0, y = 0, w = 0, h = 0;  // CSS pixels, relative to the parent (inside of a scroll)
  float font_px = 16;
  int level = 0;             // heading level; row index of a long table (1-based)
  float content_height = 0;  // scroll
  float scroll_to = -1;      // scroll: go there (once), -1 = leave it to the person
  float now = 0, max = 0;    // progressbar
  int row_count = 0;         // table: of all rows, also those not here
  NodeId labels = 0;         // label: the field it names
  NodeId labelled_by = 0;    // field: its label, whose words are `name`
  NodeId described_by = 0;   // field: the text that helps, or says what is wrong
  std::string name;          // accessible name; the text itself for text, heading, cell
  std::string value;         // textbox, combobox, link
  std::string description;   // what only a listener needs to be told, read after the name
  std::string placeholder;
  std::string color;            // of the editor's text, "#rrggbb"
  std::vector<Option> options;  // combobox
};

struct Mirror {
  std::vector<Node> nodes;  // parents before children: the reading order
};

// What a person did to a node, by whatever means.
struct Action {
  enum class Kind : std::uint8_t {
    click,   // button, link, row, listitem: mouse, touch, Enter, Space, screen reader
    input,   // textbox: `text` as it is now, while typing; combobox: the value chosen;
             // checkbox and radio: "true"
    commit,  // textbox: left the field or pressed Enter; `text` in NFC
    focus,
    blur,
    scroll,  // scroll: `number` is the new offset in CSS pixels
    escape,  // dialog: Esc
  };
  NodeId node = 0;
  Kind kind = Kind::click;
  std::string text;
  float number = 0;
};

}  // namespace thuoc::port
