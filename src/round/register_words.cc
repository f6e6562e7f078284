#include "round/register_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/utf8.h"

namespace thuoc {
namespace {

struct Synonym {
  std::string_view words;  // without accents, joined by '-'
  std::string_view means;
};

// What offices write above these columns and no rule below tells. "" is a column that is known and not needed.
constexpr Synonym headers[] = {
    {"ma", "code"},
    {"ma-so", "code"},
    {"code", "code"},
    {"unit-code", "code"},
    {"ten", "name"},
    {"don-vi", "name"},
    {"truong", "name"},
    {"co-so-giao-duc", "name"},
    {"name", "name"},
    {"cap", "level"},
    {"nhom-cap-hoc", "level"},
    {"level", "level"},
    {"loai-don-vi", "level"},
    {"loai-truong", "level"},
    {"ownership", "ownership"},
    {"hop-thu", "email"},
    {"dia-ban", "commune"},
    {"commune", "commune"},
    {"ghi-chu", "note"},
    {"note", "note"},
    {"stt", ""},
    {"tt", ""},
    {"so-thu-tu", ""},
    {"so-tt", ""},
};
constexpr Synonym ownerships[] = {
    {"cong-lap", "public"},
    {"public", "public"},
    {"1", "public"},
    {"dan-lap", "people-founded"},
    {"people-founded", "people-founded"},
    {"2", "people-founded"},
    {"tu-thuc", "private"},
    {"tu-nhan", "private"},
    {"private", "private"},
    {"3", "private"},
};

const Synonym* find(std::span<const Synonym> list, std::string_view words) {
  const auto found = std::ranges::find(list, words, &Synonym::words);
  return found == list.end() ? nullptr : &*found;
}

// Whether the words, joined by '-', stand in `text` as whole ones.
bool says(std::string_view text, std::string_view words) {
  for (std::size_t at = 0; (at = text.find(words, at)) != text.npos; ++at) {
    const std::size_t end = at + words.size();
    if ((at == 0 || text[at - 1] == '-') && (end == text.size() || text[end] == '-')) return true;
  }
  return false;
}

bool says_any(std::string_view text, std::span<const std::string_view> all) {
  return std::ranges::any_of(all, [&](std::string_view words) { return says(text, words); });
}

// A code of something else than the school: of its budget, its tax, its place, a person.
bool is_other_code(std::string_view words) {
  static constexpr std::array<std::string_view, 14> others{"qhns",    "quan-he",  "ngan-sach", "thue",       "xa",
                                                           "phuong",  "tinh",     "huyen",     "ca-nhan",    "giao-vien",
                                                           "nhan-su", "hoc-sinh", "buu-chinh", "hieu-truong"};
  return words.starts_with("ma-") && says_any(words, others);
}

bool only_of(std::string_view words, std::span<const std::string_view> allowed) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('-', at), words.size());
    if (std::ranges::find(allowed, words.substr(at, end - at)) == allowed.end()) return false;
    at = end + 1;
  }
  return !words.empty();
}

// "Mã định danh trường", "Tên trường, cơ sở", "Xã/Phường/Thị trấn", "Đ/c E-mail".
std::optional<std::string_view> column_by_rule(std::string_view words) {
  static constexpr std::array<std::string_view, 6> schools{"truong", "don-vi", "co-so", "dinh-danh", "csgd", "csdl"};
  static constexpr std::array<std::string_view, 3> mails{"email", "mail", "thu-dien-tu"};
  static constexpr std::array<std::string_view, 2> communes{"xa", "phuong"};
  static constexpr std::array<std::string_view, 11> commune_words{"xa",  "phuong", "thi",  "tran", "dac", "khu",
                                                                  "ten", "thuoc",  "hoac", "dia",  "ban"};
  if (words.find_first_of("0123456789") != words.npos) return std::nullopt;
  if (words.starts_with("ma-") && says_any(words, schools)) return "code";
  if (words.starts_with("ten-") && says_any(words, std::span(schools).first(3)) && !says(words, "hieu-truong")) return "name";
  if (says_any(words, mails)) return "email";
  if (says_any(words, communes) && only_of(words, commune_words)) return "commune";
  if (words.starts_with("cap-hoc") || words.starts_with("bac-hoc")) return "level";
  if (words.starts_with("loai-hinh")) return "ownership";
  return std::nullopt;
}

std::string without_brackets(std::string_view cell) {
  std::string out;
  std::size_t depth = 0;
  for (const char c : cell) {
    if (c == '(' || c == '[') ++depth;
    else if ((c == ')' || c == ']') && depth > 0) --depth;
    else if (depth == 0) out += c;
  }
  return out;
}

std::size_t filled(const PastedRow& row) {
  return static_cast<std::size_t>(
      std::ranges::count_if(row.cells, [](const std::string& cell) { return !clean_text(cell, false).empty(); }));
}

// The first lines, whole.
std::string_view beginning(std::string_view text) {
  constexpr std::size_t enough = 64'000;
  if (text.size() <= enough) return text;
  const std::size_t end = text.rfind('\n', enough);
  return text.substr(0, end == text.npos ? enough : end);
}

}  // namespace

std::optional<std::string_view> column_of(std::string_view cell) {
  if (cell.size() > 200 || cell.contains('@')) return std::nullopt;
  if (is_other_code(ascii_handle(cell))) return "";
  const std::string words = ascii_handle(without_brackets(cell));
  if (const Synonym* found = find(headers, words)) return found->means;
  return column_by_rule(words);
}

std::optional<std::string_view> ownership_of(std::string_view cell) {
  const Synonym* found = find(ownerships, ascii_handle(cell));
  return found ? std::optional(found->means) : std::nullopt;
}

FoundHeader find_header(const std::vector<PastedRow>& rows) {
  FoundHeader without_code;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < rows.size() && seen < 10; ++i) {
    if (filled(rows[i]) == 0) continue;
    FoundHeader here{i, 0, false};
    for (const std::string& cell : rows[i].cells) {
      const auto column = column_of(cell);
      here.known += column.has_value();
      here.has_code |= column == "code";
    }
    // A word alone in its line names a column where the whole list has one.
    const bool names = here.known >= 2 || (here.known == 1 && rows[i].cells.size() == 1 && (here.has_code || seen == 0));
    if (names && here.has_code) return here;
    if (names && without_code.known == 0) without_code = here;
    ++seen;
  }
  return without_code;
}

char choose_delimiter(std::string_view text) {
  text = beginning(text);
  char best = '\t';
  std::size_t most = 0;
  for (const char by : {'\t', ';', ','})
    if (const std::size_t known = find_header(split_rows(text, by)).known; known > most) best = by, most = known;
  if (most > 0) return best;
  std::pair<std::size_t, std::size_t> most_lines{0, 0};
  for (const char by : {'\t', ';', ','}) {
    std::pair<std::size_t, std::size_t> lines{0, 0};  // that have it; how often, but a tab is seldom there by chance
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const auto times = static_cast<std::size_t>(std::ranges::count(text.substr(at, end - at), by));
      lines.first += times > 0;
      lines.second += by == '\t' ? times * 1000 : times;
      at = end + 1;
    }
    if (lines > most_lines) best = by, most_lines = lines;
  }
  return best;
}

std::string_view around_a_list(std::string_view cell) {
  static constexpr std::array<std::string_view, 16> titles{
      "uy-ban-nhan-dan", "ubnd",        "cong-hoa-xa-hoi-chu-nghia", "doc-lap-tu-do", "so-giao-duc", "so-gd-dt",
      "phong-giao-duc",  "phong-gd-dt", "phong-van-hoa-xa-hoi",      "danh-sach",     "phu-luc",     "bieu-so",
      "bieu-mau",        "kem-theo",    "ban-hanh-kem-theo",         "don-vi-tinh"};
  static constexpr std::array<std::string_view, 25> ends{
      "tong",         "tong-cong",       "tong-so",       "cong",          "nguoi-lap",
      "can-bo-lap",   "thu-truong",      "hieu-truong",   "chu-tich",      "pho-chu-tich",
      "kt-chu-tich",  "tm-uy-ban",       "tm-ubnd",       "ky-ten",        "ky-ghi-ro",
      "ky-va-ghi",    "da-ky",           "noi-nhan",      "luu-vt",        "ke-toan",
      "truong-phong", "kt-truong-phong", "danh-sach-nay", "danh-sach-gom", "danh-sach-co"};
  const std::string words = ascii_handle(cell.substr(0, 400));
  const auto begins = [&](std::string_view with) {
    if (!words.starts_with(with)) return false;
    if (words.size() == with.size()) return true;
    // "Tổng hợp" and "Cộng đồng" are words of names.
    const bool counts = with == "tong" || with == "cong";
    return words[with.size()] == '-' && (!counts || words.find_first_not_of("0123456789", with.size() + 1) == words.npos);
  };
  if (std::ranges::any_of(ends, begins)) return "register.footer_row";
  if (says(words, "ngay") && says(words, "thang") && says(words, "nam")) return "register.footer_row";
  if (std::ranges::any_of(titles, begins)) return "register.title_row";
  return "";
}

}  // namespace thuoc
