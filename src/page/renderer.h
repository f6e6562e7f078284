// Where ImGui's triangles go: renderer_gl.cc draws them by WebGL 2, renderer_soft.cc reckons the
// pixels itself where there is no WebGL, or none any more.
#pragma once

struct ImDrawData;

namespace thuoc::port {

bool open_gl();         // false: not in this browser
void close_gl();        // what is in the context is given up: it was lost, or another module draws now
void begin_gl_frame();  // before ImGui::NewFrame
void render_gl(ImDrawData& data);

void open_soft();
void render_soft(ImDrawData& data);

}  // namespace thuoc::port
