// The whole job without a browser: a school fills in, signs, hands in; an office takes in. The port
// is src/headless; the jobs are the real ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "base/limits.h"
#include "base/sha256.h"
#include "desk_support.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

// A school's module; with an office, the office's.
struct Page {
  App app;
  std::optional<OfficeWork> office;
  explicit Page(bool with_office = false) {
    if (with_office) office.emplace(app);
    for (const port::Event& event : outside::start_events()) handle(event);
  }
  void handle(const port::Event& event) {
    app.handle(event);
    settle();
  }
  void settle() {
    outside::deliver([this](const port::Event& e) { app.handle(e); });
  }
  void pass(std::int64_t ms) {
    outside::pass(ms, [this](const port::Event& e) { app.handle(e); });
  }
  void give(std::string purpose, std::vector<std::pair<std::string, std::string>> files) {
    Json rows = Json::array();
    for (auto& [name, bytes] : files) {
      const auto size = bytes.size();
      rows.push_back({{"blob", outside::world().add_blob(std::move(bytes))},
                      {"name", name},
                      {"size", size},
                      {"type", "application/pdf"},
                      {"path", ""}});
    }
    handle({"files", 0, {{"purpose", purpose}, {"files", rows}}});
  }
};

// Enough for nothing to block: the unit, and every answer at its best.
void fill_in(App& app) {
  app.dossier.edit("/unit/name", "", "", [&](Dossier& d) {
    d.unit.name = "Trường Tiểu học Bến Nghé Mới";
    d.unit.code = "79-TH-001";
    d.unit.level = app.dossier.current->editor.pack().unit_levels.front().id;
    d.unit.ownership = "public";
    d.unit.head = {"Nguyễn Thị Minh Khai", "Hiệu trưởng", "", ""};
  });
  for (const Group& group : app.dossier.current->editor.pack().groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        app.dossier.edit("/answers/" + item.id, "", "", [&](Dossier& d) {
          Answer& answer = d.answers[item.id];
          if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) answer.yes = true;
          if (item.kind == Kind::ratio) answer.numerator = answer.denominator = 40;
          if (item.kind == Kind::count) answer.count = 12;
          if (item.kind == Kind::level) answer.level = item.levels;
          if (item.max && item.kind != Kind::yes_no) answer.points = item.max->value;
        });
      }
    }
  }
}

void begin(Page& page) {
  page.app.dossiers.create(builtin_packs()[0].json, "2025-2026");
  page.settle();
  REQUIRE(page.app.dossier.current);
}

}  // namespace

TEST_CASE("what was typed survives a reload a second later") {
  forget_everything();
  {
    Page page;
    begin(page);
    page.app.dossier.edit("/unit/name", "", "Trường A", [](Dossier& d) { d.unit.name = "Trường A"; });
    CHECK(page.app.dossier.is_dirty());
    page.pass(1000);
    CHECK_FALSE(page.app.dossier.is_dirty());
  }
  Page again;
  REQUIRE(again.app.shelf.all.size() == 1);
  REQUIRE(again.app.shelf.all[0].record);
  CHECK(again.app.shelf.all[0].record->dossier.unit.name == "Trường A");
  again.app.dossiers.open(again.app.shelf.all[0].id);
  again.settle();
  REQUIRE(again.app.dossier.current);
  CHECK(again.app.dossier.current->editor.dossier().unit.name == "Trường A");
  CHECK_FALSE(again.app.dossier.is_dirty());
}

TEST_CASE("a full disk is said, nothing is lost, and saving again works") {
  forget_everything();
  Page page;
  begin(page);
  outside::world().fail_put = "storage.full";
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  page.pass(1000);
  REQUIRE(page.app.saving.error());
  CHECK(page.app.saving.error()->code == "storage.full");
  CHECK(page.app.dossier.current->editor.dossier().unit.name == "Trường B");
  CHECK(page.app.dossier.is_dirty());
  page.app.dossiers.save_draft_files();
  page.settle();
  REQUIRE(outside::world().saved.size() == 1);
  CHECK(outside::world().saved.begin()->second.find("Trường B") != std::string::npos);
  outside::world().fail_put.clear();
  page.app.dossier.save_now();
  page.settle();
  CHECK_FALSE(page.app.saving.error());
  CHECK_FALSE(page.app.dossier.is_dirty());
}

TEST_CASE("a failed save, then home: what is newer here is never replaced, said on every screen, and saved by itself") {
  forget_everything();
  Page page;
  begin(page);
  const std::string id = page.app.dossier.current->editor.dossier().id;
  outside::world().fail_put = "storage.full";
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  page.pass(1000);
  page.app.dossiers.close();
  page.settle();
  CHECK(page.app.navigation.screen == Screen::start);
  REQUIRE(page.app.saving.error());
  page.app.dossiers.open(id);
  page.settle();
  REQUIRE(page.app.dossier.current);
  CHECK(page.app.dossier.current->editor.dossier().unit.name == "Trường B");
  CHECK(!page.app.dossier.current->saver.is_saved(page.app.dossier.current->editor.revision()));
  page.app.dossiers.close();
  page.settle();
  page.app.dossiers.save_draft_files();
  page.settle();
  REQUIRE(outside::world().saved.size() == 1);
  CHECK(outside::world().saved.begin()->second.find("Trường B") != std::string::npos);
  outside::world().fail_put.clear();
  page.pass(60'000);
  CHECK_FALSE(page.app.saving.error());
  CHECK(outside::world().stores["dossier"][id].find("Trường B") != std::string::npos);
}

TEST_CASE("saving that fails is tried again with growing pauses, not all the time") {
  forget_everything();
  Page page;
  begin(page);
  outside::world().fail_put = "storage.full";
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  page.settle();
  int tries = 0;
  outside::pass(600'000, [&](const port::Event& e) {
    page.app.handle(e);
    for (const auto& asked : outside::world().questions) tries += asked.what == "put";
  });
  CHECK(tries >= 18);
  CHECK(tries < 60);
  CHECK(page.app.dossier.is_dirty());
}

TEST_CASE("another tab waits for a dossier: it is written before it is let go") {
  forget_everything();
  Page page;
  begin(page);
  const std::string id = page.app.dossier.current->editor.dossier().id;
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  std::vector<std::string> order;
  page.app.handle({"lock_wanted", 0, {{"id", id}}});
  CHECK(std::ranges::none_of(outside::world().questions, [](const auto& q) { return q.what == "unlock"; }));
  outside::deliver([&](const port::Event& e) {
    page.app.handle(e);
    if (std::ranges::any_of(outside::world().questions, [](const auto& q) { return q.what == "unlock"; })) {
      CHECK(outside::world().stores["dossier"][id].find("Trường B") != std::string::npos);
      order.push_back("unlock");
    }
  });
  CHECK_FALSE(order.empty());
  CHECK_FALSE(page.app.dossier.current);
  CHECK(page.app.notices.shown.back().key == "page.taken_over");
}

TEST_CASE("taken over before it could be written: nobody says it was saved, nothing is written over, a file can be had") {
  forget_everything();
  Page page;
  begin(page);
  const std::string id = page.app.dossier.current->editor.dossier().id;
  outside::world().fail_put = "storage.full";
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  page.pass(1000);
  page.handle({"lock_lost", 0, {{"id", id}}});
  outside::world().fail_put.clear();
  page.pass(60'000);
  REQUIRE(page.app.saving.error());
  CHECK(page.app.saving.error()->code == "storage.taken");
  CHECK(std::ranges::none_of(page.app.notices.shown, [](const Notice& n) { return n.key == "page.taken_over"; }));
  CHECK(outside::world().stores["dossier"][id].find("Trường B") == std::string::npos);
  page.app.dossiers.save_draft_files();
  page.settle();
  CHECK(outside::world().saved.begin()->second.find("Trường B") != std::string::npos);
}

TEST_CASE("a dossier deleted in another tab does not come back by itself, only by a press") {
  forget_everything();
  Page page;
  begin(page);
  const std::string id = page.app.dossier.current->editor.dossier().id;
  page.pass(1000);
  outside::world().stores["dossier"].erase(id);
  page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name = "Trường B"; });
  page.pass(60'000);
  CHECK_FALSE(outside::world().stores["dossier"].contains(id));
  REQUIRE(page.app.saving.error());
  CHECK(page.app.saving.error()->code == "storage.gone");
  page.app.dossiers.save_again();
  page.settle();
  CHECK_FALSE(page.app.saving.error());
  CHECK(outside::world().stores["dossier"][id].find("Trường B") != std::string::npos);
  CHECK_FALSE(page.app.dossier.is_dirty());
}

TEST_CASE("the next year begins from what another tab saved meanwhile") {
  forget_everything();
  Page other;
  begin(other);
  const std::string id = other.app.dossier.current->editor.dossier().id;
  Page page;
  other.app.dossier.edit("/unit/name", "", "Mới", [](Dossier& d) { d.unit.name = "Tên mới"; });
  other.app.dossier.save_now();
  other.settle();
  page.app.dossiers.begin_next_year(id);
  page.settle();
  REQUIRE(page.app.dossier.current);
  CHECK(page.app.dossier.current->editor.dossier().unit.name == "Tên mới");
}

TEST_CASE("a key that could not be stored is not said to be made") {
  forget_everything();
  Page page;
  begin(page);
  outside::world().fail_put = "storage.full";
  page.app.keys.make("");
  page.settle();
  REQUIRE(page.app.keys.in_use());
  CHECK_FALSE(page.app.keys.in_use()->kept);
  CHECK(page.app.notices.shown.back().key == "page.key_not_kept");
  outside::world().fail_put.clear();
  page.app.keys.save_file(page.app.keys.in_use()->id);
  page.settle();
  CHECK(page.app.keys.in_use()->kept);
}

TEST_CASE("a history of an older program's 201 letters, and any other, opens; what it is of is whole") {
  const std::string letters = [] {
    std::string s;
    for (int i = 0; i < 200; ++i) s += "ệ";
    return s;
  }();
  for (const std::string& text : {letters + "…", letters + letters + letters, std::string("a")}) {
    forget_everything();
    std::string id;
    {
      Page page;
      begin(page);
      id = page.app.dossier.current->editor.dossier().id;
      page.app.dossier.edit("/unit/name", "", "", [&](Dossier& d) {
        d.unit.name = "Trường A";
        d.history.push_back({"2026-01-01T00:00:00Z", "/unit/name", "", text});
      });
      page.pass(1000);
    }
    Page again;
    REQUIRE(again.app.shelf.all.at(0).record);
    again.app.dossiers.open(id);
    again.settle();
    REQUIRE(again.app.dossier.current);
    CHECK(again.app.dossier.current->editor.dossier().unit.name == "Trường A");
    const bool told =
        std::ranges::any_of(again.app.notices.shown, [](const Notice& n) { return n.key == "page.history_mended"; });
    CHECK(told == (text != letters + "…"));
  }
}

TEST_CASE("what cannot be read is saved as it is stored, and a record dropped here opens") {
  forget_everything();
  {
    Page page;
    begin(page);
    page.pass(1000);
  }
  auto& stored = outside::world().stores["dossier"].begin()->second;
  const std::string sound = stored;
  stored += "x";
  Page page;
  REQUIRE_FALSE(page.app.shelf.all.at(0).record);
  page.app.shelf.save_stored_file(page.app.shelf.all[0].id);
  page.settle();
  CHECK(outside::world().saved.begin()->second == sound + "x");
  page.give("import", {{"ho-so-nguyen-ban.json", sound}});
  REQUIRE(page.app.dossier.current);
  CHECK(page.app.shelf.all.size() == 2);  // the one that cannot be read stays untouched
  CHECK(outside::world().stores["dossier"].at(page.app.shelf.all[1].id) == sound + "x");
}

TEST_CASE("evidence is hashed and kept; the same bytes twice are one entry; storage that fails keeps the upload listed") {
  forget_everything();
  Page page;
  begin(page);
  const std::string item = page.app.dossier.current->selected_item;
  page.give("evidence:" + item, {{"Kế hoạch.pdf", "%PDF-1"}, {"Ảnh.pdf", "%PDF-2"}});
  REQUIRE(page.app.dossier.current->editor.dossier().evidence.size() == 2);
  const Evidence first = page.app.dossier.current->editor.dossier().evidence[0];
  CHECK(first.file->sha256 == sha256_hex("%PDF-1"));
  CHECK(first.items == std::vector<std::string>{item});
  CHECK(outside::world().kept.at(first.file->sha256) == "%PDF-1");
  page.give("evidence:", {{"bản sao.pdf", "%PDF-1"}});
  CHECK(page.app.dossier.current->editor.dossier().evidence.size() == 2);
  page.give("evidence:", {{"rỗng.pdf", ""}});
  REQUIRE(page.app.dossier.current->uploads.size() == 1);
  CHECK(page.app.dossier.current->uploads[0].failed->code == "page.evidence_empty");
  page.app.evidence.dismiss_upload(0);
  outside::world().fail_put = "storage.full";
  page.give("evidence:", {{"mới.pdf", "%PDF-3"}});
  CHECK(page.app.dossier.current->editor.dossier().evidence.size() == 2);
  REQUIRE(page.app.dossier.current->uploads.size() == 1);
  CHECK(page.app.dossier.current->uploads[0].failed->code == "storage.full");
}

TEST_CASE("a school signs and hands in; the office sees the same points, an unknown key, then a valid file") {
  forget_everything();
  std::string bundle, name;
  std::vector<GroupScore> at_school;
  {
    Page page;
    begin(page);
    fill_in(page.app);
    page.give("evidence:" + page.app.dossier.current->selected_item, {{"Kế hoạch.pdf", "%PDF-1"}});
    page.app.keys.make("");
    page.settle();
    REQUIRE(page.app.keys.in_use());
    page.app.hand_in.export_bundle("");
    page.settle();
    if (page.app.hand_in.signing()->failed) FAIL(message(*page.app.hand_in.signing()->failed, Lang::en));
    REQUIRE(page.app.dossier.current->exported);
    name = page.app.dossier.current->exported->name;
    bundle = outside::world().saved.at(name);
    CHECK(sha256_hex(bundle) == page.app.dossier.current->exported->sha256);
    at_school = page.app.dossier.current->editor.score().groups;
    CHECK(page.app.hand_in.mail_url().starts_with("mailto:?subject="));
    REQUIRE(page.app.shelf.all[0].record);
    // Known when the record changed, not asked of it in each frame.
    CHECK(page.app.shelf.all[0].is_exported);
    CHECK(page.app.dossier.is_exported());
    page.app.dossier.edit("/unit/name", "", "B", [](Dossier& d) { d.unit.name += " B"; });
    page.pass(1000);
    CHECK_FALSE(page.app.dossier.is_exported());
    page.app.undo();
    page.pass(1000);
    CHECK_FALSE(page.app.dossier.is_exported());  // the history says that it was changed and changed back
    page.app.hand_in.export_bundle("");
    page.settle();
    CHECK(page.app.dossier.is_exported());
    bundle = outside::world().saved.at(page.app.dossier.current->exported->name);
    page.app.dossiers.close();
    page.settle();
    CHECK_FALSE(page.app.dossier.is_exported());
    CHECK(page.app.shelf.all[0].is_exported);
  }
  forget_everything();
  Page desk(true);
  OfficeWork& office = *desk.office;
  desk.give("drop", {{name, bundle}});
  CHECK(desk.app.navigation.screen == Screen::office);
  REQUIRE(office.collection.rows.size() == 1);
  CHECK(office.collection.rows[0].stage == Row::Stage::done);
  CHECK(office.collection.rows[0].verdict == Verdict::unknown_key);
  CHECK(office.collection.rows[0].sha256 == sha256_hex(bundle));
  REQUIRE(office.collection.rows[0].results.size() == at_school.size());
  for (std::size_t i = 0; i < at_school.size(); ++i) {
    CHECK(office.collection.rows[0].results[i].points == at_school[i].points);
    CHECK(office.collection.rows[0].results[i].level == at_school[i].level);
  }
  office.file.open(name);
  desk.settle();
  REQUIRE(office.file.opened);
  CHECK(office.file.opened->done);
  REQUIRE(office.file.opened->intake.score);
  office.file.trust_signer(office.file.opened->intake.check.signers.front().fingerprint);
  desk.settle();
  CHECK(office.file.opened->intake.check.verdict == Verdict::valid);
  CHECK(office.collection.rows[0].verdict == Verdict::valid);
  CHECK(office.collection.rows[0].stage == Row::Stage::done);

  std::string changed = bundle;
  changed[changed.size() / 2] ^= 1;
  desk.give("drop", {{"changed.zip", changed}, {"not ours.zip", "PK nothing"}});
  REQUIRE(office.collection.rows.size() == 3);
  for (std::size_t i = 1; i < 3; ++i) {
    const Verdict verdict = office.collection.rows[i].verdict;
    CHECK((verdict == Verdict::altered || verdict == Verdict::rejected));
    CHECK_FALSE(office.collection.rows[i].why.code.empty());
  }
  CHECK_FALSE(office.collection.rows[0].superseded);

  // Going on from the bundle on this machine brings its evidence along.
  office.file.open(name);
  desk.settle();
  office.file.edit_here();
  desk.settle();
  REQUIRE(desk.app.dossier.current);
  CHECK(desk.app.navigation.screen == Screen::unit);
  CHECK(desk.app.dossier.current->editor.dossier().evidence.size() == 1);
  CHECK(outside::world().kept.contains(sha256_hex("%PDF-1")));
  office.file.begin_next_year();
  desk.settle();
  CHECK(desk.app.dossier.current->editor.dossier().school_year == "2026-2027");
  CHECK(desk.app.dossier.current->editor.dossier().previous == sha256_hex(bundle));
}

TEST_CASE("a bundle dropped at a school's page: the office's module takes the page's place, with the file") {
  forget_everything();
  {
    Page page;
    begin(page);
    page.app.dossier.edit("/unit/name", "", "Trường C", [](Dossier& d) { d.unit.name = "Trường C"; });
    page.app.dossiers.close();
    page.settle();
    page.give("drop", {{"a.zip", "PK nothing"}, {"ghi chép.txt", "Họp tổ"}});
    CHECK(page.app.navigation.screen == Screen::start);
    REQUIRE(outside::world().became);
    CHECK(outside::world().became->size() == 2);
  }
  Page office(true);
  CHECK(office.app.navigation.screen == Screen::office);
  REQUIRE(office.office->collection.rows.size() == 2);
  CHECK(office.office->collection.rows[0].name == "a.zip");
  CHECK(office.office->collection.rows[0].verdict == Verdict::rejected);
  // What is not ours is listed as such.
  REQUIRE(office.office->collection.rows[1].failed);
  CHECK(office.office->collection.rows[1].failed->code == "kind.text");
  REQUIRE(office.app.shelf.all.size() == 1);
  CHECK(office.app.shelf.all[0].record->dossier.unit.name == "Trường C");
}

TEST_CASE("what cannot be saved keeps the module, and so does a download that fails; both can be tried again") {
  forget_everything();
  Page page;
  begin(page);
  outside::world().fail_put = "storage.full";
  page.app.dossier.edit("/unit/name", "", "Trường D", [](Dossier& d) { d.unit.name = "Trường D"; });
  page.app.office.open();
  page.settle();
  REQUIRE(page.app.office.download);
  REQUIRE(page.app.office.download->failed);
  CHECK(page.app.office.download->failed->code == "storage.full");
  CHECK_FALSE(outside::world().became);
  CHECK(page.app.shelf.all[0].record->dossier.unit.name == "Trường D");
  outside::world().fail_put.clear();
  outside::world().fail_become = "browser.no_office";
  page.app.office.retry();
  page.settle();
  REQUIRE(page.app.office.download->failed);
  CHECK(page.app.office.download->failed->code == "browser.no_office");
  // Another file dropped meanwhile goes along.
  outside::world().fail_become.clear();
  page.give("drop", {{"b.zip", "PK"}});
  REQUIRE(outside::world().became);
  CHECK(outside::world().became->size() == 1);
  CHECK(outside::world().stores["dossier"].begin()->second.find("Trường D") != std::string::npos);
}

TEST_CASE("what an office sends back is opened whatever step is open; anything else dropped there is evidence") {
  forget_everything();
  Page page;
  begin(page);
  page.app.navigation.go(Screen::scoring);
  page.give("drop", {{"ho-so-cu.zip", "PK"}});
  CHECK_FALSE(outside::world().became);
  REQUIRE(page.app.dossier.current);
  CHECK(page.app.dossier.current->uploads.size() + page.app.dossier.current->editor.dossier().evidence.size() == 1);
  page.give("drop", {{"tra-lai-79-TH-001-2025-2026.zip", "PK"}, {"anh.png", "PNG"}});
  CHECK_FALSE(outside::world().became);  // not alone: which is which nobody can tell
  page.give("drop", {{"tra-lai-79-TH-001-2025-2026.zip", "PK"}});
  REQUIRE(outside::world().became);
  CHECK(outside::world().became->size() == 1);
}

TEST_CASE("a secret key is never evidence, whatever it is called; restoring it works while a dossier is open") {
  forget_everything();
  Page page;
  begin(page);
  fill_in(page.app);
  page.app.keys.make("");
  page.settle();
  const std::string key = page.app.keys.in_use()->file;
  for (const std::string& name : {std::string("khoa.json"), std::string("anh.jpg")}) {
    page.give("evidence:", {{name, "\xEF\xBB\xBF" + key}});
    CHECK(page.app.dossier.current->editor.dossier().evidence.empty());
    REQUIRE(page.app.dossier.current->uploads.size() == 1);
    CHECK(page.app.dossier.current->uploads[0].failed->code == "page.evidence_is_key");
    page.app.evidence.dismiss_upload(0);
  }
  CHECK(outside::world().kept.empty());
  page.app.keys.forget(page.app.keys.in_use()->id);
  page.settle();
  CHECK_FALSE(page.app.keys.in_use());
  page.app.navigation.go(Screen::hand_in);
  page.app.keys.pick_file();
  page.settle();
  REQUIRE_FALSE(outside::world().picks.empty());
  page.give(outside::world().picks.back().args["purpose"], {{"sao-luu.txt", "\xEF\xBB\xBF" + key}});
  REQUIRE(page.app.keys.in_use());
  CHECK(page.app.dossier.current->editor.dossier().evidence.empty());
  // Pasted into a note, or attached by an older version, it does not leave either.
  page.app.dossier.edit("/proposals", "", "", [&](Dossier& d) { d.proposals = key; });
  page.app.hand_in.export_bundle("");
  page.settle();
  REQUIRE(page.app.hand_in.signing()->failed);
  CHECK(page.app.hand_in.signing()->failed->code == "bundle.secret_in_text");
  page.app.dossier.edit("/proposals", "", "", [&](Dossier& d) {
    d.proposals.clear();
    d.history.clear();
    Evidence old;
    old.id = "mc9";
    old.file = EvidenceFile{sha256_hex(key), key.size(), 0, "k.bin", ""};
    d.evidence.push_back(old);
    d.next_evidence = 10;
  });
  outside::world().kept[sha256_hex(key)] = key;
  page.app.hand_in.export_bundle("");
  page.settle();
  REQUIRE(page.app.hand_in.signing()->failed);
  CHECK_FALSE(page.app.dossier.current->exported);
  const std::string id = page.app.dossier.current->editor.dossier().id;
  page.app.dossiers.close();
  page.settle();
  page.app.dossiers.open(id);
  page.settle();
  CHECK(page.app.dossier.current->secrets.contains(sha256_hex(key)));
}

TEST_CASE("a bundle is booked to the dossier it is of, whichever is open when the worker answers") {
  forget_everything();
  Page page;
  begin(page);
  fill_in(page.app);
  page.app.keys.make("");
  page.settle();
  const std::string first = page.app.dossier.current->editor.dossier().id;
  page.app.dossier.save_now();
  page.settle();
  page.app.hand_in.export_bundle("");
  CHECK(page.app.signings.is_writing(first));
  page.app.dossiers.close();
  page.app.dossiers.create(builtin_packs()[0].json, "2025-2026");
  page.settle();
  REQUIRE(page.app.dossier.current);
  CHECK(page.app.dossier.current->editor.dossier().id != first);
  CHECK_FALSE(page.app.dossier.current->exported);
  CHECK_FALSE(page.app.hand_in.signing());
  CHECK(outside::world().saved.size() == 1);
  const auto booked = load_record(outside::world().stores["dossier"].at(first), "r");
  REQUIRE(booked.record);
  REQUIRE(booked.record->exported);
  REQUIRE(page.app.signings.of(first));
  CHECK(page.app.signings.of(first)->sha256 == booked.record->exported->sha256);
  // Open again it is the last one of this dossier, and lets its bytes go.
  page.app.dossiers.open(first);
  page.settle();
  CHECK(page.app.dossier.current->exported);
  CHECK_FALSE(page.app.hand_in.signing());
}

TEST_CASE("at a limit an action says so and adds nothing that could not be read again") {
  forget_everything();
  Page page;
  begin(page);
  page.app.dossier.edit("/evidence", "", "", [](Dossier& d) {
    d.evidence.resize(limits::evidence_count);
    for (Evidence& e : d.evidence) e.id = "mc" + std::to_string(d.next_evidence++);
  });
  page.app.evidence.add_link("");
  CHECK(page.app.notices.shown.back().key == "page.evidence_too_many");
  page.app.evidence.add_document("");
  page.settle();
  const Dossier& d = page.app.dossier.current->editor.dossier();
  CHECK(d.evidence.size() == limits::evidence_count);
  CHECK(d.evidence.back().type == EvidenceType::file);
  CHECK(load_dossier(to_json_text(d), "d").dossier);
}

TEST_CASE("the way to the office can be given up") {
  forget_everything();
  Page page;
  page.app.office.open();
  REQUIRE(page.app.office.download);
  page.app.office.cancel();
  CHECK_FALSE(page.app.office.download);
  CHECK(page.app.navigation.screen == Screen::start);
  page.settle();
  CHECK_FALSE(page.app.office.download);
}

TEST_CASE("a wrong passphrase is refused with a sentence and nothing is written") {
  forget_everything();
  Page page;
  begin(page);
  fill_in(page.app);
  page.app.keys.make("một mật khẩu dài");
  page.settle();
  REQUIRE(page.app.keys.in_use());
  CHECK(page.app.keys.in_use()->locked);
  page.app.hand_in.export_bundle("sai rồi");
  page.settle();
  REQUIRE(page.app.hand_in.signing()->failed);
  CHECK(page.app.hand_in.signing()->failed->code == "key.wrong_passphrase");
  CHECK_FALSE(page.app.dossier.current->exported);
  CHECK(outside::world().saved.empty());
}

TEST_CASE("a dossier open in another tab is not opened twice unless it is taken over") {
  forget_everything();
  {
    Page page;
    begin(page);
    page.pass(1000);
  }
  Page page;
  outside::world().held_elsewhere = true;
  const std::string id = page.app.shelf.all.at(0).id;
  page.app.dossiers.open(id);
  page.settle();
  CHECK_FALSE(page.app.dossier.current);
  CHECK(page.app.dossiers.locked_elsewhere == id);
  page.app.dossiers.open(id, true);
  page.settle();
  REQUIRE(page.app.dossier.current);
  page.handle({"lock_lost", 0, {{"id", id}}});
  CHECK_FALSE(page.app.dossier.current);
  CHECK(page.app.navigation.screen == Screen::start);
}

TEST_CASE("what is dropped and not ours is named, and nothing changes") {
  forget_everything();
  Page page;
  page.give("drop", {{"bài hát.mp3", "ID3"}});
  REQUIRE(page.app.notices.shown.size() == 1);
  CHECK(page.app.notices.shown[0].key == "page.not_ours");
  CHECK(page.app.shelf.all.empty());
  CHECK_FALSE(page.app.office.download);
}

TEST_CASE("the look is kept; what the machine asks for is told, not kept; nonsense in the store is no harm") {
  forget_everything();
  {
    Page page;
    CHECK(page.app.display.look.theme == Look::Theme::system);
    CHECK(page.app.display.look.zoom == 100);
    page.handle({"system", 0, {{"dark", true}, {"contrast", false}}});
    CHECK(page.app.display.system_dark);
    CHECK_FALSE(page.app.display.system_contrast);
    page.app.display.set_look({Look::Theme::contrast, 175});
    page.settle();
  }
  {
    Page again;
    CHECK(again.app.display.look.theme == Look::Theme::contrast);
    CHECK(again.app.display.look.zoom == 175);
    CHECK_FALSE(again.app.display.system_dark);
  }
  for (const char* stored : {"", "[]", "null", R"({"theme": 7, "zoom": "125"})", R"({"theme": "pink", "zoom": 10000})",
                             R"({"theme": ["dark"], "zoom": 1e99})"}) {
    CAPTURE(stored);
    outside::world().stores["setting"]["look"] = stored;
    Page page;
    CHECK(page.app.display.look.theme == Look::Theme::system);
    CHECK(page.app.display.look.zoom == 100);
  }
}

TEST_CASE("evidence: a shortcut is no document, and its address is offered as a link; litter is left out and counted") {
  forget_everything();
  Page page;
  begin(page);
  page.app.navigation.go(Screen::evidence);
  page.give("drop", {{"Kế hoạch.gdoc", R"({"url":"https://docs.google.com/open?id=1AbC","doc_id":"1AbC"})"},
                     {"Thumbs.db", "x"},
                     {"~$Ke hoach.docx", std::string(162, 'x')},
                     {"a.pdf", "%PDF-1.7"}});
  const auto& all = page.app.dossier.current->editor.dossier().evidence;
  REQUIRE(all.size() == 1);
  CHECK(all[0].title == "a.pdf");
  REQUIRE(page.app.notices.shown.size() == 1);
  CHECK(page.app.notices.shown[0].key == "page.litter");
  CHECK(page.app.notices.shown[0].args == Args{{"count", "2"}});
  REQUIRE(page.app.dossier.current->uploads.size() == 1);
  CHECK(page.app.dossier.current->uploads[0].failed->code == "page.evidence_shortcut");
  page.app.evidence.link_instead(0);
  page.settle();
  REQUIRE(all.size() == 2);
  CHECK(all[1].type == EvidenceType::link);
  CHECK(all[1].url == "https://docs.google.com/open?id=1AbC");
  CHECK(all[1].title == "Kế hoạch.gdoc");
  CHECK(page.app.dossier.current->uploads.empty());
}

TEST_CASE("evidence: photos of one name are told apart; HEIC is remarked whatever its name") {
  forget_everything();
  Page page;
  begin(page);
  page.app.navigation.go(Screen::evidence);
  const std::string heic = std::string("\0\0\0\x18", 4) + "ftypheic....";
  page.give(
      "drop",
      {{"image.jpg", "\xff\xd8\xff 1"}, {"image.jpg", "\xff\xd8\xff 2"}, {"image.jpg", "\xff\xd8\xff 1"}, {"image.jpg", heic}});
  const auto& all = page.app.dossier.current->editor.dossier().evidence;
  REQUIRE(all.size() == 3);
  CHECK(all[0].file->name == "image.jpg");
  CHECK(all[1].file->name == "image (2).jpg");
  CHECK(all[2].file->name == "image (3).jpg");
  CHECK(all[2].title == "image (3).jpg");
  CHECK(all[2].file->media_type == "image/heic");
  CHECK(page.app.notices.shown.back().key == "page.evidence_heic");
}

TEST_CASE("a drop that brings nothing says so; one whose bundle was unpacked is the office's to tell") {
  forget_everything();
  Page page;
  page.give("drop", {});
  REQUIRE(page.app.notices.shown.size() == 1);
  CHECK(page.app.notices.shown[0].key == "page.nothing_arrived");
  page.give("import", {});  // a chooser that was closed
  CHECK(page.app.notices.shown.size() == 1);
  page.handle(
      {"files",
       0,
       {{"purpose", "drop"},
        {"files",
         {{{"blob", outside::world().add_blob("{}")}, {"name", "dossier.json"}, {"size", 2}, {"path", "cds/data/dossier.json"}},
          {{"blob", outside::world().add_blob("x")}, {"name", "bagit.txt"}, {"size", 1}, {"path", "cds/bagit.txt"}}}}}});
  CHECK(page.app.shelf.all.empty());
  CHECK(outside::world().became);
}
