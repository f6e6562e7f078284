// Dossiers for tests: the smallest that can be read, a random one, and the built-in pack.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "dossier/dossier.h"
#include "rubric/builtin_packs.h"

namespace thuoc::test {

inline std::string_view builtin_pack_json() {
  REQUIRE_FALSE(builtin_packs().empty());
  for (const BuiltinPack& pack : builtin_packs()) {
    if (pack.file.find("qd4725-gdpt") != pack.file.npos) return pack.json;
  }
  return builtin_packs().front().json;
}

inline Pack builtin_pack() {
  LoadedPack loaded = load_pack(builtin_pack_json(), "pack");
  REQUIRE(loaded.pack);
  return *loaded.pack;
}

inline Json smallest_dossier() {
  return {{"format", "thuoc-dossier"},
          {"version", 2},
          {"id", "00112233445566778899aabbccddeeff"},
          {"pack", "qd4725-gdpt@1"},
          {"next_evidence", 1}};
}

// Codes and pointers told of, where there is to be just one.
inline std::vector<std::string> only(const std::string& one) { return {one}; }

inline LoadedDossier load(const Json& document) { return load_dossier(to_text(document), "d.json"); }

// "code pointer" of each problem: what a failing check should print.
inline std::vector<std::string> told(const std::vector<Error>& problems) {
  std::vector<std::string> all;
  for (const Error& e : problems) all.push_back(e.code + " " + e.place.pointer);
  return all;
}

inline bool tells(const std::vector<std::string>& all, const std::string& one) {
  return std::ranges::find(all, one) != all.end();
}

// Every optional part is there or not by chance, texts hold what people and machines write.
class RandomDossier {
 public:
  explicit RandomDossier(std::uint64_t seed) : random_(seed) {}

  Dossier make() {
    Dossier d;
    d.id = hex(32);
    d.pack = "qd4725-gdpt@" + std::to_string(below(9));
    d.school_year = coin() ? "2025-2026" : "";
    d.unit = {words(), words(), words(),  one_of({"", "public", "people-founded", "private"}),
              words(), words(), words(),  words(),
              words(), words(), person(), person(),
              words(), words()};
    d.council.decision_number = words();
    d.council.decision_date = date();
    for (int i = below(4); i > 0; --i) {
      d.council.members.push_back({words(), words(), one_of({"", "chair", "vice-chair", "secretary", "member"}), ids()});
    }
    for (int i = below(4); i > 0; --i) d.figures[id()] = static_cast<std::int64_t>(random_() >> 1);
    for (int i = below(6); i > 0; --i) d.answers[id()] = answer();
    for (int i = below(5); i > 0; --i) {
      d.evidence.push_back(evidence("mc" + std::to_string(d.next_evidence)));
      d.next_evidence += 1 + below(3);
    }
    d.difficulties = words();
    d.proposals = words();
    d.previous = coin() ? hex(64) : "";
    if (coin()) d.returned = {hex(64), hex(64)};
    for (int i = below(3); i > 0; --i) d.history.push_back({instant(), words(), words(), words()});
    return d;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  bool coin() { return below(2) == 0; }
  std::string one_of(std::vector<std::string> all) { return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))]; }
  std::string hex(int digits) {
    std::string out;
    while (digits-- > 0) out += "0123456789abcdef"[below(16)];
    return out;
  }
  std::string words() {
    std::string out;
    for (int i = below(6); i > 0; --i) {
      out += one_of({"Trường", " ", "ễ", "\"", "\\", "<b>", "\n", "\t", "đ", "😀", "a/b~c", "{slot}", "e\u0302\u0301", "\u202e",
                     "0", "null"});
    }
    return out;
  }
  std::string id() { return std::to_string(below(3)) + "." + words() + std::to_string(below(99)); }
  std::vector<std::string> ids() {
    std::vector<std::string> all;
    for (int i = below(3); i > 0; --i) all.push_back(id() + "-" + std::to_string(i));
    return all;
  }
  std::string instant() { return to_iso_instant(static_cast<std::int64_t>(random_() % 4'000'000'000) * 1000); }
  std::string date() { return coin() ? instant().substr(0, 10) : ""; }
  Person person() { return {words(), words(), words(), words()}; }
  template <typename T>
  std::optional<T> maybe(T value) {
    return coin() ? std::optional<T>(value) : std::nullopt;
  }
  std::int64_t number() { return static_cast<std::int64_t>(random_()); }
  Answer answer() {
    Answer a;
    a.yes = maybe(coin());
    a.points = maybe(Points{below(20'000) - 5000});
    a.numerator = maybe(number());
    a.denominator = maybe(number());
    a.count = maybe(number());
    a.level = maybe(below(9) - 2);
    a.text = words();
    a.solution = words();
    a.origin = static_cast<Origin>(below(4));
    a.note = words();
    return a;
  }
  Evidence evidence(std::string evidence_id) {
    Evidence e;
    e.id = std::move(evidence_id);
    e.type = static_cast<EvidenceType>(below(3));
    e.title = words();
    e.note = words();
    e.items = ids();
    if (coin()) {
      e.file =
          EvidenceFile{coin() ? hex(64) : "", random_() % (512u << 20), static_cast<std::uint32_t>(random_()), words(), words()};
    }
    e.url = words();
    e.document = {words(), date(), words(), words()};
    e.added_at = coin() ? instant() : "";
    return e;
  }

  std::mt19937_64 random_;
};

}  // namespace thuoc::test
