#include "round/register.h"

#include <doctest/doctest.h>

#include <random>

#include "base/utf8.h"
#include "register_support.h"
#include "round/register_words.h"
#include "round/table_text.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("register: what is copied from a spreadsheet, with the header offices use") {
  const auto parsed = read_list(
      "\xEF\xBB\xBFSTT\tMã trường\tTên trường\tCấp học\tLoại hình\tE-mail\tXã/phường\r\n"
      "1\t0417\tTrường TH Hoa Mai\tTiểu học\tCông lập\thoamai@edu.vn\txã Mẫu Sơn\r\n"
      "\r\n"
      "2\t0418\tTrường THCS Đồi Chim Sẻ\tTHCS\tTư thục\tdoi@edu.vn\tphường 2\r\n");
  CHECK(remarks(parsed) == List{});
  CHECK(parsed.delimiter == '\t');
  CHECK(parsed.columns == List{"", "code", "name", "level", "ownership", "email", "commune"});
  CHECK(parsed.lines == 2);
  REQUIRE(parsed.units.size() == 2);
  CHECK(parsed.units.at("0417") == RegisteredUnit{"Trường TH Hoa Mai", "th", "public", "hoamai@edu.vn", "xã Mẫu Sơn", ""});
  CHECK(parsed.units.at("0418") == RegisteredUnit{"Trường THCS Đồi Chim Sẻ", "thcs", "private", "doi@edu.vn", "phường 2", ""});
}

TEST_CASE("register: CSV with ';' or ',', quotes, line ends in cells, columns in any order") {
  const auto parsed = read_list(
      "Tên đơn vị;MÃ TRƯỜNG;ghi chu\n"
      "\"Trường \"\"Hoa; Mai\"\"\";A1;\"dòng một\ndòng hai\"\n"
      "Trường B;A2;\n"
      "Trường C;;\n");
  CHECK(parsed.delimiter == ';');
  CHECK(parsed.units.at("A1").name == "Trường \"Hoa; Mai\"");
  CHECK(parsed.units.at("A1").note == "dòng một dòng hai");
  CHECK(parsed.units.at("A2").name == "Trường B");
  CHECK(remarks(parsed) == List{"register.no_code@5"});  // counted over the cell with two lines
  CHECK(read_list("ma,ten\nA1,\"a, b\"\n").units.at("A1").name == "a, b");
}

TEST_CASE("register: without a header the columns are in the stated order; a counter in front is seen") {
  const auto parsed = read_list("0417\tTrường A\tTiểu học\tCông lập\ta@b.vn\n0418\tTrường B\n");
  CHECK(remarks(parsed) == List{});
  CHECK(parsed.units.at("0417").email == "a@b.vn");
  CHECK(parsed.units.at("0418").level == "");
  const auto counted = read_list("1\t0417\tTrường A\n2\t0418\tTrường B\n");
  CHECK(counted.units.contains("0417"));
  CHECK(counted.units.size() == 2);
  CHECK(read_list("0417\n0418\n").units.size() == 2);
  CHECK(read_list("Mã trường\n0417\n").units.size() == 1);
  CHECK(read_list("").units.empty());
  CHECK(read_list("\n \n\t\n").problems.empty());
}

TEST_CASE("register: every level of schooling is known by the words people use") {
  const std::pair<const char*, const char*> words[] = {{"Tiểu học", "th"},
                                                       {"TIỂU HỌC", "th"},
                                                       {"th", "th"},
                                                       {"02 Tiểu học", "th"},
                                                       {"cấp tiểu học", "th"},
                                                       {"THCS", "thcs"},
                                                       {"Trung học cơ sở", "thcs"},
                                                       {"THPT", "thpt"},
                                                       {"Trung học phổ thông", "thpt"},
                                                       {"TH&THCS", "th-thcs"},
                                                       {"TH và THCS", "th-thcs"},
                                                       {"Tiểu học và THCS", "th-thcs"},
                                                       {"TH-THCS", "th-thcs"},
                                                       {"THCS&THPT", "thcs-thpt"},
                                                       {"TH-THCS-THPT", "th-thcs-thpt"},
                                                       {"Liên cấp TH, THCS và THPT", "th-thcs-thpt"},
                                                       {"PTDTNT", "ptdtnt"},
                                                       {"Phổ thông dân tộc bán trú", "ptdtbt"},
                                                       {"GDTX", "gdtx"},
                                                       {"Trung tâm giáo dục thường xuyên", "gdtx"},
                                                       {"GDNN-GDTX", "gdnn-gdtx"},
                                                       {"Mầm non", "mam-non"},
                                                       {"Tiê\u0309u ho\u0323c", "th"}};  // decomposed, as macOS pastes it
  for (const auto& [given, id] : words) {
    CAPTURE(given);
    const auto parsed = read_list("Mã\tCấp học\nA\t" + std::string(given) + "\n");
    CHECK(remarks(parsed) == List{});
    CHECK(parsed.units.at("A").level == id);
  }
}

TEST_CASE("register: every bad line is told with its number, and nothing disappears") {
  const auto parsed = read_list(
      "ma\tten\tcap hoc\tloai hinh\temail\n"        // 1
      "A1\tTrường A\tTiểu học\tCông lập\ta@b.vn\n"  // 2
      "\tTrường không mã\tTHCS\t\t\n"               // 3
      "A1\tTrường khác\tTHCS\t\t\n"                 // 4
      "A1\tTrường A\tTiểu học\tCông lập\ta@b.vn\n"  // 5: the same again
      "A2\tB\tĐại học\tLiên doanh\tkhông có\n"      // 6: kept, with three remarks
      "1,23457E+11\tC\t\t\t\n"                      // 7
      "A3\tD\t\t\t\tthừa\n"                         // 8
      "A4\t\"chưa đóng\t\t\t\n"                     // 9
      "A5\tE\t\t\t\t\t\t\n");                       // 10: empty cells behind are nothing
  CHECK(remarks(parsed) == List{"register.no_code@3", "register.code_twice@4", "register.unknown_level@6",
                                "register.unknown_ownership@6", "register.odd_email@6", "register.code_mangled@7",
                                "register.too_many_cells@8", "register.open_quote@9"});
  CHECK(parsed.units.size() == 4);
  CHECK(parsed.units.at("A1").name == "Trường A");
  CHECK(parsed.units.at("A2") == RegisteredUnit{"B", "", "", "không có", "", ""});
  CHECK(parsed.units.at("A4").name == "\"chưa đóng");
  CHECK(parsed.lines == 9);
  CHECK(parsed.repeated == 1);
  CHECK(parsed.left_out == 4);
}

TEST_CASE("register: a header without codes, or text that is not Unicode, is not guessed at") {
  CHECK(remarks(read_list("Tên trường\tCấp học\nA\tTHCS\n")) == List{"register.no_code_column@1"});
  CHECK(read_list("Tên trường\tCấp học\nA\tTHCS\n").units.empty());
  CHECK(remarks(read_list("ma\tten\nA1\tTr\xFF\n")) == List{"register.not_utf8@2"});
  CHECK(remarks(read_list("ma\tma truong\tten\nA1\tx\ty\n")) == List{"register.column_twice@1"});
  CHECK(read_list("ma\tma truong\tten\nA1\tx\ty\n").units.at("A1").name == "y");
}

TEST_CASE("register: written, it is read back, whatever the names are") {
  const Pack pack = builtin_pack();
  std::mt19937 random(3);
  const std::vector<std::string> words{"Trường", "\"", ",", ";", "=1+1", "đ", "-", "@x", "'", " a", "0123"};
  UnitRegister units;
  for (int i = 0; i < 500; ++i) {
    std::string name;
    for (unsigned n = random() % 4; n > 0; --n) name += words[random() % words.size()];
    name = clean_text(name, false);
    units["M" + std::to_string(random() % 100000)] = {name, i % 2 ? "thcs" : "", i % 3 ? "private" : "", "a@b.vn", name, ""};
  }
  const auto parsed = parse_register(write_register(units, pack), pack, "x");
  CHECK(remarks(parsed) == List{});
  CHECK(parsed.units == units);
  CHECK(write_register({{"A", {"=HYPERLINK(1)", "", "", "", "", ""}}}, pack).find("'=HYPERLINK") != std::string::npos);
}

TEST_CASE("register: whatever is pasted, each line is a unit, a repetition or a problem") {
  std::mt19937 random(11);
  const std::vector<std::string> parts{"\t", "\t",        "\n",  "\r\n", "\"",           ";", ",", "A1",
                                       "A2", "Mã trường", "tên", "THCS", "\xEF\xBB\xBF", " ", "é"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (unsigned n = random() % 30; n > 0; --n) text += parts[random() % parts.size()];
    CAPTURE(text);
    const auto parsed = read_list(text);
    CHECK(parsed.units.size() + parsed.repeated + parsed.left_out == parsed.lines);
    std::size_t told_of = 0;
    for (const std::string& problem : remarks(parsed))
      told_of += !problem.starts_with("register.unknown") && !problem.starts_with("register.open") &&
                 !problem.starts_with("register.odd") && !problem.starts_with("register.column");
    CHECK(told_of >= parsed.left_out);
  }
}

TEST_CASE("register: rows are split as spreadsheets write them") {
  const auto cells = [](std::string_view text, char by = ',') {
    std::vector<List> all;
    for (const PastedRow& row : split_rows(text, by)) all.push_back(row.cells);
    return all;
  };
  CHECK(cells("a,b\r\nc") == std::vector<List>{{"a", "b"}, {"c"}});
  CHECK(cells("\"a\"\"b\",\"\",c") == std::vector<List>{{"a\"b", "", "c"}});
  CHECK(cells("a\"b,c") == std::vector<List>{{"a\"b", "c"}});
  CHECK(cells("\"a\" b,c") == std::vector<List>{{"\"a\" b", "c"}});
  CHECK(cells("\"a\" ,c") == std::vector<List>{{"a", "c"}});
  CHECK(cells("\"a,b\nc,d\n") == std::vector<List>{{"\"a", "b"}, {"c", "d"}});
  CHECK(cells("a,\n") == std::vector<List>{{"a", ""}});
  CHECK(cells("") == std::vector<List>{});
  CHECK(choose_delimiter("a\tb,c,d") == '\t');
  CHECK(choose_delimiter("a;b,c,d") == ',');
  CHECK(choose_delimiter("\n\n a;b") == ';');
  CHECK(choose_delimiter("a,b\na;b\nc;d") == ';');
  CHECK(choose_delimiter("abc") == '\t');
  CHECK(plain_cell("=\"0123\"") == "0123");
  CHECK(plain_cell("'=1") == "=1");
  CHECK(plain_cell("'a") == "'a");
}

TEST_CASE("register: written and read again it is the same, whatever was in its cells") {
  const Pack pack = builtin_pack();
  const std::vector<std::string> letters = {"=", "+",  "-", "@", "\t", "\r", "\n", ",",
                                            ";", "\"", "'", " ", "a",  "1",  "Mã", "\u200B"};
  std::mt19937 random(11);
  for (int i = 0; i < 20'000; ++i) {
    std::string given = i == 0 ? ",\n=\"\t\"" : "";  // found by a fuzzer
    for (std::size_t n = i == 0 ? 0 : random() % 24; n > 0; --n) given += letters[random() % letters.size()];
    CAPTURE(given);
    const UnitRegister units = parse_register(given, pack, "x").units;
    if (units.empty()) continue;
    const std::string written = write_register(units, pack);
    CAPTURE(written);
    REQUIRE(parse_register(written, pack, "y").units == units);
  }
}
