// Error ↔ JSON as it crosses the port: {code, file, pointer, offset, args: [[name, value] …]}.
#pragma once

#include "base/error.h"
#include "base/json.h"

namespace thuoc {

Json to_json(const Error& error);

// Whatever JavaScript sent: what is missing is empty, no code at all is job.crashed.
Error error_from_json(const Json& json);

}  // namespace thuoc
