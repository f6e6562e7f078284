#include "base/lang.h"
#include "base/text_rows.h"
#include "engine/job.h"
#include "port/web/parts.h"
#include "ui/office/office_page.h"

namespace thuoc {

void port::add_parts() {
  add_texts(Lang::vi, office_texts_vi());
  ui::add_office();
}

std::span<const Job> more_jobs() { return office_jobs(); }

}  // namespace thuoc
