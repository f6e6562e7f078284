#include "base/decimal.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>

using namespace thuoc;

TEST_CASE("decimal: reads what the C library reads, exactly where few digits are") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    const bool few = i % 2 == 0;
    const int digits = 1 + static_cast<int>(random() % (few ? 15 : 40)),
              behind = static_cast<int>(random() % static_cast<unsigned>(digits + 1));
    std::string text = random() % 2 ? "-" : "";
    for (int n = 0; n < digits; ++n)
      text += static_cast<char>('0' + random() % 10), text += n == digits - behind - 1 && behind ? "." : "";
    if (text.back() == '.') text += '0';
    const int power = static_cast<int>(random() % (few ? 8 : 500)) * (random() % 2 ? 1 : -1);
    if (random() % 2) text += "e" + std::to_string(power);
    const char* end = nullptr;
    char* known_end = nullptr;
    const double mine = decimal(text.c_str(), &end), known = std::strtod(text.c_str(), &known_end);
    CAPTURE(text);
    CHECK(end == known_end);
    if (few) {
      CHECK(mine == known);
    } else if (std::isfinite(known) && std::abs(known) > 1e-290) {
      CHECK(std::abs(mine - known) <= 1e-14 * std::abs(known));
    } else if (std::abs(known) <= 1e-290) {
      CHECK(std::abs(mine) <= 1.1e-290);
    }
  }
}

TEST_CASE("decimal: the ends of what there is, and what is no number") {
  CHECK(std::isinf(decimal("1e999", nullptr)));
  CHECK(std::isinf(decimal("-1e309", nullptr)));
  CHECK(decimal("1e-999999999999", nullptr) == 0);
  CHECK(decimal("0e999999999999", nullptr) == 0);
  CHECK(decimal(("0." + std::string(5000, '0') + "1").c_str(), nullptr) == 0);
  CHECK(std::isinf(decimal(std::string(5000, '9').c_str(), nullptr)));
  CHECK(decimal((std::string(300, '9') + "e-300").c_str(), nullptr) == doctest::Approx(1));
  CHECK(std::signbit(decimal("-0.0", nullptr)));
  for (const std::string text : {"", "-", ".", "e5", "x1", "-.e1"}) {
    const char* end = nullptr;
    CHECK(decimal(text.c_str(), &end) == 0);
    CHECK(end == text.c_str());
  }
  const std::string text = "1.5e+x";
  const char* end = nullptr;
  CHECK(decimal(text.c_str(), &end) == 1.5);
  CHECK(std::string(end) == "e+x");
}
