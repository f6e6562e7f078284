#include <imgui.h>

#include "page/imports.h"
#include "page/renderer.h"
#include "ui/raster.h"

namespace thuoc::port {

namespace {

ui::Raster& raster() {
  static ui::Raster the_raster;
  return the_raster;
}

}  // namespace

void open_soft() {
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
}

void render_soft(ImDrawData& data) {
  const ImU32 ground = ImGui::ColorConvertFloat4ToU32(ImGui::GetStyle().Colors[ImGuiCol_WindowBg]);
  const std::vector<ui::Area>& areas = raster().draw(data, ground);
  static_assert(sizeof(ui::Area) == 4 * sizeof(int));
  if (areas.empty()) return;
  thuoc_put(raster().pixels(), raster().width(), raster().height(), &areas.front().x, static_cast<int>(areas.size()));
}

}  // namespace thuoc::port
