// Values that several documents of ours have in common, read strictly: what is wrong is a problem
// with its pointer, and reading goes on, so that a person sees everything at once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/limits.h"
#include "base/points.h"

namespace thuoc {

// Cut at some 60 bytes: what a message quotes from a file must stay a sentence.
std::string shortened(std::string_view text, std::size_t most = 60);

// What Strict takes for a name: something, at most limits::name_bytes, no control character.
bool is_name(std::string_view text);
// What somebody else wrote (a file's name, who a broken bundle says it is from) as a text of ours can hold it: cut at
// `most` bytes, U+FFFD for each control character.
std::string fitting(std::string_view text, std::size_t most = limits::text_bytes);

// One document being read. Codes: json.text_too_long, json.control_character, json.bad_name,
// json.bad_sha256, json.bad_date, json.bad_instant, json.bad_school_year, json.unknown_word,
// json.number_out_of_range, json.too_many, json.not_a_text, json.repeated, json.not_an_object,
// points.*. A value that may be left out is "" or none then: not said yet.
class Strict {
 public:
  Strict(std::string_view file, std::vector<Error>& problems) : file_(file), problems_(problems) {}

  Fields fields(const Json& value, std::string pointer) { return Fields(value, std::move(pointer), file_, problems_); }
  void problem(std::string code, std::string pointer, Args args = {});
  bool is_object(const Json& value, const std::string& pointer);

  std::string text(Fields& f, std::string_view key);           // may be left out
  std::string required_text(Fields& f, std::string_view key);  // must be there, may be empty
  std::string name(Fields& f, std::string_view key);           // must be there: an id, a code
  std::string hash(Fields& f, std::string_view key, bool required = false);
  std::string date(Fields& f, std::string_view key);
  std::string instant(Fields& f, std::string_view key, bool required = false);
  std::string school_year(Fields& f, std::string_view key);
  std::optional<Points> points(Fields& f, std::string_view key);
  Points required_points(Fields& f, std::string_view key);
  std::string choice(Fields& f, std::string_view key, std::span<const std::string_view> words);
  // The index of the word, which must be there; 0 where it is not one of them.
  std::size_t required_choice(Fields& f, std::string_view key, std::span<const std::string_view> words);
  std::optional<std::int64_t> number_within(Fields& f, std::string_view key, std::int64_t least, std::int64_t most,
                                            bool required = false);
  std::vector<std::string> names(Fields& f, std::string_view key,  // without repetition
                                 std::size_t most = limits::listed_ids);

  // Null when absent or over the limit: checked before anything in it is read.
  const Json* list_within(Fields& f, std::string_view key, std::size_t most);
  bool is_small(const Json& value, const std::string& pointer, std::size_t most = limits::answers);
  // Calls read(fields, value) for each object of a list; what is no object is a problem.
  template <typename Read>
  void each(Fields& f, std::string_view key, std::size_t most, Read read) {
    const Json* list = list_within(f, key, most);
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string pointer = child(f.at(key), i);
      if (!is_object((*list)[i], pointer)) continue;
      Fields one = fields((*list)[i], pointer);
      read(one);
      one.done();
    }
  }

  // The same for an object whose keys are names (codes, hashes, ids): read(name, fields).
  template <typename Read>
  void each_named(Fields& f, std::string_view key, std::size_t most, Read read) {
    const Json* object = f.optional_object(key);
    if (!object || !is_small(*object, f.at(key), most)) return;
    for (auto it = object->begin(); it != object->end(); ++it) {
      const std::string pointer = child(f.at(key), it.key());
      // What stands under a megabyte of name has that name in every place that is told.
      if (!check_name(it.key(), pointer) || !is_object(*it, pointer)) continue;
      Fields one = fields(*it, pointer);
      read(it.key(), one);
      one.done();
    }
  }

  void check_text(Fields& f, std::string_view key, const std::string& value);
  bool check_name(const std::string& key, const std::string& pointer);

 private:
  std::string file_;
  std::vector<Error>& problems_;
};

// Setters that leave out what is empty, the inverse of the readers above.
void put(Json& object, const char* key, const std::string& text);
void put(Json& object, const char* key, Json part);
void put(Json& object, const char* key, const std::optional<Points>& points);
Json strings(const std::vector<std::string>& texts);

}  // namespace thuoc
