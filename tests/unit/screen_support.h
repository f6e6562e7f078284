// The page drawn natively: a person's presses and typing over the port without a browser, every frame by ImGui.
#pragma once

#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_rows.h"
#include "headless/headless.h"
#include "support.h"
#include "ui/frame.h"
#include "ui/office/office_page.h"
#include "ui/office/office_view.h"
#include "ui/page.h"
#include "ui/raster.h"
#include "ui/view.h"

namespace thuoc::test {

// ImGui as src/page/main.cc sets it up, with the whole fonts instead of the cut ones.
class Canvas {
 public:
  Canvas() : context_(ImGui::CreateContext()) {
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    for (const char* weight : {"400Regular/BeVietnamPro_400Regular", "600SemiBold/BeVietnamPro_600SemiBold"}) {
      add_font(std::string("be-vietnam-pro/") + weight, false);
      add_font("inter/400Regular/Inter_400Regular", true);
    }
    ui::set_up_style(1);
  }
  ~Canvas() {
    // The atlas asks to be let go of by whoever had its textures.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
    ImGui::DestroyContext(context_);
  }
  Canvas(const Canvas&) = delete;

  ImDrawData& draw(ui::Page& page, float width, float height) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.f / 60;
    ImGui::NewFrame();
    for (ImFont* font : io.Fonts->Fonts) font->CurrentRasterizerDensity = 1;
    page.draw();
    ImGui::Render();
    return *ImGui::GetDrawData();
  }

 private:
  void add_font(const std::string& name, bool merge) {
    const std::string& bytes =
        fonts_.emplace_back(read_file(std::string(THUOC_SOURCE_DIR) + "/node_modules/@expo-google-fonts/" + name + ".ttf"));
    REQUIRE_FALSE(bytes.empty());
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merge;
    config.SizePixels = -16;  // the em, as in CSS
    config.GlyphMaxAdvanceX = -FLT_MAX;
    ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<char*>(bytes.data()), static_cast<int>(bytes.size()), 0, &config);
  }

  ImGuiContext* context_;
  std::deque<std::string> fonts_;
};

// Whoever sits at the page, at one machine after the other.
class Visitor {
 public:
  Visitor() { reload(); }
  Visitor(const Visitor&) = delete;

  // The page of `office`'s module, or a school's, on what this machine has stored.
  void reload(bool office = true) {
    page_.emplace();
    if (office) ui::add_office(*page_);
    for (const port::Event& event : port::headless::start_events()) handle(event);
  }
  void other_machine(bool office = true) {
    port::headless::world() = port::headless::World();
    reload(office);
  }

  void handle(const port::Event& event) {
    page_->handle(event);
    settle();
  }
  void settle() {
    port::headless::deliver([this](const port::Event& event) { page_->handle(event); });
  }
  void pass(std::int64_t ms) {
    port::headless::pass(ms, [this](const port::Event& event) { page_->handle(event); });
  }
  void drop(const std::vector<std::pair<std::string, std::string>>& files, std::string_view purpose = "drop") {
    Json all = Json::array();
    for (const auto& [name, bytes] : files)
      all.push_back({{"blob", port::headless::world().add_blob(bytes)},
                     {"name", name},
                     {"size", bytes.size()},
                     {"type", name.ends_with(".pdf") ? "application/pdf" : ""},
                     {"path", ""}});
    handle({"files", 0, {{"purpose", purpose}, {"files", all}}});
    show();
  }

  ImDrawData& draw() { return canvas_.draw(*page_, width, height); }
  // Draws until what the frame asked for is done and shown.
  ImDrawData& show() {
    draw();
    settle();
    return draw();
  }

  const port::Node* find(std::string_view id) const {
    const auto& nodes = port::headless::world().mirror.nodes;
    const auto found = std::ranges::find(nodes, ui::node_id(id), &port::Node::id);
    return found == nodes.end() ? nullptr : &*found;
  }
  void scroll(std::string_view id, float to) { page_->act({ui::node_id(id), port::Action::Kind::scroll, "", to}); }
  void press(std::string_view id) { act(id, port::Action::Kind::click, {}); }
  void choose(std::string_view id, std::string_view value) { act(id, port::Action::Kind::input, value); }
  void tick(std::string_view id) { act(id, port::Action::Kind::input, "true"); }
  void type(std::string_view id, std::string_view text) {
    act(id, port::Action::Kind::focus, {});
    act(id, port::Action::Kind::input, text);
    act(id, port::Action::Kind::commit, text);
    act(id, port::Action::Kind::blur, {});
  }
  void act(std::string_view id, port::Action::Kind kind, std::string_view text) {
    const port::Node* const node = find(id);
    INFO(id);
    REQUIRE(node);
    REQUIRE_FALSE((node->flags & port::disabled));
    page_->act({node->id, kind, std::string(text), 0});
    show();
  }

  float width = 1366, height = 768;

 private:
  Canvas canvas_;
  std::optional<ui::Page> page_;
};

// --- The example's dossier --------------------------------------------------------------------

inline std::string example(const std::string& file) {
  return read_file(std::string(THUOC_SOURCE_DIR) + "/examples/truong-thcs-doi-chim-se/" + file);
}
inline std::vector<std::pair<std::string, std::string>> example_files() {
  std::vector<std::pair<std::string, std::string>> files = {{"dossier.json", example("dossier.json")}};
  const std::string folder = std::string(THUOC_SOURCE_DIR) + "/examples/truong-thcs-doi-chim-se/evidence";
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files.emplace_back(entry.path().filename().string(), example("evidence/" + entry.path().filename().string()));
  std::ranges::sort(files.begin() + 1, files.end());
  return files;
}

// What a school hands in.
inline std::string signed_example(Visitor& school) {
  school.drop(example_files());
  school.press("step.7");
  school.press("hand_in.key_new");
  school.press("dialog.key.ok");
  school.press("hand_in.sign");
  REQUIRE(ui::view().app.dossier.current->exported);
  return port::headless::world().saved.at(ui::view().app.dossier.current->exported->name);
}

}  // namespace thuoc::test
