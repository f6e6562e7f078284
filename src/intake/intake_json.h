// An intake as it crosses the port: the worker learns, the page shows.
#pragma once

#include "base/json.h"
#include "intake/intake.h"

namespace thuoc {

// The verdict with its reasons, and the texts of dossier and pack. Reading parses those again and
// scores again, so that nothing the page shows was computed elsewhere.
Json to_json(const Intake& intake);
Intake intake_from_json(const Json& json);

}  // namespace thuoc
