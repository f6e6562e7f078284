// KIEM-TRA.txt: how to check a bundle with what an operating system ships, without Thước.
#pragma once

#include <string>
#include <string_view>

#include "bundle/bundle.h"

namespace thuoc {

// Vietnamese, then English; lines of at most 80 characters; the commands can be copied as they
// stand. The same arguments give the same text.
std::string how_to_check(std::string_view top, const BagInfo& info, const PublicKey& key);

}  // namespace thuoc
