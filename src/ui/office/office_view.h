// What the office's screens share: the office's state, and what is only of the looks.
#pragma once

#include "office/office.h"
#include "ui/view.h"

namespace thuoc::ui {

struct OfficeView {
  OfficeDesk office{view().app};
  std::string search;  // of the list
  std::string drawn;   // OfficeDesk::selected of the last frame, to begin another at its top
};
OfficeView& office_view();

// One function a screen.
void office_list_screen();
void office_file_screen();

// Shared parts.
void verdict_callout(const Intake& intake);

}  // namespace thuoc::ui
