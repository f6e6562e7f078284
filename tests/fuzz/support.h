// What the fuzz targets share. One target a format: tests/fuzz/NAME.cc is fuzz_NAME, begun from what seeds.cc puts
// into NAME/. What a reader accepts is written and read again, and is then the same: whatever the program can write
// it can read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rubric/builtin_packs.h"
#include "rubric/rubric.h"

inline const thuoc::Pack& pack() {
  static const thuoc::Pack first = *thuoc::load_pack(thuoc::builtin_packs().front().json, "pack").pack;
  return first;
}

// A broken promise is a crash, which is what libFuzzer keeps.
inline void check(bool holds) {
  if (!holds) std::abort();
}

// The target: `use` gets what libFuzzer made up.
#define FUZZ(use)                                                                     \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    use(std::string_view(reinterpret_cast<const char*>(data), size));                 \
    return 0;                                                                         \
  }
