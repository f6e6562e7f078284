#pragma once

#include <string>

#include "trust/trust.h"

namespace thuoc::cli {

std::string today();                  // ISO date, Vietnamese time
std::string passphrase_from_stdin();  // its first line

// Asks stdin for the passphrase only where the file is locked.
Result<SecretKey> open_key(const std::string& path);

}  // namespace thuoc::cli
