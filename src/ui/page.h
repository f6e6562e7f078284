// The page as one object: what comes in, and the drawing of one frame. The port owns the ImGui
// context, the canvas and the fonts, and calls these.
#pragma once

#include "port/mirror.h"
#include "port/port.h"

namespace thuoc::ui {

// Once, after the ImGui context exists and before the first frame.
void set_up_style(float font_scale);

void handle(const port::Event& event);
void act(const port::Action& action);

// Between ImGui::NewFrame and ImGui::Render, for a viewport of io.DisplaySize CSS pixels. Ends by
// handing the mirror to port::show.
void draw();

}  // namespace thuoc::ui
