// The texts of assets/texts as they travel inside a program (made by tools/embed.mjs): all keys, then
// their texts in the same order, a NUL behind each, for add_texts (base/lang.h).
#pragma once

#include <string_view>

#include "base/lang.h"

namespace thuoc {

// In base, always there: Vietnamese, and the English of what is written in both languages at once
// (KIEM-TRA.txt, the arguments of errors and reasons).
std::string_view school_texts_vi();
std::string_view both_texts_en();

// In thuoc_all_texts, for programs that carry everything: all of English, and what only the office's
// screens or the native tool say. The page fetches English when it is chosen.
std::string_view all_texts_en();
std::string_view office_texts_vi();
std::string_view cli_texts_vi();
inline void add_all_texts() {
  add_texts(Lang::en, all_texts_en());
  add_texts(Lang::vi, office_texts_vi());
  add_texts(Lang::vi, cli_texts_vi());
}

}  // namespace thuoc
