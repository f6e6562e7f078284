// What one module has and the other has not: parts_unit.cc in thuoc.wasm, parts_office.cc in office.wasm.
// Its jobs are in engine/job.h (more_jobs).
#pragma once

#include "ui/page.h"

namespace thuoc::port {

// Texts and screens.
void add_parts(ui::Page& page);

}  // namespace thuoc::port
