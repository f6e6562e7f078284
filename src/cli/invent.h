// Invented schools, their dossiers and their evidence, for `thuoc generate`. Nothing here names a real
// place or person; the same seed gives the same collection on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"

namespace thuoc::cli {

// SplitMix64: the standard's own distributions differ from library to library.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
  bool percent(int p) { return below(100) < p; }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
  }
  std::string hex(int digits);

 private:
  std::uint64_t state_;
};

struct School {
  Unit unit;
  int quality = 0;  // 0 … 100: how well it does
};

// Number `number` of `units` in all. The first ten are one of each kind (cấp học), the others as
// often as in life.
School invent_school(std::uint64_t seed, int number, int units, const Pack& pack);

struct EvidenceBytes {
  std::string name, media_type, bytes;
};
// A picture or a page, valid and of about this many bytes.
EvidenceBytes invent_evidence(Chance& chance, std::string_view title, std::size_t size);

// Answers, council, words of its own, history ending on `day` (ISO); no evidence yet.
Dossier invent_dossier(Chance& chance, const School& school, const Pack& pack, std::string_view school_year,
                       std::string_view day);

// What an assessor from outside would give: mostly the same, here and there less.
Answers invent_external(Chance& chance, const Answers& self, const Pack& pack);

// Adds the file to the record as evidence for an item.
void attach(Dossier& dossier, const EvidenceBytes& file, std::string_view item, std::string_view title, std::string_view day);

}  // namespace thuoc::cli
