// The page as one object: what comes in, and the drawing of one frame. The port owns the ImGui
// context, the canvas, the fonts and the page, and calls these.
#pragma once

#include "port/mirror.h"
#include "port/port.h"
#include "ui/frame.h"
#include "ui/view.h"

namespace thuoc::ui {

// Once, after the ImGui context exists and before the first frame.
void set_up_style(float font_scale);

// One at a time: widgets and screens, which are functions, find the state of the page that lives by view() and frame().
class Page {
 public:
  Page();
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  View view;
  Frame frame;

  void handle(const port::Event& event) { view.app.handle(event); }
  void act(const port::Action& action);
  // Between ImGui::NewFrame and ImGui::Render, for a viewport of io.DisplaySize CSS pixels. Ends by
  // handing the mirror to port::show.
  void draw();
};

}  // namespace thuoc::ui
