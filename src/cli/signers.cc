#include "cli/signers.h"

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/files.h"

namespace thuoc::cli {
namespace {

// A register line takes some 200 bytes.
constexpr std::uint64_t signers_bytes = limits::signers * 400;

}  // namespace

Result<Signers> read_signers(const Options& options, Lang lang) {
  if (!options.has("--signers")) return Signers{};
  const std::string file = options.value("--signers");
  const auto text = read_text(file, signers_bytes);
  if (!text) return std::unexpected(text.error());
  LoadedSigners loaded = parse_allowed_signers(*text, file);
  complain(loaded.problems, lang);
  return std::move(loaded.signers);
}

}  // namespace thuoc::cli
