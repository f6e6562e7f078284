// Every JSON document that comes from a file. The first byte says which reader; what a reader accepts is written and
// read again, and is then the same: whatever the program can write it can read.
#include <string>

#include "dossier/dossier.h"
#include "rollup/rollup.h"
#include "round/round.h"
#include "support.h"

using namespace thuoc;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view json(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 7) {
    case 0:
      if (const auto one = load_dossier(json, "f"); one.dossier)
        check(load_dossier(to_json_text(*one.dossier), "f").dossier == one.dossier);
      break;
    case 1:
      if (const auto one = load_pack(json, "f"); one.pack) score(*one.pack, {});
      break;
    case 2:
      if (const auto one = load_round(json, "f"); one.round) {
        check(load_round(to_json_text(*one.round), "f").round == one.round);
        unit_states(*one.round, pack());
      }
      break;
    case 3:
      if (const auto one = load_review(json, "f"); one.review)
        check(load_review(to_json_text(*one.review), "f").review == one.review);
      break;
    case 4:
      if (const auto one = load_return(json, "f"); one.notice)
        check(load_return(to_json_text(*one.notice), "f").notice == one.notice);
      break;
    case 5:
      if (const auto one = load_recognition(json, "f"); one.recognition)
        check(load_recognition(to_json_text(*one.recognition), "f").recognition == one.recognition);
      break;
    case 6:
      if (const auto one = load_rollup(json, pack(), phu_luc_2(), "f"); one.rollup)
        check(load_rollup(to_json_text(*one.rollup, pack(), phu_luc_2()), pack(), phu_luc_2(), "f").rollup == one.rollup);
      break;
  }
  return 0;
}
