// A file with a key in it. It is not unlocked: what it says of Argon2id's memory and time is bounded elsewhere.
#include "support.h"
#include "trust/trust.h"

static void read_key(std::string_view json) {
  const auto file = thuoc::read_key_file(json);
  if (!file) return;
  const auto line = thuoc::parse_ssh_line(thuoc::ssh_line(file->public_key, file->owner));
  check(line && *line == file->public_key);
}
FUZZ(read_key)
