// An office's desk over the port without a browser: every handle() runs the jobs it asks for.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "app/app.h"
#include "base/sha256.h"
#include "headless/headless.h"
#include "office/office.h"
#include "rubric/builtin_packs.h"

namespace thuoc::test {

struct Machine {
  App app;
  OfficeWork work{app};
  Machine() {
    for (const port::Event& event : port::headless::start_events()) handle(event);
  }
  void handle(const port::Event& event) {
    app.handle(event);
    settle();
  }
  void settle() {
    port::headless::deliver([this](const port::Event& e) { app.handle(e); });
  }
  void drop(const std::string& name, const std::string& bytes, const std::string& purpose = "bundles") {
    const Json file = {
        {"blob", port::headless::world().add_blob(bytes)}, {"name", name}, {"size", bytes.size()}, {"type", ""}, {"path", ""}};
    app.navigation.go(Screen::office);
    handle({"files", 0, {{"purpose", purpose}, {"files", Json::array({file})}}});
  }
  // Compares the fingerprint of the office's paper that waits, and confirms its key.
  void confirm_asked() {
    const AskedOffice one = work.inbox.asked.at(0);
    work.keys.confirm_office(one.code, one.name, key_line(one.signers.front().key));
    settle();
  }
  void save() { handle({"flush", 0, Json::object()}); }
};

// Another machine: nothing stored, no file.
inline void forget_everything() { port::headless::world() = port::headless::World(); }

// The bundle of a school whose answers are all at their best.
inline std::string hand_in_bundle(Machine& school) {
  school.app.dossiers.create(builtin_packs()[0].json, "2025-2026");
  school.settle();
  school.app.dossier.edit("/unit/name", "", "", [&](Dossier& d) {
    d.unit.name = "Trường Tiểu học Bến Nghé Mới";
    d.unit.code = "79-TH-001";
    d.unit.level = school.app.dossier.current->editor.pack().unit_levels.front().id;
    d.unit.ownership = "public";
    d.unit.head = {"Nguyễn Thị Minh Khai", "Hiệu trưởng", "", ""};
    d.difficulties = "Đường truyền còn chậm.";
    for (const Group& group : school.app.dossier.current->editor.pack().groups)
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items) {
          Answer& answer = d.answers[item.id];
          if (item.kind == Kind::mandatory || item.kind == Kind::yes_no) answer.yes = true;
          if (item.kind == Kind::ratio) answer.numerator = answer.denominator = 40;
          if (item.kind == Kind::count) answer.count = 12;
          if (item.kind == Kind::level) answer.level = item.levels;
          if (item.max && item.kind != Kind::yes_no) answer.points = item.max->value;
        }
  });
  if (!school.app.keys.in_use()) {
    school.app.keys.make("", school.app.dossier.current->editor.dossier().unit.name);
    school.settle();
  }
  school.app.hand_in.export_bundle("");
  school.settle();
  REQUIRE(school.app.dossier.current->exported);
  return port::headless::world().saved.at(school.app.dossier.current->exported->name);
}

// The same from another machine; on this one there is nothing yet.
inline std::string bundle_from_elsewhere() {
  forget_everything();
  Machine school;
  std::string bundle = hand_in_bundle(school);
  forget_everything();
  return bundle;
}

// An office with a name and a key that has taken the bundle in and begun to assess it.
inline void sit_down(Machine& desk, const std::string& bundle) {
  desk.drop("nop.zip", bundle);
  desk.work.store.record([](Round& r) {
    r.head.office.code = "79-001";
    r.head.office.name = "UBND phường Bến Nghé Mới";
  });
  desk.app.keys.make("");
  desk.settle();
  desk.work.store.name_assessor("Trần Lan");
  desk.work.reviews.assess(sha256_hex(bundle));
  desk.settle();
  REQUIRE(desk.work.bundles.file_of(sha256_hex(bundle)));
}

}  // namespace thuoc::test
