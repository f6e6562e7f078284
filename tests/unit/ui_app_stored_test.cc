// What is kept on this machine, damaged in any place: the page starts all the same, and what is sound is there.
#include "blow_up.h"
#include "desk_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

bool not_of_the_round(const std::pair<const std::string, std::string>& entry) { return !entry.first.starts_with("round"); }

}  // namespace

TEST_CASE("stored: a round as it was kept until November 2026, whole, is read, and kept in parts from then on") {
  forget_everything();
  std::string bundle = bundle_from_elsewhere();
  Round round;
  {
    Machine first;
    sit_down(first, bundle);
    first.work.reviews.set_state("1.1", ReviewState::question);
    first.save();
    round = first.work.store.round;
    auto& office = outside::world().stores["office"];
    std::erase_if(office, [](const auto& entry) { return entry.first.starts_with("round"); });
    office["round"] = to_compact_text(
        {{"round", to_json_text(round)}, {"pack", first.work.store.pack_json}, {"assessor", first.work.store.assessor}});
  }
  REQUIRE_FALSE(round.submissions.empty());
  Machine again;
  CHECK(again.work.store.round == round);
  again.work.store.change("round.title", [](RoundEdit& e) { e.title() = "Đợt hai"; });
  again.save();
  CHECK(outside::world().stores["office"].contains("round-00000"));
  Machine third;
  CHECK(third.work.store.round.title == "Đợt hai");
  CHECK(third.work.store.round == again.work.store.round);
}

TEST_CASE("stored: a round of which a part is gone is told, and what is left of it stays") {
  forget_everything();
  {
    Machine first;
    sit_down(first, bundle_from_elsewhere());
    first.save();
  }
  auto& office = outside::world().stores["office"];
  REQUIRE(office.erase("round-00000") == 1);
  const std::string outer = office.at("round");
  Machine again;
  REQUIRE(again.work.saving.kept_error);
  CHECK(again.work.saving.kept_error->code == "office.round_unreadable");
  again.work.store.change("round.title", [](RoundEdit& e) { e.title() = "Đợt hai"; });
  again.save();
  CHECK(office.at("round") == outer);
}

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
          if (std::string_view(store) == "office" && id.starts_with("round")) {
            auto before = outside::world().stores["office"];
            again.save();
            auto after = outside::world().stores["office"];
            std::erase_if(before, not_of_the_round);
            std::erase_if(after, not_of_the_round);
            if (again.work.saving.kept_error) CHECK(before == after);
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
