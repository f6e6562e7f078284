#include "base/decimal.h"

#include <cstdint>

namespace thuoc {

double decimal(const char* text, const char** end) {
  const char* at = text;
  const bool negative = *at == '-';
  at += negative || *at == '+';
  std::uint64_t digits = 0;
  int exponent = 0;
  bool point = false, any = false;
  for (; (*at >= '0' && *at <= '9') || (*at == '.' && !point); ++at) {
    if (*at == '.') {
      point = true;
      continue;
    }
    any = true;
    // Nineteen digits are more than a double holds.
    const bool fits = digits < UINT64_MAX / 10 - 1;
    if (fits) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
    exponent += fits ? -point : !point;
  }
  if (!any) at = text;
  if (any && (*at == 'e' || *at == 'E')) {
    const char* power = at + 1;
    const bool below = *power == '-';
    power += below || *power == '+';
    int n = 0;
    for (; *power >= '0' && *power <= '9'; at = ++power)
      if (n < 100'000'000) n = n * 10 + (*power - '0');
    exponent += below ? -n : n;
  }
  if (end) *end = at;
  double value = static_cast<double>(digits), rest = 1;
  const bool up = exponent > 0;
  // No digit is left of a number beyond these.
  int steps = digits == 0 ? 0 : exponent > 400 ? 400 : exponent < -400 ? 400 : up ? exponent : -exponent;
  for (; steps >= 22; steps -= 22) value = up ? value * 1e22 : value / 1e22;  // the greatest power of ten that is exact
  for (; steps > 0; --steps) rest *= 10;
  value = up ? value * rest : value / rest;
  return negative ? -value : value;
}

}  // namespace thuoc
