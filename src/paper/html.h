// HTML written so that forgetting to escape is hard: a literal is markup, everything else is text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace thuoc {

class Html {
 public:
  // Markup: only what stands in our own source.
  template <std::size_t n>
  Html& operator<<(const char (&markup)[n]) {
    bytes_.append(markup, n - 1);
    return *this;
  }
  // Text, also inside a quoted attribute: & < > " ' become references, what is hidden is shown (base/utf8.h).
  Html& operator<<(std::string_view text);
  Html& operator<<(const std::string& text) { return *this << std::string_view(text); }
  Html& operator<<(const Html& part) {
    bytes_ += part.bytes_;
    return *this;
  }

  bool empty() const { return bytes_.empty(); }
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace thuoc
