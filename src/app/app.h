// The state of the page and the actions on it. No ImGui, no browser: the outside is port::ask.
//
// Screens read the public state and call the actions; nothing else changes it. Files by noun:
// app.cc (events, navigation), app_dossier.cc (records, saving), app_evidence.cc,
// app_key.cc (keys, signing, exporting). It is what a school needs; the rest is an OfficePart.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/display.h"
#include "app/notices.h"
#include "app/outside.h"
#include "app/signing.h"
#include "base/error.h"
#include "base/saver.h"
#include "school/editor.h"
#include "school/record.h"
#include "trust/trust.h"

namespace thuoc {

enum class Screen {
  start,
  unit,
  council,
  figures,
  scoring,
  evidence,
  results,
  hand_in,  // a school's steps, in order
  office,   // everything beyond a school's steps
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
  std::string id;    // key_id
  std::string file;  // key file JSON
  std::string fingerprint, owner, created, public_line;
  bool locked = false;     // asks for a passphrase
  bool backed_up = false;  // the person saved the key file once
  bool kept = true;        // stored on this machine; false: gone with this page
};

// A record as the start screen lists it.
struct Shelved {
  std::string id;                // of the store
  std::optional<Record> record;  // none where it could not be read; kept untouched
  std::vector<Error> problems;
  std::string stored;              // likewise: what the store has, to be saved as a file
  std::size_t history_mended = 0;  // see LoadedRecord
  bool is_exported = false;        // is_exported() of the record: screens ask in each frame
  void take(Record newer);
};

// What the store has not confirmed. It is newer than what the store has, so it is never replaced by it,
// and it is tried again until it is written, whatever screen is open.
struct Unsaved {
  Record record;
  Saver saver = {};      // its revisions are the tries
  bool by_hand = false;  // another tab has it, or deleted it: only a person writes over that
};

// The dossier that is open.
struct OpenDossier {
  Editor editor;
  std::string pack_json;
  std::optional<Exported> exported;
  std::optional<ReturnNotice> notice = {};  // what an office wants mended
  Saver saver = {};                         // by the editor's revisions
  std::set<std::string> kept = {};          // hashes of evidence whose bytes are here
  std::set<std::string> secrets = {};       // hashes of evidence that holds a key file: it must go
  std::vector<Upload> uploads = {};
};

// What a module has beyond a school's steps: an office's work (src/office). A school's module has
// none of it, and downloads the module that has it when it is wanted (App::download_office).
class OfficePart {
 public:
  virtual ~OfficePart() = default;
  virtual void start(const Json& data) = 0;  // the event "start"
  // Files of the event "files" that only it can read.
  virtual void take_in(std::string_view purpose, const Json& files) = 0;
  virtual void save_now() = 0;   // what is not saved yet, if anything
  virtual void save_soon() = 0;  // likewise, a second after something changed
  virtual void undo() = 0;       // on its own screen
  virtual void redo() = 0;
};

// On the way to the other module.
struct OfficeDownload {
  Json files;                   // that it is to take in
  port::Ticket ticket = 0;      // of the download; 0 while something here is not on the disk yet
  double done = 0;              // 0…1 of the download; 0 where its size is not known
  std::optional<Error> failed;  // the files wait for another try
};

class App {
 public:
  App() = default;
  App(const App&) = delete;  // its nouns refer to one another
  App& operator=(const App&) = delete;

  // --- State -------------------------------------------------------------------------------
  Outside outside;
  Display display{outside};
  Notices notices{outside, display};
  Screen screen = Screen::start;
  std::string focus_pointer;  // the field to show and focus next, then cleared by the ui
  std::string selected_item;  // scoring: item id; a criterion's id is its first item's place
  std::vector<Shelved> shelf;
  std::optional<OpenDossier> current;
  std::string locked_elsewhere;  // record id another tab holds, asked to open here
  std::vector<Key> keys;
  std::string key_in_use;  // Key::id
  Signings signings{*this};
  OfficePart* office_part = nullptr;  // null: a school's module
  std::optional<OfficeDownload> office_download;

  // --- Events ------------------------------------------------------------------------------
  void handle(const port::Event& event);
  void go(Screen to);
  void go_to(std::string_view pointer);  // the place in the open dossier that a finding names

  // --- Dossiers ----------------------------------------------------------------------------
  void create_dossier(std::string_view pack_json, std::string_view school_year);
  void open_dossier(std::string_view record_id, bool steal = false);
  void close_dossier();  // saves first
  void delete_dossier(std::string_view record_id);
  void begin_next_year(std::string_view record_id);
  void edit(std::string_view pointer, std::string_view before, std::string_view after,
            const std::function<void(Dossier&)>& change);
  void field_left();  // the focus left a field: next typing is a new step
  void undo();
  void redo();
  void save_now();
  void save_draft_file();                             // what is not saved, or else the open record, as a file
  void save_stored_file(std::string_view record_id);  // what could not be read, as it is stored
  // What was tried to be saved and failed, of the open dossier or of one closed since.
  const Error* save_error() const;
  void save_again();                     // a person wants it: also over what another tab did
  void pick_anything();                  // a dossier with its evidence, a pack, a key …
  void import_files(const Json& files);  // what a person dropped or chose on the start screen
  bool is_dirty() const;
  bool is_exported() const;  // the open dossier, as it was saved last

  // --- Evidence ----------------------------------------------------------------------------
  void pick_evidence(std::string_view item, bool camera);
  void pick_evidence_file(std::string_view evidence_id);  // the missing file of an entry
  void add_link(std::string_view item);
  void add_document(std::string_view item);
  void remove_evidence(std::string_view id);
  void open_evidence(std::string_view id);
  void shrink_evidence(std::string_view id);
  void dismiss_upload(std::size_t index);
  std::uint64_t bundle_bytes() const;  // estimate: evidence plus documents

  // --- Keys and handing in -------------------------------------------------------------------
  const Key* key() const;
  void make_key(std::string_view passphrase);
  void save_key_file(std::string_view id);
  void pick_key_file();
  void use_key(std::string_view id);
  void forget_key(std::string_view id);
  void export_bundle(std::string_view passphrase);
  const Signing* signing() const;  // of the open dossier
  std::string mail_url() const;    // mailto: with subject and text about the last export

  // --- The rest ----------------------------------------------------------------------------
  void pick_bundles(bool folder);
  // Opens the office with these files, in this module or in the one that has it.
  void to_office(Json files, std::string_view purpose = "drop");
  void retry_office_download();   // the download failed: once more, with the same files
  void cancel_office_download();  // give it up

  // --- For what is beyond ------------------------------------------------------------------
  // Opens a record from elsewhere, beside one of the same id, and saves it.
  void adopt(Record record);
  // The record of this unit and year that was changed last, as it stands now.
  std::optional<Record> latest_record(std::string_view unit_code, std::string_view school_year) const;
  // Opens it in the place of what it was, saves it, and shows what is to be done.
  void reopen(Record record);

 private:
  void on_start(const Json& data);
  void on_files(const Json& data);
  void on_key(std::string_view key);

  void put_on_desk(Record record);
  void store_record(const Record& record);
  Record record_on_desk() const;
  void refresh_shelf(const Record& record);
  void check_kept();
  // What is newest of a record, here or in the store; `then` is not called where it cannot be read.
  void with_newest(std::string_view record_id, std::function<void()> then);
  void save_failed(const std::string& id, const Error& error);
  void retry(bool due_only);
  void keep_by_hand(const std::string& id, Record record, std::string_view code);
  void let_go(const std::string& id);  // of its lock, once it is saved
  void import_dossier(const Json& file, const Json& all);
  void import_pack(std::string_view json, std::string_view name);
  void import_key(std::string_view json, std::string_view name);
  void import_key_file(const Json& file);
  void download_office();

  void add_upload(const Json& file, std::string_view item, std::string_view for_evidence);
  void upload_ready(std::uint32_t blob, const Json& hashed);

  std::map<std::string, Unsaved> unsaved_;  // by id
  std::set<std::string> stored_;            // ids the store has: gone from there, another tab deleted it
  std::set<std::string> letting_go_;        // closed, the lock kept until they are saved
  std::uint64_t saves_ = 0;
  bool say_saved_ = false;  // a person asked for it (Ctrl+S)
};

}  // namespace thuoc
