// The page's module as JavaScript sees it (web/boot.mjs, web/canvas.mjs, web/mirror.mjs).
// Text comes in as (address, length) of UTF-8 that the caller allocates and frees.
#include <emscripten/emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>  // InputEventsQueue

#include <cmath>

#include "base/json.h"
#include "base/lang.h"
#include "page/parts.h"
#include "page/renderer.h"
#include "ui/page.h"

namespace thuoc::port {
namespace {

// Lives as long as the module: taking it down again would be code in the download. A worker has none.
ui::Page* page = nullptr;

double last_ms = 0;

// As web/canvas.mjs numbers them.
enum class Draws { nothing, by_gl, by_pixels } draws = Draws::nothing;

// At 125 % or 150 % a line of text stands between two rows of pixels and every letter is blurred:
// ImGui rounds to CSS pixels. A letter is four corners, upright, with a picture that has a size;
// nothing else ImGui draws looks like that. All letters of a line move by the same fraction.
void snap_text(ImDrawData& data) {
  const float scale = data.FramebufferScale.y;
  if (scale == std::floor(scale)) return;
  for (ImDrawList* list : data.CmdLists) {
    for (int i = 0; i + 3 < list->VtxBuffer.Size; ++i) {
      ImDrawVert* const v = &list->VtxBuffer[i];
      const bool letter = v[0].pos.y == v[1].pos.y && v[2].pos.y == v[3].pos.y && v[0].pos.x == v[3].pos.x &&
                          v[1].pos.x == v[2].pos.x && v[0].uv.x < v[1].uv.x && v[0].uv.y < v[3].uv.y && v[0].uv.y == v[1].uv.y &&
                          v[1].uv.x == v[2].uv.x;
      if (!letter) continue;
      // A hair above one half, so that rounding errors do not part a line at exactly one half.
      const float shift = std::floor(v[0].pos.y * scale + 0.51f) / scale - v[0].pos.y;
      for (int corner = 0; corner < 4; ++corner) v[corner].pos.y += shift;
      i += 3;
    }
  }
}

}  // namespace
}  // namespace thuoc::port

using namespace thuoc;

extern "C" {

// A font of the page, in the order 0 regular, 1 semibold; or, between frames, characters more for the one of
// that number, else -1. The bytes, from malloc, are ImGui's from now on.
EMSCRIPTEN_KEEPALIVE void thuoc_font(std::uint8_t* bytes, std::uint32_t size, int into) {
  if (!ImGui::GetCurrentContext()) ImGui::CreateContext();
  ImFontConfig config;
  config.MergeMode = into >= 0;
  // Negative: sizes are the em, as in CSS, not the height from ascender to descender. As an argument
  // a negative size is passed over; and the widest advance is measured in it, hence its sign.
  config.SizePixels = -16;
  config.GlyphMaxAdvanceX = -FLT_MAX;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  // ImGui adds to the last one.
  if (into >= 0) std::swap(atlas.Fonts[into], atlas.Fonts.back());
  ImFont* font = atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(size), 0, &config);
  if (into < 0) return;
  std::swap(atlas.Fonts[into], atlas.Fonts.back());
  ImFontAtlasFontDiscardBakes(&atlas, font, 0);  // they remember what the font had not
}

// Once, after the fonts.
EMSCRIPTEN_KEEPALIVE void thuoc_start() {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "thuoc";
  ui::set_up_style(1);
  port::page = new ui::Page;
  port::add_parts(*port::page);
}

// How frames are drawn from now on. False: it cannot be. While nothing is drawn (a WebGL context is
// lost) frames still go on: the mirror is what is worked with.
EMSCRIPTEN_KEEPALIVE int thuoc_draw(int how) {
  const auto wanted = static_cast<port::Draws>(how);
  if (port::draws == port::Draws::by_gl) port::close_gl();
  if (wanted == port::Draws::by_gl && !port::open_gl()) return 0;
  if (wanted == port::Draws::by_pixels) port::open_soft();
  port::draws = wanted;
  return 1;
}

// `width` and `height` in CSS pixels, `scale` device pixels each. Returns whether ImGui still holds
// input that needs another frame.
EMSCRIPTEN_KEEPALIVE int thuoc_frame(float width, float height, float scale_x, float scale_y, double ms) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {scale_x, scale_y};
  const double passed = (ms - port::last_ms) / 1000;
  port::last_ms = ms;
  io.DeltaTime = static_cast<float>(passed <= 0 ? 0.001 : passed > 0.1 ? 0.1 : passed);
  if (port::draws == port::Draws::by_gl) port::begin_gl_frame();
  ImGui::NewFrame();
  // ImGui 1.92 tells only the current font how dense the pixels are; our widgets name theirs.
  for (ImFont* font : io.Fonts->Fonts) font->CurrentRasterizerDensity = scale_x;
  port::page->draw();
  ImGui::Render();
  port::snap_text(*ImGui::GetDrawData());
  if (port::draws == port::Draws::by_gl) port::render_gl(*ImGui::GetDrawData());
  if (port::draws == port::Draws::by_pixels) port::render_soft(*ImGui::GetDrawData());
  return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

// The English texts (rows of base/lang.h), kept for ever.
EMSCRIPTEN_KEEPALIVE void thuoc_english(const char* rows, std::uint32_t size) { add_texts(Lang::en, {rows, size}); }

EMSCRIPTEN_KEEPALIVE void thuoc_event(const char* json, std::uint32_t size) {
  Json parsed = parse_json({json, size}, "event", ~std::size_t{0}).value_or(Json());
  if (!parsed.is_object() || !parsed.contains("what") || !parsed["what"].is_string()) return;
  port::Event event;
  event.what = parsed["what"].get<std::string>();
  if (parsed.contains("ticket") && parsed["ticket"].is_number_unsigned()) { event.ticket = parsed["ticket"].get<port::Ticket>(); }
  event.data = parsed.contains("data") ? std::move(parsed["data"]) : Json::object();
  port::page->handle(event);
}

// The event "stored", whose text may be megabytes: not as JSON in JSON.
EMSCRIPTEN_KEEPALIVE void thuoc_stored(const char* id, std::uint32_t id_size, const char* json, std::uint32_t size,
                                       std::uint32_t more) {
  port::page->handle({"stored", 0, {{"id", std::string(id, id_size)}, {"json", std::string(json, size)}, {"more", more}}});
}

EMSCRIPTEN_KEEPALIVE void thuoc_act(std::uint32_t node, int kind, const char* text, std::uint32_t size, float number) {
  port::page->act({node, static_cast<port::Action::Kind>(kind), std::string(text, size), number});
}

// For hover and pressed looks only; what a click does comes as an action. `state`: 0 up, 1 down,
// -1 gone from the page (or a finger lifted, which must leave no hover behind).
EMSCRIPTEN_KEEPALIVE void thuoc_pointer(float x, float y, int state) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(state < 0 ? -FLT_MAX : x, state < 0 ? -FLT_MAX : y);
  io.AddMouseButtonEvent(0, state > 0);
}

}  // extern "C"
