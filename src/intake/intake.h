// What is learnt from one bundle, put together the same way by the page and `thuoc`. A dossier is read
// and scored; of another type (Check::info.bundle_type) the head is checked, and the document is in
// Check::document_json for whoever opens it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bundle/bundle.h"
#include "dossier/dossier.h"
#include "rubric/rubric.h"
#include "score/score.h"

namespace thuoc {

struct Intake {
  Check check;                     // a bag whose documents are unusable or name another unit becomes `rejected`
  std::optional<Dossier> dossier;  // type dossier
  std::optional<Pack> pack;
  std::optional<Score> score;   // computed here from the answers, never taken from the file
  std::string instrument;       // instrument_of() the pack
  std::vector<Error> problems;  // beside the verdict: answers refused, unlisted evidence, …
  // Answered items of those that can be answered, in percent, rounded down.
  int completeness = 0;
};

// What a dossier is scored by, as SHA-256: of the pack's bytes; of a built-in one's where the two differ
// in nothing that differences() tells.
std::string instrument_of(std::string_view pack_json, const Pack& pack);
// The pack whose numbers those are; `intake` has a pack.
const Pack& scored_by(const Intake& intake);

// Stage one only (check.pending is left to the caller); `file` names the bundle in errors.
Intake take_in(const Source& source, const Signers& signers, std::string_view file);

// Stage two: every byte of the evidence, and whether what the bundle shows to whoever unpacks it (data/tom-tat.html,
// KIEM-TRA.txt, files of no use to us) is what we would write; where not, a remark. `progress` gets bytes done and in all and
// returns false to stop (then false comes back and `check.pending` still says what is unchecked). May be empty.
bool check_rest(Intake& intake, const Source& source, const std::function<bool(std::uint64_t, std::uint64_t)>& progress);

// Both stages.
Intake take_in_all(const Source& source, const Signers& signers, std::string_view file);

// Whether a remark asks for a look at the bundle: not where only another edition of ours has worded its page.
bool asks_for_a_look(const Error& problem);

// One flat row for tables, CSV and NDJSON, keys in the order of intake_columns().
Json to_row(const Intake& intake, std::string_view file);
const std::vector<std::string>& intake_columns();

}  // namespace thuoc
