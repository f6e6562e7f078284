// The office's desk: the collection of bundles, and what is done with them. No ImGui, no browser; the
// outside is asked through the App. Files by noun: desk.cc (the list, keeping), desk_intake.cc (taking
// in), desk_keys.cc, desk_file.cc (the one that is open).
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/app.h"
#include "intake/intake.h"
#include "intake/row.h"
#include "office/round_work.h"

namespace thuoc {

// The file that is open, with its whole dossier.
struct OpenFile {
  std::string name;   // Row::name
  bool read = false;  // `intake` is there
  bool done = false;  // its evidence too
  double part = 0;    // 0…1 of that
  Intake intake;
  std::optional<Error> failed;
};

class OfficeDesk : public Beyond {
 public:
  explicit OfficeDesk(App& app);

  // --- State: screens read it, only the actions change it ------------------------------------
  std::vector<Row> rows;
  std::uint64_t revision = 0;  // grows with every change of `rows`
  // Of the files dropped from now on: ISO date of the day they came, or "": today.
  std::string received_day;
  std::optional<OpenFile> opened;
  RoundWork work;
  // The register of keys by which files are judged: the keys of the round, which are the only truth.
  const Signers& signers() const { return signers_; }
  std::optional<Error> keep_error;  // the collection cannot be kept on this machine

  struct Progress {
    std::size_t files = 0, read = 0, done = 0;
    std::uint64_t bytes = 0, hashed = 0;       // of the files whose bytes are here
    std::optional<std::int64_t> seconds_left;  // none before there is anything to go by
    bool working() const { return done < files; }
  };
  Progress progress() const;

  // --- Events ------------------------------------------------------------------------------
  void start(const Json& data) override;
  // Purpose "signers": a register of keys; "units": a list of units; else whatever a person dropped,
  // such lists among it.
  void take_in(std::string_view purpose, const Json& files) override;
  void save_now() override {
    work.save_now();
    if (unsettled_) settle();
  }
  void save_soon() override { work.save_soon(); }
  void undo() override { work.undo(); }
  void redo() override { work.redo(); }

  // --- The collection ----------------------------------------------------------------------
  const Row* find(std::string_view name) const;
  const Row* row_with(std::string_view sha256) const;  // whose bytes are here
  // Names of the rows on the screen, whose evidence is hashed before the others'.
  void look_at(std::vector<std::string> names) { looked_at_ = std::move(names); }
  void cancel();  // what was read stays; the rest says that it was stopped
  void forget(std::string_view name);
  void forget_all();
  void save_table(const std::vector<std::size_t>& which);  // CSV of these rows, in this order

  // Rows as the round has them now: a year, a key or a pack may have changed. Nothing where nothing did.
  void mark_again() {
    if (marked_round_ != work.revision() || marked_ != revision) mark();
  }
  // These files came on this day (ISO), says who sits here; "" takes it back. One step of undo.
  void say_received(const std::vector<std::string>& names, std::string_view day);

  // --- One file ----------------------------------------------------------------------------
  void open(std::string_view name);  // "" goes back to the list
  void open_evidence(std::string_view evidence_id);
  void edit_here();        // go on with it on this machine
  void begin_next_year();  // begin this year's from it

  // --- Keys --------------------------------------------------------------------------------
  // One key of the open file, for the unit or office it speaks for; `instead`: in place of all known there.
  void trust_signer(std::string_view fingerprint, bool instead = false);
  void pick_signers();
  void save_signers();

 private:
  Row* row_of(std::string_view name);
  std::size_t add(Row row);  // or in place of the one of that name; its index
  void changed(std::size_t index);
  void index_names();
  void came(const Row& row);       // done: the round learns of it
  bool judge_key(Row& row) const;  // by the keys as they are now; whether it is another verdict
  void notice_own_key();           // made, or of another office, since the list was judged
  void judge_keys();               // of all
  void read_assessed(std::string_view sha256);
  void show(std::uint32_t blob, const Intake& intake, std::string_view evidence_id);
  void pump();  // gives the workers what they can take
  void read_batch(std::vector<std::string> names);
  void unpack(const std::string& name);
  // Of a ZIP that came out of another and holds something else than a bundle: that it stays shut.
  Error reason_in(const Row& row, Error reason) const;
  void name_broken(const std::string& name, std::uint32_t blob);  // by its hash; the round learns of it
  void tell_left_out(const std::string& name, const Json& left_out);
  std::vector<std::string> next_to_hash();  // looked at first; marked as being hashed
  bool hash_next();
  void check_evidence(std::vector<std::string> names);
  void settle();                                                      // what depends on all rows; keeps what changed
  void mark();                                                        // which rows are superseded, which stand behind the numbers
  void read_whole(const Row& row, std::function<void(Intake)> then);  // `then` never comes where it cannot be read
  void keep();
  void read_opened();
  void read_keys(Row row, bool wanted);  // a list of keys, or a file like any other
  void take_bundle(Row row);
  void show_list();  // and begin to read what was added to it
  void import_from(std::string_view previous);

  App& app_;
  Signers signers_;
  std::uint64_t keys_revision_ = 0;                               // grows when they are judged by again
  std::string signers_text_;                                      // the same as workers get them
  std::unordered_multimap<std::string, std::size_t> signers_by_;  // their places, by code and by key
  std::string own_;                                               // our office's code and key, as they were judged by
  std::unordered_map<std::string, std::size_t> by_name_;
  std::deque<std::string> waiting_;
  std::set<std::uint32_t> unpacked_;  // blobs that came out of a ZIP
  std::vector<std::string> looked_at_;
  std::set<port::Ticket> running_;
  std::size_t hash_from_ = 0;  // rows before it have nothing left to hash
  std::int64_t begun_ms_ = 0;  // of hashing, for the estimate
  std::uint64_t begun_hashed_ = 0;
  std::int64_t settled_ms_ = 0;
  bool unsettled_ = false;
  std::set<std::size_t> unkept_, to_keep_;  // chunks of rows that changed; those of them now on their way to the store
  std::size_t chunks_kept_ = 0;
  bool keeping_ = false;
  std::uint64_t marked_ = ~std::uint64_t{0}, marked_round_ = ~std::uint64_t{0};
  std::string assessed_sha256_;  // of the bundle that is assessed
  std::optional<Intake> assessed_;
};

}  // namespace thuoc
