#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/limits.h"

namespace thuoc {
namespace {

constexpr char32_t not_a_character = 0xFFFFFFFF;

// The code point at `at`, moving `at` past it; not_a_character, past one byte, where none is.
char32_t next(std::string_view s, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || s.size() - at < static_cast<std::size_t>(more)) return not_a_character;
  char32_t c = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return not_a_character;
    c = c << 6 | (byte(at + i) & 0x3F);
  }
  const bool too_long = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  if (too_long || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) return not_a_character;
  at += more;
  return c;
}

// The vowels: a row for each of the twelve, a column for each tone (none, grave, acute, hook,
// tilde, dot below). With đ these are the 134 Vietnamese letters that ASCII lacks.
constexpr std::u32string_view lower =
    U"aàáảãạ"
    U"ăằắẳẵặ"
    U"âầấẩẫậ"
    U"eèéẻẽẹ"
    U"êềếểễệ"
    U"iìíỉĩị"
    U"oòóỏõọ"
    U"ôồốổỗộ"
    U"ơờớởỡợ"
    U"uùúủũụ"
    U"ưừứửữự"
    U"yỳýỷỹỵ";
constexpr std::u32string_view upper =
    U"AÀÁẢÃẠ"
    U"ĂẰẮẲẴẶ"
    U"ÂẦẤẨẪẬ"
    U"EÈÉẺẼẸ"
    U"ÊỀẾỂỄỆ"
    U"IÌÍỈĨỊ"
    U"OÒÓỎÕỌ"
    U"ÔỒỐỔỖỘ"
    U"ƠỜỚỞỠỢ"
    U"UÙÚỦŨỤ"
    U"ƯỪỨỬỮỰ"
    U"YỲÝỶỸỴ";
static_assert(lower.size() == 72 && upper.size() == 72);

constexpr char32_t grave = 0x300, acute = 0x301, circumflex = 0x302, tilde = 0x303, breve = 0x306, hook = 0x309, horn = 0x31B,
                   dot_below = 0x323;
constexpr char32_t tones[] = {0, grave, acute, hook, tilde, dot_below};

enum TableRow { A, A_breve, A_circumflex, E, E_circumflex, I, O, O_circumflex, O_horn, U, U_horn, Y };

// Canonical combining class (Unicode), 0 for what is no mark of ours.
int combining_class(char32_t c) {
  switch (c) {
    case grave:
    case acute:
    case circumflex:
    case tilde:
    case breve:
    case hook: return 230;
    case dot_below: return 220;
    case horn: return 216;
    default: return 0;
  }
}

char32_t shape_mark(int row) {
  switch (row) {
    case A_breve: return breve;
    case A_circumflex:
    case E_circumflex:
    case O_circumflex: return circumflex;
    case O_horn:
    case U_horn: return horn;
    default: return 0;
  }
}

int plain_row(int row) {
  switch (row) {
    case A_breve:
    case A_circumflex: return A;
    case E_circumflex: return E;
    case O_circumflex:
    case O_horn: return O;
    case U_horn: return U;
    default: return row;
  }
}

struct Vowel {
  int row = -1, tone = 0;
  bool is_upper = false;
  char32_t letter() const {
    return (is_upper ? upper : lower)[static_cast<std::size_t>(row) * 6 + static_cast<std::size_t>(tone)];
  }
};

// Where a letter stands in the tables above, plus one; lower before upper. All text of a dossier
// goes through here, so it is one look-up: Latin letters end before 0x200, the rest is at 0x1E00.
constexpr std::size_t slot_of(char32_t c) {
  if (c < 0x200) return c;
  return c >= 0x1E00 && c < 0x1F00 ? c - 0x1E00 + 0x200 : 0;
}
constexpr auto vowel_places = [] {
  std::array<std::uint8_t, 0x300> places{};
  for (std::size_t i = 0; i < 72; ++i) {
    places[slot_of(lower[i])] = static_cast<std::uint8_t>(i + 1);
    places[slot_of(upper[i])] = static_cast<std::uint8_t>(72 + i + 1);
  }
  return places;
}();

Vowel vowel_of(char32_t c) {
  const int place = vowel_places[slot_of(c)];
  if (place == 0) return {};
  const int at = (place - 1) % 72;
  return {at / 6, at % 6, place > 72};
}

// One step of canonical composition: true where vowel + mark is one of our letters.
bool compose_step(Vowel& vowel, char32_t mark) {
  for (int tone = 1; tone < 6; ++tone)
    if (tones[tone] == mark) {
      if (vowel.tone != 0) return false;
      vowel.tone = tone;
      return true;
    }
  // A shape goes on a bare letter or, because dot below sorts before it, on one with that tone.
  if (vowel.tone != 0 && !(tones[vowel.tone] == dot_below && mark != horn)) return false;
  for (int row = A; row <= Y; ++row)
    if (shape_mark(row) == mark && plain_row(row) == vowel.row) {
      vowel.row = row;
      return true;
    }
  return false;
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next(text, at);
    out += c == not_a_character ? char32_t{0xFFFD} : c;
  }
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) append_code_point(out, c);
  return out;
}

// Canonical composition (UAX 15) of one vowel and the marks behind it.
void compose_run(std::u32string& out, Vowel vowel, std::u32string_view marks) {
  // In canonical order, marks of one class as they came: three classes, so three passes and no sorting.
  std::u32string all;
  all.reserve(marks.size() + 2);
  for (const int wanted : {216, 220, 230}) {
    const auto take = [&](char32_t mark) {
      if (combining_class(mark) == wanted) all += mark;
    };
    // The vowel is taken apart too: "ê" + dot below must meet "ẹ" + circumflex.
    take(shape_mark(vowel.row));
    take(tones[vowel.tone]);
    for (const char32_t mark : marks) take(mark);
  }
  Vowel composed{plain_row(vowel.row), 0, vowel.is_upper};
  const std::size_t letter_at = out.size();
  out += U' ';
  int last = 0;  // class of the last mark that stayed one
  for (const char32_t mark : all) {
    const bool blocked = last >= combining_class(mark);
    if (!blocked && compose_step(composed, mark)) continue;
    out += mark;
    last = combining_class(mark);
  }
  out[letter_at] = composed.letter();
}

std::u32string compose(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text[at++];
    const Vowel vowel = vowel_of(c);
    if (vowel.row < 0) {
      out += c;
      continue;
    }
    std::u32string marks;
    while (at < text.size()) {
      char32_t mark = text[at];
      if (mark == 0x340 || mark == 0x341) mark -= 0x40;  // the deprecated Vietnamese tone marks
      if (combining_class(mark) == 0) break;
      marks += mark;
      ++at;
    }
    if (marks.empty()) out += c;
    else compose_run(out, vowel, marks);
  }
  return out;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202F) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

// Zero-width joiner and non-joiner: litter between Latin letters, part of the text in 👩‍🏫 or Persian.
bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }
bool joins(char32_t c) { return c >= 0x590 && !is_invisible(c); }  // past Latin, Greek, Cyrillic

bool is_idle_joiner(std::u32string_view before, std::u32string_view text, std::size_t i) {
  return is_joiner(text[i]) && (before.empty() || !joins(before.back()) || i + 1 == text.size() || !joins(text[i + 1]));
}

void drop_idle_joiners(std::u32string& text) {
  std::size_t to = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_idle_joiner(std::u32string_view(text).substr(0, to), text, i)) continue;
    text[to++] = text[i];
  }
  text.resize(to);
}

// Beside what clean_text drops: other directions, fillers, annotation, tags. U+202F is a space.
bool is_hidden(char32_t c) {
  return (is_invisible(c) && c != 0x202F && !is_joiner(c)) || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x17B4 ||
         c == 0x17B5 || (c >= 0x180B && c <= 0x180E) || (c >= 0x206A && c <= 0x206F) || c == 0x3164 || c == 0xFFA0 ||
         (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

// No language puts so many behind a letter: the rest would only be drawn over the lines above.
void drop_piled_marks(std::u32string& text) {
  std::size_t marks = 0;
  std::erase_if(text, [&](char32_t c) {
    marks = c >= 0x300 && c <= 0x36F ? marks + 1 : 0;
    return marks > limits::marks;
  });
}

// Latin letters, Vietnamese ones among them, and nothing else: true of most texts, and told without taking them
// apart, for this is asked of everything that is drawn.
bool hides_nothing(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]),
               next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    if (c >= 0x20 && c < 0x7F) continue;
    const bool latin = c >= 0xC3 && c <= 0xC9 && (next & 0xC0) == 0x80;  // U+00C0 to U+027F
    const bool vietnamese = c == 0xE1 && (next == 0xBA || next == 0xBB) && i + 2 < text.size() &&
                            (static_cast<unsigned char>(text[i + 2]) & 0xC0) == 0x80;  // U+1E80 to U+1EFF
    if (!latin && !vietnamese) return false;
    i += latin ? 1 : 2;
  }
  return true;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

}  // namespace

void append_code_point(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::optional<std::size_t> first_bad_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t start = at;
    if (next(bytes, at) == not_a_character) return start;
  }
  return std::nullopt;
}

bool is_utf8(std::string_view bytes) { return !first_bad_utf8(bytes); }

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view cut_at(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

std::string compose_vietnamese(std::string_view text) {
  if (!is_utf8(text)) return std::string(text);
  return encode(compose(decode(text)));
}

std::string clean_text(std::string_view typed, bool multi_line) {
  std::u32string kept;
  const std::u32string given = decode(typed);
  for (std::size_t i = 0; i < given.size(); ++i) {
    char32_t c = given[i];
    if (c == '\r' && i + 1 < given.size() && given[i + 1] == '\n') continue;
    if (c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) c = '\n';
    if (c == '\t' || c == 0xA0 || (c == '\n' && !multi_line)) c = ' ';
    if (((is_invisible(c) || is_hidden(c)) && !is_joiner(c)) || (is_control(c) && c != '\n')) continue;
    kept += c;
  }
  drop_idle_joiners(kept);
  drop_piled_marks(kept);
  std::u32string clean = compose(kept);
  const auto first = clean.find_first_not_of(U" \n");
  if (first == clean.npos) return "";
  return encode(std::u32string_view(clean).substr(first, clean.find_last_not_of(U" \n") - first + 1));
}

std::string with_hidden_shown(std::string_view text, bool lines) {
  constexpr char digits[] = "0123456789ABCDEF";
  if (hides_nothing(text)) return std::string(text);
  const std::u32string all = decode(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char32_t c = all[i];
    const bool break_in_line = c == '\n' || c == '\t';
    const bool hidden = is_hidden(c) || (is_control(c) && !(lines && break_in_line)) || c == 0x2028 || c == 0x2029 ||
                        is_idle_joiner(std::u32string_view(all).substr(0, i), all, i);
    if (!hidden) {
      append_code_point(out, c);
      continue;
    }
    out += "[U+";
    for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) out += digits[c >> shift & 15];
    out += ']';
  }
  return out;
}

bool has_hidden(std::string_view text) { return is_utf8(text) && with_hidden_shown(text, true) != text; }

std::string fold(std::string_view text) {
  std::u32string out;
  for (const char32_t c : decode(text)) {
    if (const Vowel vowel = vowel_of(c); vowel.row >= 0) out += lower[static_cast<std::size_t>(plain_row(vowel.row)) * 6];
    else if (c == U'đ' || c == U'Đ' || c == 0xD0 || c == 0xF0 || c == 0x189 || c == 0x256) out += U'd';
    else if (c >= 0x300 && c <= 0x36F) continue;  // every combining mark of Latin text
    else if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) out += static_cast<char32_t>(c + 0x20);
    else out += c;
  }
  return encode(out);
}

std::string ascii_handle(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) out += c;
    else if (!out.empty() && out.back() != '-') out += '-';
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace thuoc
