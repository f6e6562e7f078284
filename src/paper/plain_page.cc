#include "paper/plain_page.h"

#include <algorithm>
#include <array>
#include <string>

namespace thuoc {

namespace {

constexpr std::array<std::string_view, 42> known_tags{
    "html", "head", "meta",   "title", "style",   "body",     "main",  "header", "footer", "section", "nav",
    "div",  "span", "p",      "h1",    "h2",      "h3",       "h4",    "a",      "ul",     "ol",      "li",
    "dl",   "dt",   "dd",     "table", "caption", "colgroup", "col",   "thead",  "tbody",  "tfoot",   "tr",
    "th",   "td",   "strong", "b",     "em",      "i",        "small", "br",     "hr"};
constexpr std::array<std::string_view, 14> known_attributes{"class",      "id",         "href",    "rel",    "lang",
                                                            "charset",    "http-equiv", "content", "name",   "scope",
                                                            "data-label", "aria-label", "colspan", "rowspan"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  bool plain() {
    while (true) {
      const std::size_t at = rest_.find('<');
      if (at == rest_.npos) return true;
      rest_.remove_prefix(at + 1);
      if (lower(rest_.substr(0, 13)) == "!doctype html") rest_.remove_prefix(13), skip_blanks();
      else if (!tag()) return false;
      if (!eat(">")) return false;
      if (in_style_ && !style()) return false;
    }
  }

 private:
  bool eat(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  std::string word() {
    const auto end = std::ranges::find_if_not(rest_, is_letter);
    std::string found = lower(std::string_view(rest_.begin(), end));
    rest_.remove_prefix(found.size());
    return found;
  }

  // Up to its ">": `<td class="num"` and `</td`.
  bool tag() {
    const bool ends = eat("/");
    const std::string name = word();
    if (std::ranges::find(known_tags, name) == known_tags.end()) return false;
    in_style_ = name == "style" && !ends;
    while (rest_.starts_with(' ') || rest_.starts_with('\n')) {
      skip_blanks();
      if (rest_.starts_with('>')) break;
      const std::string attribute = word();
      if (ends || std::ranges::find(known_attributes, attribute) == known_attributes.end() || !eat("=\"")) return false;
      const std::size_t end = rest_.find('"');
      if (end == rest_.npos || !harmless(attribute, rest_.substr(0, end))) return false;
      rest_.remove_prefix(end + 1);
    }
    return true;
  }

  static bool harmless(std::string_view attribute, std::string_view value) {
    // No reference is resolved here: "&#106;avascript:" is not one of these beginnings.
    if (attribute == "href") {
      const std::string address = lower(value);
      const bool elsewhere = address.starts_with("http://") || address.starts_with("https://") || address.starts_with("mailto:");
      return elsewhere || value.starts_with('#') || value.starts_with("../") || value.starts_with("evidence/");
    }
    return attribute != "http-equiv" || lower(value) == "content-security-policy";
  }

  bool style() {
    in_style_ = false;
    const std::size_t end = rest_.find("</style>");
    if (end == rest_.npos) return false;
    const std::string rules = lower(rest_.substr(0, end));
    rest_.remove_prefix(end);
    // A backslash would hide any of these words.
    return std::ranges::none_of(std::array<std::string_view, 6>{"url(", "@import", "image(", "image-set(", "\\", "expression("},
                                [&](std::string_view word) { return rules.find(word) != rules.npos; });
  }

  std::string_view rest_;
  bool in_style_ = false;
};

}  // namespace

bool is_plain_page(std::string_view html) { return Reader(html).plain(); }

}  // namespace thuoc
