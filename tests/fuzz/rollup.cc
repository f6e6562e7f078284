// Results that were added up, and the table that shows them.
#include "rollup/rollup.h"

#include "support.h"

static void read_rollup(std::string_view json) {
  const auto& form = thuoc::phu_luc_2();
  const auto one = thuoc::load_rollup(json, pack(), form, "f");
  if (!one.rollup) return;
  check(thuoc::load_rollup(to_json_text(*one.rollup, pack(), form), pack(), form, "f").rollup == one.rollup);
  make_table(*one.rollup, pack(), form, thuoc::Side::self);
  make_table(*one.rollup, pack(), form, thuoc::Side::external);
}
FUZZ(read_rollup)
