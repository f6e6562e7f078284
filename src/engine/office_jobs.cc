// The jobs of the office's module.
#include <algorithm>
#include <map>

#include "base/error_json.h"
#include "base/limits.h"
#include "engine/job.h"
#include "intake/intake.h"
#include "intake/intake_json.h"
#include "intake/lists.h"
#include "intake/members.h"
#include "intake/paper.h"
#include "intake/row.h"

namespace thuoc {
namespace {

// The same register of thousands comes with every order.
const Signers& signers_in(const Json& args) {
  static std::string last;
  static Signers signers;
  if (std::string text = text_of(args, "signers"); text != last) {
    signers = parse_allowed_signers(text, "allowed_signers").signers;
    last = std::move(text);
  }
  return signers;
}

Result<Json> take_in_job(const Json& args) {
  const BlobSource source;
  const Signers& signers = signers_in(args);
  Intake intake = take_in(source, signers, text_of(args, "name"));
  if (!intake.check.pending.empty()) {
    say_json(Said::progress, Json{{"intake", to_json(intake)}});
    check_rest(intake, source, report);
  }
  return Json{{"intake", to_json(intake)}};
}

// A file that went away while it was read says nothing about what is in it.
std::optional<Error> gone(const Check& check, const std::string& name) {
  if (!check.reason.code.starts_with("source.")) return std::nullopt;
  return Error{"file.unreadable", {name, "", {}}, {}};
}

// Stage one of many files: a row for each, none of their evidence read.
Result<Json> triage_job(const Json& args) {
  const Signers& signers = signers_in(args);
  Json rows = Json::array();
  const Json& names = args["names"];
  for (std::size_t i = 0; i < names.size(); ++i) {
    take_file(static_cast<std::uint32_t>(i));
    const BlobSource source;
    Row row;
    row.name = names[i].get<std::string>();
    const Intake intake = take_in(source, signers, row.name);
    row.stage = Row::Stage::read;
    summarise(intake, row);
    row.failed = gone(intake.check, row.name);
    rows.push_back(to_json(row));
    report(i + 1, names.size());  // or a batch of slow ones is taken for one that stands still
  }
  return Json{{"rows", rows}};
}

// What an order to check files begins with: their names, the register, and stage one of each by its
// index, from when its ranges were asked for until it is checked.
struct Begun {
  std::vector<std::string> names;
  const Signers* signers = nullptr;
  std::map<std::uint32_t, Intake> intakes;
} begun;

// Always first: what an order that failed left behind is of other files.
Result<Json> begin_check_job(const Json& args) {
  begun = {args["names"].get<std::vector<std::string>>(), &signers_in(args), {}};
  return Json::object();
}

// What of file `index` is worth hashing beforehand: all of it, and each piece of evidence.
Result<Json> file_ranges_job(const Json& args) {
  const auto index = args.value("index", std::uint32_t{0});
  if (index >= begun.names.size()) return fail("job.unknown");
  take_file(index);
  const BlobSource source;
  const Intake& intake = begun.intakes[index] = take_in(source, *begun.signers, begun.names[index]);
  return Json{{"ranges", ranges_of(source, intake.check)}};
}

// Stage two of one file, and the hash of all of it, by which it is known from then on. What is done of
// all files is reported as `reported` + 2 × its size.
Status check_evidence(std::uint32_t index, Row& row, std::uint64_t reported, std::uint64_t total) {
  const BlobSource source;
  const auto known = begun.intakes.find(index);
  Intake intake = known != begun.intakes.end() ? std::move(known->second) : take_in(source, *begun.signers, row.name);
  if (const auto error = gone(intake.check, row.name)) return std::unexpected(*error);
  check_rest(intake, source, [&](std::uint64_t done, std::uint64_t) { return report(reported + done, total); });
  if (const auto error = gone(intake.check, row.name)) return std::unexpected(*error);
  const auto sha256 = hash_all(source, reported + source.size(), total);
  if (!sha256) return fail("file.unreadable", {row.name, "", {}});
  row.sha256 = *sha256;
  row.stage = Row::Stage::done;
  summarise(intake, row);
  return {};
}

Result<Json> check_evidence_job(const Json&) {
  const auto count = static_cast<std::uint32_t>(begun.names.size());
  std::uint64_t total = 0, reported = 0;
  for (std::uint32_t i = 0; i < count; ++i) take_file(i), total += 2 * BlobSource().size();
  Json rows = Json::array();
  for (std::uint32_t i = 0; i < count; ++i) {
    take_file(i);
    Row row;
    row.name = begun.names[i];
    if (const Status done = check_evidence(i, row, reported, total); !done) row.failed = done.error();
    reported += 2 * BlobSource().size();
    rows.push_back(to_json(row));
  }
  begun = {};
  return Json{{"rows", rows}};
}

// What comes out of a ZIP of bundles: {taken: [{name, from, packed, size, deflated}], left: [{name, why}], litter}. Whoever has
// the file cuts the bytes out.
Result<Json> members_job(const Json&) {
  const BlobSource source;
  Json taken = Json::array(), left = Json::array();
  const auto members = members_of(source);
  if (!members) return Json{{"taken", taken}, {"left", left}, {"litter", 0}};
  for (const Entry& one : members->taken)
    taken.push_back({{"name", one.name},
                     {"from", one.data_offset},
                     {"packed", one.packed_size},
                     {"size", one.size},
                     {"deflated", one.method != 0}});
  for (const auto& [name, why] : members->left) left.push_back({{"name", name}, {"why", to_json(why)}});
  return Json{{"taken", taken}, {"left", left}, {"litter", members->litter}};
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
    if (const Status same = check_payload(source, check, *pending); !same) return std::unexpected(same.error());
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

Result<Json> read_keys_job(const Json& args) {
  return read_key_list(BlobSource(), text_of(args, "name"), [](const Json& piece) { say_json(Said::progress, piece); });
}

Result<Json> read_units_job(const Json& args) {
  return read_unit_list(BlobSource(), text_of(args, "name"), text_of(args, "pack"),
                        [](const Json& piece) { say_json(Said::progress, piece); });
}

constexpr Job of_an_office[] = {
    {"read_keys", read_keys_job},
    {"read_units", read_units_job},
    {"paper_pieces", paper_pieces_job},
    {"workbook", workbook_job},
    {"triage", triage_job},
    {"begin_check", begin_check_job},
    {"file_ranges", file_ranges_job},
    {"check_evidence", check_evidence_job},
    {"take_in", take_in_job},
    {"entry", entry_job},
    {"members", members_job},
};

}  // namespace

std::span<const Job> office_jobs() { return of_an_office; }

}  // namespace thuoc
