#include "engine/job.h"
#include "port/web/parts.h"
#include "ui/office/office_page.h"

namespace thuoc {

void port::add_screens() { ui::add_office(); }
std::span<const Job> more_jobs() { return office_jobs(); }

}  // namespace thuoc
