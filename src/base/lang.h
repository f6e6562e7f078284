// The two languages of every text a person sees.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thuoc {

enum class Lang { vi, en };

// Adds texts to those of the school's part in Vietnamese, which are there from the start. `rows` is
// as base/text_rows.h says; it is not copied and must stay for ever.
void add_texts(Lang lang, std::string_view rows);
// Whether English was added: until then what is asked for in English comes in Vietnamese.
bool has_english();

// The text `key` of assets/texts/*.{vi,en}.json. An unknown key returns itself, so that a missing
// text is seen (and a unit test greps the sources for keys that no table has).
std::string_view text(Lang lang, std::string_view key);

// Values for the {name} slots of a text. What reads differently in English (decimal comma, words
// of a rubric pack) has a second value under "name.en", so that one list serves both languages.
using Args = std::vector<std::pair<std::string, std::string>>;

// Adds "name", and "name.en" where `en` is not empty.
void add_arg(Args& args, std::string_view name, std::string vi, std::string en);

// The same with {name} slots filled. A slot without a value stays as it is.
std::string text(Lang lang, std::string_view key, const Args& args);

}  // namespace thuoc
