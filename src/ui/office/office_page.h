// The office's screens. A page that has them calls add_office() once, before its first event.
#pragma once

namespace thuoc::ui {

void add_office();

}  // namespace thuoc::ui
