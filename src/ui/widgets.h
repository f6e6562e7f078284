// What screens are made of. Every widget draws itself and, in the same call, adds its node to the
// mirror, so that what is seen, what is spoken and what can be acted on cannot drift apart.
//
// Layout is a box that fills downwards: a widget takes the width there is (or the one given) and
// moves the box on. Ids are unique texts; a field of the dossier has its JSON pointer for an id, so
// that a problem's place is also the field's name.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "port/mirror.h"
#include "ui/theme.h"

namespace thuoc::ui {

// --- The frame -------------------------------------------------------------------------------

void begin_frame(float width, float height);
void end_frame();  // hands the mirror to the port
// Done once this frame is drawn: what changes the model may take away what is being drawn. No std::function: it is eight
// functions for each, in a page that is downloaded.
struct Later {
  void* what;
  void (*act)(void* what);  // and lets go of it
};
void later(Later what);
template <typename Act>
void later(Act act) {
  later(Later{new Act(std::move(act)), [](void* what) {
                const std::unique_ptr<Act> owned(static_cast<Act*>(what));
                (*owned)();
              }});
}
bool is_narrow();  // a phone: one column
float frame_width();
float frame_height();

// Focus and show this id when it is drawn next.
void focus_on(std::string_view id);
// Focus the title (heading 1) drawn next: a screen or a question begins. Who cannot see hears it, and
// Tab goes on from there.
void focus_on_title();

// --- Boxes -----------------------------------------------------------------------------------

struct Box {
  float x = 0, y = 0, w = 0;
};
Box& box();  // where the next widget goes
void gap(float pixels);

// Side by side: widths are shares of what there is, or pixels when above 1. `stack` puts them under
// each other (phones).
void columns(std::initializer_list<float> shares, float between = 16, bool stack = false);
void next_column();
void end_columns();

// What is drawn while it lives stands in a box with a border.
class Card {
 public:
  explicit Card(Color background = theme.card, Color border = theme.line, float pad = 16);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

// What is drawn while it lives is of a region of the mirror that adds meaning: landmark, list, listitem, form …
class Region {
 public:
  Region(port::Role role, std::string_view id, std::string_view name = {});
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;
};

// A part of the page that scrolls by itself, at a fixed place. `focus` at top when `id` is new.
void begin_scroll(std::string_view id, float x, float y, float w, float h, float pad, port::Role landmark = port::Role::group,
                  std::string_view name = {});
void end_scroll();
void scroll_to_top(std::string_view id);

// A modal dialog over everything; false once the person pressed Esc (the caller then closes it).
bool begin_dialog(std::string_view id, std::string_view title, float width);
void end_dialog();

// --- Text ------------------------------------------------------------------------------------

struct TextStyle {
  float size = px::text;
  bool bold = false;
  Color color = theme.text;
  port::Role role = port::Role::text;
  int level = 0;             // heading level
  float max_width = 0;       // 0: the box
  int most_lines = 0;        // then dots, where all of a list are equally high; 0: as many as there are
  std::string_view id = {};  // where it must stay the same node while its words change
};
void heading(int level, std::string_view text);
void text(std::string_view text, const TextStyle& style = {});
void level_text(std::string_view text, int level, int levels);              // in bold, with the mark of the level before it
void muted(std::string_view text);                                          // smaller, grey
void status_text(std::string_view id, std::string_view text, Color color);  // a live region
float text_width(std::string_view text, float size, bool bold);
float text_height(std::string_view text, float size, bool bold, float wrap_width);

enum class Tone { plain, accent, good, warn, bad };
void badge(std::string_view text, Tone tone);                            // on a line of its own
float inline_badge(float x, float y, std::string_view text, Tone tone);  // returns its width
void callout(std::string_view id, std::string_view text, Tone tone);     // a coloured box of text

// --- Acting ----------------------------------------------------------------------------------

struct ButtonStyle {
  enum class Kind { primary, plain, quiet, danger } kind = Kind::plain;
  bool disabled = false;
  bool fill = false;  // as wide as the box
  bool small = false;
  bool current = false;  // the step we are at
  bool align_left = false;
  enum class Fold { none, closed, open } fold = Fold::none;  // it unfolds something below
  std::string_view description = {};                         // read after the name
  std::string_view shown = {};                               // what is drawn, where the name says more
};
bool button(std::string_view id, std::string_view label, const ButtonStyle& style = {});
// Several in a line, wrapping; returns the index pressed or -1. One with an empty label is left out.
struct ButtonItem {
  std::string_view id, label;
  ButtonStyle style;
};
int buttons(std::span<const ButtonItem> items);
inline int buttons(std::initializer_list<ButtonItem> items) { return buttons(std::span(items.begin(), items.size())); }
void link(std::string_view id, std::string_view label, std::string_view url);
// A row one can choose: title, detail, mark at the right. The whole row is the button.
struct RowStyle {
  bool selected = false;
  std::string_view detail = {};
  std::string_view mark = {};
  Tone mark_tone = Tone::plain;
  std::string_view number = {};  // in a circle at the left
  Tone number_tone = Tone::plain;
  std::string_view description = {};
  float indent = 0;
  bool open = false;        // still to be done: an empty circle instead of a mark
  bool done = false;        // a tick in the number's circle
  bool plain_mark = false;  // the mark without a pill, on the line of the label
};
bool choice_row(std::string_view id, std::string_view label, const RowStyle& style = {});

// --- Fields ----------------------------------------------------------------------------------

struct FieldStyle {
  std::string_view help = {}, error = {}, placeholder = {};
  bool required = false;
  bool multi_line = false;
  bool read_only = false;
  bool password = false;
  bool label_hidden = false;   // still the accessible name
  std::uint32_t keyboard = 0;  // port::decimal, email, url, telephone
  float width = 0;             // 0: the box
  int lines = 3;               // least height of a multi-line field
  std::string_view unit = {};  // shown behind the field: "/ 30 điểm"
};
struct Typed {
  bool changed = false;  // while typing
  bool left = false;     // the focus left the field or Enter was pressed
  std::string text;      // as typed
};
Typed field(std::string_view id, std::string_view label, std::string_view value, const FieldStyle& style = {});

// Returns the chosen value's index when it changed, else -1.
int select(std::string_view id, std::string_view label, std::span<const port::Option> options, std::string_view value,
           const FieldStyle& style = {});
// One of a few, as segments side by side. `chosen` may be -1.
int radios(std::string_view id, std::string_view label, std::span<const std::string> options, int chosen,
           const FieldStyle& style = {});
// True when it was toggled.
bool checkbox(std::string_view id, std::string_view label, bool checked);

// --- Pictures and tables ----------------------------------------------------------------------

void progress(std::string_view id, std::string_view name, double part, float width = 0);
// Points on a straight scale: how far of the whole, and where the levels begin (0…1).
struct Scale {
  float part = 0;
  std::span<const float> marks;
};
// The same at its largest, as wide as the box: thresholds with their numbers, names of the levels between them.
struct Ruler {
  Scale scale;
  std::string_view value, max;
  std::span<const std::string> numbers, names;  // one for each mark; one more for each level
};
void ruler(std::string_view id, std::string_view name, const Ruler& ruler);
// A QR code of `payload`, `side` pixels wide.
void qr(std::string_view id, std::string_view name, std::string_view payload, float side);

struct Column {
  std::string title;
  float share = 1;  // of the width; above 4: pixels
  bool right = false;
  int sorted = 0;      // 1 ascending, -1 descending, 0 not sorted by it
  bool sorts = false;  // its head is a button
};
struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  bool strong = false;
  std::string detail = {};          // smaller, under it
  std::optional<bool> tick = {};    // of the first cell: a mark before it; the row's button says what it is
  std::optional<Scale> scale = {};  // drawn behind the words, where there is room
  int level = 0, levels = 0;        // of so many, drawn before the words
};
// A table's rows, on a phone and where the columns have no room a card each. Heights of either: where they are given
// all are equally high, with cells cut to it, so that where a row is can be reckoned without drawing those before it.
struct RowHeight {
  float row = 0, card = 0;
};
// Returns the column whose head was pressed, or -1.
int begin_table(std::string_view id, std::string_view name, std::span<const Column> columns, int rows, RowHeight height = {});
bool in_cards();  // of the table begun last: its cells stand below each other, without heads
// Draws the rows that are worth it, which are all where no height was given; the others take their place and make
// no nodes. `draw` draws the row of that number, by one of the two below.
void table_rows(int count, const std::function<void(int)>& draw);
// True when the row was chosen. `action` names its button for who cannot see the row ("" = none).
bool table_row(std::string_view id, std::span<const Cell> cells, std::string_view action = {}, bool selected = false);
// A row that is the head of those below it.
void table_group_row(std::string_view id, std::string_view words);
void end_table();
// The same for a list whose items are all of this height: `draw` draws the one of that number at the box.
void list_rows(int count, float height, const std::function<void(int)>& draw);

}  // namespace thuoc::ui
