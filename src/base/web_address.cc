#include "base/web_address.h"

#include <algorithm>

#include "base/utf8.h"

namespace thuoc {

namespace {

// Without the "http://" or "https://" at its front; empty where there is neither.
std::string_view after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    const bool same = url.size() > scheme.size() && std::ranges::equal(url.substr(0, scheme.size()), scheme, {}, [](char c) {
                        return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
                      });
    if (same) return url.substr(scheme.size());
  }
  return {};
}

bool is_host(std::string_view host) {
  const std::string plain = fold(host);
  // As many letters as before: none was a loose accent that folding drops.
  return !host.empty() && plain.size() == code_points(host) && std::ranges::all_of(plain, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

}  // namespace

bool is_web_address(std::string_view url) {
  const std::string_view rest = after_scheme(url);
  const bool printable = is_utf8(url) && std::ranges::none_of(url, [](unsigned char c) { return c <= 0x20 || c == 0x7F; });
  return printable && !has_hidden(url) && url.find("\xC2\xA0") == url.npos && is_host(rest.substr(0, rest.find_first_of("/?#")));
}

}  // namespace thuoc
