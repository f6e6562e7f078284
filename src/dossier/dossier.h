// The record of one unit for one school year. docs/format.md documents its JSON.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "score/score.h"

namespace thuoc {

inline constexpr int dossier_version = 2;

struct Person {
  std::string name, title, phone, email;
  bool operator==(const Person&) const = default;
};

struct Unit {
  std::string code;  // mã trường: any non-empty text
  std::string name;
  std::string level;      // id of Pack::unit_levels
  std::string ownership;  // "public", "people-founded", "private" (công lập, dân lập, tư thục)
  std::string address, commune, province;
  std::string email, phone, website;
  Person head, contact;
  std::string receiver;  // whom the dossier is handed in to, as addressed
  std::string receiver_email;
  bool operator==(const Unit&) const = default;
};

struct Member {
  std::string name, position;
  std::string role;                 // "chair", "vice-chair", "secretary", "member"
  std::vector<std::string> duties;  // criterion ids this member answers for
  bool operator==(const Member&) const = default;
};

struct Council {
  std::string decision_number, decision_date;  // ISO date or ""
  std::vector<Member> members;
  bool operator==(const Council&) const = default;
};

enum class EvidenceType { file, link, document };

struct EvidenceFile {
  std::string sha256;  // 64 hex: also the name of its bytes in the browser's store
  std::uint64_t size = 0;
  std::uint32_t crc32 = 0;
  std::string name;        // as the person named it, NFC
  std::string media_type;  // "image/jpeg"; "application/octet-stream" where unknown
  bool operator==(const EvidenceFile&) const = default;
};

// An issued document (văn bản): số/ký hiệu, ngày ban hành, trích yếu, người ký.
struct IssuedDocument {
  std::string number, date, excerpt, signer;
  bool operator==(const IssuedDocument&) const = default;
};

struct Evidence {
  std::string id;  // "mc1", "mc2" …: unique in the dossier, never used again
  EvidenceType type = EvidenceType::file;
  std::string title, note;
  std::vector<std::string> items;    // item ids it supports; may be empty ("chưa gắn tiêu chí")
  std::optional<EvidenceFile> file;  // type file; may also accompany a document
  std::string url;                   // type link; may also accompany a document
  IssuedDocument document;           // type document
  std::string added_at;              // ISO instant
  bool operator==(const Evidence&) const = default;
};

struct Change {
  std::string at;             // ISO instant of the last keystroke of the change
  std::string pointer;        // what changed, JSON pointer into the dossier
  std::string before, after;  // as for_history() gives them
  bool operator==(const Change&) const = default;
};

// A submission that an office returned for completion: this record answers it.
struct Returned {
  std::string submission;  // SHA-256 of the bundle that was handed in and returned
  std::string notice;      // SHA-256 of the return bundle, which lists the requests
  bool operator==(const Returned&) const = default;
};

struct Dossier {
  std::string id;           // random, 32 hex: one record on one machine through its life
  std::string school_year;  // "2025-2026"
  std::string pack;         // Pack::name(): "qd4725-gdpt@1"
  Unit unit;
  Council council;
  std::map<std::string, std::int64_t> figures;  // by Figure::id
  Answers answers;
  std::vector<Evidence> evidence;
  int next_evidence = 1;
  std::string difficulties, proposals;  // khó khăn vướng mắc; kiến nghị đề xuất (seed 003 PL2, 3–4)
  std::string previous;                 // SHA-256 of the bundle this one was begun from, or ""
  std::optional<Returned> returned;
  std::vector<Change> history;

  const Evidence* find_evidence(std::string_view id) const;
  std::vector<const Evidence*> evidence_of(std::string_view item_id) const;
  bool operator==(const Dossier&) const = default;
};

// A text as the history keeps it: at most limits::history_text code points, the last of them dots where
// something was left out.
std::string for_history(std::string_view text);

// Reading is strict: every problem with its pointer, no unknown keys, texts valid and within
// limits. Codes: dossier.newer_version (says which program version is needed: update the page),
// dossier.not_a_dossier, dossier.*, json.*. Older versions are carried forward first.
struct LoadedDossier {
  std::optional<Dossier> dossier;
  std::vector<Error> problems;
  int read_version = dossier_version;
  std::size_t history_mended = 0;  // lines of it shortened or left out
};
// `kind_to_history`: of our own store and of files saved from it. Nobody's work is refused for its
// history: what is too long in it is shortened, lines that cannot be read and the oldest of too many go.
LoadedDossier load_dossier(std::string_view json, std::string_view file, bool kind_to_history = false);

std::string to_json_text(const Dossier& dossier);  // deterministic

// This year's dossier from last year's: unit, council members, figures and texts kept; answers
// kept only as a starting point when `keep_answers`, without points and yes/no; evidence, history
// and the council's decision not kept; new id and year; `previous` names the bundle it came from.
Dossier carry_over(const Dossier& last, std::string new_id, std::string school_year, std::string previous_sha256,
                   bool keep_answers);

// "data/evidence/<handle>/<16 hex of sha256>.<ext>": where a file stands in the bundle. The handle
// is the first item it supports, or "chung". ext: the name's ending in lower case where it is 1–8
// ASCII letters and digits, else "bin".
std::string evidence_path(const Evidence& evidence);

// By sha256, where the bytes of each file stand in the bundle of this dossier. The same bytes stand
// there once, at the path of the first evidence that has them.
std::map<std::string, std::string> evidence_paths(const Dossier& dossier);

// What stands in the way of handing in (blocking) and what is only advisable, blocking first, then by weight. The
// place is a pointer into the dossier, so that the page can lead there; evidence is named by its id
// ("/evidence/mc3"), which stays when the list is sorted.
struct Finding {
  bool blocking = false;
  Error what;  // codes ready.*, and score.* for an answer that is refused
};
std::vector<Finding> readiness(const Dossier& dossier, const Pack& pack, const Score& score);

}  // namespace thuoc
