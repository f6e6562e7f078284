// What the fuzz targets share.
#pragma once

#include <cstdlib>

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
