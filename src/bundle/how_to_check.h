// KIEM-TRA.txt: how to check a bundle with what an operating system ships, without Thước.
#pragma once

#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// Vietnamese, then English. Prose is wrapped at 80 characters; the commands stand on lines of their
// own, four blanks in, and can be copied as they are. The same arguments give the same text.
std::string how_to_check(std::string_view top, const BagInfo& info, const PublicKey& key);

}  // namespace thuoc
