// Signing what an office issues, put together the same way in the worker and in tests.
#pragma once

#include "base/json.h"
#include "bundle/bundle.h"

namespace thuoc {

// {type, document, pack, key, passphrase, today}, and `dossier` for a review: the JSON of the document
// and of what it speaks about. Refuses what readiness() of that type blocks. Codes as sign_review,
// sign_return, sign_recognition, write_rollup, sign_round, key.*; job.unknown for another type.
Result<WrittenBundle> write_paper(const Json& args);

// {rollup, pack, day, lang} → the bytes of the workbook.
Result<std::string> write_workbook(const Json& args);

}  // namespace thuoc
