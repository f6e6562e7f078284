// A list of units as people paste it: CSV, a spreadsheet's text, whatever divides the columns.
#include "round/register.h"

#include "base/text_rows.h"
#include "support.h"

// The heads of columns are texts.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  thuoc::add_all_texts();
  return 0;
}

static void read_register(std::string_view text) {
  const auto once = thuoc::parse_register(text, pack(), "f");
  check(thuoc::parse_register(write_register(once.units, pack()), pack(), "f").units == once.units);
}
FUZZ(read_register)
