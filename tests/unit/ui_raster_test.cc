// The rasteriser against a slow one that is right by its looks: every pixel asks every triangle near it.
#include "ui/raster.h"

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "support.h"

using namespace thuoc;
using ui::Area;
using ui::Raster;

namespace {

constexpr ImU32 ground = IM_COL32(255, 255, 255, 255);

// Frames of ImGui as the page makes them: one window's worth of drawing, textures on demand.
class Frames {
 public:
  Frames() : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    static const std::string font = test::read_file(
        std::string(THUOC_SOURCE_DIR) + "/node_modules/@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf");
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    io.Fonts->AddFontFromMemoryTTF(const_cast<char*>(font.data()), static_cast<int>(font.size()), 16, &config);
  }
  ~Frames() {
    // The atlas asks to be let go of by whoever had its textures.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
    ImGui::DestroyContext(context_);
  }
  Frames(const Frames&) = delete;

  ImDrawData& make(float width, float height, float scale, const std::function<void(ImDrawList&)>& draw) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {scale, scale};
    ImGui::NewFrame();
    for (ImFont* font : io.Fonts->Fonts) font->CurrentRasterizerDensity = scale;
    draw(*ImGui::GetBackgroundDrawList());
    ImGui::Render();
    return *ImGui::GetDrawData();
  }

 private:
  ImGuiContext* context_;
};

struct Pixels {
  int width, height;
  std::vector<double> rgb;
};

double texel(const ImTextureData& t, double u, double v) {
  const double x = u * t.Width - 0.5, y = v * t.Height - 0.5;
  const auto at = [&](int tx, int ty) {
    tx = std::clamp(tx, 0, t.Width - 1);
    ty = std::clamp(ty, 0, t.Height - 1);
    return t.Pixels[(ty * t.Width + tx) * t.BytesPerPixel + t.BytesPerPixel - 1] / 255.0;
  };
  const int fx = static_cast<int>(std::floor(x)), fy = static_cast<int>(std::floor(y));
  const double px = x - fx, py = y - fy;
  return (at(fx, fy) * (1 - px) + at(fx + 1, fy) * px) * (1 - py) + (at(fx, fy + 1) * (1 - px) + at(fx + 1, fy + 1) * px) * py;
}

// Which side of a→b: the pixel on the edge belongs to the triangle that has it as a top or left edge.
bool inside(const double a[2], const double b[2], double px, double py) {
  const double cross = (b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0]);
  if (std::abs(cross) > 1e-7) return cross > 0;
  return b[1] < a[1] || (b[1] == a[1] && b[0] > a[0]);
}

Pixels slowly(const ImDrawData& data) {
  const double sx = data.FramebufferScale.x, sy = data.FramebufferScale.y;
  Pixels out{static_cast<int>(data.DisplaySize.x * sx + 0.5), static_cast<int>(data.DisplaySize.y * sy + 0.5), {}};
  out.rgb.assign(static_cast<std::size_t>(out.width * out.height * 3), 255);
  for (const ImDrawList* drawn : data.CmdLists) {
    for (const ImDrawCmd& command : drawn->CmdBuffer) {
      const ImTextureData& texture = *command.TexRef._TexData;
      for (unsigned i = 0; i < command.ElemCount; i += 3) {
        const ImDrawVert* v[3];
        for (unsigned k = 0; k < 3; ++k)
          v[k] = &drawn->VtxBuffer[static_cast<int>(command.VtxOffset +
                                                    drawn->IdxBuffer[static_cast<int>(command.IdxOffset + i + k)])];
        double p[3][2];
        for (int k = 0; k < 3; ++k) p[k][0] = v[k]->pos.x * sx, p[k][1] = v[k]->pos.y * sy;
        double area = (p[1][0] - p[0][0]) * (p[2][1] - p[0][1]) - (p[2][0] - p[0][0]) * (p[1][1] - p[0][1]);
        if (area < 0) {
          std::swap(v[1], v[2]);
          std::swap(p[1], p[2]);
          area = -area;
        }
        if (area < 1e-9) continue;
        // A pixel further than one from all three corners has no way to lie between them.
        const auto [left, right] = std::minmax({p[0][0], p[1][0], p[2][0]});
        const auto [top, bottom] = std::minmax({p[0][1], p[1][1], p[2][1]});
        const int first_x = std::max({0, static_cast<int>(command.ClipRect.x * sx), static_cast<int>(left) - 1});
        const int first_y = std::max({0, static_cast<int>(command.ClipRect.y * sy), static_cast<int>(top) - 1});
        const int end_x = std::min({out.width, static_cast<int>(command.ClipRect.z * sx), static_cast<int>(right) + 2});
        const int end_y = std::min({out.height, static_cast<int>(command.ClipRect.w * sy), static_cast<int>(bottom) + 2});
        for (int y = first_y; y < end_y; ++y) {
          for (int x = first_x; x < end_x; ++x) {
            const double px = x + 0.5, py = y + 0.5;
            if (!inside(p[0], p[1], px, py) || !inside(p[1], p[2], px, py) || !inside(p[2], p[0], px, py)) continue;
            double part[3];
            for (int k = 0; k < 3; ++k) {
              const double* a = p[(k + 1) % 3];
              const double* b = p[(k + 2) % 3];
              part[k] = ((b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0])) / area;
            }
            double u = 0, w = 0, rgba[4] = {};
            for (int k = 0; k < 3; ++k) {
              u += part[k] * v[k]->uv.x;
              w += part[k] * v[k]->uv.y;
              for (int channel = 0; channel < 4; ++channel) rgba[channel] += part[k] * (v[k]->col >> 8 * channel & 255);
            }
            const double alpha = rgba[3] / 255 * texel(texture, u, w);
            double* const under = &out.rgb[static_cast<std::size_t>((y * out.width + x) * 3)];
            for (int channel = 0; channel < 3; ++channel) under[channel] = under[channel] * (1 - alpha) + rgba[channel] * alpha;
          }
        }
      }
    }
  }
  return out;
}

struct PixelDifference {
  double mean = 0, most = 0;
  int see_through = 0;
  int far = 0;  // pixels off by more than an eighth: an edge given to the other side
};
PixelDifference compare(const Raster& fast, const Pixels& slow) {
  REQUIRE(fast.width() == slow.width);
  REQUIRE(fast.height() == slow.height);
  PixelDifference d;
  const int count = slow.width * slow.height;
  for (int i = 0; i < count; ++i) {
    double worst = 0;
    for (int channel = 0; channel < 3; ++channel) {
      const double off =
          std::abs(static_cast<int>(fast.pixels()[i] >> 8 * channel & 255) - slow.rgb[static_cast<std::size_t>(i * 3 + channel)]);
      d.mean += off / (3.0 * count);
      worst = std::max(worst, off);
    }
    d.most = std::max(d.most, worst);
    if (worst > 32) ++d.far;
    if ((fast.pixels()[i] >> 24) != 255) ++d.see_through;
  }
  return d;
}

// Everything the widgets draw with.
void scene(ImDrawList& canvas) {
  canvas.AddRectFilled({0, 0}, {300, 160}, IM_COL32(244, 247, 250, 255));
  canvas.AddRectFilled({10.3f, 8.6f}, {140.5f, 60.2f}, IM_COL32(255, 255, 255, 255), 8);
  canvas.AddRect({10.5f, 8.5f}, {140.5f, 60.5f}, IM_COL32(200, 213, 223, 255), 8, 0, 1.5f);
  canvas.AddText(nullptr, 16, {20, 16}, IM_COL32(23, 34, 46, 255), "Trường Trung học cơ sở");
  canvas.AddText(nullptr, 13, {20.4f, 38}, IM_COL32(81, 96, 111, 128), "đã lưu lúc 9:41");
  canvas.AddRectFilled({60, 20}, {200, 50}, IM_COL32(11, 93, 173, 60));
  canvas.AddCircleFilled({220, 40}, 21.5f, IM_COL32(18, 105, 63, 255));
  canvas.AddCircle({220, 40}, 25, IM_COL32(168, 32, 26, 153), 0, 1.5f);
  canvas.AddLine({12, 80}, {280, 133}, IM_COL32(0, 0, 0, 255));
  canvas.AddLine({12, 90}, {280, 90}, IM_COL32(0, 0, 0, 255), 3);
  const ImVec2 star[] = {{30, 100}, {60, 150}, {100, 96}, {90, 140}, {40, 142}};
  canvas.AddConcavePolyFilled(star, 5, IM_COL32(122, 82, 0, 90));
  canvas.AddPolyline(star, 5, IM_COL32(122, 82, 0, 255), ImDrawFlags_Closed, 2);
  canvas.PushClipRect({150, 100}, {260, 130}, true);
  canvas.AddText(nullptr, 26, {140, 95}, IM_COL32(23, 34, 46, 255), "cắt ở mép vùng");
  canvas.PopClipRect();
}

long area_of(const std::vector<Area>& areas) {
  long sum = 0;
  for (const Area& a : areas) sum += static_cast<long>(a.w) * a.h;
  return sum;
}

}  // namespace

TEST_CASE("the same picture as pixel by pixel, at every density of the screen") {
  for (const float scale : {1.f, 1.25f, 1.5f, 2.f, 3.f}) {
    CAPTURE(scale);
    Frames frames;
    Raster fast;
    fast.draw(frames.make(300, 160, scale, scene), ground);
    const PixelDifference d = compare(fast, slowly(*ImGui::GetDrawData()));
    CHECK(d.mean < 0.08);
    // Centres of pixels that lie on an edge of a float's last bit: a handful.
    CHECK(d.far < 20);
    CHECK(d.see_through == 0);
  }
}

TEST_CASE("rectangles: exactly their pixels, exactly their colour") {
  Frames frames;
  Raster raster;
  raster.draw(frames.make(20, 10, 1,
                          [](ImDrawList& list) {
                            list.AddRectFilled({2, 3}, {5, 4}, IM_COL32(1, 2, 3, 255));
                            list.AddRectFilled({10.5f, 3.4f}, {12.4f, 5.6f}, IM_COL32(255, 0, 0, 255));
                            list.AddRectFilled({-50, 8}, {500, 400}, IM_COL32(0, 0, 255, 128));
                          }),
              ground);
  const auto at = [&](int x, int y) { return raster.pixels()[y * raster.width() + x]; };
  CHECK(at(1, 3) == ground);
  CHECK(at(2, 3) == IM_COL32(1, 2, 3, 255));
  CHECK(at(4, 3) == IM_COL32(1, 2, 3, 255));
  CHECK(at(5, 3) == ground);
  CHECK(at(2, 4) == ground);
  CHECK(at(10, 3) == IM_COL32(255, 0, 0, 255));  // a centre on the left edge belongs to it
  CHECK(at(11, 5) == IM_COL32(255, 0, 0, 255));
  CHECK(at(12, 5) == ground);
  CHECK(at(0, 7) == ground);
  for (const int x : {0, 19}) {
    CHECK(std::abs(static_cast<int>(at(x, 9) & 255) - 127) <= 1);
    CHECK(static_cast<int>(at(x, 9) >> 16 & 255) == 255);
  }
}

TEST_CASE("triangles that share an edge give each pixel to one of them") {
  Frames frames;
  std::mt19937 random(4725);
  std::uniform_real_distribution<float> anywhere(0, 60);
  for (int round = 0; round < 200; ++round) {
    // A fan over a square from a point in it: see-through, so that a pixel drawn twice or never shows.
    const ImVec2 middle{anywhere(random), anywhere(random)};
    Raster raster;
    raster.draw(frames.make(60, 60, 1,
                            [&](ImDrawList& list) {
                              list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
                              const ImVec2 corners[] = {{0, 0}, {60, 0}, {60, 60}, {0, 60}};
                              for (int i = 0; i < 4; ++i)
                                list.AddTriangleFilled(corners[i], corners[(i + 1) % 4], middle, IM_COL32(0, 0, 0, 128));
                            }),
                ground);
    const auto [low, high] = std::minmax_element(raster.pixels(), raster.pixels() + 3600);
    CAPTURE(middle.x);
    CAPTURE(middle.y);
    CHECK(*low == *high);
    CHECK(*low != ground);
  }
}

TEST_CASE("what did not change is not drawn") {
  Frames frames;
  Raster raster;
  std::string words = "Nguyễn Thị Minh Khai";
  ImU32 mark = IM_COL32(18, 105, 63, 255);
  const auto draw = [&](ImDrawList& list) {
    scene(list);
    list.AddText(nullptr, 16, {700, 500}, IM_COL32(23, 34, 46, 255), words.c_str());
    list.AddRectFilled({20, 580}, {30, 590}, mark);
  };
  raster.draw(frames.make(1366, 768, 1, draw), ground);  // the letters come into the atlas
  CHECK(raster.draw(frames.make(1366, 768, 1, draw), ground).empty());

  words += "!";
  const std::vector<Area> changed = raster.draw(frames.make(1366, 768, 1, draw), ground);
  REQUIRE(changed.size() == 1);
  CHECK(area_of(changed) <= 128 * 64);
  CHECK(changed[0].x >= 700 - 64);
  CHECK(changed[0].y >= 500 - 32);

  mark = IM_COL32(168, 32, 26, 255);
  CHECK(area_of(raster.draw(frames.make(1366, 768, 1, draw), ground)) == 64 * 32);

  CHECK(area_of(raster.draw(frames.make(1366, 768, 1, draw), IM_COL32(0, 0, 0, 255))) == 1366 * 768);
  CHECK(area_of(raster.draw(frames.make(1366, 700, 1, draw), ground)) == 1366 * 700);
  CHECK(area_of(raster.draw(frames.make(1366, 700, 1.25f, draw), ground)) == 1708 * 875);
}

TEST_CASE("drawn bit by bit or at once: the same picture") {
  Frames frames;
  Raster kept;
  std::mt19937 random(1);
  std::uniform_int_distribution<int> any(0, 1 << 20);
  struct Thing {
    int kind;
    float x, y;
    ImU32 color;
  };
  std::vector<Thing> things;
  for (int i = 0; i < 12; ++i) things.push_back({i % 4, 0, 0, 0});
  for (int step = 0; step < 60; ++step) {
    Thing& thing = things[static_cast<std::size_t>(any(random)) % things.size()];
    thing.x = static_cast<float>(any(random) % 4000) / 10 - 30;
    thing.y = static_cast<float>(any(random) % 3000) / 10 - 30;
    thing.color = static_cast<ImU32>(any(random)) | static_cast<ImU32>(any(random)) << 12;
    ImDrawData& data = frames.make(400, 300, step < 30 ? 1.f : 1.5f, [&](ImDrawList& list) {
      for (const Thing& t : things) {
        if (t.kind == 0) list.AddRectFilled({t.x, t.y}, {t.x + 90, t.y + 40}, t.color, 6);
        if (t.kind == 1) list.AddText(nullptr, 20, {t.x, t.y}, t.color, "Chấm điểm 7,5");
        if (t.kind == 2) list.AddLine({t.x, t.y}, {t.y, t.x}, t.color, 2);
        if (t.kind == 3) {
          list.PushClipRect({t.x, t.y}, {t.x + 50, t.y + 30}, true);
          list.AddCircleFilled({200, 150}, 120, t.color);
          list.PopClipRect();
        }
      }
    });
    kept.draw(data, ground);
    Raster fresh;
    fresh.draw(data, ground);
    CAPTURE(step);
    CHECK(std::equal(kept.pixels(), kept.pixels() + kept.width() * kept.height(), fresh.pixels()));
  }
}

TEST_CASE("nonsense far away is no harm") {
  Frames frames;
  Raster raster;
  const float far[] = {-3e9f, -5e7f, 0, 12.5f, 5e7f, 3e9f};
  raster.draw(frames.make(64, 64, 2,
                          [&](ImDrawList& list) {
                            for (const float a : far) {
                              for (const float b : far) {
                                list.AddRectFilled({a, b}, {b, a}, IM_COL32(1, 1, 1, 9));
                                list.AddLine({a, b}, {b, a}, IM_COL32(1, 1, 1, 9), 2);
                                list.AddTriangleFilled({a, 0}, {0, b}, {b, a}, IM_COL32(1, 1, 1, 9));
                              }
                            }
                          }),
              ground);
  CHECK(raster.width() == 128);
}
