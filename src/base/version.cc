#include "base/version.h"

namespace thuoc {

std::string_view version() { return THUOC_VERSION; }

}  // namespace thuoc
