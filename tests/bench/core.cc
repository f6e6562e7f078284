// How fast the core is, the same program natively and as wasm: bench_core DOSSIER.json BUNDLE.zip
// prints {"score_per_s", "verify_per_s"} as JSON. Scoring is what the page does after each key: the
// score and what blocks handing in. Verifying is all of it: container, signature, every hash, points.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "bundle/memory_source.h"
#include "dossier/dossier.h"
#include "intake/intake.h"
#include "school/record.h"

using namespace thuoc;

namespace {

std::string read_file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Runs a second for the answer of the best fifth of it: others share this machine.
template <typename Work>
double per_second(Work work) {
  using Clock = std::chrono::steady_clock;
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    const auto begun = Clock::now();
    double seconds = 0;
    int times = 0;
    do {
      if (!work()) return 0;
      ++times;
      seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    } while (seconds < 0.2);
    best = std::max(best, times / seconds);
  }
  return best;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "bench_core DOSSIER.json BUNDLE.zip\n");
    return 2;
  }
  const LoadedDossier loaded = load_dossier(read_file(words[1]), words[1]);
  if (!loaded.dossier) return 1;
  const Dossier& dossier = *loaded.dossier;
  const LoadedPack pack = load_pack(builtin_pack(dossier.pack), "pack");
  if (!pack.pack) return 1;
  const double scored = per_second([&] {
    const Score points = score(*pack.pack, dossier.answers);
    return !readiness(dossier, *pack.pack, points).empty() && points.problems.empty();
  });
  const MemorySource bundle(read_file(words[2]));
  const double verified = per_second([&] {
    const Intake intake = take_in_all(bundle, {}, "bundle");
    return intake.check.verdict == Verdict::unknown_key && intake.score.has_value();
  });
  if (scored == 0 || verified == 0) {
    std::fprintf(stderr, "the example is not what it should be\n");
    return 1;
  }
  std::printf("{\"score_per_s\":%.0f,\"verify_per_s\":%.1f}\n", scored, verified);
  return 0;
}
