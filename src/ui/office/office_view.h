// What the office's screens share: the office's state, and what is only of the looks.
#pragma once

#include "office/desk.h"
#include "office/listing.h"
#include "ui/view.h"

namespace thuoc::ui {

struct OfficeView {
  OfficeDesk office{view().app};
  Wanted wanted;             // of the list
  Wanted listed;             // what `listing` was made for, and when
  std::int64_t listed_ms = 0;
  Listing listing;
  bool filters = false, charts = false;  // unfolded
  bool show_commune = false, show_changed = false, show_signer = true, show_problems = true;
  std::string drawn;         // OpenFile::name of the last frame, to begin another at its top
};
OfficeView& office_view();

// One function a screen.
void office_list_screen();
void office_file_screen();

// Shared parts.
void charts(const Sums& sums, const Pack* pack);  // of what is listed; items are named by `pack`
std::string school_words(const std::string& level);
void verdict_callout(const Intake& intake);

}  // namespace thuoc::ui
