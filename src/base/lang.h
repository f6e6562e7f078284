// The two languages of every text a person sees.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thuoc {

enum class Lang { vi, en };

// The row `key` of assets/texts/{vi,en}.json. An unknown key returns itself, so that a missing
// text is seen (and a unit test greps the sources for keys that no table has).
std::string_view text(Lang lang, std::string_view key);

// The same with {name} slots filled. A slot without a value stays as it is.
std::string text(Lang lang, std::string_view key,
                 const std::vector<std::pair<std::string, std::string>>& args);

}  // namespace thuoc
