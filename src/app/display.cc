#include "app/display.h"

#include "base/json.h"

namespace thuoc {

namespace {

// As they are stored, in the order of Look::Theme.
constexpr std::array<const char*, 4> theme_names = {"system", "light", "dark", "contrast"};

}  // namespace

void Display::start(const Json& data) {
  name_page();
  if (const Json value = setting_of(data, "look"); value.is_object()) {
    // Compared as JSON: whatever stands there, nothing of another type is asked of it.
    for (std::size_t i = 0; i < theme_names.size(); ++i) {
      if (value.contains("theme") && value["theme"] == theme_names[i]) look.theme = static_cast<Look::Theme>(i);
    }
    for (const int zoom : look_zooms) {
      if (value.contains("zoom") && value["zoom"] == zoom) look.zoom = zoom;
    }
  }
  if (text_of(setting_of(data, "lang"), "lang") == "en") set_lang(Lang::en);
}

void Display::system_asks(const Json& data) {
  system_dark = data.value("dark", false);
  system_contrast = data.value("contrast", false);
}

void Display::name_page() {
  outside_.ask("title", {{"text", text(lang, "page.title")},
                         {"lang", lang == Lang::en ? "en" : "vi"},
                         {"drop", text(lang, "page.drop")},
                         {"skip", text(lang, "page.skip")}});
}

void Display::set_lang(Lang to) {
  if (to == Lang::en && !has_english()) {
    outside_.ask("english", {}, [this](const Json&) {
      if (has_english()) set_lang(Lang::en);
    });
    return;
  }
  lang = to;
  name_page();
  outside_.store_setting("lang", {{"lang", to == Lang::en ? "en" : "vi"}});
}

void Display::set_look(Look to) {
  look = to;
  outside_.store_setting("look", {{"theme", theme_names[static_cast<std::size_t>(to.theme)]}, {"zoom", to.zoom}});
  port::wake();
}

}  // namespace thuoc
