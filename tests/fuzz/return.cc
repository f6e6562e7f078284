// What an office sends back to a unit.
#include "review/return.h"

#include "support.h"

static void read_return(std::string_view json) {
  const auto one = thuoc::load_return(json, "f");
  if (!one.notice) return;
  check(thuoc::load_return(to_json_text(*one.notice), "f").notice == one.notice);
  return_page(*one.notice, pack());
}
FUZZ(read_return)
