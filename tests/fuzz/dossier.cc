// A school's record. Whatever it holds can be scored and looked over.
#include "dossier/dossier.h"

#include "score/score.h"
#include "support.h"

static void read_dossier(std::string_view json) {
  const auto one = thuoc::load_dossier(json, "f");
  if (!one.dossier) return;
  check(thuoc::load_dossier(to_json_text(*one.dossier), "f").dossier == one.dossier);
  readiness(*one.dossier, pack(), score(pack(), one.dossier->answers));
}
FUZZ(read_dossier)
