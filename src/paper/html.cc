#include "paper/html.h"

#include <algorithm>

namespace thuoc {

Html& Html::operator<<(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '&': bytes_ += "&amp;"; break;
      case '<': bytes_ += "&lt;"; break;
      case '>': bytes_ += "&gt;"; break;
      case '"': bytes_ += "&quot;"; break;
      case '\'': bytes_ += "&#39;"; break;
      case '\n':
      case '\t': bytes_ += c; break;
      default:
        if (byte < 0x20 || byte == 0x7F) bytes_ += "\xEF\xBF\xBD";
        else bytes_ += c;
    }
  }
  return *this;
}

bool is_web_address(std::string_view url) {
  const auto starts = [&](std::string_view scheme) {
    return url.size() > scheme.size() &&
           std::ranges::equal(url.substr(0, scheme.size()), scheme, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  };
  return (starts("http://") || starts("https://")) && std::ranges::none_of(url, [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte <= 0x20 || byte == 0x7F;
         });
}

}  // namespace thuoc
