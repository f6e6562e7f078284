// The JSON Schema that editors use says of a pack's shape what the loader says of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "base/utf8.h"
#include "rubric_make.h"

using namespace thuoc;

namespace {

// As much of JSON Schema (draft 07) as rubric.schema.json uses; a word it does not know is an error,
// so that the schema cannot quietly say more than is tested.
class Validator {
 public:
  explicit Validator(const Json& schema) : root_(schema) {}
  std::vector<std::string> errors;  // pointers into the instance

  bool check(const Json& schema, const Json& value, const std::string& at) {
    const std::size_t before = errors.size();
    if (schema.contains("$ref")) {
      const std::string ref = schema["$ref"];
      check(root_.at(Json::json_pointer(ref.substr(1))), value, at);
    }
    if (schema.contains("if")) {
      Validator test(root_);
      check(schema[test.check(schema["if"], value, at) ? "then" : "else"], value, at);
    }
    for (const auto& [word, rule] : schema.items()) judge(word, rule, schema, value, at);
    return errors.size() == before;
  }

 private:
  void expect(bool holds, const std::string& at) {
    if (!holds) errors.push_back(at);
  }

  void judge(const std::string& word, const Json& rule, const Json& schema, const Json& value, const std::string& at) {
    static const std::set<std::string> silent = {"$schema",     "$ref", "title", "description", "default",
                                                 "definitions", "if",   "then",  "else"};
    if (silent.contains(word)) return;
    if (word == "type") expect(has_type(rule, value), at);
    else if (word == "const") expect(value == rule, at);
    else if (word == "enum") expect(std::ranges::find(rule, value) != rule.end(), at);
    else if (word == "required") {
      if (value.is_object())
        for (const auto& key : rule) expect(value.contains(key), child(at, key.get<std::string>()));
    } else if (word == "properties" || word == "additionalProperties") {
      if (word == "properties" && value.is_object()) properties(schema, value, at);
      if (word == "additionalProperties") REQUIRE(rule == false);
    } else if (word == "items") {
      if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i) check(rule, value[i], child(at, i));
    } else if (word == "minItems") expect(!value.is_array() || value.size() >= rule.get<std::size_t>(), at);
    else if (word == "maxItems") expect(!value.is_array() || value.size() <= rule.get<std::size_t>(), at);
    else if (word == "uniqueItems")
      expect(!value.is_array() || std::set<Json>(value.begin(), value.end()).size() == value.size(), at);
    else if (word == "minimum") expect(!value.is_number() || value >= rule, at);
    else if (word == "maximum") expect(!value.is_number() || value <= rule, at);
    else if (word == "minLength")
      expect(!value.is_string() || code_points(value.get<std::string>()) >= rule.get<std::size_t>(), at);
    else if (word == "pattern") expect(!value.is_string() || matches(value.get<std::string>(), rule.get<std::string>()), at);
    else FAIL("a word of JSON Schema this test does not know: " << word);
  }

  void properties(const Json& schema, const Json& value, const std::string& at) {
    const Json& known = schema["properties"];
    for (const auto& [key, element] : value.items()) {
      if (known.contains(key)) check(known[key], element, child(at, key));
      else expect(!schema.contains("additionalProperties"), child(at, key));
    }
  }

  static bool matches(const std::string& text, const std::string& pattern) {
    static std::map<std::string, std::regex> compiled;
    const auto it = compiled.try_emplace(pattern, pattern).first;
    return std::regex_search(text, it->second);
  }

  static bool has_type(const std::string& type, const Json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    return type == "boolean" && value.is_boolean();
  }

  const Json& root_;
};

std::vector<std::string> validate(const Json& pack) {
  static const Json schema = read_json("criteria/rubric.schema.json");
  Validator validator(schema);
  validator.check(schema, pack, "");
  return validator.errors;
}

}  // namespace

TEST_CASE("schema: the packs are valid by it and point to it") {
  for (const char* path : {qd4725_path, library_path}) {
    const Json pack = read_json(path);
    for (const std::string& error : validate(pack)) FAIL_CHECK(path << ": " << error);
    CHECK(pack["$schema"].get<std::string>().ends_with("rubric.schema.json"));
  }
}

TEST_CASE("schema: what it calls wrong, the loader calls wrong too") {
  const Json good = read_json(library_path);
  const Json values = good.flatten();
  int both = 0;
  for (const auto& [pointer, value] : values.items()) {
    for (const Json& other : {Json(nullptr), Json(-1), Json(""), Json::array()}) {
      Json json = good;
      at(json, pointer) = other;
      if (validate(json).empty()) continue;
      ++both;
      CAPTURE(pointer);
      CAPTURE(other.dump());
      // The editor's own key is the editor's own business.
      CHECK((pointer == "/$schema" || !loaded_pack(json).problems.empty()));
    }
  }
  CHECK(both > 500);
}

TEST_CASE("schema: neither it nor the loader takes an unknown key, and it needs none the loader can spare") {
  const Json good = read_json(library_path);
  std::set<std::string> objects;
  const Json values = good.flatten();
  for (const auto& [pointer, value] : values.items())
    for (auto end = pointer.rfind('/'); end != 0 && end != pointer.npos; end = pointer.rfind('/', end - 1))
      if (good[Json::json_pointer(pointer.substr(0, end))].is_object()) objects.insert(pointer.substr(0, end));
  objects.insert("");
  CHECK(objects.size() > 50);
  for (const std::string& object : objects) {
    CAPTURE(object);
    Json more = good;
    at(more, object)["colour"] = "red";
    CHECK_FALSE(validate(more).empty());
    CHECK(loaded_pack(more).problems.size() == 1);
    const Json keys = good[Json::json_pointer(object)];
    for (const auto& [key, value] : keys.items()) {
      Json less = good;
      at(less, object).erase(key);
      CAPTURE(key);
      if (loaded_pack(less).pack) CHECK(validate(less).empty());
    }
  }
}
