#include "paper/html.h"

#include "base/utf8.h"

namespace thuoc {

Html& Html::operator<<(std::string_view text) {
  for (const char c : with_hidden_shown(text, true)) {
    switch (c) {
      case '&': bytes_ += "&amp;"; break;
      case '<': bytes_ += "&lt;"; break;
      case '>': bytes_ += "&gt;"; break;
      case '"': bytes_ += "&quot;"; break;
      case '\'': bytes_ += "&#39;"; break;
      default: bytes_ += c;
    }
  }
  return *this;
}

}  // namespace thuoc
