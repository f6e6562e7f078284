// Whatever can be written can be read: dossiers made by the editing actions at, below and above the limits.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "rubric/builtin_packs.h"
#include "school/editor.h"
#include "school/record.h"

using namespace thuoc;

namespace {

std::string letters(std::size_t count, std::string_view letter) {
  std::string text;
  while (count-- > 0 && text.size() + letter.size() <= limits::text_bytes) text += letter;
  return text;
}

Editor fresh() {
  Pack pack = *load_pack(builtin_packs()[0].json, "pack").pack;
  Dossier d;
  d.id = std::string(32, 'a');
  d.school_year = "2025-2026";
  d.pack = pack.name();
  d.council.members.resize(2);
  d.evidence.resize(1);
  d.evidence[0].id = "mc1";
  d.evidence[0].type = EvidenceType::document;
  d.next_evidence = 2;
  return {std::move(d), std::move(pack)};
}

// Every text a person can write in.
std::vector<std::string*> texts(Dossier& d, const Pack& pack) {
  Unit& u = d.unit;
  std::vector<std::string*> all = {&u.code,
                                   &u.name,
                                   &u.address,
                                   &u.commune,
                                   &u.province,
                                   &u.email,
                                   &u.phone,
                                   &u.website,
                                   &u.receiver,
                                   &u.receiver_email,
                                   &d.council.decision_number,
                                   &d.difficulties,
                                   &d.proposals};
  for (Person* p : {&u.head, &u.contact}) all.insert(all.end(), {&p->name, &p->title, &p->phone, &p->email});
  for (Member& m : d.council.members) all.insert(all.end(), {&m.name, &m.position});
  for (Evidence& e : d.evidence)
    all.insert(all.end(), {&e.title, &e.note, &e.url, &e.document.number, &e.document.excerpt, &e.document.signer});
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        Answer& a = d.answers[item.id];
        all.insert(all.end(), {&a.text, &a.solution, &a.note});
      }
  return all;
}

void check_same(const Editor& editor) {
  Record record{editor.dossier(), std::string(builtin_packs()[0].json), editor.pack(), std::nullopt, "2026-11-26T00:00:00Z"};
  REQUIRE(cut_to_fit(record.dossier));
  const LoadedRecord loaded = load_record(to_json_text(record), "r");
  if (!loaded.problems.empty()) FAIL(message(loaded.problems.front(), Lang::en));
  REQUIRE(loaded.record);
  CHECK(loaded.record->dossier == record.dossier);
  CHECK(loaded.history_mended == 0);
  for (const bool answers : {false, true}) {
    const Dossier next = carry_over(record.dossier, std::string(32, 'b'), "2026-2027", "", answers);
    const LoadedDossier again = load_dossier(to_json_text(next), "d");
    REQUIRE(again.dossier);
    CHECK(*again.dossier == next);
  }
}

}  // namespace

TEST_CASE("roundtrip: every text, of any length and letter, opens again, and so does the next year") {
  for (const std::string_view letter : {"a", "ệ", "😀", "\"", "\n"}) {
    for (const std::size_t count : {1u, 199u, 200u, 201u, 5'000u, 100'000u}) {
      CAPTURE(letter);
      CAPTURE(count);
      Editor editor = fresh();
      const std::string text = letters(count, letter);
      Dossier all = editor.dossier();
      const std::size_t fields = texts(all, editor.pack()).size();
      for (std::size_t i = 0; i < fields; ++i) {
        // The quote and the line feed are two bytes in JSON, and again in the record.
        if (text.size() > 50'000 && i % 4) continue;
        editor.edit("/field/" + std::to_string(i), "", text, 1'775'000'000'000,
                    [&](Dossier& d) { *texts(d, editor.pack())[i] = text; });
        editor.edit("/field/" + std::to_string(i), text, text, 1'775'000'000'000, [](Dossier&) {});
      }
      for (const Change& change : editor.dossier().history) {
        CHECK(code_points(change.before) <= limits::history_text);
        CHECK(code_points(change.after) <= limits::history_text);
      }
      check_same(editor);
    }
  }
}

TEST_CASE("roundtrip: the history is shortened to its limit, not beyond") {
  CHECK(for_history(letters(200, "ệ")) == letters(200, "ệ"));
  CHECK(for_history(letters(201, "ệ")) == letters(199, "ệ") + "…");
  CHECK(code_points(for_history(letters(5'000, "😀"))) == limits::history_text);
  CHECK(for_history("").empty());
}

TEST_CASE("roundtrip: more changes than are kept") {
  Dossier full = fresh().dossier();
  full.history.assign(limits::history_changes, {"2026-01-01T00:00:00Z", "/unit/code", "", "x"});
  Editor editor(std::move(full), fresh().pack());
  for (std::size_t i = 0; i < 3; ++i) {
    editor.edit("/unit/name", "", std::to_string(i), 1'775'000'000'000, [&](Dossier& d) { d.unit.name = std::to_string(i); });
    editor.seal();
  }
  CHECK(editor.dossier().history.size() == limits::history_changes);
  check_same(editor);
}

TEST_CASE("roundtrip: a dossier too large is told from one whose history only has to go") {
  Dossier d = fresh().dossier();
  d.history.assign(limits::history_changes,
                   {"2026-01-01T00:00:00Z", std::string(3'000, 'p'), letters(200, "😀"), letters(200, "😀")});
  CHECK(to_json_text(d).size() > limits::json_bytes);
  CHECK(cut_to_fit(d));
  CHECK(to_json_text(d).size() <= limits::json_bytes);
  CHECK_FALSE(d.history.empty());
  CHECK(load_dossier(to_json_text(d), "d").dossier == d);
  d.evidence.assign(200, d.evidence[0]);
  for (Evidence& e : d.evidence) e.note = std::string(limits::text_bytes, 'a');
  CHECK_FALSE(cut_to_fit(d));
}

TEST_CASE("roundtrip: half a school year, as it was stored until November 2026, is asked again; all else is whole") {
  Editor editor = fresh();
  editor.edit("/unit/name", "", "Trường A", 1'775'000'000'000, [](Dossier& d) {
    d.unit.name = "Trường A";
    d.school_year = "2025-20";
  });
  const Record record{editor.dossier(), std::string(builtin_packs()[0].json), editor.pack(), std::nullopt, ""};
  const LoadedRecord loaded = load_record(to_json_text(record), "r");
  REQUIRE(loaded.record);
  CHECK(loaded.record->dossier.unit.name == "Trường A");
  CHECK(loaded.record->dossier.school_year.empty());
}
