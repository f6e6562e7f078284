// An armoured signature. Nobody at random signs what was never signed.
#include "support.h"
#include "trust/trust.h"

static void read_sshsig(std::string_view armoured) {
  if (const auto signature = thuoc::parse_sshsig(armoured)) check(!verify_sshsig(*signature, "never signed"));
}
FUZZ(read_sshsig)
