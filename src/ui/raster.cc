#include "ui/raster.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace thuoc::ui {

namespace {

// Wide as a word, high as a line of text: what hovering or typing changes is a few of them.
constexpr int tile_w = 64, tile_h = 32;

std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  state = (std::rotl(state, 27) ^ value) * 0x9E3779B97F4A7C15ull;
  return state ^ state >> 29;
}

std::uint64_t mix(std::uint64_t state, const ImDrawVert& v) {
  static_assert(sizeof v == 20);
  std::uint64_t words[2];
  std::memcpy(words, &v, sizeof words);
  return mix(mix(mix(state, words[0]), words[1]), v.col);
}

// The first pixel whose centre is not left of (above) `at`: the rule by which a GPU gives a pixel on
// the border of two triangles to one of them.
int first_pixel(float at) {
  constexpr float far = 1e8f;  // an int holds it
  return static_cast<int>(std::ceil((at < far ? at > -far ? at : -far : far) - 0.5f));
}

// `over` with `alpha` of 255 on `under`.
std::uint32_t blend(std::uint32_t under, std::uint32_t over, std::uint32_t alpha) {
  const std::uint32_t a = alpha + (alpha >> 7);  // 0…256
  const std::uint32_t rb = (under & 0xFF00FF) * (256 - a) + (over & 0xFF00FF) * a + 0x800080;
  const std::uint32_t g = (under & 0x00FF00) * (256 - a) + (over & 0x00FF00) * a + 0x008000;
  return (rb >> 8 & 0xFF00FF) | (g >> 8 & 0x00FF00) | 0xFF000000;
}

void fill_row(std::uint32_t* at, int count, ImU32 color) {
  const std::uint32_t alpha = color >> 24;
  if (alpha == 255) {
    std::fill_n(at, count, color);
  } else if (alpha) {
    for (int i = 0; i < count; ++i) at[i] = blend(at[i], color, alpha);
  }
}

// A place in a texture, from the centre of its first texel, in 1/65536. Rounded to 1/256: a float's
// last bits would hide that a letter lies exactly on its texels.
int place(float texels) { return static_cast<int>(std::floor(texels * 256 + 0.5f)) * 256; }

// The texture's alpha, which is all there is in an atlas of letters and lines. Outside of the texture
// its edge goes on.
struct Sampler {
  const unsigned char* alphas;
  int width, height, step, pitch;

  explicit Sampler(const ImTextureData& texture)
      : alphas(texture.Pixels + texture.BytesPerPixel - 1),
        width(texture.Width),
        height(texture.Height),
        step(texture.BytesPerPixel),
        pitch(texture.Width * texture.BytesPerPixel) {}

  const unsigned char* row(int y) const { return alphas + static_cast<std::ptrdiff_t>(std::clamp(y, 0, height - 1)) * pitch; }
  std::uint32_t in_row(const unsigned char* row, int u) const {
    const int x = u >> 16;
    const std::uint32_t part = static_cast<std::uint32_t>(u) >> 8 & 255;
    const std::uint32_t left = row[std::clamp(x, 0, width - 1) * step];
    if (!part) return left;
    const std::uint32_t right = row[std::clamp(x + 1, 0, width - 1) * step];
    return (left * (256 - part) + right * part + 128) >> 8;
  }
  std::uint32_t at(int u, int v) const {
    const std::uint32_t part = static_cast<std::uint32_t>(v) >> 8 & 255;
    const std::uint32_t above = in_row(row(v >> 16), u);
    if (!part) return above;
    return (above * (256 - part) + in_row(row((v >> 16) + 1), u) * part + 128) >> 8;
  }
};

bool is_rectangle(const ImDrawVert* const c[4]) {
  return c[0]->pos.y == c[1]->pos.y && c[2]->pos.y == c[3]->pos.y && c[0]->pos.x == c[3]->pos.x && c[1]->pos.x == c[2]->pos.x &&
         c[0]->pos.x <= c[1]->pos.x && c[0]->pos.y <= c[2]->pos.y && c[0]->uv.y == c[1]->uv.y && c[2]->uv.y == c[3]->uv.y &&
         c[0]->uv.x == c[3]->uv.x && c[1]->uv.x == c[2]->uv.x && c[0]->col == c[1]->col && c[0]->col == c[2]->col &&
         c[0]->col == c[3]->col;
}

}  // namespace

const std::vector<Area>& Raster::draw(ImDrawData& data, ImU32 ground) {
  if (data.Textures) {
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
      } else if (texture->Status != ImTextureStatus_Destroyed) {
        texture->SetTexID(1);  // any but none: the texture is found through ImTextureRef
        texture->SetStatus(ImTextureStatus_OK);
      }
    }
  }
  scale_x_ = data.FramebufferScale.x;
  scale_y_ = data.FramebufferScale.y;
  const int width = std::max(1, static_cast<int>(data.DisplaySize.x * scale_x_ + 0.5f));
  const int height = std::max(1, static_cast<int>(data.DisplaySize.y * scale_y_ + 0.5f));
  const bool resized = width != width_ || height != height_;
  if (resized) {
    width_ = width;
    height_ = height;
    tiles_across_ = (width + tile_w - 1) / tile_w;
    pixels_.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    tiles_.assign(static_cast<std::size_t>(tiles_across_ * ((height + tile_h - 1) / tile_h)), 0);
  }
  tiles_before_.swap(tiles_);
  tiles_.assign(tiles_before_.size(), mix(1, ground));
  if (resized) tiles_before_.assign(tiles_.size(), 0);
  collect(data);
  find_areas();
  for (const Area& area : areas_) {
    for (int y = area.y; y < area.y + area.h; ++y) {
      std::fill_n(pixels_.data() + y * width_ + area.x, area.w, ground | 0xFF000000);
    }
    for (const Piece& piece : pieces_) draw(piece, area);
  }
  return areas_;
}

void Raster::collect(const ImDrawData& data) {
  pieces_.clear();
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImTextureData* const texture = command.TexRef._TexData;
      if (command.UserCallback || !texture || !texture->Pixels) continue;
      // A scissor rectangle's pixels as OpenGL takes them: whole numbers, cut off.
      const int left = std::max(0, static_cast<int>(command.ClipRect.x * scale_x_));
      const int top = std::max(0, static_cast<int>(command.ClipRect.y * scale_y_));
      const int right = std::min(width_, static_cast<int>(command.ClipRect.z * scale_x_));
      const int bottom = std::min(height_, static_cast<int>(command.ClipRect.w * scale_y_));
      if (left >= right || top >= bottom) continue;
      const ImDrawVert* const vertices = list->VtxBuffer.Data + command.VtxOffset;
      const ImDrawIdx* const indices = list->IdxBuffer.Data + command.IdxOffset;
      // A texture that was made anew has its letters in other places, but might have the same size.
      const std::uint64_t seed = mix(2, static_cast<std::uint64_t>(texture->UniqueID));
      for (unsigned i = 0; i + 2 < command.ElemCount;) {
        const ImDrawIdx* const at = indices + i;
        const ImDrawVert* c[4] = {vertices + at[0], vertices + at[1], vertices + at[2], nullptr};
        Piece piece{left, top, right, bottom, {c[0], c[1], c[2]}, texture, false};
        if (i + 5 < command.ElemCount && at[3] == at[0] && at[4] == at[2]) {
          c[3] = vertices + at[5];
          piece.rectangle = is_rectangle(c);
        }
        i += piece.rectangle ? 6 : 3;
        const auto [low_x, high_x] = std::minmax({c[0]->pos.x, c[1]->pos.x, c[2]->pos.x});
        const auto [low_y, high_y] = std::minmax({c[0]->pos.y, c[1]->pos.y, c[2]->pos.y});
        piece.x0 = std::max(left, first_pixel(low_x * scale_x_));
        piece.y0 = std::max(top, first_pixel(low_y * scale_y_));
        piece.x1 = std::min(right, first_pixel(high_x * scale_x_));
        piece.y1 = std::min(bottom, first_pixel(high_y * scale_y_));
        if (piece.x0 >= piece.x1 || piece.y0 >= piece.y1) continue;
        std::uint64_t hash = mix(mix(mix(seed, *c[0]), *c[1]), *c[2]);
        // What is cut off at the clip's edge differs by where that is.
        hash = mix(hash, static_cast<std::uint64_t>(piece.x0) << 48 ^ static_cast<std::uint64_t>(piece.y0) << 32 ^
                             static_cast<std::uint64_t>(piece.x1) << 16 ^ static_cast<std::uint64_t>(piece.y1));
        for (int y = piece.y0 / tile_h; y <= (piece.y1 - 1) / tile_h; ++y) {
          for (int x = piece.x0 / tile_w; x <= (piece.x1 - 1) / tile_w; ++x) {
            std::uint64_t& tile = tiles_[static_cast<std::size_t>(y * tiles_across_ + x)];
            tile = mix(tile, hash);
          }
        }
        pieces_.push_back(piece);
      }
    }
  }
}

void Raster::find_areas() {
  areas_.clear();
  const int rows = static_cast<int>(tiles_.size()) / tiles_across_;
  for (int row = 0; row < rows; ++row) {
    const auto changed = [&](int x) {
      const auto i = static_cast<std::size_t>(row * tiles_across_ + x);
      return x < tiles_across_ && tiles_[i] != tiles_before_[i];
    };
    for (int x = 0; x < tiles_across_; ++x) {
      if (!changed(x)) continue;
      const int begin = x * tile_w, y = row * tile_h;
      while (changed(x + 1)) ++x;
      const int w = std::min(width_, (x + 1) * tile_w) - begin, h = std::min(height_ - y, tile_h);
      // Grows the area above where it is as wide: a column of text is one area.
      const auto above = std::ranges::find_if(areas_, [&](const Area& a) { return a.x == begin && a.w == w && a.y + a.h == y; });
      if (above != areas_.end()) {
        above->h += h;
      } else {
        areas_.push_back({begin, y, w, h});
      }
    }
  }
}

void Raster::draw(const Piece& piece, const Area& area) {
  const int x0 = std::max(piece.x0, area.x), x1 = std::min(piece.x1, area.x + area.w);
  const int y0 = std::max(piece.y0, area.y), y1 = std::min(piece.y1, area.y + area.h);
  if (x0 >= x1 || y0 >= y1) return;
  const ImDrawVert& a = *piece.corners[0];
  const ImDrawVert& b = *piece.corners[1];
  const ImDrawVert& c = *piece.corners[2];
  const Sampler sampler(*piece.texture);
  const float tw = static_cast<float>(sampler.width), th = static_cast<float>(sampler.height);
  const bool one_texel = a.uv.x == b.uv.x && a.uv.y == b.uv.y && a.uv.x == c.uv.x && a.uv.y == c.uv.y;
  const std::uint32_t texel = one_texel ? sampler.at(place(a.uv.x * tw - 0.5f), place(a.uv.y * th - 0.5f)) : 0;
  const auto tinted = [](ImU32 color, std::uint32_t alpha) {
    return (color & 0xFFFFFF) | ((color >> 24) * alpha + 127) / 255 << 24;
  };

  if (piece.rectangle) {
    if (one_texel) {
      const ImU32 color = tinted(a.col, texel);
      for (int y = y0; y < y1; ++y) fill_row(pixels_.data() + y * width_ + x0, x1 - x0, color);
      return;
    }
    const float left = a.pos.x * scale_x_, top = a.pos.y * scale_y_;
    const float du = (b.uv.x - a.uv.x) * tw / (b.pos.x * scale_x_ - left);
    const float dv = (c.uv.y - a.uv.y) * th / (c.pos.y * scale_y_ - top);
    const int step = static_cast<int>(du * 65536 + 0.5f);
    const int u0 = place(a.uv.x * tw - 0.5f + (static_cast<float>(x0) + 0.5f - left) * du);
    const std::uint32_t strength = a.col >> 24;
    for (int y = y0; y < y1; ++y) {
      std::uint32_t* const out = pixels_.data() + y * width_;
      const int v = place(a.uv.y * th - 0.5f + (static_cast<float>(y) + 0.5f - top) * dv);
      // Letters stand on whole rows of pixels: nearly always there is nothing to mix between rows.
      const bool whole_row = (v >> 8 & 255) == 0;
      const unsigned char* const row = sampler.row(v >> 16);
      for (int x = x0, u = u0; x < x1; ++x, u += step) {
        std::uint32_t alpha = whole_row ? sampler.in_row(row, u) : sampler.at(u, v);
        if (strength != 255) alpha = (alpha * strength + 127) / 255;
        if (alpha) out[x] = alpha == 255 ? a.col | 0xFF000000 : blend(out[x], a.col, alpha);
      }
    }
    return;
  }

  // A triangle, row by row. Each edge is reckoned from its upper end, so that two triangles sharing it
  // agree to the last bit which pixels are whose.
  const ImVec2 p[3] = {{a.pos.x * scale_x_, a.pos.y * scale_y_},
                       {b.pos.x * scale_x_, b.pos.y * scale_y_},
                       {c.pos.x * scale_x_, c.pos.y * scale_y_}};
  const float area2 = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[2].x - p[0].x) * (p[1].y - p[0].y);
  if (std::abs(area2) < 1e-6f) return;
  // Where a value grows along x and y, given its values at the corners.
  struct Slope {
    float base, x, y;
    float at(float px, float py) const { return base + x * px + y * py; }
  };
  const auto slope = [&](float va, float vb, float vc) {
    const float dx = ((vb - va) * (p[2].y - p[0].y) - (vc - va) * (p[1].y - p[0].y)) / area2;
    const float dy = ((vc - va) * (p[1].x - p[0].x) - (vb - va) * (p[2].x - p[0].x)) / area2;
    return Slope{va - dx * p[0].x - dy * p[0].y, dx, dy};
  };
  // ImGui's smooth edges fade by alpha alone: the colour itself is that of any corner.
  const bool one_color = a.col == b.col && a.col == c.col;
  const auto strength = [](const ImDrawVert& v) { return static_cast<float>(v.col >> 24); };
  const Slope alpha_slope = slope(strength(a), strength(b), strength(c));
  const Slope u_slope = slope(a.uv.x * tw - 0.5f, b.uv.x * tw - 0.5f, c.uv.x * tw - 0.5f);
  const Slope v_slope = slope(a.uv.y * th - 0.5f, b.uv.y * th - 0.5f, c.uv.y * th - 0.5f);
  for (int y = y0; y < y1; ++y) {
    const float middle = static_cast<float>(y) + 0.5f;
    float low = 1e9f, high = -1e9f;
    for (int edge = 0; edge < 3; ++edge) {
      const ImVec2* from = &p[edge];
      const ImVec2* to = &p[(edge + 1) % 3];
      if (from->y > to->y) std::swap(from, to);
      if (first_pixel(from->y) > y || first_pixel(to->y) <= y) continue;
      const float x = from->x + (to->x - from->x) * ((middle - from->y) / (to->y - from->y));
      low = std::min(low, x);
      high = std::max(high, x);
    }
    const int begin = std::max(x0, first_pixel(low)), end = std::min(x1, first_pixel(high));
    std::uint32_t* const out = pixels_.data() + y * width_;
    if (begin >= end) continue;
    if (one_color && one_texel) {
      fill_row(out + begin, end - begin, tinted(a.col, texel));
      continue;
    }
    for (int x = begin; x < end; ++x) {
      const float px = static_cast<float>(x) + 0.5f;
      float alpha = std::clamp(alpha_slope.at(px, middle), 0.f, 255.f);
      const std::uint32_t seen = one_texel ? texel : sampler.at(place(u_slope.at(px, middle)), place(v_slope.at(px, middle)));
      alpha = alpha * static_cast<float>(seen) / 255;
      out[x] = blend(out[x], a.col, static_cast<std::uint32_t>(alpha + 0.5f));
    }
  }
}

}  // namespace thuoc::ui
