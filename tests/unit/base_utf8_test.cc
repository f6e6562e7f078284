#include "base/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/json.h"
#include "support.h"

using namespace thuoc;

namespace {

struct Letter {
  std::string nfc, nfd, plain;  // plain: what `fold` must give
};

// The 134 letters, written out here by their parts so that the tables of utf8.cc are not tested
// against themselves: a row is ASCII base, shape, lower and upper NFC letters in the order of tones.
std::vector<Letter> vietnamese_letters() {
  struct Row {
    const char *base, *shape, *lower[6], *upper[6];
  };
  const Row rows[] = {
      {"a", "", {"", "\u00E0", "\u00E1", "\u1EA3", "\u00E3", "\u1EA1"}, {"", "\u00C0", "\u00C1", "\u1EA2", "\u00C3", "\u1EA0"}},
      {"a",
       "\u0306",
       {"\u0103", "\u1EB1", "\u1EAF", "\u1EB3", "\u1EB5", "\u1EB7"},
       {"\u0102", "\u1EB0", "\u1EAE", "\u1EB2", "\u1EB4", "\u1EB6"}},
      {"a",
       "\u0302",
       {"\u00E2", "\u1EA7", "\u1EA5", "\u1EA9", "\u1EAB", "\u1EAD"},
       {"\u00C2", "\u1EA6", "\u1EA4", "\u1EA8", "\u1EAA", "\u1EAC"}},
      {"e", "", {"", "\u00E8", "\u00E9", "\u1EBB", "\u1EBD", "\u1EB9"}, {"", "\u00C8", "\u00C9", "\u1EBA", "\u1EBC", "\u1EB8"}},
      {"e",
       "\u0302",
       {"\u00EA", "\u1EC1", "\u1EBF", "\u1EC3", "\u1EC5", "\u1EC7"},
       {"\u00CA", "\u1EC0", "\u1EBE", "\u1EC2", "\u1EC4", "\u1EC6"}},
      {"i", "", {"", "\u00EC", "\u00ED", "\u1EC9", "\u0129", "\u1ECB"}, {"", "\u00CC", "\u00CD", "\u1EC8", "\u0128", "\u1ECA"}},
      {"o", "", {"", "\u00F2", "\u00F3", "\u1ECF", "\u00F5", "\u1ECD"}, {"", "\u00D2", "\u00D3", "\u1ECE", "\u00D5", "\u1ECC"}},
      {"o",
       "\u0302",
       {"\u00F4", "\u1ED3", "\u1ED1", "\u1ED5", "\u1ED7", "\u1ED9"},
       {"\u00D4", "\u1ED2", "\u1ED0", "\u1ED4", "\u1ED6", "\u1ED8"}},
      {"o",
       "\u031B",
       {"\u01A1", "\u1EDD", "\u1EDB", "\u1EDF", "\u1EE1", "\u1EE3"},
       {"\u01A0", "\u1EDC", "\u1EDA", "\u1EDE", "\u1EE0", "\u1EE2"}},
      {"u", "", {"", "\u00F9", "\u00FA", "\u1EE7", "\u0169", "\u1EE5"}, {"", "\u00D9", "\u00DA", "\u1EE6", "\u0168", "\u1EE4"}},
      {"u",
       "\u031B",
       {"\u01B0", "\u1EEB", "\u1EE9", "\u1EED", "\u1EEF", "\u1EF1"},
       {"\u01AF", "\u1EEA", "\u1EE8", "\u1EEC", "\u1EEE", "\u1EF0"}},
      {"y", "", {"", "\u1EF3", "\u00FD", "\u1EF7", "\u1EF9", "\u1EF5"}, {"", "\u1EF2", "\u00DD", "\u1EF6", "\u1EF8", "\u1EF4"}},
  };
  const char* tones[] = {"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"};
  std::vector<Letter> out{{"\u0111", "\u0111", "d"}, {"\u0110", "\u0110", "d"}};
  for (const Row& row : rows)
    for (const bool upper : {false, true})
      for (int tone = 0; tone < 6; ++tone) {
        const std::string nfc = (upper ? row.upper : row.lower)[tone];
        if (nfc.empty()) continue;  // the ASCII letter itself
        std::string base = row.base;
        if (upper) base[0] = static_cast<char>(base[0] - 'a' + 'A');
        // Canonical order: horn (216), dot below (220), circumflex and breve (230).
        const bool dot_first = tone == 5 && std::string(row.shape) != "\u031B";
        const std::string marks = dot_first ? std::string(tones[tone]) + row.shape : std::string(row.shape) + tones[tone];
        out.push_back({nfc, base + marks, row.base});
      }
  return out;
}

}  // namespace

TEST_CASE("utf8: all 134 Vietnamese letters, composed and decomposed") {
  const auto letters = vietnamese_letters();
  REQUIRE(letters.size() == 134);
  for (const Letter& letter : letters) {
    CAPTURE(letter.nfc);
    CHECK(compose_vietnamese(letter.nfd) == letter.nfc);
    CHECK(compose_vietnamese(letter.nfc) == letter.nfc);
    CHECK(clean_text("x" + letter.nfd + "x", false) == "x" + letter.nfc + "x");
    CHECK(fold(letter.nfc) == letter.plain);
    CHECK(fold(letter.nfd) == letter.plain);
    CHECK(ascii_handle(letter.nfc + " " + letter.nfd) == letter.plain + "-" + letter.plain);
    CHECK(code_points(letter.nfc) == 1);
  }
}

TEST_CASE("utf8: half-composed letters, as some Vietnamese keyboards send them") {
  CHECK(compose_vietnamese("\u00EA\u0323") == "\u1EC7");   // ê + dot below
  CHECK(compose_vietnamese("\u1EB9\u0302") == "\u1EC7");   // ẹ + circumflex
  CHECK(compose_vietnamese("\u1EA1\u0306") == "\u1EB7");   // ạ + breve
  CHECK(compose_vietnamese("\u00E2\u0301") == "\u1EA5");   // â + acute
  CHECK(compose_vietnamese("o\u0323\u031B") == "\u1EE3");  // marks out of order
  CHECK(compose_vietnamese("e\u0302\u0323") == "\u1EC7");
  CHECK(compose_vietnamese("a\u0341") == "\u00E1");  // deprecated tone mark
  CHECK(compose_vietnamese("Tru\u031Bo\u031B\u0300ng") == "Trường");
}

TEST_CASE("utf8: what is not ours stays as it is") {
  CHECK(compose_vietnamese("a\u0301\u0302") == "\u00E1\u0302");  // as NFC has it: no ấ
  CHECK(compose_vietnamese("a\u0301\u0301") == "\u00E1\u0301");
  CHECK(compose_vietnamese("i\u0302") == "i\u0302");
  CHECK(compose_vietnamese("\u0301a") == "\u0301a");
  CHECK(compose_vietnamese("x\u0301") == "x\u0301");
  CHECK(compose_vietnamese("日本 👩 ß") == "日本 👩 ß");
  CHECK(compose_vietnamese("\xFF"
                           "a\u0301") ==
        "\xFF"
        "a\u0301");  // not UTF-8: untouched
  CHECK(compose_vietnamese("") == "");
}

TEST_CASE("utf8: only shortest forms of real code points are valid") {
  CHECK(is_utf8("Trường 👩 \x7F"));
  CHECK(is_utf8("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"));
  for (const char* bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
                          "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\x80", "\xC3",
                          "\xE1\xBB", "\xF0\x9F\x91", "\xC3(", "\xE1\xBB("})
    CHECK_FALSE(is_utf8(bad));
  CHECK(first_bad_utf8("abc\xC3(").value() == 3);
  CHECK_FALSE(first_bad_utf8("abc"));
}

TEST_CASE("utf8: cleaning what was typed or pasted") {
  CHECK(clean_text("  Trường\u202F THCS\u00A0A \n", false) == "Trường THCS A");
  CHECK(clean_text("a\u200Bb\uFEFFc\u200Dd\u202Ee", false) == "abcde");
  CHECK(clean_text("e\u200B\u0302", false) == "\u00EA");  // the mark meets its letter
  CHECK(clean_text("one\r\ntwo\rthree\u2028four", true) == "one\ntwo\nthree\nfour");
  CHECK(clean_text("one\r\ntwo", false) == "one two");
  CHECK(clean_text("a\tb", true) == "a b");
  CHECK(clean_text(std::string("a\0b\x1B"
                               "c\x7F",
                               6),
                   true) == "abc");
  CHECK(clean_text("bad \xFF byte", false) == "bad \uFFFD byte");
  CHECK(clean_text(" \n ", true) == "");
  for (const char* text : {"  a\r\n\tb\u202F ", "\xFFx\u200B", "e\u0302\u200B\u0323"}) {
    const std::string once = clean_text(text, true);
    CHECK(clean_text(once, true) == once);
    CHECK(is_utf8(once));
  }
}

TEST_CASE("utf8: the browser's cleaning and ours agree") {
  const Json cases = parse_json(test::test_data("typed.json"), "typed.json").value();
  REQUIRE(cases.size() > 20);
  for (const Json& each : cases) {
    const std::string typed = each[0], line = each[1], lines = each[2];
    CAPTURE(typed);
    CHECK(clean_text(typed, false) == line);
    CHECK(clean_text(typed, true) == lines);
    CHECK(clean_text(line, false) == line);
    CHECK(clean_text(lines, true) == lines);
  }
}

TEST_CASE("utf8: search ignores accents and case; handles are ASCII") {
  CHECK(fold("Trường THCS Đặng Thùy Trâm") == "truong thcs dang thuy tram");
  CHECK(fold("ÄÑ") == "äñ");
  CHECK(fold("a×b") == "a×b");
  CHECK(ascii_handle("Trường THCS Ánh Dương") == "truong-thcs-anh-duong");
  CHECK(ascii_handle("  --Số 1/A__b.. ") == "so-1-a-b");
  CHECK(ascii_handle("日本") == "");
}

TEST_CASE("hidden characters are told and shown, and none where letters need them") {
  for (const char* harmless : {"", "Trường THCS Ánh Dương", "hai\ndòng\tô", "giữa\u00A0chữ", "OpenKey\u202Flàm", "👩\u200D🏫",
                               "\u0646\u200C\u0645", "☀\uFE0F"}) {
    CAPTURE(harmless);
    CHECK_FALSE(has_hidden(harmless));
    CHECK(with_hidden_shown(harmless, true) == harmless);
  }
  const std::pair<const char*, const char*> shown[] = {{"anh\u202Egpj.exe", "anh[U+202E]gpj.exe"},
                                                       {"a\u2066b\u2069", "a[U+2066]b[U+2069]"},
                                                       {"79\u200B12", "79[U+200B]12"},
                                                       {"a\u200Db", "a[U+200D]b"},
                                                       {"\uFEFFa", "[U+FEFF]a"},
                                                       {"a\u00ADb", "a[U+00AD]b"},
                                                       {"\x1b[2J", "[U+001B][2J"},
                                                       {"\u009B2J", "[U+009B]2J"},
                                                       {"a\rb", "a[U+000D]b"},
                                                       {"a\u061Cb", "a[U+061C]b"},
                                                       {"a\U000E0041", "a[U+E0041]"},
                                                       {"a\u2028b", "a[U+2028]b"},
                                                       {"a\u3164", "a[U+3164]"},
                                                       {"a\x7f", "a[U+007F]"}};
  for (const auto& [text, seen] : shown) {
    CAPTURE(seen);
    CHECK(has_hidden(text));
    CHECK(with_hidden_shown(text, true) == seen);
    CHECK_FALSE(has_hidden(clean_text(text, true)));
  }
  CHECK(with_hidden_shown("a\nb\tc", false) == "a[U+000A]b[U+0009]c");
  CHECK(with_hidden_shown("\xFF", false) == "\uFFFD");
}

TEST_CASE("utf8: what is shown of a text that is only nearly plain") {
  // Cut or wrong behind a letter that would be Vietnamese: bytes that are not UTF-8 are never passed on as they are.
  for (const char* broken : {"Trường\xE1\xBA", "\xC3",
                             "a\xE1\xBA"
                             "A",
                             "\xC3\xC3\xA1", "\xE1\xBB\xC3\xA1"}) {
    CAPTURE(broken);
    CHECK(with_hidden_shown(broken, true).find("\xEF\xBF\xBD") != std::string::npos);
  }
  CHECK(with_hidden_shown("Trường Tiểu học Đặng Thùy Trâm, Ữ ƯƠ ǽ", true) == "Trường Tiểu học Đặng Thùy Trâm, Ữ ƯƠ ǽ");
  CHECK(with_hidden_shown("Ả\u202EẢ", true) == "Ả[U+202E]Ả");
  CHECK(with_hidden_shown("é\u0085é", true) == "é[U+0085]é");
}
