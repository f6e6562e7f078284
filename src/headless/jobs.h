// A worker without a browser: the real jobs of src/engine, on blobs of the World.
#pragma once

#include <functional>
#include <optional>

#include "headless/headless.h"

namespace thuoc::port::headless {

// The answer, {"error": …} where it failed; none where `asked` is no worker's job. `tell` gets what it says before.
std::optional<Json> do_job(const Asked& asked, const std::function<void(Json)>& tell);

}  // namespace thuoc::port::headless
