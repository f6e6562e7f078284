#include "base/json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

#include "base/limits.h"

using namespace thuoc;

namespace {

Error refused(std::string_view bytes) {
  const auto result = parse_json(bytes, "a.json");
  REQUIRE_FALSE(result);
  CHECK(result.error().place.file == "a.json");
  return result.error();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("json: reads what JSON is") {
  const Json value = parse_json(R"( {"a":[1,-2,{"b":null}],"c":"Tr\u01b0\u1eddng","d":true,"":{}} )", "").value();
  CHECK(value["a"][1] == -2);
  CHECK(value["a"][2]["b"].is_null());
  CHECK(value["c"] == "Trường");
  CHECK(value["d"] == true);
  CHECK(value[""].is_object());
  CHECK(parse_json("[]", "").value() == Json::array());
  CHECK(parse_json("9223372036854775807", "").value().get<std::int64_t>() == INT64_MAX);
  CHECK(parse_json("-9223372036854775808", "").value().get<std::int64_t>() == INT64_MIN);
  // A text editor on Windows may put a byte order mark in front of an office's pack.
  CHECK(parse_json("\xEF\xBB\xBF{}", "").value().is_object());
}

TEST_CASE("json: broken syntax is refused with its byte") {
  CHECK(refused("").code == "json.syntax");
  CHECK(refused(R"({"a":1,})").place.offset == 7u);
  CHECK(refused(R"({"a":1)").place.offset == 6u);
  CHECK(refused(R"({"a":1} x)").place.offset == 8u);
  for (const char* bad :
       {"{", "[1,]", "{'a':1}", "nul", "01", "+1", "[1 2]", "\"\n\"", "// c\n1", "NaN", R"("\ud800")", R"("\x")", "\"a", "[1]]"})
    CHECK_MESSAGE(refused(bad).code == "json.syntax", std::string(bad));
  // Cut off anywhere, a document is refused, never half read.
  const std::string whole = R"({"a":[1,{"b":"ữ"}],"c":false})";
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK_FALSE(parse_json(std::string_view(whole).substr(0, n), ""));
}

TEST_CASE("json: a repeated key is refused with its pointer") {
  const Error error = refused(R"({"x":[0,{"a/b":1,"c":2,"a/b":1}]})");
  CHECK(error.code == "json.duplicate_key");
  CHECK(error.place.pointer == "/x/1/a~1b");
  CHECK(refused(R"({"a":1,"\u0061":2})").code == "json.duplicate_key");
  CHECK(parse_json(R"({"a":{"a":{"a":1}}})", ""));
}

TEST_CASE("json: only whole numbers of 64 bits") {
  CHECK(refused(R"({"a":[0,1.5]})").place.pointer == "/a/1");
  for (const char* bad : {"1.0", "1e2", "-0.0", "9223372036854775808", "1e400", "123456789012345678901234567890"})
    CHECK_MESSAGE(refused(bad).code == "json.fraction", std::string(bad));
}

TEST_CASE("json: depth, size and encoding have limits") {
  CHECK(parse_json(nested(limits::json_depth), ""));
  CHECK(refused(nested(limits::json_depth + 1)).code == "json.too_deep");
  CHECK(refused(std::string(900'000, '[')).code == "json.too_deep");
  CHECK(refused(std::string(limits::json_bytes + 1, ' ')).code == "json.too_large");
  const Error error = refused("[\"ab\xC3(\"]");
  CHECK(error.code == "json.not_utf8");
  CHECK(error.place.offset == 4u);
}

TEST_CASE("json: the same value gives the same bytes") {
  const Json value = parse_json(R"({"b":[1,"Đ"],"a":{"z":1,"y":{}}})", "").value();
  CHECK(to_text(value) == "{\n  \"a\": {\n    \"y\": {},\n    \"z\": 1\n  },\n  \"b\": [\n    1,\n    \"Đ\"\n  ]\n}\n");
  CHECK(to_compact_text(value) == R"({"a":{"y":{},"z":1},"b":[1,"Đ"]})");
  CHECK(parse_json(to_text(value), "").value() == value);
  CHECK(to_compact_text(Json("\xFF")) == "\"\uFFFD\"");  // must not throw
}

TEST_CASE("json: pointers are escaped by RFC 6901") {
  CHECK(child("/a", "b/c") == "/a/b~1c");
  CHECK(child("", "m~n") == "/m~0n");
  CHECK(child("/a", std::size_t{3}) == "/a/3");
  CHECK(child("", "") == "/");
}

TEST_CASE("json: Fields collects every problem of an object") {
  const Json value =
      parse_json(R"({"name":"A","age":"ten","size":-3,"sure":1,"list":{},"extra":1,"t~r":2,"box":{"k":1}})", "").value();
  std::vector<Error> problems;
  Fields f(value, "/unit", "a.json", problems);
  CHECK(f.text("name") == "A");
  CHECK(f.integer("age") == 0);
  CHECK(f.integer("size") == -3);
  CHECK(f.integer_if("none") == std::nullopt);
  CHECK_FALSE(f.boolean_or("sure", false));
  CHECK(f.array("list") == nullptr);
  CHECK(f.text("gone").empty());
  CHECK(f.text_or("gone2", "x") == "x");
  CHECK(f.object("box")->size() == 1);
  CHECK(f.optional_object("gone3") == nullptr);
  CHECK(f.any_if("name")->is_string());
  CHECK(f.has("extra"));
  f.problem("json.syntax", "");
  f.done();

  std::vector<std::string> seen;
  for (const Error& e : problems) seen.push_back(e.code + " " + e.place.pointer);
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<std::string>{"json.missing_key /unit/gone", "json.syntax /unit", "json.unknown_key /unit/extra",
                                         "json.unknown_key /unit/t~0r", "json.wrong_type /unit/age", "json.wrong_type /unit/list",
                                         "json.wrong_type /unit/sure"});
  CHECK(describe(problems[0], Lang::en).starts_with("a.json:/unit/age: The value here must be a whole number"));
  CHECK(message(problems[0], Lang::vi).find("một số nguyên") != std::string::npos);
}

TEST_CASE("json: Fields of something that is no object is one problem, not many") {
  const Json value = Json::array();
  std::vector<Error> problems;
  Fields f(value, "/unit", "a.json", problems);
  CHECK(f.text("name").empty());
  CHECK(f.object("x") == nullptr);
  f.done();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "json.wrong_type");
  CHECK(problems[0].place.pointer == "/unit");
}
