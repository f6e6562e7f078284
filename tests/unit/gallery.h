// A screen in every width, language and theme: looked over (screen_checks.h), and where THUOC_GALLERY names a folder
// kept there as a picture, drawn by ui/raster.h and written as PNG.
#pragma once

#include <imgui.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "screen_checks.h"
#include "screen_support.h"
#include "ui/raster.h"

namespace thuoc::test {

// 8 bits each of R G B.
inline std::string png(const std::uint32_t* pixels, int width, int height) {
  const auto number = [](std::uint32_t n) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift & 255);
    return out;
  };
  std::string rows;
  for (int y = 0; y < height; ++y) {
    rows += '\0';  // no filter
    for (int x = 0; x < width; ++x)
      for (int shift = 0; shift < 24; shift += 8) rows += static_cast<char>(pixels[y * width + x] >> shift & 255);
  }
  uLongf size = compressBound(rows.size());
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()), rows.size(), 6);
  packed.resize(size);
  std::string out = "\x89PNG\r\n\x1a\n";
  const auto chunk = [&](const std::string& type, const std::string& data) {
    const std::string body = type + data;
    out += number(static_cast<std::uint32_t>(data.size())) + body +
           number(static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(body.data()), body.size())));
  };
  chunk("IHDR", number(static_cast<std::uint32_t>(width)) + number(static_cast<std::uint32_t>(height)) +
                    std::string("\x08\x02\0\0\0", 5));
  chunk("IDAT", packed);
  chunk("IEND", "");
  return out;
}

class Pictures {
 public:
  Pictures() {
    if (const char* const folder = std::getenv("THUOC_GALLERY")) folder_ = folder;
  }

  void keep(const std::string& screen, float width, const std::string& lang, const std::string& theme, ImDrawData& drawn) const {
    if (folder_.empty()) return;
    std::filesystem::create_directories(folder_);
    ui::Raster raster;
    raster.draw(drawn, IM_COL32_WHITE);
    const std::string name = screen + "-" + std::to_string(static_cast<int>(width)) + "-" + lang + "-" + theme + ".png";
    std::ofstream(folder_ + "/" + name, std::ios::binary) << png(raster.pixels(), raster.width(), raster.height());
    // Begun by the first picture of a run.
    static bool begun = false;
    std::ofstream index(folder_ + "/index.html", begun ? std::ios::app : std::ios::trunc);
    if (!std::exchange(begun, true))
      index << "<!doctype html><meta charset=utf-8><title>Thước</title><style>img{max-width:100%;border:1px solid #999}"
               "figure{display:inline-block;vertical-align:top;margin:8px;max-width:45%}</style>\n";
    index << "<figure><a href=\"" << name << "\"><img loading=lazy src=\"" << name << "\" alt=\"\"></a><figcaption>" << name
          << "</figcaption></figure>\n";
  }

 private:
  std::string folder_;
};

struct FrameSize {
  float width, height;
};
inline constexpr FrameSize frame_sizes[] = {{1366, 768}, {1024, 768}, {768, 1024}, {390, 844}, {320, 568}};
struct ThemeLook {
  std::string name;
  bool dark, contrast;
};
inline const ThemeLook theme_looks[] = {
    {"light", false, false}, {"dark", true, false}, {"contrast", false, true}, {"contrast-dark", true, true}};

// Looks the page over as it stands, and leaves it so.
class Gallery {
 public:
  explicit Gallery(Visitor& visitor) : visitor_(visitor) {}

  void look(const std::string& name) {
    CAPTURE(name);
    const FrameSize was{visitor_.width, visitor_.height};
    for (const FrameSize& size : frame_sizes) {
      for (const Lang lang : {Lang::vi, Lang::en}) {
        ui::view().app.display.set_lang(lang);
        visitor_.width = size.width, visitor_.height = size.height;
        visitor_.show();
        check(name, size, lang, "as it stands", nullptr);
        // As tall as all there is to scroll: then everything is drawn, and every letter where the mirror has it.
        for (const port::Node& node : port::headless::world().mirror.nodes)
          if (node.role == port::Role::scroll && node.content_height > node.h)
            visitor_.height = std::max(visitor_.height, size.height + node.content_height - node.h);
        for (const ThemeLook& theme : theme_looks) {
          visitor_.handle({"system", 0, {{"dark", theme.dark}, {"contrast", theme.contrast}}});
          ImDrawData& drawn = &theme == theme_looks ? visitor_.show() : visitor_.draw();
          check(name, {size.width, visitor_.height}, lang, theme.name, &theme == theme_looks ? &drawn : nullptr);
          pictures_.keep(name, size.width, lang == Lang::vi ? "vi" : "en", theme.name, drawn);
        }
      }
    }
    ui::view().app.display.set_lang(Lang::vi);
    visitor_.handle({"system", 0, {{"dark", false}, {"contrast", false}}});
    visitor_.width = was.width, visitor_.height = was.height;
    visitor_.show();
  }

 private:
  void check(const std::string& name, FrameSize size, Lang lang, const std::string& how, const ImDrawData* drawn) {
    FrameCheck frame(port::headless::world().mirror, size.width, size.height);
    if (drawn) frame.check_letters(*drawn);
    std::set<std::string> told;
    for (const std::string& fault : frame.faults())
      if (told.insert(fault).second)
        FAIL_CHECK(name << " " << size.width << "×" << size.height << (lang == Lang::vi ? " vi " : " en ") << how << ": "
                        << fault);
  }

  Visitor& visitor_;
  Pictures pictures_;
};

}  // namespace thuoc::test
