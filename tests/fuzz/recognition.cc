// A decision about many units, and the extracts of it.
#include "review/recognition.h"

#include "support.h"

static void read_recognition(std::string_view json) {
  const auto one = thuoc::load_recognition(json, "f");
  if (one.recognition) check(thuoc::load_recognition(to_json_text(*one.recognition), "f").recognition == one.recognition);
}
FUZZ(read_recognition)
