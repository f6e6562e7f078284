#include "app/app.h"

namespace thuoc {

void App::handle(const port::Event& event) {
  if (event.what == "stored") {
    if (office.part)
      office.part->stored(text_of(event.data, "id"), text_of(event.data, "json"), event.data.value("more", std::size_t{0}));
  } else if (event.what == "start") {
    start(event.data);
  } else if (event.what == "answer") {
    if (const auto error = outside.answer(event)) notices.tell(*error);
  } else if (event.what == "progress") {
    outside.progress(event);
  } else if (event.what == "files") {
    imports.take_in(event.data);
  } else if (event.what == "tick") {
    tick();
  } else if (event.what == "flush") {
    if (dossier.is_dirty()) dossier.save_now();
    if (office.part) office.part->save_now();
  } else if (event.what == "system") {
    display.system_asks(event.data);
  } else if (event.what == "key") {
    press(text_of(event.data, "key"));
  } else if (event.what == "lock_wanted") {
    dossiers.lock_wanted(text_of(event.data, "id"));
  } else if (event.what == "lock_lost") {
    dossiers.lock_lost(text_of(event.data, "id"));
  }
  // Thousands of files are told of: a frame each is enough until the last.
  const bool more = (event.what == "answer" || event.what == "progress") && outside.is_asked();
  if (more) port::wake(1);
  else port::wake();
}

void App::start(const Json& data) {
  outside.start(data);
  display.start(data);
  keys.start(data);
  shelf.start(data);
  saving.start();
  if (office.part) office.part->start(data);
  if (data.value("at", "") == "office") office.open(data.value("files", Json::array()));
}

void App::tick() {
  outside.ticked();
  dossier.save_soon();
  saving.retry(dossier.id(), true);
  if (office.part) office.part->save_soon();
  notices.tick();
}

void App::press(std::string_view key) {
  const bool at_office = navigation.screen == Screen::office && office.part;
  if (key == "ctrl+s") {
    at_office ? office.part->save_now() : dossier.save_now(true);
  } else if (key == "ctrl+z") {
    at_office ? office.part->undo() : undo();
  } else if (key == "ctrl+shift+z" || key == "ctrl+y") {
    at_office ? office.part->redo() : redo();
  }
}

void App::undo() {
  if (const std::string pointer = dossier.undo(); !pointer.empty()) navigation.go_to(pointer);
}

void App::redo() {
  if (const std::string pointer = dossier.redo(); !pointer.empty()) navigation.go_to(pointer);
}

}  // namespace thuoc
