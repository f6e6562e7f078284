// The office's register of units and of keys: taken, edited, undone, kept; which units are listed.
#include <doctest/doctest.h>

#include "desk_support.h"
#include "office/unit_listing.h"
#include "round_support.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

constexpr const char* list =
    "Mã trường\tTên trường\tCấp học\tE-mail\tXã\n"
    "MH-1\tTiểu học Sông Đà\tTiểu học\tsongda@truong.vn\tMẫu Sơn\n"
    "MH-2\tTHCS Đê La Thành\tTHCS\t\tMẫu Sơn\n"
    "MH-3\tMầm non Hoa Sen\t\thoasen@truong.vn\tMẫu Lâm\n";

std::string of_key(int number) { return key_line(key_number(number).public_key()); }

}  // namespace

TEST_CASE("a pasted list is shown before it is taken; added, replaced, undone; what it has no column for stays") {
  forget_everything();
  Machine office;
  OfficeWork& work = office.work;
  work.unit_lists.read({{"text", list}}, "");
  office.settle();
  REQUIRE(work.unit_lists.read_list);
  CHECK(work.steps.here == OfficeStep::units);
  CHECK(work.unit_lists.read_list->fresh == 3);
  CHECK(work.store.round.units.empty());
  work.unit_lists.take(false);
  CHECK_FALSE(work.unit_lists.read_list);
  REQUIRE(work.store.round.units.size() == 3);
  work.units.edit("MH-2", "note", [](RegisteredUnit& u) { u.note = "gọi thầy Bình"; });
  work.store.seal();

  work.unit_lists.read({{"text", "Mã trường,Tên trường\nMH-2,THCS Đê La Thành mới\nMH-9,Trường mới\n"}}, "ds.csv");
  office.settle();
  CHECK(work.unit_lists.read_list->fresh == 1);
  CHECK(work.unit_lists.read_list->changed == 1);
  CHECK(work.unit_lists.read_list->dropped == 2);
  work.unit_lists.take(true);
  CHECK(work.store.round.units.size() == 2);
  CHECK(work.store.round.units.at("MH-2").name == "THCS Đê La Thành mới");
  CHECK(work.store.round.units.at("MH-2").note == "gọi thầy Bình");
  CHECK(work.store.round.units.at("MH-2").commune == "Mẫu Sơn");
  work.undo();
  CHECK(work.store.round.units.size() == 3);
  CHECK(work.store.round.units.at("MH-2").name == "THCS Đê La Thành");
  work.undo();
  CHECK(work.store.round.units.at("MH-2").note.empty());
  work.undo();
  CHECK(work.store.round.units.empty());
  for (int i = 0; i < 3; ++i) work.redo();
  CHECK(work.store.round.units.size() == 2);
  CHECK(work.store.round.units.contains("MH-9"));
}

TEST_CASE("a CSV file is read as a list wherever it is dropped, and what cannot be read changes nothing") {
  forget_everything();
  Machine office;
  office.drop("danh sach.csv", "Mã trường;Tên trường\nMH-1;Một\n;Không mã\n");
  REQUIRE(office.work.unit_lists.read_list);
  CHECK(office.work.unit_lists.read_list->name == "danh sach.csv");
  CHECK(office.work.unit_lists.read_list->list.left_out == 1);
  CHECK(office.work.collection.rows.empty());
  CHECK(office.work.steps.here == OfficeStep::units);
  office.work.unit_lists.take(false);
  office.work.unit_lists.save();
  office.save();
  const std::string csv = outside::world().saved.at("danh-sach-don-vi.csv");
  CHECK(parse_register(csv, office.work.store.pack, "x").units == office.work.store.round.units);
  Machine again;
  CHECK(again.work.store.round.units == office.work.store.round.units);
}

TEST_CASE("deadline and title are steps of undo, and are kept") {
  forget_everything();
  Machine office;
  office.work.store.change("round.deadline", [](RoundEdit& e) { e.settings().deadline = "2026-04-01"; });
  office.work.store.change("round.title", [](RoundEdit& e) { e.title() = "Đợt một"; });
  office.work.undo();
  CHECK(office.work.store.round.title.empty());
  CHECK(office.work.store.round.settings.deadline == "2026-04-01");
  office.save();
  CHECK(Machine().work.store.round.settings.deadline == "2026-04-01");
}

TEST_CASE("units are listed by what is said of them; nobody is a stranger where there is no register") {
  forget_everything();
  Machine office;
  OfficeWork& work = office.work;
  UnitListing units;
  auto in = [&](const std::string& hash, const std::string& unit, const std::string& at, int key = 1) {
    Submission s = sample_submission(unit, key);
    work.inbox.handed_in(std::string(64, hash[0]), s);
    work.store.record([&](Round& r) { r.submissions.at(std::string(64, hash[0])).received_at = at; });
  };
  in("a", "MH-1", "2026-03-30T02:00:00Z");
  in("b", "MH-2", "2026-04-02T02:00:00Z");
  in("c", "LA-1", "2026-03-30T02:00:00Z");
  units.refresh(work.store, {}, false);
  CHECK(units.counts[static_cast<std::size_t>(UnitIs::stranger)] == 0);
  work.unit_lists.read({{"text", list}}, "");
  office.settle();
  work.unit_lists.take(false);
  work.store.change("deadline", [](RoundEdit& e) { e.settings().deadline = "2026-04-01"; });
  units.refresh(work.store, {}, false);
  const auto count = [&](UnitIs what) { return units.counts[static_cast<std::size_t>(what)]; };
  CHECK(count(UnitIs::any) == 3);  // of the register; strangers stand apart
  CHECK(count(UnitIs::missing) == 1);
  CHECK(count(UnitIs::late) == 1);
  CHECK(count(UnitIs::stranger) == 1);
  CHECK(count(UnitIs::key_unknown) == 2);
  units.refresh(work.store, {.words = "hoa SEN"}, false);
  REQUIRE(units.shown.size() == 1);
  CHECK(units.states[units.shown[0]].code == "MH-3");
  units.refresh(work.store, {.is = UnitIs::late}, false);
  REQUIRE(units.shown.size() == 1);
  CHECK(units.states[units.shown[0]].code == "MH-2");
  units.refresh(work.store, {.level = "thcs"}, false);
  CHECK(units.shown.size() == 1);
  const auto codes = [&](UnitOrder by, bool descending = false) {
    units.refresh(work.store, {.order = by, .descending = descending}, false);
    std::string out;
    for (const std::size_t i : units.shown) out += units.states[i].code + " ";
    return out;
  };
  CHECK(codes(UnitOrder::state) == "MH-3 LA-1 MH-2 MH-1 ");
  CHECK(codes(UnitOrder::received) == "MH-3 LA-1 MH-1 MH-2 ");
  CHECK(codes(UnitOrder::received, true) == "MH-2 LA-1 MH-1 MH-3 ");
  work.units.edit("MH-3", "name", [](RegisteredUnit& u) { u.name = "Ấp Đông"; });
  CHECK(codes(UnitOrder::name).starts_with("MH-3 "));
  CHECK(codes(UnitOrder::name, true).ends_with("MH-3 "));
  // Found and ordered in parts it ends as at once; until then what was shown stays.
  const std::string whole = codes(UnitOrder::name, true), before = codes(UnitOrder::state);
  int calls = 0;
  for (units.refresh(work.store, {.order = UnitOrder::name, .descending = true}, false, 8); units.waits(); ++calls) {
    CHECK(units.states[units.shown[0]].code == before.substr(0, 4));
    units.refresh(work.store, {.order = UnitOrder::name, .descending = true}, false, 8);
  }
  CHECK(calls > 3);
  CHECK(codes(UnitOrder::name, true) == whole);
  // Files that come may wait, anything else may not.
  in("d", "MH-3", "2026-03-30T02:00:00Z");
  units.refresh(work.store, {}, true);
  CHECK(count(UnitIs::missing) == 0);
  work.inbox.handed_in(std::string(64, 'e'), sample_submission("LA-2"));
  units.refresh(work.store, {}, true);
  CHECK(units.find("LA-2") == nullptr);
  units.refresh(work.store, {}, false);
  CHECK(units.find("LA-2") != nullptr);
}

TEST_CASE("a key is confirmed for a unit by who sits here, and another one is a red flag") {
  forget_everything();
  Machine office;
  OfficeWork& work = office.work;
  work.store.name_assessor("Trần Lan");
  work.inbox.handed_in(std::string(64, 'a'), sample_submission("MH-1", 1));
  CHECK(unit_states(work.store.round, work.store.pack)[0].key == KeyState::unknown);
  work.keys.confirm("MH-1", of_key(1));
  CHECK(unit_states(work.store.round, work.store.pack)[0].key == KeyState::known);
  CHECK(work.store.round.keys.at("MH-1").at(of_key(1)) == ConfirmedKey{"2026-04-01", "Trần Lan", "", ""});
  CHECK(office.work.trusted.signers().list.size() == 1);
  work.inbox.handed_in(std::string(64, 'b'), sample_submission("MH-1", 2));
  CHECK(unit_states(work.store.round, work.store.pack)[0].key == KeyState::changed);
  work.undo();
  CHECK(work.store.round.keys.empty());
  CHECK(office.work.trusted.signers().list.empty());
  work.redo();
  work.keys.withdraw("MH-1", of_key(1));
  CHECK(work.store.round.keys.empty());
}

TEST_CASE("allowed_signers goes out and comes in again with its dates; keys kept beside an older round are taken over once") {
  forget_everything();
  {
    Machine office;
    office.work.store.name_assessor("Trần Lan");
    office.work.keys.confirm("MH-1", of_key(1));
    office.work.keys.save();
    outside::deliver([&](const port::Event& e) { office.app.handle(e); });
  }
  const std::string text = outside::world().saved.at("allowed_signers");
  {
    forget_everything();
    outside::world().now_ms += 30ll * 24 * 3600 * 1000;
    Machine other;
    other.drop("allowed_signers", text);
    REQUIRE(other.work.keys.offer);
    CHECK(other.work.store.round.keys.empty());
    other.work.keys.accept();
    // That somebody else compared it is not that it was compared here.
    CHECK(other.work.store.round.keys.at("MH-1").at(of_key(1)) == ConfirmedKey{"", "", "allowed_signers", "2026-05-01"});
    CHECK(other.work.steps.here == OfficeStep::files);
    other.work.inbox.handed_in(std::string(64, 'a'), sample_submission("MH-1", 1));
    CHECK(unit_states(other.work.store.round, other.work.store.pack)[0].key == KeyState::imported);
    other.work.keys.confirm("MH-1", of_key(1));
    CHECK(unit_states(other.work.store.round, other.work.store.pack)[0].key == KeyState::known);
  }
  forget_everything();
  outside::world().stores["setting"]["signers"] = to_compact_text(Json{{"text", text}});
  {
    Machine office;
    REQUIRE(office.work.store.round.keys.contains("MH-1"));
    outside::deliver([&](const port::Event& e) { office.app.handle(e); });
    office.work.keys.withdraw("MH-1", of_key(1));
    office.save();
  }
  Machine again;
  CHECK(again.work.store.round.keys.empty());
}
