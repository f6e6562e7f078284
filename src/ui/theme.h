// How the page looks: colours, sizes, spacing. Calm and roomy; contrast AA throughout, in every theme
// (tests/unit/ui_theme_test.cc reckons every pair that is used).
#pragma once

#include <cstdint>

namespace thuoc::ui {

// 0xRRGGBB; widgets turn them into what ImGui wants.
using Color = std::uint32_t;

struct Theme {
  Color page, rail, card, field;
  Color text, muted;
  Color border;  // edges of what can be acted on: 3:1 to what is around
  Color line;    // edges that only order things
  Color accent, accent_strong, accent_soft, on_accent;
  Color good, good_soft;  // words, what lies under them
  Color warn, warn_soft;
  Color bad, bad_soft;
  Color hover, shade;
  Color levels[3];  // areas of pictures, lowest to highest: one colour that grows stronger, told apart by order and number
  bool dark;
};

inline constexpr Theme light_theme{.page = 0xFFFFFF,
                                   .rail = 0xF4F7FA,
                                   .card = 0xFFFFFF,
                                   .field = 0xFFFFFF,
                                   .text = 0x17222E,
                                   .muted = 0x51606F,
                                   .border = 0x7F8D9C,
                                   .line = 0xDDE5EC,
                                   .accent = 0x0B5CAD,
                                   .accent_strong = 0x084786,
                                   .accent_soft = 0xE7F1FB,
                                   .on_accent = 0xFFFFFF,
                                   .good = 0x12693F,
                                   .good_soft = 0xE2F4EA,
                                   .warn = 0x7A5200,
                                   .warn_soft = 0xFFF3D4,
                                   .bad = 0xA8201A,
                                   .bad_soft = 0xFDEBEA,
                                   .hover = 0xF0F5FA,
                                   .shade = 0x0B1622,
                                   .levels = {0x7796B5, 0x2F73B8, 0x083A70},
                                   .dark = false};

inline constexpr Theme dark_theme{.page = 0x12181F,
                                  .rail = 0x0D1218,
                                  .card = 0x18202A,
                                  .field = 0x0D1218,
                                  .text = 0xE6EDF3,
                                  .muted = 0xA3B1BF,
                                  .border = 0x6F8091,
                                  .line = 0x2B3744,
                                  .accent = 0x6CB6FF,
                                  .accent_strong = 0x9CCFFF,
                                  .accent_soft = 0x16324D,
                                  .on_accent = 0x08131E,
                                  .good = 0x6FD39B,
                                  .good_soft = 0x12301F,
                                  .warn = 0xF0C35A,
                                  .warn_soft = 0x33280C,
                                  .bad = 0xFF9A92,
                                  .bad_soft = 0x3D1B1A,
                                  .hover = 0x202B37,
                                  .shade = 0x000000,
                                  .levels = {0x5B7894, 0x6CB6FF, 0xC9E4FF},
                                  .dark = true};

// Ratios of 7 and more for words; edges as strong as words.
inline constexpr Theme contrast_light_theme{.page = 0xFFFFFF,
                                            .rail = 0xFFFFFF,
                                            .card = 0xFFFFFF,
                                            .field = 0xFFFFFF,
                                            .text = 0x000000,
                                            .muted = 0x1F1F1F,
                                            .border = 0x000000,
                                            .line = 0x595959,
                                            .accent = 0x00379E,
                                            .accent_strong = 0x001B52,
                                            .accent_soft = 0xDCE8FF,
                                            .on_accent = 0xFFFFFF,
                                            .good = 0x004A24,
                                            .good_soft = 0xE9F8EF,
                                            .warn = 0x4A3200,
                                            .warn_soft = 0xFFF6DC,
                                            .bad = 0x820A05,
                                            .bad_soft = 0xFFEDEB,
                                            .hover = 0xE8E8E8,
                                            .shade = 0x000000,
                                            .levels = {0x767676, 0x3F62B0, 0x001B52},
                                            .dark = false};

inline constexpr Theme contrast_dark_theme{.page = 0x000000,
                                           .rail = 0x000000,
                                           .card = 0x000000,
                                           .field = 0x000000,
                                           .text = 0xFFFFFF,
                                           .muted = 0xEDEDED,
                                           .border = 0xFFFFFF,
                                           .line = 0xA6A6A6,
                                           .accent = 0xFFE14D,
                                           .accent_strong = 0xFFF3B0,
                                           .accent_soft = 0x3A3300,
                                           .on_accent = 0x000000,
                                           .good = 0x8CF5B4,
                                           .good_soft = 0x002914,
                                           .warn = 0xFFD27A,
                                           .warn_soft = 0x2B1D00,
                                           .bad = 0xFFB9B3,
                                           .bad_soft = 0x330806,
                                           .hover = 0x2B2B2B,
                                           .shade = 0x000000,
                                           .levels = {0x857500, 0xFFE14D, 0xFFF8D6},
                                           .dark = true};

// Black or white, whichever is read on this area.
constexpr Color ink_on(Color area) {
  return 299 * (area >> 16 & 255) + 587 * (area >> 8 & 255) + 114 * (area & 255) > 128'000 ? 0x000000 : 0xFFFFFF;
}

// The one in use; only set_theme changes it.
inline Theme theme = light_theme;
void set_theme(const Theme& to);

namespace px {
inline constexpr float text = 16, small = 14, title = 26, heading = 20, subheading = 17;
inline constexpr float line = 1.45f;  // line height of running text
inline constexpr float heading_line = 1.25f;
inline constexpr float control = 42;  // buttons and one-line fields
inline constexpr float radius = 8;
inline constexpr float field_pad = 12;  // inside of a field, left and right
inline constexpr float narrow = 760;    // below this one column (phones)
inline constexpr float tight = 360;     // below this nothing stands beside anything (200 % on a phone)
}  // namespace px

}  // namespace thuoc::ui
