// An office's desk over the port without a browser: every handle() runs the jobs it asks for.
#pragma once

#include <string>

#include "app/app.h"
#include "office/desk.h"
#include "port/headless/headless.h"

namespace thuoc::test {

struct Machine {
  App app;
  OfficeDesk office{app};
  RoundWork& work = office.work;
  Machine() { handle(port::headless::start_event()); }
  void handle(const port::Event& event) {
    app.handle(event);
    settle();
  }
  void settle() {
    port::headless::deliver([this](const port::Event& e) { app.handle(e); });
  }
  void drop(const std::string& name, const std::string& bytes, const std::string& purpose = "bundles") {
    const Json file = {{"blob", port::headless::world().add_blob(bytes)}, {"name", name}, {"size", bytes.size()}, {"type", ""}, {"path", ""}};
    app.go(Screen::office);
    handle({"files", 0, {{"purpose", purpose}, {"files", Json::array({file})}}});
  }
  // Compares the fingerprint of the office's paper that waits, and confirms its key.
  void confirm_asked() {
    const Check check = work.asked.value().check;
    work.confirm_office_key(check.info.external_identifier, check.info.source_organization, key_line(check.signers.front().key));
    settle();
  }
  void save() { handle({"flush", 0, Json::object()}); }
};

// Another machine: nothing stored, no file.
inline void forget_everything() { port::headless::world() = port::headless::World(); }

}  // namespace thuoc::test
