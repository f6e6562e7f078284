// How the page looks: colours, sizes, spacing. Calm, white, roomy; contrast AA throughout.
#pragma once

#include <cstdint>

namespace thuoc::ui {

// 0xRRGGBB; widgets turn them into what ImGui wants.
using Color = std::uint32_t;

struct Theme {
  Color page = 0xFFFFFF, rail = 0xF4F7FA, card = 0xFFFFFF, field = 0xFFFFFF;
  Color text = 0x17222E, muted = 0x51606F, border = 0xCBD5DF, line = 0xE4EAF0;
  Color accent = 0x0B5CAD, accent_dark = 0x084786, accent_soft = 0xE7F1FB, on_accent = 0xFFFFFF;
  Color good = 0x12693F, good_soft = 0xE2F4EA;
  Color warn = 0x7A5200, warn_soft = 0xFFF3D4;
  Color bad = 0xA8201A, bad_soft = 0xFDEBEA;
  Color hover = 0xF0F5FA;
};

inline constexpr Theme light_theme{};
inline constexpr const Theme& theme = light_theme;

namespace px {
inline constexpr float text = 16, small = 14, title = 26, heading = 20, subheading = 17;
inline constexpr float line = 1.45f;      // line height of running text
inline constexpr float heading_line = 1.25f;
inline constexpr float control = 42;      // buttons and one-line fields
inline constexpr float radius = 8;
inline constexpr float field_pad = 12;    // inside of a field, left and right
inline constexpr float narrow = 760;      // below this one column (phones)
}  // namespace px

}  // namespace thuoc::ui
