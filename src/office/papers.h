// What this office signs: written and checked by a worker, noted in the round, saved.
#pragma once

#include "bundle/bundle.h"
#include "office/round_store.h"

namespace thuoc {

// A bundle of an office that was read and is sound.
struct Paper {
  std::string name, sha256;  // of the file
  Check check;
};

class Papers {
 public:
  Papers(App& app, RoundStore& store) : app_(app), store_(store) {}

  const Signing* signing() const { return app_.signings.of(office_signs); }
  bool can_sign() const;  // an office with code and name, and a key
  // Writes, verifies, saves; `then` gets the SHA-256 of the file. `more`: as write_paper (intake/paper.h).
  void sign(std::string_view type, std::string document, std::string_view with_pack, Json more, std::string_view unit_code,
            std::string_view subject, std::string_view passphrase, std::function<void(const std::string& sha256)> then = {});
  void sign_round(std::string_view passphrase);
  // Notes in the round that there is such a paper, ours or another's.
  void issue(const std::string& sha256, std::string_view type, std::string_view unit_code, std::string_view subject,
             std::string_view file_name);

 private:
  App& app_;
  RoundStore& store_;
};

}  // namespace thuoc
