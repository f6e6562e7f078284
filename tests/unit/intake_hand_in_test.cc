// The bundle of the example: what hand_in puts in, and what an office then learns from it.
#ifndef __EMSCRIPTEN__  // reads examples/ from the disk
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/sha256.h"
#include "bundle/memory_source.h"
#include "intake/intake.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"
#include "school/record.h"

using namespace thuoc;
namespace fs = std::filesystem;

namespace {

const fs::path example = fs::path(THUOC_SOURCE_DIR) / "examples/truong-thcs-doi-chim-se";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::string> evidence_by_hash() {
  std::map<std::string, std::string> all;
  for (const auto& file : fs::directory_iterator(example / "evidence")) {
    std::string bytes = read(file.path());
    const std::string hash = sha256_hex(bytes);
    all[hash] = std::move(bytes);
  }
  return all;
}

std::string bundle_of(const Dossier& dossier, const std::map<std::string, std::string>& stored) {
  std::array<std::byte, 32> seed{};
  const auto written = hand_in(dossier, builtin_pack(dossier.pack), key_from_seed(seed), "2026-03-01");
  REQUIRE(written);
  std::string bytes;
  for (const Piece& piece : written->pieces) {
    if (const auto* text = std::get_if<std::string>(&piece.content)) {
      bytes += *text;
      continue;
    }
    const auto found = stored.find(std::get<StoredFile>(piece.content).sha256);
    REQUIRE(found != stored.end());
    bytes += found->second;
  }
  CHECK(bytes.size() == written->size);
  return bytes;
}

Dossier load_example() {
  auto loaded = load_dossier(read(example / "dossier.json"), "dossier.json");
  REQUIRE(loaded.dossier);
  return std::move(*loaded.dossier);
}

int evidence_files(const Intake& intake) {
  return static_cast<int>(
      std::ranges::count_if(intake.check.entries, [](const Entry& e) { return e.name.find("/data/evidence/") != e.name.npos; }));
}

}  // namespace

TEST_CASE("hand_in: the example is taken in with the points it was scored with and nothing to remark") {
  const auto stored = evidence_by_hash();
  const std::string bundle = bundle_of(load_example(), stored);
  const Intake intake = take_in_all(MemorySource(bundle), {}, "out.zip");
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(intake.problems.empty());
  CHECK(evidence_files(intake) == static_cast<int>(stored.size()));
  REQUIRE(intake.score);
  CHECK(intake.score->group("1")->points == Points{6350});
  CHECK(intake.score->group("2")->points == Points{8250});
  CHECK(intake.completeness == 100);
}

TEST_CASE("hand_in: a file that two entries share for different items stands in the bundle once") {
  Dossier dossier = load_example();
  const auto first = std::ranges::find_if(dossier.evidence, [](const Evidence& e) { return e.file.has_value(); });
  REQUIRE(first != dossier.evidence.end());
  Evidence again = *first;
  again.id = "mc" + std::to_string(dossier.next_evidence++);
  again.items = {"2.4.1"};
  REQUIRE(first->items.front() != "2.4.1");
  dossier.evidence.push_back(again);

  const auto stored = evidence_by_hash();
  const std::string bundle = bundle_of(dossier, stored);
  const Intake intake = take_in_all(MemorySource(bundle), {}, "out.zip");
  CHECK(intake.check.verdict == Verdict::unknown_key);
  CHECK(intake.problems.empty());
  CHECK(evidence_files(intake) == static_cast<int>(stored.size()));
}
#endif
