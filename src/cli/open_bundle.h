// A bundle on disk, taken in with both stages.
#pragma once

#include <string>

#include "intake/intake.h"

namespace thuoc::cli {

// A file that cannot be opened is `rejected` with the reason.
Intake open_bundle(const std::string& file, const Signers& signers);

// The same with the evidence hashed on all cores: for one bundle at a time.
Intake open_bundle_fast(const std::string& file, const Signers& signers);

}  // namespace thuoc::cli
