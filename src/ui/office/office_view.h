// What the office's screens share: the office's state, and what is only of the looks.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "intake/listing.h"
#include "office/office.h"
#include "office/unit_listing.h"
#include "ui/view.h"

namespace thuoc::ui {

// Tables of units with at most so many rows have each as high as its words are.
constexpr int few_rows = 100;
// Evidence drawn under one item, and in the list of all before somebody asks for more.
constexpr std::size_t evidence_drawn = 50, evidence_listed = 300;

// Units as they are looked for and listed.
struct ListedUnits {
  WantedUnits wanted;
  UnitListing listing;
  std::int64_t listed_ms = 0;
};

// What is only of the looks, a struct for each screen. Facts are what the round as it stands comes to: seconds of work
// for forty thousand units, so not every frame.
struct FilesScreen {
  Wanted wanted;
  Wanted listed;  // what `listing` was made for, and when
  std::int64_t listed_ms = 0;
  Listing listing;
  bool filters = false, charts = false, received = false;  // unfolded
  std::optional<std::set<std::string>> picked;             // names of rows; while there is a set a row is picked, not opened
  std::string picked_day;                                  // ISO date that is about to be said of those picked
  bool show_commune = false, show_changed = false, show_signer = true, show_problems = true;
};
struct FileScreen {
  std::size_t evidence_shown = evidence_listed;
};
struct UnitsScreen {
  enum class Unfolded { none, paste, keys, share } unfolded = Unfolded::none;  // above the units
  std::string pasted;                                                          // a list of units, not read yet
  std::string unit;                                                            // code of the one whose details are shown, or ""
  ListedUnits all;
};
struct AssessScreen {
  bool reading_item = false;  // on a phone: the item instead of the list
  bool returning = false;     // the return of the unit that is assessed, instead of its assessment
  bool team = false;          // who assesses what is unfolded
};
struct SampleScreen {
  std::string percent = "30", seed;
  bool how_drawn = false;  // how the draw is repeated is unfolded
  struct Facts {
    std::uint64_t revision = 0;     // of the round
    std::vector<SampleUnit> units;  // that can be drawn
    std::optional<Sample> drawn;    // without its teams
    std::optional<Error> differs;   // why drawing again gives something else
    std::vector<Error> problems;    // of the teams
  } facts;
};
struct RecognitionScreen {
  int reached = 0;         // of those not in the list: at least this level in each group; 0: any
  bool open_seen = false;  // that reviews in the list have open items was read
  struct Facts {
    std::uint64_t revision = 0;
    std::vector<Finding> findings;
    std::ptrdiff_t unsettled = 0;     // in the list with open items
    std::vector<std::string> others;  // bundles of those not in it, as they are listed and of level `reached`
    std::uint64_t handed_in = 0;      // the listing's version then
    int reached = 0;
  } facts;
};
struct RollupScreen {
  Side side = Side::self;  // which table is shown
  std::string cell;        // "row.column" of the one whose units are listed, or ""
  struct Facts {
    std::uint64_t revision = 0;
    Side side = Side::self;
    Table table;
    AddingUp::NotSigned without;
  } facts;
};

struct OfficeView : Beyond {
  explicit OfficeView(App& app) : work(app) {}
  void draw(float x, float y, float w, float h) override;

  OfficeWork work;
  std::string drawn;         // step and file of the last frame, to begin another at its top
  bool edit_office = false;  // the fields of who signs are unfolded, wherever they stand

  FilesScreen files;
  FileScreen file;
  UnitsScreen units;
  ListedUnits handed_in{.wanted = {.is = UnitIs::handed_in}};  // to be assessed, to be recognised
  AssessScreen assess;
  SampleScreen sample;
  RecognitionScreen recognise;
  RollupScreen rollup;
};
OfficeView& office_view();
// Of Listing and UnitListing in one frame: some eight milliseconds on a slow machine.
inline constexpr std::size_t frame_steps = 20'000;
inline OfficeWork& work() { return office_view().work; }

// One function a screen.
void office_list_screen();
void office_file_screen();
void office_units_screen();
void office_assess_screen(float x, float y, float w, float h);  // has parts that scroll apart
void office_return_screen();
void office_merge_screen();
void office_asked_screen();
void office_unopened_screen();
void office_offer_screen();
void office_sample_screen();
void office_recognition_screen();
void office_rollup_screen();

// Shared parts.
void charts(const Sums& sums, const Pack& pack);  // of what is listed; items are named by `pack`
void refresh_units();                             // UnitsScreen::all, before it is looked at
void refresh_handed_in();                         // OfficeView::handed_in, likewise
// Fields to find units among them, by words and cấp học.
void find_handed_in(std::string_view id);
void office_signers_card();
void office_share_card();
// Counts as coloured words behind `all`; for who cannot see them, one sentence. Zeros are left out.
struct Count {
  std::size_t count;
  std::string_view words;
  Tone tone;
};
void count_line(std::string_view id, const std::string& all, std::span<const Count> counts);
// A cấp học of the round's pack, or `none`; the id where another one was chosen.
std::optional<std::string> choose_level(std::string_view id, std::string_view label, std::string_view none, std::string_view now);
void verdict_callout(const Intake& intake);
// Of View::drafts: those of a dossier begin with its pointer.
inline bool is_of_office(const std::pair<const std::string, std::string>& draft) { return !draft.first.starts_with('/'); }
// A field that writes into the office's work: `set` gets the text as it is typed, once nothing is `wrong` with it.
void office_field(std::string_view id, std::string_view label, const std::string& value,
                  const std::function<std::optional<Error>(std::string_view)>& wrong,
                  const std::function<void(const std::string&)>& set, FieldStyle style = {});
void office_words(std::string_view id, std::string_view label, const std::string& value,
                  const std::function<void(const std::string&)>& set, FieldStyle style = {});
void office_date(std::string_view id, std::string_view label, const std::string& iso,
                 const std::function<void(const std::string&)>& set, FieldStyle style = {});
// Who signs, with which key, and the button; what stands in the way is said beside it. `why` is a
// reason of the screen's own, "" where there is none.
void sign_card(std::string_view id, std::string_view type, std::string_view label, std::string_view why,
               const std::function<void(std::string_view passphrase)>& sign);
// One key that a person compares with paper, and what was answered. Where others are known there, theirs are
// shown: in their place or beside them is for the person to say.
enum class KeyAnswer { none, take, instead };
KeyAnswer key_question(std::string_view id, const std::string& fingerprint, const KeysOf& known, std::string_view label,
                       std::string_view name);
std::string fingerprint_of(const std::string& key_line);
std::string how_confirmed(const ConfirmedKey& how);
std::string unit_level_words(std::string_view level);
std::string results_words(const std::vector<GroupResult>& results);  // "Nhóm 1: 63,5 · Mức độ 2"
Cell results_cell(std::string_view whose,
                  const std::vector<GroupResult>& results);  // a table's; where there are no heads it says whose

}  // namespace thuoc::ui
