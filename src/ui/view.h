// What the screens share: the application's state, and what is only of the looks (which dialog is
// open, which row is unfolded, text typed that is not a value yet).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "app/app.h"
#include "ui/widgets.h"

namespace thuoc::ui {

// The screens beyond a school's, where this module has them (ui/office).
class Beyond {
 public:
  virtual ~Beyond() = default;
  virtual void draw(float x, float y, float w, float h) = 0;  // Screen::office, in the room below the bar
};

struct View {
  App app;
  // Typed text that could not become a value ("7,5x"): stays in its field until it is mended.
  std::map<std::string, std::string> drafts;
  std::string drafts_of;  // the dossier they were typed into

  enum class Dialog {
    none,
    new_dossier,
    delete_dossier,
    key_new,
    passphrase,
    about,
    display,
    incomplete,
    unconfirmed
  } dialog = Dialog::none;
  std::string dialog_subject;  // e.g. the record to delete
  std::string passphrase, passphrase_again;
  std::function<void(std::string_view passphrase)> sign_with;  // waits for the passphrase
  std::string new_year, new_pack;                              // of the dialog for a new dossier
  bool reading_question = false;                               // scoring on a phone: the question instead of the list
  std::string open_evidence;                                   // id of the entry unfolded for editing
  std::string open_member;                                     // index of the council member unfolded
  bool all_advice = false;                                     // hand in: the whole list of what is advisable
  bool was_exporting = false;                                  // in the last frame: the file that came of it is shown at the top
  Screen drawn = Screen::start;                                // to begin a new screen at its top
  const Theme* theme_shown = nullptr;                          // as the browser knows it, with the size of text
  int zoom_shown = 100;
  std::unique_ptr<Beyond> beyond;  // null: a school's module
};

View& view();  // of the page that lives

std::string_view tr(std::string_view key);
// A value for a {name} slot. Views only: the words live in the same expression, and hundreds of
// copies of strings would be a part of the download that one sees.
struct Slot {
  std::string_view name, value;
};
std::string tr(std::string_view key, std::initializer_list<Slot> slots);
std::string tr_with(std::string_view key, const Args& args);

// A field whose text is a value once nothing is wrong with it. What was typed and is none stays in it (View::drafts)
// beside the reason, which is announced when the field is left; the value stays what it was.
struct TypedField {
  std::string_view id, label, value;                            // value: as it is shown
  std::function<std::optional<Error>(std::string_view)> wrong;  // of a text that is not empty
  std::function<void(const std::string&)> set;                  // another value, "" where it was emptied
  std::function<void()> left;                                   // the focus left it
};
void typed_field(const TypedField& field, FieldStyle style = {});
std::optional<Error> too_long(std::string_view text);  // for a text of the record
// What a parser of typed values says is wrong.
auto wrong_by(auto parse) {
  return [parse](std::string_view text) -> std::optional<Error> {
    const auto parsed = parse(text);
    return parsed ? std::nullopt : std::optional(parsed.error());
  };
}

// Fields bound to a place of the open dossier. `pointer` is its JSON pointer and the widget's id.
// `find` gives the member to write in a Dossier.
void bound_text(std::string_view pointer, std::string_view label, const std::string& value,
                const std::function<std::string*(Dossier&)>& find, FieldStyle style = {});
void bound_date(std::string_view pointer, std::string_view label, const std::string& iso,
                const std::function<std::string*(Dossier&)>& find, FieldStyle style = {});
void bound_school_year(std::string_view pointer, std::string_view label, const std::string& value,
                       const std::function<std::string*(Dossier&)>& find, FieldStyle style = {});
void bound_number(std::string_view pointer, std::string_view label, std::optional<std::int64_t> value,
                  const std::function<void(Dossier&, std::optional<std::int64_t>)>& set, FieldStyle style = {});
void bound_points(std::string_view pointer, std::string_view label, std::optional<Points> value,
                  const std::function<void(Dossier&, std::optional<Points>)>& set, FieldStyle style = {});

// "2,4 MB"
std::string size_text(std::uint64_t bytes);
std::string level_name(const Group& group, int level);  // "Mức độ 2"
const Group* find_group(const Pack& pack, std::string_view id);
// "1.3 Triển khai …" where the instrument prints a number, else the title alone.
std::string numbered(std::string_view number, const Words& title);
// The mark of a maximum nobody could confirm, "" where it is confirmed.
std::string sure_mark(const Sure& sure);

// One function a screen.
void start_screen();
void unit_screen();
void council_screen();
void figures_screen();
void scoring_screen(float x, float y, float w, float h);  // has three parts that scroll apart
void evidence_screen();
void results_screen();
void hand_in_screen();

// The way back and the way on, in the foot of the page.
struct Way {
  std::string_view id, label;
  bool disabled = false;
};
struct Ways {
  Way back, on;
};
std::string answered_words();     // "12/29 câu đã chấm"
bool is_question_shown(float w);  // scoring in so wide a room: the list may be alone
Ways question_ways();
void go_to_question(int by);  // the one before or after it; past the last come the pieces of evidence

// The main column, at most `most` wide, that scrolls as a whole.
void begin_main(float x, float y, float w, float h, float most);
void end_main();

// Shared parts.
// Signing: how far it is, what failed, and the button. `whose` and `type` as Signings have them; `why` it cannot be signed, ""
// where it can, is said beside the button, else `what` it is to sign.
struct SignPanel {
  std::string_view id, whose, type, label, why, what;
};
bool sign_panel(const SignPanel& panel);  // true: pressed
// Signs with the key in use, once its passphrase was typed where it has one.
void with_passphrase(std::function<void(std::string_view passphrase)> sign);
// What an office asks at this place of the open dossier (its signed return), if anything.
void asked_here(std::string_view pointer);
void evidence_entry(const Evidence& evidence);
bool evidence_to_read(const Evidence& evidence);  // true: it is to be opened
void dialogs();
void not_confirmed();  // what of the open dossier's instrument nobody could confirm, and why
void apply_look();     // theme and text size, before anything is drawn

}  // namespace thuoc::ui
