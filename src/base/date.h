// Calendar dates and instants as text. The clock itself is behind the port.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace thuoc {

struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};

bool is_real(Date d);                                  // proleptic Gregorian, years 1900–2200
Result<Date> parse_iso_date(std::string_view text);    // "2026-04-01"; code date.not_a_date
Result<Date> parse_typed_date(std::string_view text);  // "1/4/2026", "01-04-2026", "1.4.2026"
std::string to_iso(Date d);
std::string to_display(Date d);  // "01/04/2026", as Vietnamese papers write it

// Milliseconds since 1970 (UTC) as "2026-04-01T08:30:00Z", and back. Vietnam is UTC+7 all year.
std::string to_iso_instant(std::int64_t unix_ms);
Result<std::int64_t> parse_iso_instant(std::string_view text);  // code date.not_an_instant
std::string to_display_instant(std::int64_t unix_ms);           // "15:30 01/04/2026", Vietnamese time
Date date_in_vietnam(std::int64_t unix_ms);

// "2025-2026" for a day between 1 July 2025 and 30 June 2026.
std::string school_year_of(Date d);
bool is_school_year(std::string_view text);           // "2025-2026": two years in a row
std::string next_school_year(std::string_view text);  // "" where `text` is not a school year, or the last one

}  // namespace thuoc
