// Whatever a school's buttons and fields can do can be read again: evidence, keys, settings, the next year; and what an
// office's list and sums keep.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "desk_support.h"
#include "intake/row.h"
#include "round_support.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;
using namespace thuoc::test;
namespace outside = port::headless;

namespace {

constexpr std::string_view any_letter[] = {"a", "ệ", "😀", "\"", "\\", "e\u0302\u0301", "<"};

std::string many(std::string_view letter, std::size_t count) {
  std::string text;
  while (count-- > 0 && text.size() + letter.size() <= limits::text_bytes) text += letter;
  return text;
}

void begin(Machine& school) {
  school.app.dossiers.create(builtin_packs()[0].json, "2025-2026");
  school.settle();
}

// Saved, and after a reload on the shelf, whole; so is the year that is begun from it.
void check_shelf(Machine& school) {
  const Dossier kept = school.app.dossier.current.value().editor.dossier();
  school.save();
  CHECK_FALSE(school.app.dossier.is_dirty());
  Machine again;
  const auto found = std::ranges::find(again.app.shelf.all, kept.id, &Shelved::id);
  REQUIRE(found != again.app.shelf.all.end());
  if (!found->problems.empty()) FAIL_CHECK(describe(found->problems.front(), Lang::en));
  REQUIRE(found->record);
  CHECK(found->record->dossier == kept);
  again.app.dossiers.begin_next_year(kept.id);
  again.settle();
  const std::string next = again.app.dossier.current.value().editor.dossier().id;
  again.save();
  Machine later;
  const auto begun = std::ranges::find(later.app.shelf.all, next, &Shelved::id);
  REQUIRE(begun != later.app.shelf.all.end());
  CHECK(begun->record);
}

}  // namespace

TEST_CASE("school roundtrip: files dropped all at once, more than a dossier may have") {
  forget_everything();
  Machine school;
  begin(school);
  school.app.dossier.edit("/evidence", "", "", [](Dossier& d) {
    while (d.evidence.size() < limits::evidence_count - 2) {
      Evidence e;
      e.id = "mc" + std::to_string(d.next_evidence++);
      e.type = EvidenceType::link;
      d.evidence.push_back(e);
    }
  });
  Json files = Json::array();
  for (int i = 0; i < 5; ++i) {
    const std::string bytes = "trang " + std::to_string(i);
    files.push_back({{"blob", outside::world().add_blob(bytes)},
                     {"name", many("ệ", 200'000) + "\x01.pdf"},
                     {"size", bytes.size()},
                     {"type", "application/pdf"},
                     {"path", ""}});
  }
  school.handle({"files", 0, {{"purpose", "evidence:1.3"}, {"files", files}}});
  CHECK(school.app.dossier.current->editor.dossier().evidence.size() == limits::evidence_count);
  // Those that found no place are shown with the reason.
  REQUIRE(school.app.dossier.current->uploads.size() == 3);
  for (const Upload& upload : school.app.dossier.current->uploads) CHECK(upload.failed.value().code == "page.evidence_too_many");
  check_shelf(school);
  // The same in the desk's other ways.
  school.app.evidence.add_link("1.3");
  school.app.evidence.add_document("1.3");
  CHECK(school.app.dossier.current->editor.dossier().evidence.size() == limits::evidence_count);
}

TEST_CASE("school roundtrip: a key of a school of any name is kept, saved, restored and signs") {
  for (const std::string_view letter : any_letter) {
    for (const std::size_t count :
         {std::size_t{1}, std::size_t{199}, std::size_t{200}, std::size_t{201}, std::size_t{5'000}, limits::text_bytes}) {
      CAPTURE(letter);
      CAPTURE(count);
      forget_everything();
      Machine school;
      begin(school);
      const std::string name = many(letter, count);
      school.app.dossier.edit("/unit/name", "", name, [&](Dossier& d) { d.unit.name = name; });
      school.app.keys.make("", name);
      school.settle();
      REQUIRE(school.app.keys.in_use());
      CHECK(school.app.keys.in_use()->kept);
      CHECK(name.starts_with(school.app.keys.in_use()->owner.substr(0, limits::key_owner_bytes / 2)));
      if (name.size() <= limits::key_owner_bytes) CHECK(school.app.keys.in_use()->owner == name);
      const std::string id = school.app.keys.in_use()->id, file = school.app.keys.in_use()->file;
      CHECK(unlock(file, ""));
      school.app.keys.save_file(id);
      school.settle();
      const std::string saved = outside::world().saved.at("khoa-thuoc-" + id + ".json");
      Machine again;
      REQUIRE(again.app.keys.in_use());
      CHECK(again.app.keys.in_use()->id == id);
      forget_everything();
      Machine elsewhere;
      elsewhere.drop("khoa.json", saved, "key");
      REQUIRE(elsewhere.app.keys.in_use());
      CHECK(elsewhere.app.keys.in_use()->id == id);
    }
  }
}

TEST_CASE("school roundtrip: a locked key, and the passphrase of any letters") {
  for (const std::string_view letter : {"a", "e\u0302\u0301", "😀"}) {
    const std::string words = many(letter, 100'000);
    const auto file = write_key_file(key_number(1), words, many("\"", 100'000), "2026-03-31T00:00:00Z");
    REQUIRE(file);
    CHECK(read_key_file(*file));
    CHECK(unlock(*file, words));
    CHECK_FALSE(unlock(*file, words + "x"));
  }
}

TEST_CASE("school roundtrip: a school year that nothing follows") {
  CHECK(next_school_year("2199-2200") == "2200-2201");
  CHECK(next_school_year("2200-2201").empty());
  forget_everything();
  Machine school;
  begin(school);
  school.app.dossier.edit("/school_year", "", "2200-2201", [](Dossier& d) { d.school_year = "2200-2201"; });
  check_shelf(school);
}

TEST_CASE("school roundtrip: settings and keys in use are there after a reload") {
  forget_everything();
  Machine school;
  for (int i = 0; i < 3; ++i) {
    school.app.keys.make(i ? "" : "mật khẩu");
    school.settle();
  }
  school.app.keys.use(school.app.keys.all.back().id);
  school.app.display.set_lang(Lang::en);
  school.settle();
  school.app.display.set_look({.theme = Look::Theme::dark});
  school.settle();
  Machine again;
  CHECK(again.app.display.lang == Lang::en);
  CHECK(again.app.display.look.theme == Look::Theme::dark);
  CHECK(again.app.keys.all.size() == 3);
  CHECK(again.app.keys.used_id == school.app.keys.used_id);
  again.app.display.set_lang(Lang::vi);
}

TEST_CASE("list roundtrip: a row of any texts is the same row") {
  for (const std::string_view letter : any_letter) {
    const std::string words = many(letter, 100'000) + "\x01\x7F\n";
    Row row;
    row.name = row.unit_level = row.commune = row.unit_name = row.unit_code = row.pack = words;
    row.difficulties = row.proposals = row.province = words;
    row.size = limits::bundle_bytes;
    row.stage = Row::Stage::done;
    row.sha256 = std::string(64, 'f');
    row.verdict = Verdict::unknown_key;
    row.container = Container::repacked;
    row.why = {"bundle.valid", {words, "/a", 7}, {{"x", words}}};
    row.failed = row.first_problem = row.why;
    row.type = "dossier";
    row.results = {{"1", Points{6350}, whole_points(100), 2}};
    row.levels = {{words, {words, words}, 3}};
    row.completeness = 100, row.remarks = 3, row.unanswered = 7;
    row.more_signers = {words};
    row.not_met = {words};
    row.signer = row.fingerprint = words;
    row.signer_known = row.other_key = true;
    row.said = {"2026-04-01", words, "2026-04-01T00:00:00Z"};
    row.modified = row.changed_at = "2026-04-01T00:00:00Z", row.instrument = std::string(64, '1');
    const Json kept = to_json(row);
    const auto read = parse_json(to_compact_text(kept), "rows", ~std::size_t{0});
    REQUIRE(read);
    CHECK(to_json(row_from_json(*read)) == kept);
  }
}

TEST_CASE("roll-up roundtrip: what the desk adds up can be read, kept and added up again, whatever units say") {
  for (const std::string_view letter : any_letter) {
    CAPTURE(letter);
    forget_everything();
    Machine desk;
    OfficeWork& work = desk.work;
    const std::string words = many(letter, 100'000);
    work.store.record([&](Round& r) {
      r.head.office.code = "79-001";
      r.head.office.name = words;
      r.settings.multi_level = static_cast<MultiLevel>(1);
      for (int i = 0; i < 20; ++i) {
        Submission s = sample_submission("MH-" + std::to_string(i), 1);
        s.school_year = i % 5 ? r.head.school_year : "2020-2021";
        s.pack = i % 7 ? r.head.pack : "other@1";
        s.results = {{"1", Points{5000}, whole_points(100), 2}, {"2", Points{0}, whole_points(100), 1}};
        for (GroupResult& result : s.results)
          for (const Group& group : work.store.pack.groups)
            if (group.id == result.group) result.level = level_of(group.levels, result.points);
        s.unit_name = s.commune = s.difficulties = s.proposals = s.province = i == 3 ? words : "xã";
        s.signed_on = i % 2 ? "2026-04-01" : "hôm qua";
        s.changed_at = i % 3 ? "2026-03-29T02:00:00Z" : "";
        s.unanswered = static_cast<int>(limits::answers);
        r.submissions[sha256_hex(std::to_string(i))] = s;
      }
      r.submissions[sha256_hex("long")] = sample_submission(std::string(5'000, 'm'), 2);
    });
    desk.app.keys.make("");
    desk.settle();
    const std::string json = to_json_text(work.adding_up.rollup(), work.store.pack, phu_luc_2());
    const LoadedRollup loaded = load_rollup(json, work.store.pack, phu_luc_2(), "r");
    if (!loaded.problems.empty()) FAIL_CHECK(describe(loaded.problems.front(), Lang::en));
    REQUIRE(loaded.rollup);
    CHECK(to_json_text(*loaded.rollup, work.store.pack, phu_luc_2()) == json);
    if (letter != "a") continue;
    work.adding_up.sign("");
    desk.settle();
    if (work.papers.signing()->failed) FAIL_CHECK(describe(*work.papers.signing()->failed, Lang::en));
    const std::string bundle = outside::world().saved.at(work.papers.signing()->name);
    forget_everything();
    Machine above;
    above.drop("tong-hop\x01.zip", bundle);
    if (!above.work.inbox.asked.empty()) above.confirm_asked();
    above.drop("tong-hop\x01.zip", bundle);
    REQUIRE(above.work.adding_up.parts.size() == 1);
    const std::string sum = to_json_text(above.work.adding_up.rollup(), above.work.store.pack, phu_luc_2());
    above.save();
    Machine again;
    CHECK_FALSE(again.work.saving.kept_error);
    CHECK(again.work.adding_up.parts.size() == 1);
    CHECK(to_json_text(again.work.adding_up.rollup(), again.work.store.pack, phu_luc_2()) == sum);
  }
}
