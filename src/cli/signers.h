// The register of keys that --signers names; an empty one where it is not given.
#pragma once

#include "cli/options.h"
#include "trust/trust.h"

namespace thuoc::cli {

Result<Signers> read_signers(const Options& options, Lang lang);

}  // namespace thuoc::cli
