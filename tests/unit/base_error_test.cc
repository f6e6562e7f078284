#include "base/error.h"

#include <doctest/doctest.h>

using namespace thuoc;

TEST_CASE("error: the place is named as far as it is known") {
  Error error{"json.missing_key", {}, {{"key", "name"}}};
  const std::string sentence = message(error, Lang::en);
  CHECK(sentence.find("“name”") != std::string::npos);
  CHECK(describe(error, Lang::en) == sentence);
  error.place.file = "a.json";
  CHECK(describe(error, Lang::en) == "a.json: " + sentence);
  error.place.pointer = "/unit/name";
  CHECK(describe(error, Lang::en) == "a.json:/unit/name: " + sentence);
  error.place = {"a.zip", "", 17};
  CHECK(describe(error, Lang::en) == "a.zip@17: " + sentence);
}

TEST_CASE("text: slots are filled once, unknown keys and slots stay visible") {
  CHECK(text(Lang::vi, "no.such.key") == "no.such.key");
  // A school may be called "{key}": its name must not be taken for a slot.
  CHECK(text(Lang::en, "json.duplicate_key", {{"key", "{key}{x}"}}).find("“{key}{x}”") != std::string::npos);
  CHECK(text(Lang::en, "json.duplicate_key", {}).find("{key}") != std::string::npos);
}

TEST_CASE("text: a key that no table has outlives the text it was asked with") {
  std::string_view shown;
  {
    const std::string asked = "no.such.key.of." + std::string(40, 'x');
    shown = text(Lang::vi, asked);
  }
  CHECK(shown == "no.such.key.of." + std::string(40, 'x'));
}

TEST_CASE("text: an English value is used in English only") {
  Args args;
  add_arg(args, "key", "điểm", "points");
  CHECK(text(Lang::vi, "json.duplicate_key", args).find("“điểm”") != std::string::npos);
  CHECK(text(Lang::en, "json.duplicate_key", args).find("“points”") != std::string::npos);
  Args one;
  add_arg(one, "key", "điểm", "");
  CHECK(text(Lang::en, "json.duplicate_key", one).find("“điểm”") != std::string::npos);
}
