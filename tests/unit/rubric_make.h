// Packs for tests: the shipped one, an invented one, and copies of either with something changed.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "rubric/rubric.h"

namespace thuoc {

inline std::string read_source(const std::string& path) {
  std::ifstream file(std::string(THUOC_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline Json read_json(const std::string& path) { return parse_json(read_source(path), path).value(); }

inline const char* const library_path = "tests/data/rubrics/library.json";
inline const char* const qd4725_path = "criteria/qd4725-gdpt.json";

inline Points p(const char* text) { return parse_points(text).value(); }

inline LoadedPack loaded_pack(const Json& json) { return load_pack(to_text(json), "pack.json"); }

inline Pack pack_from(const Json& json) {
  auto loaded = loaded_pack(json);
  for (const Error& problem : loaded.problems) MESSAGE(describe(problem, Lang::en));
  REQUIRE(loaded.pack.has_value());
  return *loaded.pack;
}

inline const Pack& qd4725() {
  static const Pack pack = pack_from(read_json(qd4725_path));
  return pack;
}

inline const Pack& library() {
  static const Pack pack = pack_from(read_json(library_path));
  return pack;
}

// The value at an RFC 6901 pointer that exists.
inline Json& at(Json& json, const std::string& pointer) { return json[Json::json_pointer(pointer)]; }

}  // namespace thuoc
