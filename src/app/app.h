// The state of the page and the actions on it. No ImGui, no browser: the outside is port::ask.
//
// Screens read the public state and call the actions; nothing else changes it. Files by noun:
// app.cc (events, navigation, notices), app_dossier.cc (records, saving), app_evidence.cc,
// app_key.cc (keys, signing, exporting), app_office.cc.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/editor.h"
#include "app/error_json.h"
#include "app/intake.h"
#include "app/record.h"
#include "base/error.h"
#include "port/port.h"
#include "trust/trust.h"

namespace thuoc {

enum class Screen {
  start,
  unit, council, figures, scoring, evidence, results, hand_in,  // a school's steps, in order
  office, office_file,
};

// How the person wants the page to look; both are kept.
struct Look {
  enum class Theme { system, light, dark, contrast } theme = Theme::system;
  int zoom = 100;  // text size, per cent: one of look_zooms
};
inline constexpr std::array look_zooms = {100, 125, 150, 175, 200};

// A sentence that appears for a while and is announced.
struct Notice {
  enum class Tone { good, info, bad } tone = Tone::info;
  std::string key;  // text table
  Args args;
  Place place;      // of an error
  std::int64_t until_ms = 0;  // 0: until it is closed
};

// A file on its way into the dossier.
struct Upload {
  std::uint32_t blob = 0;
  std::string name, media_type;
  std::uint64_t size = 0;
  std::string item;             // for which item, or ""
  std::string for_evidence;     // fills this entry's file instead of adding one, or ""
  double done = 0;              // 0…1 of the hashing
  std::optional<Error> failed;  // stays listed until it is dismissed
};

struct Key {
  std::string id;           // key_id
  std::string file;         // key file JSON
  std::string fingerprint, owner, created, public_line;
  bool locked = false;      // asks for a passphrase
  bool backed_up = false;   // the person saved the key file once
};

// A record as the start screen lists it.
struct Shelved {
  std::string id;                 // of the store
  std::optional<Record> record;   // none where it could not be read; kept untouched
  std::vector<Error> problems;
};

// The dossier that is open.
struct Desk {
  Editor editor;
  std::string pack_json;
  std::optional<Exported> exported;
  std::uint64_t saved_revision = 0, saving_revision = 0;
  std::int64_t dirty_since_ms = 0, last_saved_ms = 0;
  std::optional<Error> save_error = {};
  std::set<std::string> kept = {};  // hashes of evidence whose bytes are here
  std::vector<Upload> uploads = {};
  bool exporting = false;
  double export_done = 0;
  std::optional<Error> export_error = {};
  std::uint32_t export_blob = 0;  // the bundle just written, to save it again
};

// One file an office was given.
struct OfficeFile {
  std::string name;               // with its folder
  std::uint32_t blob = 0;
  std::uint64_t size = 0;
  enum class Stage { waiting, reading, hashing, done } stage = Stage::waiting;
  double done = 0;
  Intake intake;                  // from stage `hashing` on
  std::optional<Error> failed;    // the job itself failed (cancelled, file gone)
  bool superseded = false;        // a newer bundle of the same unit and year is in the list
  std::string last_change;        // ISO instant: the newest line of the dossier's history
};

class App {
 public:
  // --- State -------------------------------------------------------------------------------
  Lang lang = Lang::vi;
  bool started = false;             // the store has answered
  std::optional<Error> store_error; // nothing can be kept on this machine
  Look look;
  bool system_dark = false, system_contrast = false;  // what the machine asks for
  Screen screen = Screen::start;
  std::string focus_pointer;        // the field to show and focus next, then cleared by the ui
  std::string selected_item;        // scoring: item id; a criterion's id is its first item's place
  std::vector<Notice> notices;
  std::vector<Shelved> shelf;
  std::optional<Desk> desk;
  std::string locked_elsewhere;     // record id another tab holds, asked to open here
  std::vector<Key> keys;
  std::string key_in_use;           // Key::id
  Signers signers;
  std::vector<OfficeFile> office;
  std::string office_selected;      // OfficeFile::name

  // --- Events ------------------------------------------------------------------------------
  void handle(const port::Event& event);
  void set_lang(Lang to);
  void set_look(Look to);
  void go(Screen to);
  void go_to(std::string_view pointer);  // the place in the open dossier that a finding names
  void tell(Notice::Tone tone, std::string_view key, Args args = {});
  void tell(const Error& error);
  void dismiss(std::size_t notice);
  void copy_text(std::string_view text);   // to the clipboard

  // --- Dossiers ----------------------------------------------------------------------------
  void create_dossier(std::string_view pack_json, std::string_view school_year);
  void open_dossier(std::string_view record_id, bool steal = false);
  void close_dossier();                    // saves first
  void delete_dossier(std::string_view record_id);
  void begin_next_year(std::string_view record_id);
  void edit(std::string_view pointer, std::string_view before, std::string_view after,
            const std::function<void(Dossier&)>& change);
  void field_left();                       // the focus left a field: next typing is a new step
  void undo();
  void redo();
  void save_now();
  void save_draft_file();                  // the open record as a file, when storage is refused
  void pick_anything();                    // a dossier with its evidence, a pack, a key …
  void import_files(const Json& files);    // what a person dropped or chose on the start screen
  bool is_dirty() const;

  // --- Evidence ----------------------------------------------------------------------------
  void pick_evidence(std::string_view item, bool camera);
  void pick_evidence_file(std::string_view evidence_id);  // the missing file of an entry
  void add_link(std::string_view item);
  void add_document(std::string_view item);
  void remove_evidence(std::string_view id);
  void open_evidence(std::string_view id);
  void shrink_evidence(std::string_view id);
  void dismiss_upload(std::size_t index);
  std::uint64_t bundle_bytes() const;      // estimate: evidence plus documents

  // --- Keys and handing in -------------------------------------------------------------------
  const Key* key() const;
  void make_key(std::string_view passphrase);
  void save_key_file(std::string_view id);
  void pick_key_file();
  void use_key(std::string_view id);
  void forget_key(std::string_view id);
  void export_bundle(std::string_view passphrase);
  void cancel_export();
  void save_bundle_again();
  std::string mail_url() const;            // mailto: with subject and text about the last export

  // --- Office ------------------------------------------------------------------------------
  void pick_bundles(bool folder);
  void cancel_office();
  void forget_office_file(std::string_view name);
  const OfficeFile* office_file() const;
  void open_office_evidence(std::string_view evidence_id);
  void trust_signer(std::string_view office_name);   // register its key for its unit
  void pick_signers();
  void save_signers();
  void save_office_table();                          // CSV
  void edit_from_bundle(std::string_view office_name);        // go on with it on this machine
  void next_year_from_bundle(std::string_view office_name);   // begin this year's from it

 private:
  using Then = std::function<void(const Json& data)>;
  using Failed = std::function<void(const Error&)>;
  struct Asked {
    Then then;
    Failed failed;
    Then progress;
  };
  port::Ticket ask(std::string_view what, Json args, Then then = {}, Failed failed = {},
                   Then progress = {});
  void on_start(const Json& data);
  void on_files(const Json& data);
  void on_key(std::string_view key);

  void put_on_desk(Record record);
  void store_record(const Record& record);
  void name_page();                              // what the browser shows around the canvas
  void touch();                                  // something changed: save soon
  Record record_on_desk() const;
  void refresh_shelf(const Record& record);
  void check_kept();
  void import_dossier(const Json& file, const Json& all);
  void import_pack(std::string_view json, std::string_view name);
  void import_key(std::string_view json, std::string_view name);
  void import_signers(std::string_view text, std::string_view name);
  void import_from_bundle(std::string_view office_name, std::string_view previous);

  void add_upload(const Json& file, std::string_view item, std::string_view for_evidence);
  void upload_ready(std::uint32_t blob, const Json& hashed);

  void take_in_bundles(const Json& files);
  void next_office_file();
  void mark_superseded();
  OfficeFile* find_office(std::string_view name);
  void store_setting(std::string_view id, Json value);

  std::map<port::Ticket, Asked> asked_;
  port::Ticket export_ticket_ = 0, office_ticket_ = 0;
  std::int64_t tick_at_ms_ = 0;
};

}  // namespace thuoc
