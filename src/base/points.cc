#include "base/points.h"

#include "base/limits.h"

namespace thuoc {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Result<Points> parse(std::string_view text, char separator) {
  const auto refuse = [&](const char* code) { return fail(code, {}, {{"given", std::string(text)}}); };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);

  std::size_t whole_digits = 0;
  while (whole_digits < rest.size() && is_digit(rest[whole_digits])) ++whole_digits;
  std::string_view whole = rest.substr(0, whole_digits);
  std::string_view decimals = rest.substr(whole_digits);
  if (whole.empty()) return refuse("points.not_a_number");
  if (!decimals.empty()) {
    if (decimals[0] != separator || decimals.size() == 1) return refuse("points.not_a_number");
    decimals.remove_prefix(1);
  }
  for (const char c : decimals)
    if (!is_digit(c)) return refuse("points.not_a_number");
  if (decimals.size() > 2) return refuse("points.too_many_decimals");
  while (whole.size() > 1 && whole[0] == '0') whole.remove_prefix(1);
  if (whole.size() > limits::points_digits) return refuse("points.too_large");

  std::int64_t hundredths = 0;
  for (const char c : whole) hundredths = hundredths * 10 + (c - '0');
  for (std::size_t i = 0; i < 2; ++i) hundredths = hundredths * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  return Points{negative ? -hundredths : hundredths};
}

std::string print(Points p, char separator) {
  // Through unsigned, so that the lowest value of all has a magnitude.
  const bool negative = p.hundredths < 0;
  const std::uint64_t bits = static_cast<std::uint64_t>(p.hundredths);
  const std::uint64_t magnitude = negative ? 0 - bits : bits;
  std::string out = negative ? "-" : "";
  out += std::to_string(magnitude / 100);
  if (const auto rest = magnitude % 100; rest != 0) {
    out += separator;
    out += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  }
  return out;
}

}  // namespace

Result<Points> parse_points(std::string_view json_text) { return parse(json_text, '.'); }

Result<Points> parse_typed_points(std::string_view typed) {
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
  return parse(typed, typed.find(',') == typed.npos ? '.' : ',');
}

Result<std::int64_t> parse_typed_whole(std::string_view typed) {
  std::int64_t value = 0;
  int digits = 0, in_group = 0;
  bool grouped = false;
  for (const char c : typed) {
    if (c == '.' || c == ' ') {
      // Thousands are groups of three; a first group of one to three.
      if (in_group == 0 || (grouped ? in_group != 3 : in_group > 3)) return fail("points.not_whole");
      grouped = true;
      in_group = 0;
      continue;
    }
    if (!is_digit(c) || ++digits > 10) return fail("points.not_whole");
    value = value * 10 + (c - '0');
    ++in_group;
  }
  if (digits == 0 || (grouped && in_group != 3)) return fail("points.not_whole");
  return value;
}

std::string to_json_text(Points p) { return print(p, '.'); }

std::string to_display(Points p, Lang lang) { return print(p, lang == Lang::vi ? ',' : '.'); }

void add_arg(Args& args, std::string_view name, Points p) {
  add_arg(args, name, to_display(p, Lang::vi), to_display(p, Lang::en));
}

}  // namespace thuoc
