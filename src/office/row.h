// One file of the collection as lists know it: what is shown, sorted and filtered by, and nothing
// more. The whole dossier is read again from its file when it is opened, so that forty thousand rows
// need tens of megabytes, not gigabytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "office/intake.h"

namespace thuoc {

struct Row {
  struct Group {
    std::string id, number;  // number: as the instrument prints it, or ""
    Words level_name;
    Points points, max;
    int level = 0, levels = 0;
  };
  enum class Stage {
    waiting,  // for its turn
    reading,  // container, signature, record
    broken,   // nothing could be read: `failed` says why
    read,     // the row is there; the evidence waits for its turn
    hashing,
    done,
  };

  std::string name;        // with its folder, or the ZIP it came in
  std::uint32_t blob = 0;  // 0: its bytes are not in this session; dropped again they are
  std::uint64_t size = 0;
  Stage stage = Stage::waiting;
  double done = 0;              // 0…1 of the hashing
  std::optional<Error> failed;  // gone, stopped, not ours; what was read before stays
  std::string sha256;           // of the whole file, once its evidence was hashed

  Verdict verdict = Verdict::rejected;
  Container container = Container::canonical;
  Error reason;
  std::string type;  // "dossier", or what an office signed: "review", "round" …
  std::string unit_code, unit_name, level, commune, school_year, rubric;
  std::string changed_at;  // ISO instant of the dossier's last change, or the bag's date
  std::vector<Group> groups;
  int completeness = 0, problems = 0;
  std::optional<Error> first_problem;
  std::string signer;                            // fingerprint, or ""
  std::vector<std::string> more_signers;         // keys of those who signed beside it, likewise
  bool signer_known = false, other_key = false;  // other_key: the register has another for this unit
  std::vector<std::string> not_met;              // ids of items answered "no" or with no points, or not answered
  // For adding up, when the file itself is not open: what the table of all units asks of each.
  std::string signer_line;  // "ssh-ed25519 AAAA…"
  std::string signed_on;    // ISO date in the bag: the signer's own clock
  std::string ownership, province, previous, difficulties, proposals;
  std::string returned_submission, returned_notice;  // the return it answers, or ""
  int unanswered = 0;
  std::string instrument;                  // Intake::instrument
  std::string modified;                    // ISO instant of the file as it was dropped, or ""
  std::string said_day, said_by, said_at;  // the day it came, where somebody said one when it was dropped
  // What the collection and the round make of it; not kept.
  bool superseded = false;  // another sound one of the same unit and year is picked
  bool counted = false;     // stands behind the round's numbers

  bool is_read() const { return stage >= Stage::read; }
  bool is_dossier() const { return is_read() && verdict != Verdict::rejected && type == "dossier"; }
  bool is_sound() const { return is_dossier() && (verdict == Verdict::valid || verdict == Verdict::unknown_key); }
};

// What an intake says, into the row: everything but name, blob, size, stage and hash.
void summarise(const Intake& intake, Row& row);
// What befell the file of this name.
Error about_file(std::string code, const std::string& name);

// As a worker tells it and the store keeps it. What is missing in the JSON is empty.
Json to_json(const Row& row);
Row row_from_json(const Json& json);

}  // namespace thuoc
