// An office's collection. States of its units, and its page, can be told of whatever is read; nobody disagrees with
// himself.
#include "round/round.h"

#include "support.h"

static void read_round(std::string_view json) {
  const auto one = thuoc::load_round(json, "f");
  if (!one.round) return;
  check(thuoc::load_round(to_json_text(*one.round), "f").round == one.round);
  unit_states(*one.round, pack());
  const auto merged = merge(*one.round, *one.round, pack());
  check(merged && merged->conflicts.empty());
  round_page(*one.round, pack());
}
FUZZ(read_round)
