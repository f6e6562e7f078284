#include "cli/signers.h"

#include <cstdio>

#include "base/limits.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/open_bundle.h"
#include "trust/authority.h"

namespace thuoc::cli {
Result<Signers> read_signers(const Options& options, Lang lang) {
  if (!options.has("--signers")) return Signers{};
  const std::string file = options.value("--signers");
  const auto text = read_text(file, limits::list_bytes);
  if (!text) return std::unexpected(text.error());
  LoadedSigners loaded = parse_allowed_signers(*text, file);
  complain(loaded.problems, lang);
  return std::move(loaded.signers);
}

int list_signers(const Words& words, Lang lang) {
  const Options options = parse_options(words, {}, {});
  if (options.bad) return wrong_usage("cli.bad_option", *options.bad, lang);
  if (options.rest.empty()) return wrong_usage("cli.missing_file", "BUNDLE", lang);
  int status = 0;
  for (const std::string& file : options.rest) {
    const Check check = open_bundle(file, {}).check;
    if (check.verdict != Verdict::unknown_key) {
      status = complain(check.reason, lang);
      continue;
    }
    Signers found;
    for (const SignerFound& signer : check.signers) {
      found.list.push_back({check.info.external_identifier, signer.key, with_hidden_shown(check.info.source_organization, false),
                            role_for(check.info.bundle_type)});
      print_line(stderr, text(lang, "cli.compare_key",
                              {{"file", file}, {"unit", check.info.external_identifier}, {"fingerprint", signer.fingerprint}}));
    }
    std::fputs(write_allowed_signers(found).c_str(), stdout);
  }
  return status;
}

}  // namespace thuoc::cli
