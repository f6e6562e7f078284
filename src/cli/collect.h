// A collection on disk as results to add up: every file opened, verified whole and scored, on all
// cores.
#pragma once

#include <string>
#include <vector>

#include "rollup/rollup.h"

namespace thuoc::cli {

// What is no bundle of ours, or not a good one.
struct NotCounted {
  std::string file;
  Error why;
};

struct Collected {
  std::vector<UnitResult> results;
  std::vector<Part> parts;
  std::vector<NotCounted> not_counted;  // by file
  std::vector<NotCounted> refused;      // roll-ups that contradict themselves: nothing may be made of them
  std::string pack_json;   // the pack most results are scored with, those of known keys first; of equals the built-in one
  std::string instrument;  // instrument_of() that pack
  Pack pack;
};

// `external`: files with review bundles, which name the bundle they are about by its hash. Reviews and
// roll-ups count whose key the register has for the office they name; with `any_office` whoever signed.
Collected collect(const std::vector<std::string>& files, const std::vector<std::string>& external, const Signers& signers,
                  bool any_office = false);

}  // namespace thuoc::cli
