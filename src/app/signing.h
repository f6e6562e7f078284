// Signing: a worker unlocks the key, writes, reads what it has written as a stranger's file, and only then answers. One at
// a time for each dossier and for the office; the last of each stays, to be saved again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/own_keys.h"

namespace thuoc {

struct Signing {
  std::string type;         // of the bundle
  port::Ticket ticket = 0;  // 0: done or failed
  double done = 0;          // 0…1
  std::optional<Error> failed;
  std::string name, sha256;  // of the last file that was written; "" where none was
  std::uint64_t size = 0;
  std::uint32_t blob = 0;
};

class Signings {
 public:
  Signings(Outside& outside, const OwnKeys& keys) : outside_(outside), keys_(keys) {}

  // `whose`: the id of a dossier, or office_signs. Null: nothing of its was signed.
  const Signing* of(std::string_view whose) const;
  bool is_writing(std::string_view whose) const;
  // Asks a worker to do `order`, with `args` and our key. Nothing where there is no key, or the last one is being written.
  void begin(std::string_view whose, std::string_view type, std::string_view order, Json args, std::string_view passphrase,
             std::function<void(const Signing&)> then, std::function<void(const Error&)> failed);
  void cancel(std::string_view whose);
  void save_again(std::string_view whose);
  void forget(std::string_view whose);  // what was written is let go; what is being written goes on

 private:
  Signing* find(std::string_view whose);
  void release(Signing& signing);

  Outside& outside_;
  const OwnKeys& keys_;
  std::map<std::string, Signing, std::less<>> all_;
};

inline constexpr std::string_view office_signs = "office";

}  // namespace thuoc
