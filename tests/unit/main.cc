// Every unit test program starts here; the tests register themselves.
#define DOCTEST_CONFIG_IMPLEMENT
#include "doctest/doctest.h"

#include "base/lang.h"
#include "base/text_rows.h"

int main(int argc, char** argv) {
  using namespace thuoc;
  add_texts(Lang::en, all_texts_en());
  add_texts(Lang::vi, office_texts_vi());
  add_texts(Lang::vi, cli_texts_vi());
  return doctest::Context(argc, argv).run();
}
