// The office's screens. A page that has them has them added before its first event.
#pragma once

#include "ui/page.h"

namespace thuoc::ui {

void add_office(Page& page);

}  // namespace thuoc::ui
