// Where ImGui's triangles go. One implementation a way to draw; renderer_gl.cc is WebGL 2.
#pragma once

struct ImDrawData;

namespace thuoc::port {

bool open_renderer();          // false: the browser gives no WebGL 2
void begin_render_frame();     // before ImGui::NewFrame
void render(ImDrawData* data);
void forget_device_objects();  // the context was lost and is back: everything in it is gone

}  // namespace thuoc::port
