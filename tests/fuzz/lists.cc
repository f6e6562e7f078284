// Lists and keys as people bring them. The first byte says which reader; what it understood is written and read again.
#include <string>

#include "base/text_rows.h"
#include "round/register.h"
#include "support.h"
#include "trust/trust.h"

using namespace thuoc;

// The heads of columns are texts.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  add_all_texts();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0: {
      const LoadedSigners once = parse_allowed_signers(text, "f");
      const LoadedSigners again = parse_allowed_signers(write_allowed_signers(once.signers), "f");
      check(again.problems.empty() && again.signers.list.size() == once.signers.list.size());
      for (std::size_t i = 0; i < once.signers.list.size(); ++i) {
        check(again.signers.list[i].principal == once.signers.list[i].principal);
        check(again.signers.list[i].key == once.signers.list[i].key);
      }
      break;
    }
    case 1: {
      const ParsedRegister once = parse_register(text, pack(), "f");
      const ParsedRegister again = parse_register(write_register(once.units, pack()), pack(), "f");
      check(again.units == once.units);
      break;
    }
    case 2:
      if (const auto signature = parse_sshsig(text)) verify_sshsig(*signature, "signed");
      break;
    case 3:
      if (const auto file = read_key_file(text)) fingerprint(file->public_key);
      break;
  }
  return 0;
}
