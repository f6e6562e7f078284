// Words of a command line → options and the rest.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace thuoc::cli {

struct Options {
  std::map<std::string, std::string> values;  // "--signers" → its word; flags → ""
  std::vector<std::string> rest;
  // The first word that could not be understood: an unknown option, one given twice, or one whose
  // word is missing.
  std::optional<std::string> bad;

  bool has(const std::string& name) const { return values.contains(name); }
  std::string value(const std::string& name) const {
    const auto at = values.find(name);
    return at == values.end() ? "" : at->second;
  }
};

// What stands behind "--" is never an option.
inline Options parse_options(const std::vector<std::string>& words, const std::vector<std::string>& with_word,
                             const std::vector<std::string>& flags = {}) {
  Options out;
  const auto among = [](const std::vector<std::string>& names, const std::string& word) {
    for (const std::string& name : names)
      if (name == word) return true;
    return false;
  };
  bool only_files = false;
  for (std::size_t i = 0; i < words.size() && !out.bad; ++i) {
    const std::string& word = words[i];
    if (only_files || word.size() < 2 || word[0] != '-') {
      out.rest.push_back(word);
    } else if (word == "--") {
      only_files = true;
    } else if (out.has(word)) {
      out.bad = word;
    } else if (among(flags, word)) {
      out.values[word] = "";
    } else if (among(with_word, word) && i + 1 < words.size()) {
      out.values[word] = words[++i];
    } else {
      out.bad = word;
    }
  }
  return out;
}

}  // namespace thuoc::cli
