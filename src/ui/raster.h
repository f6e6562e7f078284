// ImGui's triangles into pixels without a GPU, for a browser that gives no WebGL: the same picture,
// and only where it changed. Knows nothing of where the pixels go (src/page/renderer_soft.cc).
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace thuoc::ui {

// Device pixels.
struct Area {
  int x = 0, y = 0, w = 0, h = 0;
};

class Raster {
 public:
  // Draws what differs from the last call and returns where, as areas that do not overlap. `ground`
  // is what lies under everything. The textures are read from ImGui's own copies, which `data` must
  // still have; their requests are answered here, as any ImGui backend does.
  const std::vector<Area>& draw(ImDrawData& data, ImU32 ground);

  // Rows of width() opaque pixels, R G B A in memory; good until the size changes.
  const std::uint32_t* pixels() const { return pixels_.data(); }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  // A rectangle or a triangle, with the part of the screen it can touch.
  struct Piece {
    int x0, y0, x1, y1;
    const ImDrawVert* corners[3];  // rectangle: top left, top right, bottom right
    const ImTextureData* texture;
    bool rectangle;
  };
  void collect(const ImDrawData& data);
  void find_areas();
  void draw(const Piece& piece, const Area& area);

  int width_ = 0, height_ = 0, tiles_across_ = 0;
  float scale_x_ = 1, scale_y_ = 1;
  std::vector<std::uint32_t> pixels_;
  std::vector<Piece> pieces_;
  std::vector<std::uint64_t> tiles_, tiles_before_;  // a hash of all that touches the tile, in order
  std::vector<Area> areas_;
};

}  // namespace thuoc::ui
