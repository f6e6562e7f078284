// thuoc verify, thuoc triage
#include <cstdio>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/open_bundle.h"
#include "cli/options.h"
#include "cli/parallel.h"
#include "cli/signers.h"
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

int verify(const Words& words, Lang lang) {
  const Options options = parse_options(words, {"--signers"}, {"--json"});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "BUNDLE", lang);
  const auto signers = read_signers(options, lang);
  if (!signers) return complain(signers.error(), lang), 2;
  int status = 0;
  for (const std::string& file : options.rest) {
    const Check check = open_bundle_fast(file, *signers).check;
    if (options.has("--json")) print_json(as_json(file, check, lang) + "\n");
    else print_line(stdout, as_line(file, check, lang));
    if (!is_good(check)) status = 1;
  }
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
  std::vector<std::string> rows(files->size());
  parallel(rows.size(), [&](std::size_t i) {
    const std::string& file = (*files)[i].path;
    const Json row = to_row(open_bundle(file, *signers), file);
    rows[i] = csv ? csv_row(shown_row(row), intake_columns()) : to_compact_text(row) + "\n";
  });

  if (csv) std::fputs(csv_head(intake_columns()).c_str(), stdout);
  for (const std::string& row : rows) {
    if (csv) std::fwrite(row.data(), 1, row.size(), stdout);
    else print_json(row);
  }
  return 0;
}

}  // namespace thuoc::cli
