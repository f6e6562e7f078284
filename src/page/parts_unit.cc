#include "engine/job.h"
#include "page/parts.h"

namespace thuoc {

void port::add_parts(ui::Page&) {}
std::span<const Job> more_jobs() { return {}; }

}  // namespace thuoc
