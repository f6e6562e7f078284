// Points: whole hundredths in memory, decimal strings in JSON ("63.5"), never floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace thuoc {

struct Points {
  std::int64_t hundredths = 0;

  constexpr auto operator<=>(const Points&) const = default;
  constexpr Points& operator+=(Points other) {
    hundredths += other.hundredths;
    return *this;
  }
  friend constexpr Points operator+(Points a, Points b) { return {a.hundredths + b.hundredths}; }
  friend constexpr Points operator-(Points a, Points b) { return {a.hundredths - b.hundredths}; }
};

constexpr Points whole_points(std::int64_t n) { return {n * 100}; }

// JSON form: optional '-', digits, at most two decimals after '.'; no exponent, no spaces, no '+'.
// Codes: points.not_a_number, points.too_many_decimals, points.too_large.
Result<Points> parse_points(std::string_view json_text);

// What a person types: "7,5", "7.5", " 7 ". Same codes.
Result<Points> parse_typed_points(std::string_view typed);

// A count as a person types it: 1250, 1.250 or 1 250. "7.5" is none, nor is more than ten digits.
// Code: points.not_whole.
Result<std::int64_t> parse_typed_whole(std::string_view typed);

// Shortest form with '.': 6350 → "63.5", 6300 → "63".
std::string to_json_text(Points p);

// As shown: "63,5" in Vietnamese, "63.5" in English.
std::string to_display(Points p, Lang lang);

// A slot value that reads "63,5" or "63.5" by the language of the text it fills.
void add_arg(Args& args, std::string_view name, Points p);

}  // namespace thuoc
