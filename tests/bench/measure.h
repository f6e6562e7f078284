// Milliseconds of `work`, the best of three; -1 where it says it did not work.
#pragma once

#include <algorithm>
#include <chrono>

template <typename Work>
double milliseconds(Work work) {
  using Clock = std::chrono::steady_clock;
  double best = 1e9;
  for (int turn = 0; turn < 3; ++turn) {
    const auto begun = Clock::now();
    if (!work()) return -1;
    best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
  }
  return best;
}
