// One dossier being edited: undo steps, history, score after each change.
#include <doctest/doctest.h>

#include "base/date.h"
#include "base/limits.h"
#include "rubric/builtin_packs.h"
#include "school/editor.h"
#include "school/record.h"

using namespace thuoc;

namespace {

Pack first_pack() {
  auto loaded = load_pack(builtin_packs()[0].json, "pack");
  REQUIRE(loaded.pack);
  return *loaded.pack;
}

Editor editor_of_nothing() {
  Pack pack = first_pack();
  Dossier dossier;
  dossier.id = "0123456789abcdef0123456789abcdef";
  dossier.school_year = "2025-2026";
  dossier.pack = pack.name();
  return Editor(std::move(dossier), std::move(pack));
}

void type_name(Editor& editor, std::string_view text, std::int64_t at) {
  const std::string before = editor.dossier().unit.name;
  editor.edit("/unit/name", before, text, at, [&](Dossier& d) { d.unit.name = text; });
}

}  // namespace

TEST_CASE("typing into one field is one undo step and one line of history") {
  Editor editor = editor_of_nothing();
  std::string typed;
  std::int64_t at = 1'760'000'000'000;
  for (const char c : std::string("Truong")) {
    typed += c;
    type_name(editor, typed, at += 100);
  }
  CHECK(editor.dossier().unit.name == "Truong");
  REQUIRE(editor.dossier().history.size() == 1);
  CHECK(editor.dossier().history[0].before == "");
  CHECK(editor.dossier().history[0].after == "Truong");
  CHECK(editor.dossier().history[0].at == to_iso_instant(at));

  CHECK(editor.undo(at + 1) == "/unit/name");
  CHECK(editor.dossier().unit.name == "");
  CHECK_FALSE(editor.can_undo());
  CHECK(editor.redo(at + 2) == "/unit/name");
  CHECK(editor.dossier().unit.name == "Truong");
  CHECK_FALSE(editor.can_redo());
}

TEST_CASE("what stood there is in the history as it was, though the change writes over it") {
  Editor editor = editor_of_nothing();
  type_name(editor, "Trường B", 1000);
  editor.seal();
  // As the page calls it: a view of the very text that changes.
  const std::string& name = editor.dossier().unit.name;
  editor.edit("/unit/name", name, "", 2000, [](Dossier& d) { d.unit.name.assign(1, '\0'); });
  CHECK(editor.dossier().history.back().before == "Trường B");
  editor.seal();
  editor.edit("/unit/name", name, "C", 3000, [](Dossier& d) { d.unit.name = std::string(100, 'C'); });
  CHECK(editor.dossier().history.back().before == std::string(1, '\0'));
}

TEST_CASE("leaving a field begins a new step; a new change forgets what was undone") {
  Editor editor = editor_of_nothing();
  type_name(editor, "A", 1000);
  editor.seal();
  type_name(editor, "AB", 2000);
  CHECK(editor.undo(3000) == "/unit/name");
  CHECK(editor.dossier().unit.name == "A");
  type_name(editor, "AC", 4000);
  CHECK_FALSE(editor.can_redo());
  CHECK(editor.undo(5000) == "/unit/name");
  CHECK(editor.dossier().unit.name == "A");
}

TEST_CASE("undo is itself history, and never gives a handle of evidence out twice") {
  Editor editor = editor_of_nothing();
  Evidence evidence;
  evidence.id = "mc1";
  editor.edit("/evidence/mc1", "", "ảnh", 1000, [&](Dossier& d) {
    ++d.next_evidence;
    d.evidence.push_back(evidence);
  });
  const auto lines = editor.dossier().history.size();
  editor.undo(2000);
  CHECK(editor.dossier().evidence.empty());
  CHECK(editor.dossier().next_evidence == 2);
  CHECK(editor.dossier().history.size() == lines + 1);
}

TEST_CASE("every change brings a new revision, a new score and new findings") {
  Editor editor = editor_of_nothing();
  const Item* scored = nullptr;
  for (const Group& group : editor.pack().groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        if (!scored && item.kind == Kind::score) scored = &item;
      }
    }
  }
  REQUIRE(scored);
  const std::string id = scored->id;
  const Points max = scored->max->value;
  const auto before = editor.revision();
  const std::string group = editor.pack().group_of(id)->id;
  CHECK(editor.score().group(group)->points == Points{0});
  editor.edit("/answers/" + id + "/points", "", "", 1000, [&](Dossier& d) { d.answers[id].points = max; });
  CHECK(editor.revision() == before + 1);
  CHECK(editor.score().group(group)->points == max);
  editor.undo(2000);
  CHECK(editor.score().group(group)->points == Points{0});
  CHECK(editor.revision() == before + 2);
}

TEST_CASE("the history keeps its newest lines, the undo its newest steps") {
  Editor editor = editor_of_nothing();
  for (std::size_t i = 0; i < limits::history_changes + 10; ++i) {
    editor.seal();
    if (i < 250) type_name(editor, std::to_string(i), static_cast<std::int64_t>(i));
  }
  int steps = 0;
  while (editor.can_undo()) {
    editor.undo(1);
    ++steps;
  }
  CHECK(steps == 200);
  CHECK(editor.dossier().unit.name == "49");
}

TEST_CASE("a record comes back as it was stored; an unreadable one is refused, not guessed") {
  Record record;
  record.pack = first_pack();
  record.pack_json = builtin_packs()[0].json;
  record.dossier.id = "0123456789abcdef0123456789abcdef";
  record.dossier.school_year = "2025-2026";
  record.dossier.pack = record.pack.name();
  record.dossier.unit.name = "Trường Tiểu học \"Ánh Dương\"";
  record.updated_at = "2026-04-01T08:30:00Z";
  record.exported = Exported{"2026-04-01T08:30:00Z", "cds.zip", std::string(64, 'a'), "SHA256:x", 12, "0"};
  const std::string json = to_json_text(record);
  const auto loaded = load_record(json, "record");
  REQUIRE(loaded.record);
  CHECK(loaded.record->dossier == record.dossier);
  CHECK(loaded.record->exported->sha256 == record.exported->sha256);
  CHECK(to_json_text(*loaded.record) == json);
  CHECK_FALSE(is_exported(record));

  CHECK_FALSE(load_record("{}", "record").record);
  CHECK_FALSE(load_record("[1", "record").record);
  std::string newer = json;
  const auto at = newer.find("\"version\":2}");
  REQUIRE(at != std::string::npos);
  newer.replace(at, 12, "\"version\":9}");
  const auto refused = load_record(newer, "record");
  CHECK_FALSE(refused.record);
  REQUIRE(refused.problems.size() == 1);
  CHECK(refused.problems[0].code == "page.newer_record");
}
