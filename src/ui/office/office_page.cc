#include "ui/office/office_page.h"

#include "ui/office/office_view.h"

namespace thuoc::ui {

OfficeView& office_view() {
  static OfficeView the_view;
  return the_view;
}

namespace {

void draw_office(float x, float y, float w, float h) {
  OfficeView& v = office_view();
  const std::string now = v.office.opened ? v.office.opened->name : "";
  if (v.drawn != now) {
    v.drawn = now;
    scroll_to_top("main");
  }
  const bool one = v.office.opened.has_value();
  begin_main(x, y, w, h, one ? 860 : 1180);
  if (one) {
    office_file_screen();
  } else {
    office_list_screen();
  }
  end_main();
}

}  // namespace

void add_office() {
  office_view();
  view().draw_beyond = draw_office;
}

}  // namespace thuoc::ui
