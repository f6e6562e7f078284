// Bytes as a file that somebody mailed: container, signatures, documents, evidence. What is called intact is read
// again to the same verdict.
#include <string>

#include "bundle/memory_source.h"
#include "intake/intake.h"
#include "support.h"

static void inspect_bundle(std::string_view bytes) {
  const thuoc::MemorySource source{std::string(bytes)};
  const thuoc::Intake once = thuoc::take_in_all(source, {}, "fuzz.zip");
  const thuoc::Intake again = thuoc::take_in_all(source, {}, "fuzz.zip");
  check(once.check.verdict == again.check.verdict && !once.check.reason.code.empty());
  thuoc::to_row(once, "fuzz.zip");
}
FUZZ(inspect_bundle)
