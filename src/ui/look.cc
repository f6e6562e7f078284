// Which theme and which text size, by the person's wish or the system's, and the browser's side of it.
#include <array>
#include <utility>

#include "ui/frame.h"
#include "ui/view.h"

namespace thuoc::ui {

namespace {

const Theme& wanted(const Display& display) {
  using Choice = Look::Theme;
  const Choice choice = display.look.theme;
  const bool dark = choice == Choice::dark || (choice != Choice::light && display.system_dark);
  const bool contrast = choice == Choice::contrast || (choice == Choice::system && display.system_contrast);
  if (contrast) return dark ? contrast_dark_theme : contrast_light_theme;
  return dark ? dark_theme : light_theme;
}

std::string css(Color color) {
  std::string out = "#";
  for (int shift = 20; shift >= 0; shift -= 4) out += "0123456789abcdef"[color >> shift & 15];
  return out;
}

}  // namespace

void set_theme(const Theme& to) {
  theme = to;
  const auto part = [&](int shift) { return static_cast<float>(to.page >> shift & 255) / 255; };
  // What a renderer puts under everything.
  ImGui::GetStyle().Colors[ImGuiCol_WindowBg] = {part(16), part(8), part(0), 1};
}

void apply_look() {
  View& v = view();
  const Theme& now = wanted(v.app.display);
  const int zoom = v.app.display.look.zoom;
  if (v.theme_shown == &now && v.zoom_shown == zoom) return;
  v.theme_shown = &now;
  v.zoom_shown = zoom;
  set_theme(now);
  Json colors = Json::object();
  for (const auto& [name, color] : std::to_array<std::pair<const char*, Color>>({{"page", now.page},
                                                                                 {"rail", now.rail},
                                                                                 {"text", now.text},
                                                                                 {"muted", now.muted},
                                                                                 {"border", now.border},
                                                                                 {"line", now.line},
                                                                                 {"accent", now.accent},
                                                                                 {"accent_strong", now.accent_strong},
                                                                                 {"accent_soft", now.accent_soft},
                                                                                 {"on_accent", now.on_accent},
                                                                                 {"bad", now.bad}})) {
    colors[name] = css(color);
  }
  port::ask("look", {{"dark", now.dark}, {"zoom", zoom}, {"colors", colors}});
}

}  // namespace thuoc::ui
