#include "base/points.h"

#include <doctest/doctest.h>

#include <limits>
#include <random>

using namespace thuoc;

TEST_CASE("points: counts as people type them") {
  for (const auto& [typed, value] : {std::pair{"0", 0LL},
                                     {"42", 42LL},
                                     {"1250", 1250LL},
                                     {"1.250", 1250LL},
                                     {"1 250", 1250LL},
                                     {"12.345.678", 12345678LL},
                                     {"007", 7LL},
                                     {"9999999999", 9999999999LL}}) {
    CAPTURE(typed);
    CHECK(parse_typed_whole(typed).value() == value);
  }
  for (const char* typed :
       {"", ".", "7.5", "7,5", "1.25", "1.2500", "1250.000", ".250", "1..250", "1.250.", "-3", "12a", "٣", "99999999999"}) {
    CAPTURE(typed);
    REQUIRE_FALSE(parse_typed_whole(typed));
    CHECK(parse_typed_whole(typed).error().code == "points.not_whole");
  }
}

TEST_CASE("points: the JSON form is exact decimals and nothing else") {
  CHECK(parse_points("63.5")->hundredths == 6350);
  CHECK(parse_points("0")->hundredths == 0);
  CHECK(parse_points("49.99")->hundredths == 4999);
  CHECK(parse_points("75.01")->hundredths == 7501);
  CHECK(parse_points("-0.5")->hundredths == -50);
  CHECK(parse_points("007")->hundredths == 700);
  CHECK(parse_points("999999999.99")->hundredths == 99999999999);
  for (const char* bad :
       {"", " ", "-", "+1", "1.", ".5", "1e2", "1,5", " 1", "1 ", "0x10", "1.2.3", "1.a", "--1", "NaN", "1.5-", "１"})
    CHECK_MESSAGE(parse_points(bad).error().code == "points.not_a_number", std::string(bad));
  CHECK(parse_points("1.234").error().code == "points.too_many_decimals");
  CHECK(parse_points("1.500").error().code == "points.too_many_decimals");
  CHECK(parse_points("1000000000").error().code == "points.too_large");
  CHECK(parse_points(std::string(100, '9')).error().code == "points.too_large");
  CHECK(parse_points(std::string("1\0", 2)).error().code == "points.not_a_number");
}

TEST_CASE("points: people type a comma or a point") {
  CHECK(parse_typed_points("7,5")->hundredths == 750);
  CHECK(parse_typed_points(" 7.25 ")->hundredths == 725);
  CHECK(parse_typed_points("-1")->hundredths == -100);
  CHECK(parse_typed_points("1.000,5").error().code == "points.not_a_number");
  CHECK(parse_typed_points("7,555").error().code == "points.too_many_decimals");
  CHECK(parse_typed_points("bảy").error().code == "points.not_a_number");
  CHECK(parse_typed_points("").error().code == "points.not_a_number");
}

TEST_CASE("points: shortest text, comma in Vietnamese") {
  CHECK(to_json_text({6350}) == "63.5");
  CHECK(to_json_text({6300}) == "63");
  CHECK(to_json_text({5}) == "0.05");
  CHECK(to_json_text({-5}) == "-0.05");
  CHECK(to_display({6350}, Lang::vi) == "63,5");
  CHECK(to_display({6350}, Lang::en) == "63.5");
  CHECK(to_json_text({std::numeric_limits<std::int64_t>::min()}) == "-92233720368547758.08");
}

TEST_CASE("points: text and value go back and forth") {
  std::mt19937_64 random(4725);
  for (int i = 0; i < 2000; ++i) {
    const Points p{static_cast<std::int64_t>(random() % 199'999'999'999) - 99'999'999'999};
    REQUIRE(parse_points(to_json_text(p)).value() == p);
    REQUIRE(parse_typed_points(to_display(p, Lang::vi)).value() == p);
  }
}

TEST_CASE("points: a refusal is a sentence with what was typed") {
  const Error error = parse_typed_points("bảy").error();
  CHECK(message(error, Lang::vi).find("“bảy”") != std::string::npos);
  CHECK(message(error, Lang::en).find("“bảy”") != std::string::npos);
  CHECK(message(error, Lang::vi) != message(error, Lang::en));
}
