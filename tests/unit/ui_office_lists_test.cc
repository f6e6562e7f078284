// Lists of units and registers of keys, dropped and picked: read in pieces by a worker, or given up without
// harm to what came with them.
#include "base/limits.h"
#include "desk_support.h"
#include "round/key_offer.h"
#include "support.h"
#include "trust/trust.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

Signers keys_of_units(int count) {
  Signers all;
  for (int i = 0; i < count; ++i)
    all.list.push_back(
        {"MH-" + std::to_string(i), key_number(i % 50).public_key(), "Trường số " + std::to_string(i), Role::unit});
  all.list.push_back({"79-001", key_number(7).public_key(), "UBND phường", Role::office});
  return all;
}

std::string units_csv(int count) {
  std::string out = "Mã trường,Tên trường,Cấp học,Ghi chú\n";
  for (int i = 0; i < count; ++i)
    out += "MH-" + std::to_string(i) + ",\"Trường, số " + std::to_string(i) + "\",Tiểu học,\"hai\ndòng\"\n";
  return out + ",không có mã,,\nMH-0,nói khác,,\n";
}

Json file_named(const std::string& name, const std::string& bytes) {
  return {{"blob", port::headless::world().add_blob(bytes)}, {"name", name}, {"size", bytes.size()}, {"type", ""}, {"path", ""}};
}

void drop_all(Machine& desk, const Json& files) {
  desk.app.navigation.go(Screen::office);
  desk.handle({"files", 0, {{"purpose", "drop"}, {"files", files}}});
}

std::string one_key_of(std::size_t bytes) {
  const std::string line = write_allowed_signers(keys_of_units(0));
  return "#" + std::string(bytes - line.size() - 2, ' ') + "\n" + line;
}

bool was_told_of(const Machine& desk, std::string_view code, std::string_view file) {
  return std::ranges::any_of(desk.app.notices.shown, [&](const Notice& n) { return n.key == code && n.place.file == file; });
}

}  // namespace

TEST_CASE("limits: keys_sniffed_bytes: a small file of any name is looked into for keys, a larger one when it says so") {
  for (const auto& [name, bytes, asks] : {std::tuple("bảng.txt", limits::keys_sniffed_bytes, true),
                                          {"bảng.txt", limits::keys_sniffed_bytes + 1, false},
                                          {"allowed_signers", limits::keys_sniffed_bytes + 1, true}}) {
    CAPTURE(name);
    CAPTURE(bytes);
    forget_everything();
    Machine desk;
    desk.drop(name, one_key_of(bytes));
    CHECK(desk.work.keys.offer.has_value() == asks);
    CHECK(desk.work.collection.rows.empty() == asks);
  }
}

TEST_CASE("lists: what comes in pieces is what was in the file") {
  forget_everything();
  Machine desk;
  desk.app.navigation.go(Screen::office);
  desk.work.keys.confirm("MH-3", key_line(key_number(49).public_key()));
  const Signers all = keys_of_units(4'000);
  std::size_t pieces = 0;
  const auto counted = [&](const port::Event& e) {
    pieces += e.what == "progress";
    CHECK(e.data.dump().size() < 400'000);  // some milliseconds of the page
    desk.app.handle(e);
  };
  desk.app.handle(
      {"files",
       0,
       {{"purpose", "signers"}, {"files", Json::array({file_named("keys", write_allowed_signers(all) + "odd line\n")})}}});
  port::headless::deliver(counted);
  REQUIRE(desk.work.keys.offer);
  CHECK(pieces > 3);
  const KeyOffer whole = offer_of(desk.work.store.round, all, "keys");
  CHECK(desk.work.keys.offer->from == "keys");
  CHECK(desk.work.keys.offer->fresh.size() == whole.fresh.size());
  CHECK(std::ranges::equal(desk.work.keys.offer->fresh, whole.fresh, [](const auto& a, const auto& b) {
    return a.role == b.role && a.code == b.code && a.name == b.name && a.key == b.key;
  }));
  CHECK(desk.work.keys.offer->conflicts.size() == 1);
  CHECK(was_told_of(desk, "signers.bad_line", "keys"));

  pieces = 0;
  desk.work.keys.drop();
  desk.app.handle({"files", 0, {{"purpose", "drop"}, {"files", Json::array({file_named("ds.csv", units_csv(4'000))})}}});
  port::headless::deliver(counted);
  REQUIRE(desk.work.unit_lists.read_list);
  CHECK(pieces > 3);
  const ParsedRegister direct = parse_register(units_csv(4'000), desk.work.store.pack, "ds.csv");
  const ParsedRegister& read = desk.work.unit_lists.read_list->list;
  CHECK(read.units == direct.units);
  CHECK(read.units.at("MH-0").name == "Trường, số 0");
  CHECK(read.columns == direct.columns);
  CHECK(read.left_out == direct.left_out);
  CHECK(read.lines == 4'002);
  CHECK(read.delimiter == ',');
  CHECK(messages(read.problems, Lang::vi, 9) == messages(direct.problems, Lang::vi, 9));
  CHECK(desk.work.unit_lists.read_list->fresh == 4'000);
}

TEST_CASE("lists: what is changed while one is read is compared with as it is then") {
  forget_everything();
  Machine desk;
  desk.app.navigation.go(Screen::office);
  bool first = true;
  const auto meanwhile = [&](const std::function<void()>& change) {
    first = true;
    port::headless::deliver([&](const port::Event& e) {
      desk.app.handle(e);
      if (e.what == "progress" && std::exchange(first, false)) change();
    });
  };
  desk.app.handle(
      {"files",
       0,
       {{"purpose", "signers"}, {"files", Json::array({file_named("keys", write_allowed_signers(keys_of_units(9)))})}}});
  meanwhile([&] { desk.work.keys.confirm("MH-3", key_line(key_number(49).public_key())); });
  REQUIRE(desk.work.keys.offer);
  CHECK(desk.work.keys.offer->fresh.size() == 9);
  CHECK(desk.work.keys.offer->conflicts.size() == 1);

  desk.app.handle({"files", 0, {{"purpose", "units"}, {"files", Json::array({file_named("ds.txt", units_csv(9))})}}});
  meanwhile([&] {
    desk.work.store.change("units.list", [](RoundEdit& e) { e.at(&Round::units, "MH-1") = {"Tên cũ", "", "", "", "", ""}; });
  });
  REQUIRE(desk.work.unit_lists.read_list);
  CHECK(desk.work.unit_lists.read_list->fresh == 8);
  CHECK(desk.work.unit_lists.read_list->changed == 1);
}

TEST_CASE("lists: one that is given up says so by its name, and what came with it is taken") {
  const std::string bundle = bundle_from_elsewhere();
  Machine desk;
  port::headless::world().gives_up = [](const port::headless::Asked& asked) {
    return asked.what.starts_with("read_") && asked.args.value("name", "").starts_with("chậm");
  };
  drop_all(desk, {file_named("chậm.csv", units_csv(3)),
                  file_named("chậm allowed_signers", write_allowed_signers(keys_of_units(3))), file_named("nop.zip", bundle),
                  file_named("ds.csv", units_csv(3)), file_named("signers.txt", write_allowed_signers(keys_of_units(3)))});
  CHECK(was_told_of(desk, "job.too_long", "chậm.csv"));
  CHECK(desk.work.collection.find("nop.zip")->stage == Row::Stage::done);
  REQUIRE(desk.work.unit_lists.read_list);
  CHECK(desk.work.unit_lists.read_list->list.units.size() == 3);
  REQUIRE(desk.work.keys.offer);
  CHECK(desk.work.keys.offer->from == "signers.txt");
  CHECK(was_told_of(desk, "job.too_long", "chậm allowed_signers"));
  // What may have been a register is in the list, where it says what it is not.
  REQUIRE(desk.work.collection.find("chậm allowed_signers"));
  CHECK(desk.work.collection.find("chậm allowed_signers")->failed);
  CHECK(desk.work.store.round.units.empty());
  CHECK(desk.work.store.round.keys.empty());
}

TEST_CASE("intake: one file of twenty at which a worker stands still is given up by its name, nineteen are taken") {
  const std::string bundle = bundle_from_elsewhere();
  for (const std::string job : {"triage", "check_evidence"}) {
    CAPTURE(job);
    forget_everything();
    Machine desk;
    port::headless::world().gives_up = [&](const port::headless::Asked& asked) {
      if (asked.what != job) return false;
      const auto names = asked.args["names"].get<std::vector<std::string>>();
      return std::ranges::find(names, "7.zip") != names.end();
    };
    Json files = Json::array();
    for (int i = 0; i < 20; ++i) files.push_back(file_named(std::to_string(i) + ".zip", bundle));
    drop_all(desk, files);
    REQUIRE(desk.work.collection.rows.size() == 20);
    for (const Row& row : desk.work.collection.rows) {
      CAPTURE(row.name);
      if (row.name == "7.zip") {
        REQUIRE(row.failed);
        CHECK(row.failed->code == "job.too_long");
      } else {
        CHECK(row.stage == Row::Stage::done);
        CHECK_FALSE(row.failed);
      }
    }
    CHECK_FALSE(desk.work.reader.progress().working());
    CHECK(desk.work.store.round.submissions.size() == 1);  // the same bytes
    // Dropped again, by itself, with a worker that does it: it is a row like the others.
    port::headless::world().gives_up = nullptr;
    drop_all(desk, Json::array({file_named("7.zip", bundle)}));
    CHECK(desk.work.collection.find("7.zip")->stage == Row::Stage::done);
    CHECK_FALSE(desk.work.collection.find("7.zip")->failed);
  }
}
