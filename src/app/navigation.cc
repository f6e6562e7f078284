#include "app/navigation.h"

namespace thuoc {

void Navigation::go(Screen to) {
  if (dossier_.is_dirty()) dossier_.save_now();
  // The address keeps which module a reload begins with.
  if ((to == Screen::office) != (screen == Screen::office)) {
    outside_.ask("at", {{"at", to == Screen::office ? "office" : ""}});
  }
  screen = to;
  port::wake();
}

void Navigation::go_to(std::string_view pointer) {
  auto under = [&](std::string_view root) { return pointer.starts_with(root); };
  focus_pointer = pointer;
  if (under("/unit") || under("/school_year")) {
    go(Screen::unit);
  } else if (under("/council")) {
    go(Screen::council);
  } else if (under("/figures")) {
    go(Screen::figures);
  } else if (under("/answers")) {
    go(Screen::scoring);
    const std::string_view rest = pointer.substr(std::min<std::size_t>(9, pointer.size()));
    const std::string_view item = rest.substr(0, rest.find('/'));
    if (!item.empty() && dossier_.current) dossier_.current->selected_item = item;
  } else if (under("/evidence")) {
    go(Screen::evidence);
  } else if (under("/difficulties") || under("/proposals")) {
    go(Screen::results);
  } else {
    go(Screen::hand_in);
  }
}

}  // namespace thuoc
