#include "paper/format.h"

#include "base/date.h"

namespace thuoc {

std::string numbered(const std::string& number, const std::string& title) {
  return number.empty() ? title : number + ". " + title;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, ".");
  }
  return digits;
}

std::string file_size(std::uint64_t bytes) {
  constexpr std::uint64_t kilo = 1u << 10, mega = 1u << 20;
  if (bytes < kilo) return std::to_string(bytes) + " byte";
  // Just under a megabyte would round up to "1024 KB".
  if (bytes + kilo / 2 < mega) return std::to_string((bytes + kilo / 2) / kilo) + " KB";
  const std::uint64_t tenths = (bytes * 10 + mega / 2) / mega;
  std::string text = grouped(static_cast<std::int64_t>(tenths / 10));
  if (tenths % 10 != 0) text += "," + std::to_string(tenths % 10);
  return text + " MB";
}

std::string shown_date(std::string_view iso_date) {
  const Result<Date> date = parse_iso_date(iso_date);
  return date ? to_display(*date) : std::string(iso_date);
}

std::string shown_instant(std::string_view iso) {
  const auto at = parse_iso_instant(iso);
  return at ? to_display_instant(*at) : std::string(iso);
}

}  // namespace thuoc
