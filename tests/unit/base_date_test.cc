#include "base/date.h"

#include <doctest/doctest.h>

using namespace thuoc;

TEST_CASE("date: real days only") {
  CHECK(is_real({2024, 2, 29}));
  CHECK_FALSE(is_real({2025, 2, 29}));
  CHECK_FALSE(is_real({1900, 2, 29}));
  CHECK(is_real({2000, 2, 29}));
  CHECK_FALSE(is_real({2025, 4, 31}));
  CHECK_FALSE(is_real({2025, 0, 1}));
  CHECK_FALSE(is_real({2025, 13, 1}));
  CHECK_FALSE(is_real({1899, 12, 31}));
  CHECK_FALSE(is_real({2201, 1, 1}));
}

TEST_CASE("date: ISO form is exact") {
  CHECK(parse_iso_date("2026-04-01").value() == Date{2026, 4, 1});
  CHECK(to_iso({2026, 4, 1}) == "2026-04-01");
  CHECK(to_display({2026, 4, 1}) == "01/04/2026");
  for (const char* bad :
       {"", "2026-4-1", "2026-02-30", "2026/04/01", "2026-04-011", " 2026-04-01", "26-04-01", "2026-04", "2026-04-0a"})
    CHECK_MESSAGE(parse_iso_date(bad).error().code == "date.not_a_date", std::string(bad));
}

TEST_CASE("date: typed as day, month, year") {
  for (const char* good : {"1/4/2026", "01/04/2026", "01-04-2026", "1.4.2026", " 1/4/2026 "})
    CHECK_MESSAGE((parse_typed_date(good).value() == Date{2026, 4, 1}), std::string(good));
  for (const char* bad :
       {"31/4/2026", "4/2026", "1/4/26", "1/4-2026", "1 4 2026", "", "2026-04-01", "1/13/2026", "1/4/2026x", "/4/2026"})
    CHECK_MESSAGE(parse_typed_date(bad).error().code == "date.not_a_date", std::string(bad));
}

TEST_CASE("date: instants are UTC in files and Vietnamese time on the screen") {
  const auto ms = parse_iso_instant("2026-04-01T08:30:00Z").value();
  CHECK(ms == 1'775'032'200'000);
  CHECK(to_iso_instant(ms) == "2026-04-01T08:30:00Z");
  CHECK(to_display_instant(ms) == "15:30 01/04/2026");
  CHECK(to_iso_instant(0) == "1970-01-01T00:00:00Z");
  CHECK(to_iso_instant(-1) == "1969-12-31T23:59:59Z");
  CHECK(to_iso_instant(ms + 999) == "2026-04-01T08:30:00Z");
  // The day changes at 17:00 UTC.
  CHECK(date_in_vietnam(parse_iso_instant("2026-03-31T16:59:59Z").value()) == Date{2026, 3, 31});
  CHECK(date_in_vietnam(parse_iso_instant("2026-03-31T17:00:00Z").value()) == Date{2026, 4, 1});
  for (const char* bad :
       {"", "2026-04-01", "2026-04-01T08:30:00", "2026-04-01T24:00:00Z", "2026-04-01T08:60:00Z", "2026-04-01T08:30:60Z",
        "2026-04-01 08:30:00Z", "2026-02-30T08:30:00Z", "2026-04-01T08:30:00Z ", "2026-04-01T08:30:00+07:00"})
    CHECK_MESSAGE(parse_iso_instant(bad).error().code == "date.not_an_instant", std::string(bad));
}

TEST_CASE("date: the school year turns on 1 July") {
  CHECK(school_year_of({2025, 7, 1}) == "2025-2026");
  CHECK(school_year_of({2026, 6, 30}) == "2025-2026");
  CHECK(school_year_of({2026, 1, 1}) == "2025-2026");
  CHECK(is_school_year("2025-2026"));
  for (const char* bad : {"2025-2027", "2026-2025", "2025", "2025 - 2026", "2025-20261", "", "1899-1900"})
    CHECK_FALSE_MESSAGE(is_school_year(bad), std::string(bad));
  CHECK(next_school_year("2025-2026") == "2026-2027");
  CHECK(next_school_year("2025") == "");
}
