#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include "port/web/imports.h"
#include "port/web/renderer.h"

namespace thuoc::port {

bool open_renderer() { return thuoc_use_gl() != 0 && ImGui_ImplOpenGL3_Init("#version 300 es"); }

void begin_render_frame() { ImGui_ImplOpenGL3_NewFrame(); }

void render(ImDrawData* data) {
  const ImVec4& ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
  glViewport(0, 0, static_cast<int>(data->DisplaySize.x * data->FramebufferScale.x + 0.5f),
             static_cast<int>(data->DisplaySize.y * data->FramebufferScale.y + 0.5f));
  glClearColor(ground.x, ground.y, ground.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(data);
}

void forget_device_objects() {
  thuoc_use_gl();
  // Textures are marked destroyed and uploaded again with the next frame (ImGui 1.92).
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

}  // namespace thuoc::port
