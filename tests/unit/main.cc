// Every unit test program starts here; the tests register themselves.
#define DOCTEST_CONFIG_IMPLEMENT
#include "doctest/doctest.h"

#include "base/text_rows.h"

int main(int argc, char** argv) {
  thuoc::add_all_texts();
  return doctest::Context(argc, argv).run();
}
