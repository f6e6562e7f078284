// data/tom-tat.html: the dossier as one page that any browser opens, in the bundle and without us.
#pragma once

#include <string>
#include <string_view>

#include "dossier/dossier.h"
#include "rubric/rubric.h"
#include "score/score.h"

namespace thuoc {

// Vietnamese, no script, nothing loaded from anywhere; for a phone and for A4. `evidence_prefix`
// stands before "evidence/…" in links: "" where the page lies in data/ of the bundle. The same
// arguments give the same bytes.
std::string summary_html(const Dossier& dossier, const Pack& pack, const Score& score, std::string_view evidence_prefix);

}  // namespace thuoc
