// Bundles of the collection, opened: read whole by a worker. The last one that was asked for stays.
#pragma once

#include "office/collection.h"
#include "office/trusted_keys.h"

namespace thuoc {

class Bundles {
 public:
  Bundles(App& app, RoundStore& store, Collection& collection, TrustedKeys& trusted)
      : app_(app), store_(store), collection_(collection), trusted_(trusted) {}

  // Its dossier, where it is at hand and was read; else null.
  const Intake* file_of(std::string_view sha256) const;
  // The pack the unit was scored with, as this round goes by it.
  Pack pack_of(std::string_view sha256) const;
  // Asks for it to be read, for file_of(); `then` comes when it is, unless it was before or another is asked for.
  void read(std::string_view sha256, std::function<void()> then);
  // `then` never comes where it cannot be read.
  void read_whole(const Row& row, std::function<void(Intake)> then);
  // Opens evidence of the one that was read, or of this one.
  void show(std::string_view sha256, std::string_view evidence_id);
  void show(std::uint32_t blob_of_bundle, const Intake& intake, std::string_view evidence_id);

 private:
  App& app_;
  RoundStore& store_;
  Collection& collection_;
  TrustedKeys& trusted_;
  std::string sha256_;  // of the last one asked for
  std::optional<Intake> opened_;
};

}  // namespace thuoc
