#include "base/lang.h"
#include "base/text_rows.h"
#include "engine/job.h"
#include "page/parts.h"
#include "ui/office/office_page.h"

namespace thuoc {

namespace {

void add_office_texts() {
  static const bool added = (add_texts(Lang::vi, office_texts_vi()), true);
  static_cast<void>(added);
}

}  // namespace

void port::add_parts(ui::Page& page) {
  add_office_texts();
  ui::add_office(page);
}

// A worker has no screens, but what it writes has words.
std::span<const Job> more_jobs() {
  add_office_texts();
  return office_jobs();
}

}  // namespace thuoc
