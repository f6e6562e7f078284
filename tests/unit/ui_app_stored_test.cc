// What is kept on this machine, damaged in any place: the page starts all the same, and what is sound is there.
#include "blow_up.h"
#include "desk_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

TEST_CASE("stored: settings and keys of which any part is something else, or thousands of times as large, stop nothing") {
  const std::string bundle = bundle_from_elsewhere();
  {
    Machine first;
    sit_down(first, bundle);
    first.work.reviews.set_state("1.1", ReviewState::question);
    first.save();
    first.app.display.set_look({Look::Theme::dark, 150});
    first.app.display.set_lang(Lang::en);
    first.app.keys.make("");
    first.settle();
    first.app.display.set_lang(Lang::vi);
    first.settle();
  }
  const auto sound = outside::world().stores;
  REQUIRE(sound.at("key").size() == 2);
  REQUIRE(sound.at("setting").contains("look"));
  REQUIRE(sound.at("office").size() >= 2);  // the round, and the list of files
  const std::string in_use = Machine().app.keys.in_use()->public_line;
  std::size_t tried = 0;
  for (const char* store : {"setting", "key", "office"}) {
    for (const auto& [id, json] : sound.at(store)) {
      const Json whole = parse_json(json, id).value();
      every_place(whole, "", [&](const std::string& pointer) {
        for (const int how : {0, 1, 2, 3, 4, 5}) {
          CAPTURE(store);
          CAPTURE(id);
          CAPTURE(pointer);
          CAPTURE(how);
          Json damaged = whole;
          Json& part = damaged[Json::json_pointer(pointer)];
          if (how == 0) blow_up(part);
          else
            part =
                std::array<Json, 6>{nullptr, nullptr, Json::array(), Json::object(), 1e300, "x"}[static_cast<std::size_t>(how)];
          outside::world().stores = sound;
          outside::world().stores[store][id] = to_text(damaged);
          Machine again;
          CHECK(again.app.outside.started);
          // A round that cannot be read is said, and never written over.
          if (std::string_view(store) == "office" && id == "round") {
            again.save();
            if (again.work.saving.kept_error) CHECK(outside::world().stores["office"]["round"] == to_text(damaged));
          }
          // The other key of the two is never lost with it.
          CHECK(again.app.keys.all.size() >= 1);
          if (std::string_view(store) == "setting" && id != "key_in_use") CHECK(again.app.keys.in_use()->public_line == in_use);
          ++tried;
        }
      });
      for (const std::string& text :
           {std::string(), std::string("{"), std::string("null"), json.substr(0, json.size() / 2), std::string("\xff\xfe")}) {
        outside::world().stores = sound;
        outside::world().stores[store][id] = text;
        CHECK(Machine().app.outside.started);
      }
    }
  }
  CHECK(tried > 60);
}
