// An office's work on its round: what is kept of it, what is signed, and what came of both. No ImGui, no
// browser. Files by noun: office_round.cc (the kept round), office_units.cc (the register of units and
// what came from them), office_keys.cc (whose word counts), office_papers.cc (what is signed, and what
// others signed), office_review.cc, office_return.cc, office_sample.cc, office_recognition.cc,
// office_rollup.cc.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/app.h"
#include "base/saver.h"
#include "base/undo.h"
#include "intake/intake.h"
#include "rollup/rollup.h"
#include "round/key_offer.h"
#include "round/round.h"
#include "round/round_edit.h"

namespace thuoc {

// A bundle of an office that was read and is sound.
struct Paper {
  std::string name, sha256;  // of the file
  Check check;
};
// An office whose key is not known, and what has come by it: nothing of it counts.
struct AskedOffice {
  std::string code, name;  // as its bags say
  Error why;
  std::vector<SignerFound> signers;
  struct File {
    std::string name, type;  // type: of the bundle
  };
  std::vector<File> files;
};
// What an office does, in order.
enum class OfficeStep { files, units, assess, sample, recognise, rollup };

// A paper on its way to being signed, and the last one that was.
struct Signing {
  std::string type;         // of the bundle
  port::Ticket ticket = 0;  // 0: done or failed
  double done = 0;
  std::optional<Error> failed;
  std::string name, sha256;  // of the file, when done
  std::uint32_t blob = 0;
};

// A colleague's work that says something else than ours: nothing is taken over before a person has
// seen both.
struct Merging {
  std::string name;  // of the file
  std::string sha256;
  std::variant<MergedReview, MergedRound> merged;
  std::vector<Conflict>& conflicts();
  // Of a round: whose it is, for it brings keys.
  std::string fingerprint;
  bool signer_known = false;
  std::size_t new_keys = 0, other_keys = 0;  // other_keys: for units that have another, which stays unless chosen
  std::string pack_json;                     // of a round that is taken whole: nothing was here
};

// A list of units that was read and is not taken yet.
struct ReadList {
  std::string name;  // of its file; "" where it was pasted
  ParsedRegister list;
  std::size_t fresh = 0, changed = 0, dropped = 0;  // against the register: new, told otherwise, not in the list
};

// A recognition that is signed: ours, or one that was opened.
struct SignedRecognition {
  std::string sha256;
  Recognition recognition;
  std::string pack_json;
  std::string fingerprint;  // of its key; "" for our own
};

// A file that was taken in and refused, and all that is wrong with it.
struct Refused {
  std::string name;
  std::vector<Error> problems;
};

class RoundWork {
 public:
  explicit RoundWork(App& app) : app_(app) {}
  // Opens evidence of the bundle that is assessed.
  std::function<void(std::string_view sha256, std::string_view evidence_id)> show_evidence = [](std::string_view,
                                                                                                std::string_view) {};
  void open_evidence(std::string_view evidence_id) { show_evidence(assessing, evidence_id); }
  // How to come by a bundle that is at hand: null where it is not, or is still being read.
  std::function<const Intake*(std::string_view sha256)> intake_of = [](std::string_view) { return nullptr; };

  // Asks for it to be read; assess() again when it is there.
  std::function<void(std::string_view sha256)> read = [](std::string_view) {};
  // That bundle's work again: it came while a question was open.
  std::function<void(std::string_view sha256)> come_again = [](std::string_view) {};
  // The keys are others now: files are judged again.
  std::function<void()> keys_changed = [] {};
  // Reads a dossier that is at hand; `then` never comes where it is not.
  std::function<void(std::string_view sha256, std::function<void(const Intake&)> then)> read_dossier =
      [](std::string_view, std::function<void(const Intake&)>) {};

  // --- State: screens read it, only the actions change it ------------------------------------
  OfficeStep step = OfficeStep::files;
  // The kept round, with the exact pack it goes by.
  Round round;
  Pack pack;
  std::string pack_json;
  std::string assessor;             // who sits at this machine
  std::optional<Error> kept_error;  // what was kept could not be read: nothing is saved over it
  std::string assessing;            // SHA-256 of the bundle that is assessed, or ""
  std::string assessed_item;
  std::optional<Signing> signing;
  std::optional<Merging> merging;
  std::vector<AskedOffice> asked;  // one after the other
  std::optional<Paper> unopened;   // a round by a key that is not known: not read before a person says so
  std::optional<KeyOffer> offer;   // keys that a file brings
  std::optional<SignedRecognition> recognised;
  std::map<std::string, Part> parts;  // roll-ups of lower tiers, by SHA-256
  struct PartFile {
    std::string name;
    std::string signer;  // "ssh-ed25519 AAAA…"; "" where it was kept before that was
  };
  std::map<std::string, PartFile> part_files;  // theirs
  std::optional<Refused> refused;              // the last roll-up that disagrees with itself
  std::optional<ReadList> read_list;

  // --- Events ------------------------------------------------------------------------------
  void start(const Json& data);
  void handed_in(const std::string& sha256,
                 Submission submission);  // keeps when it was first received, and what was said of that
  void take_paper(const Paper& paper);
  void save_now();
  // A person's own change now; files that came, of which the list keeps what is known, now and then: a
  // round of thousands is not written every second.
  void save_soon();
  void undo();
  void redo();
  bool can_undo() const { return undo_.can_undo(); }
  bool can_redo() const { return undo_.can_redo(); }

  // --- The round ---------------------------------------------------------------------------
  void go(OfficeStep to);
  // Steps of the same `what` one after the other are one step of undo, until seal().
  void change(std::string_view what, const std::function<void(RoundEdit&)>& step);
  void record(const std::function<void(Round&)>& fact);  // what undo leaves alone
  void seal();
  bool is_saved() const { return saver_.is_saved(revision_); }
  const std::optional<Error>& save_error() const { return saver_.error(); }
  std::uint64_t revision() const { return revision_; }  // grows with every change of the round
  std::uint64_t arrivals() const { return arrivals_; }  // of these, files that came
  void name_assessor(std::string_view name);
  const Intake* file_of(std::string_view sha256) const;  // where its file is at hand, else null
  Pack pack_of(std::string_view sha256) const;

  // --- Units -------------------------------------------------------------------------------
  void pick_list();  // a CSV file; the desk has it read when it is there
  // `given`: {blob}, or {text} where it was pasted. A worker reads it; `read_list` when it has.
  void read_units(Json given, std::string_view name);
  void take_list(bool replace);  // else it is added; what it has no column for stays
  void drop_list();
  void save_register();  // CSV
  void edit_unit(std::string_view code, std::string_view what, const std::function<void(RegisteredUnit&)>& step);
  void register_unit(const UnitState& stranger);
  void remove_unit(std::string_view code);
  void remind(const UnitState& unit);  // opens the person's mail program
  void copy_reminder(const UnitState& unit);
  void save_mail_merge(const std::vector<UnitState>& units);  // CSV

  // These came on that day (ISO), says who sits here; "" takes it back. One step of undo.
  void say_received(const std::vector<std::string>& bundles, std::string_view day);
  // Of a code that clashes: it is this bundle's unit's; "": all of them are one unit.
  void choose_code(std::string_view code, std::string_view bundle);
  void reopen_code(std::string_view code);
  // Units scored by this pack count from now on, or no longer.
  void accept_pack(std::string_view instrument, std::string_view name);
  void refuse_pack(std::string_view instrument);

  // --- Keys --------------------------------------------------------------------------------
  // `key` as Submission::signer: compared with the stamped paper by who sits here, today. `instead`: of all
  // that were known there, else beside them.
  void confirm_key(std::string_view code, std::string_view key, bool instead = false);
  void withdraw_key(std::string_view code, std::string_view key);
  void confirm_office_key(std::string_view code, std::string_view name, std::string_view key, bool instead = false);
  // What was counted by it counts no longer. What was merged from a round that it signed is here to stay.
  void withdraw_office_key(std::string_view code, std::string_view key);
  // Keys that are known for whom a bundle of this type is from.
  KeysOf keys_of(std::string_view bundle_type, std::string_view code) const;
  void drop_asked();  // the first of them: its files wait in the list
  void offer_keys(KeyOffer keys);
  void choose_key(std::size_t conflict, bool instead);
  void accept_keys();
  void drop_keys();
  Signers signers() const;  // of the round, and our own key for our own office

  // --- Papers ------------------------------------------------------------------------------
  bool can_sign() const;  // an office with code and name, and a key
  void save_paper_again();
  void cancel_signing();
  void save_round(std::string_view passphrase);
  void choose(std::size_t conflict, bool theirs);
  void accept_merge();
  void drop_merge();
  void open_round();  // `unopened`; its differences are asked about next
  void drop_round();

  // --- External assessment -----------------------------------------------------------------
  void assess(std::string_view sha256);             // "" goes back to the list
  Review review_of(std::string_view sha256) const;  // the draft, or an empty one
  bool is_review_signed(std::string_view sha256) const;
  void agree_item(std::string_view item);
  void agree_criterion(std::string_view criterion);
  void assess_points(std::string_view item, std::optional<Points> points);
  void assess_yes(std::string_view item, bool yes);
  void assess_state(std::string_view item, ReviewState state);
  void assess_words(std::string_view item, std::string_view text, bool to_school);  // note, or reason
  void assign(const std::string& assessor, std::string_view criterion, bool yes);
  void edit_review(std::string_view what, const std::function<void(Review&)>& step);
  void sign_review(std::string_view passphrase);

  // --- Return for completion ---------------------------------------------------------------
  const Return* return_of(std::string_view sha256) const;
  void ask_for(std::string_view pointer, std::string_view words);  // of the bundle that is assessed
  void ask_questions();                                            // every item whose state is `question`, with its note
  void edit_return(std::string_view what, const std::function<void(Return&)>& step);
  void sign_return(std::string_view passphrase);

  // --- Inspection sample -------------------------------------------------------------------
  std::vector<SampleUnit> population() const;  // the register, or those who have handed in
  std::string unit_name(std::string_view code) const;
  void draw_sample(Points percent, std::string_view seed);
  void edit_teams(std::string_view what, const std::function<void(std::vector<Team>&)>& step);
  void add_team();
  void name_team_members(std::size_t team, std::string_view typed);  // divided by commas
  void save_sample();                                                // CSV

  // --- Recognition -------------------------------------------------------------------------
  // Bundles by SHA-256, of units that nobody has assessed from outside; those in the list stay as they
  // are there. One step of undo, none where nothing is added. How many were.
  bool is_recognised_known() const;  // the key that signed it is ours, or still known for its office
  std::size_t propose_self(const std::vector<std::string>& bundles);
  void withdraw(std::string_view unit_code);
  int open_items(const Recognised& unit) const;  // of its external assessment: not assessed, or asked back
  // All of the list but its units.
  void edit_recognition(std::string_view what, const std::function<void(Recognition&)>& step);
  void sign_recognition(std::string_view passphrase);
  void sign_extract(std::string_view unit_code, std::string_view passphrase);
  void save_results_page();

  // --- Adding up ---------------------------------------------------------------------------
  struct NotSigned {
    std::size_t drafts = 0;   // external assessments of counted units that nobody has signed
    std::size_t unknown = 0;  // signed, by a key that is not known for its office
  };
  NotSigned not_signed() const;  // why the table of external assessments has no more
  const Rollup& rollup() const;  // of everything here; made again when something changed
  Table table(Side side) const;
  void sign_rollup(std::string_view passphrase);
  void save_workbook();
  void save_units_csv();
  void save_units_ndjson();
  bool part_counts(std::string_view sha256) const;  // its office's key is known
  void forget_part(std::string_view sha256);

 private:
  // Whether there is room for one more; else it is said that there is none.
  bool has_room(std::size_t now, std::size_t limit);
  bool has_room_for(const KeysOf& keys, std::string_view key);
  bool can_name(std::string_view code);  // as a key of the round; else it is said that it is no code
  void say_once(const Error& error);
  void issue(const std::string& sha256, std::string_view type, std::string_view unit_code, std::string_view subject,
             std::string_view file_name);
  void begin_round();
  void exchange(RoundBefore& step);  // for undo
  void compare_list(ReadList& read, const UnitRegister& units) const;
  void keep_part(std::string_view sha256, const Json& part);
  void drop_part(std::string_view sha256);
  void take_review(const Paper& paper);
  void take_return(const Paper& paper);
  void take_round(const Paper& paper);
  void take_recognition(const Paper& paper);
  void keep_recognised(SignedRecognition signed_one);
  void take_rollup_part(std::string_view sha256, PartFile file, std::string_view json, std::string_view with_pack, bool keep);
  void ask_about(const Paper& paper);
  void next_question();
  bool is_ours(const Paper& file) const;  // our own key signed it
  std::optional<PublicKey> own_key() const;
  std::string own_line() const;  // its key_line(), "" where there is none
  bool is_office_key(std::string_view code, std::string_view key) const;
  void judge_again();  // what is here, and then the files, by the keys as they are now
  Head head_for(const Dossier& dossier) const;
  // Writes, verifies, saves; `then` gets the SHA-256 of the file.
  void sign(std::string_view type, std::string document, std::string_view with_pack, Json more, std::string_view unit_code,
            std::string_view subject, std::string_view passphrase, std::function<void(const std::string& sha256)> then = {});
  std::vector<LeftOut> left_out(const std::vector<UnitState>& states) const;
  void keep_signed(const Paper& file, const Review& review);     // as it came
  void keep_signed(SignedReview review, bool just_now = false);  // just_now: by us, whatever was signed before
  void reckon(const std::string& bundle);                        // a signed review's points, where the dossier is at hand

  App& app_;
  std::map<std::string, KnownOffice> judged_by_;  // offices' keys as they were at the last judge_again()
  std::deque<std::string> later_;                 // SHA-256 of what came while two people's work was being put together
  Undo<RoundBefore> undo_{50};
  Saver saver_;
  std::uint64_t revision_ = 1, arrivals_ = 0, saved_own_ = 1;  // own: all but arrivals
  std::int64_t saved_ms_ = 0;
  mutable std::optional<Rollup> rollup_;
  mutable std::uint64_t rollup_revision_ = 0;
};

}  // namespace thuoc
