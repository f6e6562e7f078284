// What one module has and the other has not: parts_unit.cc in thuoc.wasm, parts_office.cc in office.wasm.
// Its jobs are in engine/job.h (more_jobs).
#pragma once

namespace thuoc::port {

// Texts and screens.
void add_parts();

}  // namespace thuoc::port
