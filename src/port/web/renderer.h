// Where ImGui's triangles go: renderer_gl.cc draws them by WebGL 2, renderer_soft.cc reckons the
// pixels itself where there is no WebGL, or none any more.
#pragma once

struct ImDrawData;

namespace thuoc::port {

bool open_gl();       // false: not in this browser. Again after a lost context: everything in it is gone
void begin_gl_frame();  // before ImGui::NewFrame
void render_gl(ImDrawData& data);

void open_soft();
void render_soft(ImDrawData& data);

}  // namespace thuoc::port
