#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include "page/imports.h"
#include "page/renderer.h"

namespace thuoc::port {

bool open_gl() {
  if (thuoc_use_gl() == 0) return false;
  static const bool opened = ImGui_ImplOpenGL3_Init("#version 300 es");
  return opened;
}

// Textures are marked destroyed, and uploaded again when next drawn (ImGui 1.92).
void close_gl() { ImGui_ImplOpenGL3_DestroyDeviceObjects(); }

void begin_gl_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void render_gl(ImDrawData& data) {
  const ImVec4& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glViewport(0, 0, static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x + 0.5f),
             static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y + 0.5f));
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
}

}  // namespace thuoc::port
