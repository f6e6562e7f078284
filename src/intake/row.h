// One file of the collection as lists know it: what is shown, sorted and filtered by, and nothing
// more. The whole dossier is read again from its file when it is opened, so that forty thousand rows
// need tens of megabytes, not gigabytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "intake/intake.h"
#include "round/round.h"

namespace thuoc {

// `received_at`, `file_name` and `reason` of the Submission are the round's to fill in.
struct Row : Submission {
  struct Level {
    std::string number;  // of the group, as the instrument prints it, or ""
    Words name;          // of the level reached
    int levels = 0;      // how many there are
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
  Stage stage = Stage::waiting;
  double done = 0;              // 0…1 of the hashing
  std::optional<Error> failed;  // gone, stopped, not ours; what was read before stays
  std::string sha256;           // of the whole file, once its evidence was hashed

  std::string type;                              // "dossier", or what an office signed: "review", "round" …
  Error why;                                     // this verdict
  std::vector<Level> levels;                     // by `results`
  std::optional<Error> first_problem;            // of `remarks`
  std::string fingerprint;                       // of the signer, or ""
  std::vector<std::string> more_signers;         // keys of those who signed beside it, as `signer`
  bool signer_known = false, other_key = false;  // other_key: the register has another for this unit
  std::vector<std::string> not_met;              // ids of items answered "no" or with no points, or not answered
  // What the collection and the round make of it; not kept.
  bool superseded = false;  // another sound one of the same unit and year is picked
  bool counted = false;     // stands behind the round's numbers

  bool is_read() const { return stage >= Stage::read; }
  bool is_dossier() const { return is_read() && verdict != Verdict::rejected && type == "dossier"; }
  bool is_sound() const { return is_dossier() && thuoc::is_sound(*this); }
};

// What an intake says of a bundle: everything but its file's name, size and days.
Submission submission_of(const Intake& intake);
// The same into the row, with what only lists show: everything but name, blob, size, stage and hash.
void summarise(const Intake& intake, Row& row);
// What is of another kind altogether and not named as a bundle failed at nothing: it is listed as left alone, apart from
// the bundles that did not arrive as they were sent.
void leave_foreign_alone(Row& row);
bool is_foreign(const Row& row);
// What befell the file of this name.
Error about_file(std::string code, const std::string& name);

// As a worker tells it and the store keeps it. What is missing in the JSON is empty.
Json to_json(const Row& row);
Row row_from_json(const Json& json);

}  // namespace thuoc
