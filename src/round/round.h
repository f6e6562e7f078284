// An office's collection of one assessment round: who should hand in, what came, what was made of it.
// Bundles are named by the SHA-256 of their whole ZIP file and kept elsewhere. docs/format.md
// documents its JSON.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/office.h"
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"
#include "rollup/multi_level.h"
#include "round/register.h"
#include "round/sample.h"

namespace thuoc {

// 2: `offices`, and where a key came from. Version 1 is read as it was written.
inline constexpr int round_version = 2;

struct Settings {
  std::string deadline;                                // ISO date, the last day in Vietnam, or ""
  std::optional<MissingMandatory> missing_mandatory;   // none: as the pack says
  MultiLevel multi_level = MultiLevel::once;
  std::map<std::string, std::string> readings;         // item id → id of the Reading this round goes by
  bool operator==(const Settings&) const = default;
};

struct Submission {
  std::string unit_code, unit_name, unit_level, commune;
  std::string school_year;   // of the dossier; "" in rounds of before it was kept: taken for the round's
  std::string file_name;
  std::uint64_t size = 0;
  std::string received_at;   // ISO instant: when the office first had it
  std::string changed_at;    // ISO instant of the dossier's last change, or the bag's date: its own clock
  Verdict verdict = Verdict::rejected;
  Container container = Container::canonical;
  std::string reason;        // code of why, where not valid or unknown_key
  std::string signer;        // "ssh-ed25519 AAAA…" of the one that counts, or ""
  std::vector<GroupResult> results;
  int unanswered = 0, completeness = 0, remarks = 0;
  std::string previous;      // SHA-256 of last year's bundle, or ""
  std::optional<Returned> returned;
  bool operator==(const Submission&) const = default;
};
// Sound: valid or unknown_key. Others are kept in the list and count for nothing.
bool is_sound(const Submission& submission);
struct Round;
// Sound, and of the round's school year: a unit has handed in by it.
bool counts(const Round& round, const Submission& submission);

// A key that somebody here has let in. Where it came from and who compared it with paper are two things.
struct ConfirmedKey {
  std::string on;    // ISO date of comparing with the stamped paper; "" where nobody has
  std::string by;    // who compared
  std::string from;  // the file it was taken from; "" where it was confirmed from a bundle of its own
  std::string taken; // ISO date of that
  bool is_compared() const { return !on.empty(); }
  bool operator==(const ConfirmedKey&) const = default;
};
using KeysOf = std::map<std::string, ConfirmedKey>;  // by key_line()

// An office we work with: what one of its keys has signed counts for it.
struct KnownOffice {
  std::string name;
  KeysOf keys;
  bool operator==(const KnownOffice&) const = default;
};

// A review, return, recognition or roll-up that was signed and handed out, or came from a colleague.
struct IssuedPaper {
  std::string type;       // bundle type
  std::string unit_code;  // "" where it concerns many
  std::string subject;    // SHA-256 of the bundle it is about, or ""
  std::string file_name;
  std::string at;         // ISO instant
  bool operator==(const IssuedPaper&) const = default;
};

struct Round {
  std::string id;     // random, 32 hex
  Head head;
  std::string title;  // "Đánh giá chuyển đổi số năm học 2025-2026"
  Settings settings;
  UnitRegister units;                                             // by unit code
  std::map<std::string, Submission> submissions;                  // by SHA-256 of the bundle
  std::map<std::string, KeysOf> keys;                             // of units, by their codes
  std::map<std::string, KnownOffice> offices;                     // by their codes
  std::map<std::string, Review> reviews;       // drafts, by SHA-256 of the bundle they are about
  std::map<std::string, Return> returns;       // drafts, likewise
  std::optional<Recognition> recognition;      // draft: the list proposed
  std::map<std::string, IssuedPaper> papers;   // signed ones, by their own SHA-256
  std::optional<Sample> sample;
  bool operator==(const Round&) const = default;
};

struct LoadedRound {
  std::optional<Round> round;   // only where there is no problem
  std::vector<Error> problems;  // document.*, json.*, points.*
};
LoadedRound load_round(std::string_view json, std::string_view file);
std::string to_json_text(const Round& round);  // one unit, one submission a line
Json to_json(const Round& round);

// The collection as one file for a colleague, with the rubric and a page that lists the units.
Result<WrittenBundle> sign_round(const Round& round, std::string_view pack_json, const SecretKey& key,
                                 std::string_view today_iso);
std::string round_page(const Round& round, const Pack& pack);

// The pack as this round goes by it: Settings::missing_mandatory in its place.
Pack with_settings(Pack pack, const Settings& settings);

// --- Units and what came from them ------------------------------------------------------------------

enum class KeyState {
  none,     // nothing signed came
  unknown,  // first sight: compare its fingerprint with the stamped paper
  known,    // confirmed for this unit
  changed,  // red flag: another key was confirmed, or came, for this unit before
};

using SubmissionEntry = std::map<std::string, Submission>::value_type;  // SHA-256, submission

struct UnitState {
  std::string code;
  const RegisteredUnit* registered = nullptr;  // null: "lạ", not in the register
  std::vector<const SubmissionEntry*> submissions;  // by received_at
  const SubmissionEntry* current = nullptr;         // of the sound ones of the round's school year
  bool late = false;      // nộp muộn: the first sound one came after the deadline's day
  bool again = false;     // nộp lại: there is more than one sound one
  bool waiting = false;   // returned, and nothing sound has come that answers it
  KeyState key = KeyState::none;

  bool missing() const { return current == nullptr; }      // chưa nộp (or nothing sound)
  bool stranger() const { return registered == nullptr; }  // lạ

  // What the register says; what the unit says of itself where that says nothing.
  const std::string& name() const;  // or the code
  std::string level() const;
  std::string commune() const;
};

// One for each unit of the register and for each code that a sound submission names, by code.
// Current is the sound one whose dossier was changed last, then received last, then the greater hash.
std::vector<UnitState> unit_states(const Round& round);

// A key as `keys` and Submission::signer have it: the line of OpenSSH without comment.
std::string key_line(const PublicKey& key);
// The register of keys as the round has it, and back: keys that the round does not have are added,
// confirmed on the day that ends the comment, as signers_of writes it, else on `on`; a name that a round
// cannot hold is left out. Keys are never removed by this.
Signers signers_of(const Round& round);
void adopt_signers(Round& round, const Signers& signers, std::string_view on);

// --- Two colleagues ---------------------------------------------------------------------------------

// Same field changed differently → a conflict with both values, preselected by a stated rule: the
// later instant where the two have one, else ours. A submission, a confirmed set of keys, a sample are
// one decision each. Code round.other_round (another office, school year or pack: nothing is merged).
struct MergedRound {
  Round round;
  std::vector<Conflict> conflicts;
  std::size_t taken = 0;
};
Result<MergedRound> merge(const Round& mine, const Round& theirs, const Pack& pack);
// Takes the other values of all conflicts whose `theirs_chosen` is true.
Round resolve(const MergedRound& merged);

// --- Reminding --------------------------------------------------------------------------------------

struct Reminder {
  std::string to, subject, body;
};
// Codes of assets/texts: what is missing, until when, whom to write to. For a unit that has not
// handed in, or that was asked to complete.
Reminder reminder(const Round& round, const UnitState& unit);
std::string mailto(const Reminder& reminder);  // RFC 6068, "" where there is no address
// CSV with BOM for mail merge: ma, ten, email, xa, trang_thai, han_nop, co_quan.
std::string mail_merge_csv(const Round& round, const std::vector<UnitState>& units);

}  // namespace thuoc
