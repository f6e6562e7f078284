// How the page speaks and looks: its language, theme and size of text, as the person or the machine wants them.
#pragma once

#include <array>

#include "app/outside.h"
#include "base/lang.h"

namespace thuoc {

// How the person wants the page to look; both are kept.
struct Look {
  enum class Theme { system, light, dark, contrast } theme = Theme::system;
  int zoom = 100;  // text size, per cent: one of look_zooms
};
inline constexpr std::array look_zooms = {100, 125, 150, 175, 200};

class Display {
 public:
  explicit Display(Outside& outside) : outside_(outside) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  Lang lang = Lang::vi;
  Look look;
  bool system_dark = false, system_contrast = false;  // what the machine asks for

  void start(const Json& data);
  void system_asks(const Json& data);  // the event "system"
  void set_lang(Lang to);
  void set_look(Look to);

 private:
  void name_page();  // what the browser shows around the canvas

  Outside& outside_;
};

}  // namespace thuoc
