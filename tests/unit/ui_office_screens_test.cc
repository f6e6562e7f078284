// What an office's screens promise beside their looks, drawn: which pack they go by, wrong input, long lists.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "round_support.h"
#include "screen_support.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

struct AtOffice : Visitor {
  AtOffice() {
    other_machine();
    show();
    press("start.office");
  }
  const Round& round() const { return ui::work().store.round; }
};

// Units that have handed in, all in the register, in the sample and in the list of recognition.
void fill(AtOffice& office, int units) {
  ui::work().store.record([units](Round& r) {
    const Round begun = sample_round();
    r.units.clear(), r.submissions.clear();
    for (int i = 0; i < units; ++i) {
      const std::string code = "MH-" + std::to_string(100'000 + i);
      RegisteredUnit unit = begun.units.begin()->second;
      unit.name = "Trường " + code;
      r.units[code] = unit;
      r.submissions[sha256_hex(code)] = sample_submission(code);
    }
  });
  ui::work().sampling.draw(whole_points(30), "mầm");
  std::vector<std::string> bundles;
  for (const auto& [sha256, submission] : office.round().submissions) bundles.push_back(sha256);
  bundles.resize(bundles.size() / 2);
  ui::work().recognitions.propose_self(bundles);
  office.settle();
}

}  // namespace

TEST_CASE("the list of files speaks of levels and groups as the round's pack does") {
  AtOffice office;
  office.drop({{"một.zip", "gì đó"}});
  office.press("office.filters");
  Pack& pack = ui::work().store.pack;
  pack.unit_levels = {{.id = "lạ", .title = {"Cấp học lạ", "Strange"}}};
  pack.groups.resize(1);
  pack.groups[0].number = "9";
  office.show();
  CHECK(office.find("office.by_school")->options.back().label == "Cấp học lạ");
  CHECK(office.find("office.by_level")->options.back().label.find("9") != std::string::npos);
  CHECK(office.find("office.by_level")->options.size() == 1 + pack.groups[0].levels.bands.size());
}

TEST_CASE("rows drawn do not grow with the units") {
  std::map<std::string, std::size_t> few;
  for (const int units : {300, 3000}) {
    CAPTURE(units);
    AtOffice office;
    fill(office, units);
    for (const char* step : {"2", "3", "4", "5", "6"}) {
      CAPTURE(step);
      office.press(std::string("office.step.") + step);
      for (const float width : {1366.f, 390.f}) {
        office.width = width;
        office.show();
        const std::size_t nodes = outside::world().mirror.nodes.size();
        CHECK(nodes < 600);
        auto& before = few[std::string(step) + (width > 500 ? " wide" : " narrow")];
        if (before) CHECK(nodes <= before + 4);
        before = nodes;
      }
      office.width = 1366;
      office.show();
    }
  }
}

TEST_CASE("a row far down a long list is drawn once one is there, and can be acted on") {
  AtOffice office;
  fill(office, 3000);
  ui::work().sampling.add_team();
  office.press("office.step.4");
  const auto& [level, stratum] = *office.round().sample->strata.rbegin();
  const std::string last = stratum.drawn.back();
  CHECK_FALSE(office.find("sample.of." + last));
  const port::Node* const list = office.find("sample.list." + level);
  REQUIRE(list);
  office.scroll("main", list->y + list->h - 300);
  office.show();
  REQUIRE(office.find("sample.of." + last));
  office.choose("sample.of." + last, "0");
  CHECK(office.round().sample->teams.at(0).units == std::vector{last});
}

TEST_CASE("wrong input at an office: quietly while typing, an error that is announced once it is left") {
  AtOffice office;
  fill(office, 3);
  ui::work().sampling.add_team();
  office.press("office.step.4");
  const std::string too_long(limits::text_bytes + 1, 'a');
  for (const auto& [id, text] : {std::pair<std::string, std::string>{"sample.team.0.from", "31/02/2026"},
                                 {"sample.percent", "ba mươi"},
                                 {"sample.percent", "101"},
                                 {"sample.seed", too_long},
                                 {"sample.team.0.name", too_long}}) {
    CAPTURE(id);
    const std::string label = office.find(id)->name;
    outside::world().announced.clear();
    office.act(id, port::Action::Kind::focus, {});
    office.act(id, port::Action::Kind::input, text);
    CHECK_FALSE((office.find(id)->flags & port::invalid));
    CHECK(office.find(id)->described_by);
    CHECK(outside::world().announced.empty());
    office.act(id, port::Action::Kind::commit, text);
    office.act(id, port::Action::Kind::blur, {});
    CHECK((office.find(id)->flags & port::invalid));
    CHECK(office.find(id)->value == text);
    REQUIRE(outside::world().announced.size() == 1);
    CHECK(outside::world().announced[0].starts_with(label + ": "));
  }
  CHECK(office.round().sample->teams.at(0).name.empty());
  CHECK((office.find("sample.draw")->flags & port::disabled));

  // What is half typed is not signed away, and not lost without a word.
  office.press("office.step.6");
  REQUIRE_FALSE(ui::view().app.notices.shown.empty());
  CHECK(ui::view().app.notices.shown.back().key == "assess.draft_dropped");
}

TEST_CASE("nothing is signed while a field of an office is half typed") {
  AtOffice office;
  fill(office, 3);
  ui::work().store.record([](Round& r) { r.head.office = {"XA-01", "UBND xã Mẫu Sơn", "", "", "", ""}; });
  ui::view().app.keys.make("");
  office.settle();
  office.press("office.step.6");
  REQUIRE_FALSE((office.find("rollups.sign")->flags & port::disabled));
  office.press("assess.office_edit");
  office.type("assess.office_place", std::string(limits::text_bytes + 1, 'a'));
  CHECK((office.find("rollups.sign")->flags & port::disabled));
  office.type("assess.office_place", "Mẫu Sơn");
  CHECK_FALSE((office.find("rollups.sign")->flags & port::disabled));
  CHECK(office.round().head.office.place == "Mẫu Sơn");
}
