#include "base/date.h"

#include <chrono>

namespace thuoc {
namespace {

using std::chrono::sys_days;

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t vietnam_offset_ms = 25'200'000;  // seven hours

sys_days to_days(Date d) { return std::chrono::year(d.year) / d.month / d.day; }

Date to_date(sys_days days) {
  const std::chrono::year_month_day ymd(days);
  return {int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
}

std::string padded(int n, std::size_t width) {
  std::string digits = std::to_string(n);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// A run of `least` to `most` digits at the front of `rest`, taken away from it; -1 where there is none.
int take_number(std::string_view& rest, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int value = 0;
  while (length < rest.size() && length < most && rest[length] >= '0' && rest[length] <= '9')
    value = value * 10 + (rest[length++] - '0');
  if (length < least) return -1;
  rest.remove_prefix(length);
  return value;
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

std::unexpected<Error> refuse(const char* code, std::string_view given) {
  return fail(code, {}, {{"given", std::string(given)}});
}

struct Clock {
  Date date;
  int hour, minute, second;
};

Clock clock_of(std::int64_t ms) {
  std::int64_t days = ms / ms_per_day, rest = ms % ms_per_day;
  if (rest < 0) rest += ms_per_day, --days;
  const int seconds = static_cast<int>(rest / 1000);
  return {to_date(sys_days(std::chrono::days(days))), seconds / 3600, seconds / 60 % 60, seconds % 60};
}

}  // namespace

bool is_real(Date d) {
  if (d.year < 1900 || d.year > 2200 || d.month < 1 || d.month > 12 || d.day < 1) return false;
  return d.day <= 31 && (std::chrono::year(d.year) / d.month / d.day).ok();
}

Result<Date> parse_iso_date(std::string_view text) {
  std::string_view rest = text;
  Date d;
  d.year = take_number(rest, 4, 4);
  bool shaped = take(rest, '-');
  d.month = take_number(rest, 2, 2);
  shaped = take(rest, '-') && shaped;
  d.day = take_number(rest, 2, 2);
  if (!shaped || !rest.empty() || !is_real(d)) return refuse("date.not_a_date", text);
  return d;
}

Result<Date> parse_typed_date(std::string_view text) {
  std::string_view rest = text;
  while (take(rest, ' ')) {}
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  Date d;
  d.day = take_number(rest, 1, 2);
  const char separator = rest.empty() ? '\0' : rest[0];
  bool shaped = (separator == '/' || separator == '-' || separator == '.') && take(rest, separator);
  d.month = take_number(rest, 1, 2);
  shaped = take(rest, separator) && shaped;
  d.year = take_number(rest, 4, 4);
  if (!shaped || !rest.empty() || !is_real(d)) return refuse("date.not_a_date", text);
  return d;
}

std::string to_iso(Date d) { return padded(d.year, 4) + "-" + padded(d.month, 2) + "-" + padded(d.day, 2); }

std::string to_display(Date d) { return padded(d.day, 2) + "/" + padded(d.month, 2) + "/" + padded(d.year, 4); }

std::string to_iso_instant(std::int64_t unix_ms) {
  const Clock c = clock_of(unix_ms);
  return to_iso(c.date) + "T" + padded(c.hour, 2) + ":" + padded(c.minute, 2) + ":" + padded(c.second, 2) + "Z";
}

Result<std::int64_t> parse_iso_instant(std::string_view text) {
  std::string_view rest = text;
  const auto date = parse_iso_date(rest.substr(0, 10));
  rest.remove_prefix(rest.size() < 10 ? rest.size() : 10);
  bool shaped = take(rest, 'T');
  const int hour = take_number(rest, 2, 2);
  shaped = take(rest, ':') && shaped;
  const int minute = take_number(rest, 2, 2);
  shaped = take(rest, ':') && shaped;
  const int second = take_number(rest, 2, 2);
  shaped = take(rest, 'Z') && shaped;
  const bool in_day = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!date || !shaped || !rest.empty() || !in_day) return refuse("date.not_an_instant", text);
  const std::int64_t days = to_days(*date).time_since_epoch().count();
  return days * ms_per_day + ((hour * 60 + minute) * 60 + second) * std::int64_t{1000};
}

std::string to_display_instant(std::int64_t unix_ms) {
  const Clock c = clock_of(unix_ms + vietnam_offset_ms);
  return padded(c.hour, 2) + ":" + padded(c.minute, 2) + " " + to_display(c.date);
}

Date date_in_vietnam(std::int64_t unix_ms) { return clock_of(unix_ms + vietnam_offset_ms).date; }

std::string school_year_of(Date d) {
  const int first = d.month >= 7 ? d.year : d.year - 1;
  return padded(first, 4) + "-" + padded(first + 1, 4);
}

bool is_school_year(std::string_view text) {
  const int first = take_number(text, 4, 4);
  const bool dash = take(text, '-');
  const int second = take_number(text, 4, 4);
  return dash && text.empty() && first >= 1900 && first <= 2200 && second == first + 1;
}

std::string next_school_year(std::string_view text) {
  if (!is_school_year(text)) return "";
  std::string_view second = text.substr(5);
  const int year = take_number(second, 4, 4);
  std::string next = padded(year, 4) + "-" + padded(year + 1, 4);
  return is_school_year(next) ? next : "";
}

}  // namespace thuoc
