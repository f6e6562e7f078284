// Lists of units for tests.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "dossier_support.h"
#include "round/register.h"

namespace thuoc::test {

inline ParsedRegister read_list(std::string_view text) {
  static const Pack pack = builtin_pack();
  return parse_register(text, pack, "danh-sach");
}

// "code@line" of each problem; every sentence is there, names its line and has nothing left to fill in.
inline std::vector<std::string> remarks(const ParsedRegister& parsed) {
  std::vector<std::string> all;
  for (const Error& e : parsed.problems) {
    std::string line;
    for (const auto& [name, value] : e.args)
      if (name == "line") line = value;
    for (const Lang lang : {Lang::vi, Lang::en}) {
      CHECK(message(e, lang) != e.code);
      CHECK(message(e, lang).contains(line));
      CHECK_FALSE(message(e, lang).contains('{'));
    }
    all.push_back(e.code + "@" + line);
  }
  return all;
}

}  // namespace thuoc::test
