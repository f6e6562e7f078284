// The small parts a pack is written in: words, points, ids, certainties. Each is read and checked
// in one call; what is wrong goes to the list of problems with its pointer.
#pragma once

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/limits.h"
#include "rubric/rubric.h"

namespace thuoc {

// A maximum as it was found. Sums are only checked where every part could be read.
struct FoundMax {
  bool given = false;
  std::optional<Amount> amount;
};

class PackParts {
 public:
  PackParts(std::string_view file, std::vector<Error>& problems) : file_(file), problems_(problems) {}

 protected:
  void report(Error error);
  void report(const char* code, std::string pointer, Args args = {}) {
    report(Error{code, {"", std::move(pointer), std::nullopt}, std::move(args)});
  }

  Words words(Fields& f, const char* key);
  Words words_if(Fields& f, const char* key);
  std::string line(Fields& f, const char* key);  // one line that is not empty
  std::string number(Fields& f);                 // as the instrument prints it, or ""
  std::optional<Points> points(Fields& f, const char* key);
  std::string id(Fields& f, const char* key);
  std::string id(Fields& f, const char* key, std::map<std::string, std::string>& seen);  // unique
  Sure sure(Fields& f);                      // certainty, note and sources among the fields of `f`
  Sure sure_at(Fields& f, const char* key);  // the same as an object of their own
  FoundMax max(Fields& f);

  // The value named by the text under `key`, and whether it names one; else the first.
  template <typename T>
  std::pair<T, bool> choice(Fields& f, const char* key, std::initializer_list<std::pair<const char*, T>> choices) {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) names.push_back(name);
    const auto chosen = choose(f, key, names);
    return {(choices.begin() + chosen.value_or(0))->second, chosen.has_value()};
  }

  // Calls read(element, pointer) for each element; an empty list is a problem, one of more than `most` too.
  template <typename Read>
  void each(const Json* list, const std::string& pointer, std::size_t most, Read read) {
    if (!list) return;
    if (list->size() > most)
      return report("json.too_many", pointer, {{"count", std::to_string(list->size())}, {"limit", std::to_string(most)}});
    if (list->empty()) report("rubric.empty_list", pointer);
    for (std::size_t i = 0; i < list->size(); ++i) read((*list)[i], child(pointer, i));
  }

  std::string file_;
  std::vector<Error>& problems_;
  std::set<std::string> sources_;  // the ids that `sure` may name

 private:
  std::optional<std::string> given(Fields& f, const char* key);
  std::optional<std::size_t> choose(Fields& f, const char* key, const std::vector<std::string>& names);
  Words words_in(const Json& value, const std::string& pointer);
};

}  // namespace thuoc
