// thuoc verify, thuoc triage
#include <atomic>
#include <cstdio>

#include "bundle/file_kind.h"
#include "bundle/memory_source.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/open_bundle.h"
#include "cli/options.h"
#include "cli/parallel.h"
#include "cli/signers.h"
#include "intake/members.h"
#include "rollup/csv.h"

namespace thuoc::cli {
namespace {

bool is_good(const Check& check) { return check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key; }

std::string as_line(const std::string& file, const Check& check, Lang lang) {
  Error reason = check.reason;
  if (reason.place.file == file) reason.place.file.clear();  // the line begins with it
  const std::string why = describe(reason, lang);
  return file + ": " + std::string(to_text(check.verdict)) + ": " + why;
}

std::string as_json(const std::string& file, const Check& check, Lang lang) {
  Json out{{"file", file},
           {"verdict", to_text(check.verdict)},
           {"container", to_text(check.container)},
           {"reason", message(check.reason, lang)},
           {"reason_code", check.reason.code},
           {"type", check.info.bundle_type},
           {"unit_code", check.info.external_identifier},
           {"signers", Json::array()}};
  if (check.reason.place.offset) out["offset"] = *check.reason.place.offset;
  if (!check.reason.place.file.empty() && check.reason.place.file != file) out["entry"] = check.reason.place.file;
  for (const SignerFound& signer : check.signers)
    out["signers"].push_back({{"fingerprint", signer.fingerprint},
                              {"known", signer.known},
                              {"registered_for", signer.registered_for},
                              {"unit_has_other_key", signer.unit_has_other_key}});
  return to_compact_text(out);
}

}  // namespace

using TellIntake = std::function<void(const std::string& file, const Intake& intake)>;

Intake not_opened(const std::string& file, Error why) {
  Intake out;
  out.check.reason = std::move(why);
  out.check.reason.place.file = file;
  return out;
}

// Tells the file, or in its place each bundle in a ZIP of them and each file that stays in it. Returns how many of that ZIP
// are a system's own.
std::size_t each_in(const std::string& file, const Intake& intake, const Signers& signers, const TellIntake& tell) {
  std::optional<Members> members;
  const auto source = FileSource::open(file);
  if (source && intake.check.reason.code == "kind.zip_of_zips") members = members_of(*source);
  if (!members) return tell(file, intake), 0;
  for (const Entry& member : members->taken) {
    const std::string name = member_name(file, member.name);
    auto bytes = read_member(*source, member);
    tell(name, bytes ? take_in_all(MemorySource(std::move(*bytes)), signers, name) : not_opened(name, bytes.error()));
  }
  for (const auto& [name, why] : members->left) tell(member_name(file, name), not_opened(member_name(file, name), why));
  return members->litter;
}

void tell_litter(std::size_t count, Lang lang) {
  if (count > 0) print_line(stderr, text(lang, "cli.litter", Args{{"count", std::to_string(count)}}));
}

int verify(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--signers"}, {"--json"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "BUNDLE", lang);
  const auto signers = read_signers(options, lang);
  if (!signers) return complain(signers.error(), lang), 2;
  int status = 0;
  std::size_t litter = 0;
  for (const std::string& file : options.rest) {
    litter += each_in(file, open_bundle_fast(file, *signers), *signers, [&](const std::string& name, const Intake& intake) {
      if (options.has("--json")) print_json(as_json(name, intake.check, lang) + "\n");
      else print_line(stdout, as_line(name, intake.check, lang));
      if (!is_good(intake.check)) status = 1;
    });
  }
  tell_litter(litter, lang);
  return status;
}

int triage(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--signers"}, {"--csv", "--ndjson"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.size() != 1) return wrong_usage("cli.missing_file", "DIR", lang);
  if (options.has("--csv") == options.has("--ndjson")) return wrong_usage("cli.csv_or_ndjson", "", lang);
  const auto signers = read_signers(options, lang);
  if (!signers) return complain(signers.error(), lang), 2;
  const auto files = files_under(options.rest[0]);
  if (!files) return complain(files.error(), lang), 2;

  const bool csv = options.has("--csv");
  std::vector<std::string> names, rows(files->size());
  for (const FoundFile& file : *files) names.push_back(file.path);
  const BagFolders bags = bag_folders(names);
  std::atomic<std::size_t> litter = 0;
  const auto row_of = [&](const std::string& file, const Intake& intake) {
    const Json row = to_row(intake, file);
    return csv ? csv_row(shown_row(row), intake_columns()) : to_compact_text(row) + "\n";
  };
  parallel(rows.size(), [&](std::size_t i) {
    if (is_litter(names[i])) ++litter;
    else if (folder_of(bags, names[i]) == bags.end())
      litter += each_in(names[i], open_bundle(names[i], *signers), *signers,
                        [&](const std::string& name, const Intake& intake) { rows[i] += row_of(name, intake); });
  });
  for (const auto& [folder, count] : bags) rows.push_back(row_of(folder + "/", not_opened(folder + "/", unpacked_bag(count))));

  if (csv) std::fputs(csv_head(intake_columns()).c_str(), stdout);
  for (const std::string& row : rows) {
    if (csv) std::fwrite(row.data(), 1, row.size(), stdout);
    else print_json(row);
  }
  tell_litter(litter, lang);
  return 0;
}

}  // namespace thuoc::cli
