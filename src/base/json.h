// Strict JSON in, deterministic JSON out. nlohmann/json does the work; what is ours is the
// strictness: UTF-8 checked, duplicate keys refused, depth and size capped (base/limits.h).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/limits.h"

namespace thuoc {

using Json = nlohmann::json;

// `file` names the document in errors. Codes: json.syntax (with byte offset),
// json.duplicate_key (with pointer), json.too_deep, json.too_large, json.not_utf8.
// Numbers must be integers that fit 64 bits: json.fraction otherwise (points are strings).
// `most` bytes are read at all: what the page tells itself may be larger than any file. They decide how
// many values there may be, counted before any is made: json.too_many_values, with the offset.
Result<Json> parse_json(std::string_view bytes, std::string_view file, std::size_t most = limits::json_bytes);

// Two-space indent, keys sorted, LF at the end: the same value gives the same bytes.
std::string to_text(const Json& value);
std::string to_compact_text(const Json& value);
// The members of the outer object, and theirs, a line each; what is in them compact. For documents
// that list tens of thousands.
std::string to_text_by_rows(const Json& object);

// One pointer segment escaped by RFC 6901 and appended: child("/a", "b/c") → "/a/b~1c".
std::string child(std::string_view pointer, std::string_view key);
std::string child(std::string_view pointer, std::size_t index);

// What the page told itself, read leniently: "" and false where there is none, whatever `value` is.
std::string text_of(const Json& value, const char* key);
bool is_true(const Json& value, const char* key);

// Reads one object strictly and collects every problem instead of stopping at the first:
//   Fields f(value, "/unit", file, problems);
//   unit.name = f.text("name");            required: json.missing_key, json.wrong_type
//   unit.phone = f.text_or("phone", "");   optional
//   f.done();                              json.unknown_key for each key nobody asked for
class Fields {
 public:
  Fields(const Json& value, std::string pointer, std::string file, std::vector<Error>& problems);

  bool has(std::string_view key) const;
  std::string text(std::string_view key);
  std::string text_or(std::string_view key, std::string_view fallback);
  std::int64_t integer(std::string_view key);
  std::optional<std::int64_t> integer_if(std::string_view key);
  bool boolean_or(std::string_view key, bool fallback);
  std::optional<bool> boolean_if(std::string_view key);
  // Null when absent (optional_*) or when missing/of the wrong type (a problem is recorded).
  const Json* object(std::string_view key);
  const Json* optional_object(std::string_view key);
  const Json* array(std::string_view key);
  const Json* optional_array(std::string_view key);
  const Json* any_if(std::string_view key);  // whatever type; null when absent

  void problem(std::string code, std::string_view key, Args args = {});
  void done();
  const std::string& pointer() const { return pointer_; }
  std::string at(std::string_view key) const { return child(pointer_, key); }

 private:
  const Json* find(std::string_view key);
  const Json* find_typed(std::string_view key, Json::value_t type, bool required);

  const Json& value_;
  std::string pointer_, file_;
  std::vector<Error>& problems_;
  std::vector<std::string> asked_;
};

}  // namespace thuoc
