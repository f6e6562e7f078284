// Adding up: the table, what is behind it, roll-ups of lower tiers, and what leaves the office.
#pragma once

#include <map>

#include "office/papers.h"
#include "office/trusted_keys.h"
#include "rollup/rollup.h"

namespace thuoc {

// A file that was taken in and refused, and all that is wrong with it.
struct Refused {
  std::string name;
  std::vector<Error> problems;
};

class AddingUp {
 public:
  AddingUp(App& app, RoundStore& store, Papers& papers, TrustedKeys& trusted)
      : app_(app), store_(store), papers_(papers), trusted_(trusted) {}

  struct PartFile {
    std::string name;
    std::string signer;  // "ssh-ed25519 AAAA…"; "" where it was kept before that was
  };
  std::map<std::string, Part> parts;           // roll-ups of lower tiers, by SHA-256
  std::map<std::string, PartFile> part_files;  // theirs
  std::optional<Refused> refused;              // the last roll-up that disagrees with itself

  void stored(const std::string& id, const std::string& json);  // an entry of the store, if it is a roll-up
  void take(std::string_view sha256, PartFile file, std::string_view json, std::string_view with_pack, bool keep);
  bool counts(std::string_view sha256) const;  // its office's key is known
  void forget(std::string_view sha256);

  struct NotSigned {
    std::size_t drafts = 0;   // external assessments of counted units that nobody has signed
    std::size_t unknown = 0;  // signed, by a key that is not known for its office
  };
  NotSigned not_signed() const;  // why the table of external assessments has no more
  const Rollup& rollup() const;  // of everything here; made again when something changed
  Table table(Side side) const;
  void sign(std::string_view passphrase);
  void save_workbook();
  void save_csv();  // of its units
  void save_ndjson();

 private:
  std::vector<LeftOut> left_out(const std::vector<UnitState>& states) const;

  App& app_;
  RoundStore& store_;
  Papers& papers_;
  TrustedKeys& trusted_;
  mutable std::optional<Rollup> rollup_;
  mutable std::uint64_t rollup_revision_ = 0;
};

}  // namespace thuoc
