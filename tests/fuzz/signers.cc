// A register of keys in OpenSSH's allowed_signers form.
#include "support.h"
#include "trust/trust.h"

static void read_signers(std::string_view text) {
  const auto once = thuoc::parse_allowed_signers(text, "f");
  const auto again = thuoc::parse_allowed_signers(write_allowed_signers(once.signers), "f");
  check(again.problems.empty() && again.signers.list.size() == once.signers.list.size());
  for (std::size_t i = 0; i < once.signers.list.size(); ++i) {
    check(again.signers.list[i].principal == once.signers.list[i].principal);
    check(again.signers.list[i].role == once.signers.list[i].role);
    check(again.signers.list[i].key == once.signers.list[i].key);
  }
}
FUZZ(read_signers)
