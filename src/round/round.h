// An office's collection of one assessment round: who should hand in, what came, what was made of it.
// Bundles are named by the SHA-256 of their whole ZIP file and kept elsewhere. docs/format.md
// documents its JSON.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/office.h"
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"
#include "rollup/rank.h"
#include "rollup/rollup.h"
#include "round/register.h"
#include "round/sample.h"

namespace thuoc {

// 2: `offices`, where a key came from; of a submission what adding up needs and the day it came; `instrument`,
// `accepted_packs`, `codes`, `signed_reviews`. Version 1 is read as it was written.
inline constexpr int round_version = 2;

struct Settings {
  std::string deadline;                               // ISO date, the last day in Vietnam, or ""
  std::optional<MissingMandatory> missing_mandatory;  // none: as the pack says
  MultiLevel multi_level = MultiLevel::once;
  std::map<std::string, std::string> readings;  // item id → id of the Reading this round goes by
  bool operator==(const Settings&) const = default;
};

// The day on which a file came, where a person says another than the machine saw it.
struct SaidDay {
  std::string day;  // ISO date
  std::string by;   // who says it
  std::string at;   // ISO instant of saying it
  bool operator==(const SaidDay&) const = default;
};

struct Submission {
  std::string unit_code, unit_name, unit_level, commune;
  std::string school_year;  // of the dossier; "" in rounds of before it was kept: taken for the round's
  std::string file_name;
  std::uint64_t size = 0;
  std::string received_at;  // ISO instant: when the office first had it
  std::string changed_at;   // ISO instant of the dossier's last change, or the bag's date: its own clock
  Verdict verdict = Verdict::rejected;
  Container container = Container::canonical;
  std::string reason;  // code of why, where not valid or unknown_key
  std::string signer;  // "ssh-ed25519 AAAA…" of the one that counts, or ""
  std::vector<GroupResult> results;
  int unanswered = 0, completeness = 0, remarks = 0;
  std::string previous;  // SHA-256 of last year's bundle, or ""
  std::optional<Returned> returned;
  // Since version 2; empty in what was kept before.
  std::string ownership, province, difficulties, proposals;
  std::string signed_on;   // ISO date in the bag: the signer's own clock
  std::string modified;    // ISO instant of the file as it came
  std::string pack;        // "qd4725-gdpt@1"
  std::string instrument;  // instrument_of() its pack; "" is taken for the round's
  std::optional<SaidDay> said;
  bool operator==(const Submission&) const = default;
};
// Sound: valid or unknown_key. Others are kept in the list and count for nothing.
bool is_sound(const Submission& submission);
// A bag's own date, as an instant beside those of changes; other texts as they are.
std::string instant_of_day(std::string_view day);
// As a round can hold it. Of a broken file nothing is known but what its bag says, and that may be megabytes.
void fit(Submission& submission);
// ISO date in Vietnam: what a person said, else when it was received; "" where neither is readable.
std::string received_day(const Submission& submission);

// What a file is to the round, by itself.
enum class Standing { counts, not_sound, other_year, other_instrument };
struct Round;
Standing standing(const Round& round, const Submission& submission);
inline bool counts(const Round& round, const Submission& submission) { return standing(round, submission) == Standing::counts; }

// A key that somebody here has let in. Where it came from and who compared it with paper are two things.
struct ConfirmedKey {
  std::string on;     // ISO date of comparing with the stamped paper; "" where nobody has
  std::string by;     // who compared
  std::string from;   // the file it was taken from; "" where it was confirmed from a bundle of its own
  std::string taken;  // ISO date of that
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
  std::string at;  // ISO instant
  bool operator==(const IssuedPaper&) const = default;
};

// Said by a person: what these keys sign is this unit's; of a code that two schools have, or one school
// under two names.
struct CodeChoice {
  std::set<std::string> signers;  // "ssh-ed25519 AAAA…"
  std::string by, on;             // on: ISO date
  bool operator==(const CodeChoice&) const = default;
};

// A pack other than the round's, by which a unit may be scored.
struct AcceptedPack {
  std::string name, by, on;  // on: ISO date
  bool operator==(const AcceptedPack&) const = default;
};

// An external assessment as it was signed, by us or by an office we know.
struct SignedReview {
  std::string paper;   // SHA-256 of its bundle
  std::string signer;  // "ssh-ed25519 AAAA…"
  std::string day;     // ISO date in its bag
  bool known = false;  // its key was known for its office: else it counts for nothing
  Review review;
  std::vector<GroupResult> results;  // reckoned from the dossier; empty while that was not at hand
  bool operator==(const SignedReview&) const = default;
};

// Of two about one bundle, whether `a` counts: a known key first; then, what only a known key may say, the
// one that brings the other together with its own; then the later day, the one in which something was found
// later (two of one day: the second mends the first), the greater hash.
bool comes_before(const SignedReview& a, const SignedReview& b);

struct Round {
  std::string id;  // random, 32 hex
  Head head;
  std::string title;  // "Đánh giá chuyển đổi số năm học 2025-2026"
  Settings settings;
  UnitRegister units;                             // by unit code
  std::map<std::string, Submission> submissions;  // by SHA-256 of the bundle
  std::map<std::string, KeysOf> keys;             // of units, by their codes
  std::map<std::string, KnownOffice> offices;     // by their codes
  std::map<std::string, Review> reviews;          // drafts, by SHA-256 of the bundle they are about
  std::map<std::string, Return> returns;          // drafts, likewise
  std::optional<Recognition> recognition;         // draft: the list proposed
  std::map<std::string, IssuedPaper> papers;      // signed ones, by their own SHA-256
  std::optional<Sample> sample;
  std::string instrument;                              // instrument_of() its pack; "" in what was kept before
  std::map<std::string, AcceptedPack> accepted_packs;  // by instrument
  std::map<std::string, CodeChoice> codes;             // by unit code
  std::map<std::string, SignedReview> signed_reviews;  // by SHA-256 of the bundle they are about
  bool operator==(const Round&) const = default;
};

struct LoadedRound {
  std::optional<Round> round;   // only where there is no problem
  std::vector<Error> problems;  // document.*, json.*, points.*
};
LoadedRound load_round(std::string_view json, std::string_view file);
std::string to_json_text(const Round& round);  // one unit, one submission a line
Json to_json(const Round& round);

// The same for a store: what stands under names, `names` of it in each part, and all that does not. Forty thousand
// units are never one document then, neither of them nor of their JSON.
struct RoundParts {
  std::string outer;               // load_round() reads it
  std::vector<std::string> named;  // add_part(), in this order
};
RoundParts parts_of(const Round& round, std::size_t names);
std::vector<Error> add_part(Round& round, std::string_view json, std::string_view file);  // its problems; then `round` is spoilt

// The collection as one file for a colleague, with the rubric and a page that lists the units.
Result<WrittenBundle> sign_round(const Round& round, std::string_view pack_json, const SecretKey& key,
                                 std::string_view today_iso);
std::string round_page(const Round& round, const Pack& pack);

// The pack as this round goes by it: Settings::missing_mandatory in its place.
Pack with_settings(Pack pack, const Settings& settings);

// --- Units and what came from them ------------------------------------------------------------------

enum class KeyState {
  none,      // nothing signed came
  unknown,   // first sight: compare its fingerprint with the stamped paper
  known,     // confirmed for this unit
  imported,  // a file brought it; nobody has compared it with paper
  changed,   // red flag: another key was confirmed, or came, for this unit before
};

using SubmissionEntry = std::map<std::string, Submission>::value_type;  // SHA-256, submission

// As pick() asks for it.
Claim claim_of(const SubmissionEntry& entry);

struct UnitState {
  std::string code;
  const RegisteredUnit* registered = nullptr;       // null: "lạ", not in the register
  std::vector<const SubmissionEntry*> submissions;  // by received_at
  const SubmissionEntry* current = nullptr;         // of those that count(): the one that pick() picks
  std::vector<const SubmissionEntry*> clashing;     // two schools under this code: none is current until a person says which
  const SubmissionEntry* unusable = nullptr;        // nothing counts, but this came last
  // Of those that are known as well as the current one: what an unknown key signs moves none of these.
  bool late = false;     // nộp muộn: the first came after the deadline's day
  bool again = false;    // nộp lại: there is more than one
  bool waiting = false;  // returned, and none answers it
  bool exempt = false;   // the pack is not for its cấp học, and it is not added up either
  bool counted = false;  // stands behind the numbers: current, no stranger to the register, has a row in the table
  KeyState key = KeyState::none;

  bool handed_in() const { return current != nullptr; }
  std::string_view status() const;  // key of texts: what came of it, by itself
  bool missing() const { return !current && !unusable && clashing.empty() && !exempt; }  // chưa nộp: nothing came
  bool stranger() const { return registered == nullptr; }                                // lạ

  // What the register says; what the unit says of itself where that says nothing.
  const std::string& name() const;  // or the code
  std::string level() const;
  std::string commune() const;
};

// One for each unit of the register and for each code that a submission that counts() names, by code.
// `pack` is the round's: it says to whom it applies.
std::vector<UnitState> unit_states(const Round& round, const Pack& pack);

// For adding up, as this round counts it: with the signed assessment that counts. `pack` is the round's. Items are of
// its bundle alone (add_items()).
UnitResult unit_result(const Round& round, const Pack& pack, const SubmissionEntry& entry);

// The register of keys as the round has it: of units, then of offices. And back, for what was kept beside the
// round until November 2026: units' keys that the round does not have are added, confirmed on the day that
// ends the comment, else on `on`; a name that a round cannot hold is left out. (Keys of files: key_offer.h.)
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

// Why what a unit has sent is not used, for a sentence; "" where it is, or nothing came.
std::string unusable_reason(const Round& round, const UnitState& unit, Lang lang);

struct Reminder {
  std::string to, subject, body;
};
// Codes of assets/texts: what is missing, until when, whom to write to. For a unit that has not
// handed in, or that was asked to complete.
Reminder reminder(const Round& round, const UnitState& unit);
std::string mailto(const Reminder& reminder);  // RFC 6068, "" where there is no address
// CSV with BOM for mail merge: ma, ten, email, xa, trang_thai, han_nop, co_quan, nam_hoc, ly_do (why
// what came is not used).
std::string mail_merge_csv(const Round& round, const std::vector<UnitState>& units);

}  // namespace thuoc
