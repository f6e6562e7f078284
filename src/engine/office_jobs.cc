// The jobs of the office's module.
#include <algorithm>

#include "base/limits.h"
#include "engine/job.h"
#include "office/intake.h"
#include "office/intake_json.h"
#include "office/paper.h"

namespace thuoc {
namespace {

Result<Json> take_in_job(const Json& args) {
  const BlobSource source;
  const Signers signers = parse_allowed_signers(text_of(args, "signers"), "allowed_signers").signers;
  Intake intake = take_in(source, signers, text_of(args, "name"));
  if (!intake.check.pending.empty()) {
    say_json(Said::progress, Json{{"intake", to_json(intake)}});
    check_rest(intake, source, report);
  }
  return Json{{"intake", to_json(intake)}};
}

// One file of a bundle. Its hash is checked again: it is about to be looked at as evidence.
Result<Json> entry_job(const Json& args) {
  const BlobSource source;
  const std::string name = text_of(args, "name");
  const Check check = inspect(source, {});
  const auto entry = std::ranges::find(check.entries, name, &Entry::name);
  if (entry == check.entries.end()) return fail("file.not_here", {name, "", {}});
  const auto index = static_cast<std::size_t>(entry - check.entries.begin());
  const auto pending = std::ranges::find(check.pending, index, &Check::Pending::entry);
  if (pending != check.pending.end()) {
    if (const Status same = check_payload(source, check, *pending); !same)
      return std::unexpected(same.error());
  }
  Json answer = {{"size", entry->size}};
  if (entry->method == 0) {
    answer["slice"] = {entry->data_offset, entry->data_offset + entry->size};
  } else {
    const auto bytes = read_entry(source, *entry, limits::evidence_bytes);
    if (!bytes) return std::unexpected(bytes.error());
    say(Said::bytes, *bytes);
  }
  return answer;
}

// A paper refers to no stored files: all of it is bytes of ours.
Result<Json> paper_pieces_job(const Json& args) {
  const auto written = write_paper(args);
  if (!written) return std::unexpected(written.error());
  for (const Piece& piece : written->pieces) say(Said::bytes, std::get<std::string>(piece.content));
  return Json{{"name", written->file_name}, {"size", written->size}};
}

Result<Json> workbook_job(const Json& args) {
  const auto bytes = write_workbook(args);
  if (!bytes) return std::unexpected(bytes.error());
  say(Said::bytes, *bytes);
  return Json{{"size", bytes->size()}};
}

constexpr Job jobs[] = {
    {"paper_pieces", paper_pieces_job},
    {"workbook", workbook_job},
    {"take_in", take_in_job},
    {"entry", entry_job},
};

}  // namespace

std::span<const Job> office_jobs() { return jobs; }

}  // namespace thuoc
