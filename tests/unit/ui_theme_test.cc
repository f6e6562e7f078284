// WCAG 2.2 contrast of every pair of colours that the widgets put together, in every theme.
#include "ui/theme.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>

#include "support.h"

using namespace thuoc;
using ui::Color;
using ui::Theme;

namespace {

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
double luminance(Color color) {
  const auto channel = [&](int shift) {
    const double s = (color >> shift & 255) / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0);
}
double contrast(Color a, Color b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

struct Named {
  const char* name;
  const Theme& theme;
  double words, shapes;  // the least ratios
};
const Named all[] = {{"light", ui::light_theme, 4.5, 3},
                     {"dark", ui::dark_theme, 4.5, 3},
                     {"contrast, light", ui::contrast_light_theme, 7, 4.5},
                     {"contrast, dark", ui::contrast_dark_theme, 7, 4.5}};

void check(Color ink, std::initializer_list<Color> grounds, double least) {
  for (const Color under : grounds) {
    CAPTURE(ink);
    CAPTURE(under);
    CHECK(contrast(ink, under) >= least);
  }
}

}  // namespace

TEST_CASE("the measure itself: known ratios") {
  CHECK(contrast(0x000000, 0xFFFFFF) == doctest::Approx(21));
  CHECK(contrast(0x777777, 0xFFFFFF) == doctest::Approx(4.478).epsilon(0.001));
}

TEST_CASE("words can be read on whatever lies under them") {
  for (const auto& [name, t, words, shapes] : all) {
    CAPTURE(name);
    // Callouts and pills bear the text colour or their own, rows and buttons hover.
    check(t.text, {t.page, t.rail, t.card, t.field, t.hover, t.accent_soft, t.good_soft, t.warn_soft, t.bad_soft}, words);
    check(t.muted, {t.page, t.rail, t.card, t.field, t.hover, t.accent_soft, t.good_soft, t.warn_soft}, words);
    check(t.accent, {t.page, t.rail, t.card, t.hover, t.accent_soft}, words);
    check(t.accent_strong, {t.page, t.card, t.rail, t.accent_soft}, words);
    check(t.on_accent, {t.accent, t.accent_strong}, words);
    check(t.good, {t.page, t.card, t.good_soft}, words);
    check(t.warn, {t.page, t.card, t.warn_soft}, words);
    check(t.bad, {t.page, t.card, t.rail, t.hover, t.field, t.bad_soft}, words);
  }
}

TEST_CASE("what can be acted on has an edge one can see") {
  for (const auto& [name, t, words, shapes] : all) {
    CAPTURE(name);
    check(t.border, {t.page, t.card, t.rail, t.field}, shapes);
    check(t.accent, {t.page, t.card, t.rail, t.field}, shapes);
    check(t.muted, {t.field}, shapes);  // ticks and circles not yet chosen
  }
}

TEST_CASE("levels are one colour that grows stronger, and a number is read on each") {
  for (const auto& [name, t, words, shapes] : all) {
    CAPTURE(name);
    for (const Color level : t.levels) {
      check(level, {t.page, t.card}, shapes);
      check(ui::ink_on(level), {level}, 4.5);
    }
    CHECK(contrast(t.levels[0], t.page) < contrast(t.levels[1], t.page));
    CHECK(contrast(t.levels[1], t.page) < contrast(t.levels[2], t.page));
  }
}

TEST_CASE("before the page can draw, style.css has the colours of these tables") {
  const std::string css = test::read_file(std::string(THUOC_SOURCE_DIR) + "/web/style.css");
  const auto dark_at = css.find("prefers-color-scheme: dark");
  REQUIRE(dark_at != std::string::npos);
  const auto color = [&](const char* name, std::size_t from) {
    const std::string wanted = std::string("--") + name + ": #";
    const auto at = css.find(wanted, from);
    REQUIRE_MESSAGE(at != std::string::npos, name);
    const auto begin = at + wanted.size();
    std::string hex = css.substr(begin, css.find(';', begin) - begin);
    if (hex.size() == 3) hex = {hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]};
    return static_cast<Color>(std::stoul(hex, nullptr, 16));
  };
  for (const auto& [from, t] : {std::pair<std::size_t, const Theme&>{0, ui::light_theme}, {dark_at, ui::dark_theme}}) {
    CHECK(color("page", from) == t.page);
    CHECK(color("text", from) == t.text);
    CHECK(color("muted", from) == t.muted);
    CHECK(color("line", from) == t.line);
    CHECK(color("border", from) == t.border);
    CHECK(color("rail", from) == t.rail);
    CHECK(color("accent", from) == t.accent);
    CHECK(color("accent_strong", from) == t.accent_strong);
    CHECK(color("accent_soft", from) == t.accent_soft);
    CHECK(color("on_accent", from) == t.on_accent);
    CHECK(color("bad", from) == t.bad);
  }
}
