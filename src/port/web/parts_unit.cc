#include "engine/job.h"
#include "port/web/parts.h"

namespace thuoc {

void port::add_parts() {}
std::span<const Job> more_jobs() { return {}; }

}  // namespace thuoc
