// Bytes as a file that somebody mailed: container, signatures, documents, evidence. What is called intact is read
// again to the same verdict.
#include "bundle/memory_source.h"
#include "intake/intake.h"
#include "support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const thuoc::MemorySource source(std::string(reinterpret_cast<const char*>(data), size));
  const thuoc::Intake once = thuoc::take_in_all(source, {}, "fuzz.zip");
  const thuoc::Intake again = thuoc::take_in_all(source, {}, "fuzz.zip");
  check(once.check.verdict == again.check.verdict && !once.check.reason.code.empty());
  thuoc::to_row(once, "fuzz.zip");
  return 0;
}
