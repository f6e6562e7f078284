// Lists as people make them: whole sheets, headers in other words, stray quotes, other line ends.
#include <doctest/doctest.h>

#include "base/utf8.h"
#include "register_support.h"
#include "round/register_words.h"
#include "round/table_text.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

using Lines = std::vector<std::string>;

Lines codes(const ParsedRegister& parsed) {
  Lines all;
  for (const auto& [code, unit] : parsed.units) all.push_back(code + "=" + unit.name);
  return all;
}

// The same in UTF-16, for letters of the first plane.
std::string utf16(std::string_view text, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned more = byte(0) < 0x80 ? 0 : byte(0) < 0xE0 ? 1 : 2;
    unsigned c = more == 0 ? byte(0) : more == 1 ? byte(0) & 0x1F : byte(0) & 0x0F;
    for (unsigned i = 1; i <= more; ++i) c = c << 6 | (byte(i) & 0x3F);
    at += more + 1;
    const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
    out += big ? high : low;
    out += big ? low : high;
  }
  return out;
}

}  // namespace

TEST_CASE("register: a whole sheet: titles above the header, sums and signatures below, each named") {
  const auto short_one = read_list(
      "ỦY BAN NHÂN DÂN XÃ BÌNH HÒA\t\t\r\nDANH SÁCH TRƯỜNG, NĂM 2026\t\t\r\n\t\t\r\nSTT\tMã trường\tTên trường\r\n"
      "1\t79001\tTHCS A\r\nTổng cộng\t\t1\r\n");
  CHECK(codes(short_one) == Lines{"79001=THCS A"});
  CHECK(remarks(short_one) == Lines{"register.title_row@1", "register.title_row@2", "register.footer_row@6"});
  CHECK(message(short_one.problems[0], Lang::vi).contains("ỦY BAN NHÂN DÂN XÃ BÌNH HÒA"));
  CHECK(short_one.lines == 1);
  CHECK(short_one.left_out == 0);

  const auto sheet = read_list(
      "UBND TỈNH\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"  // 1
      "SỞ GDĐT\t\t\tĐộc lập - Tự do - Hạnh phúc\n"           // 2
      "(Kèm theo Công văn số 12/SGDĐT)\t\t\t\n"              // 3
      "STT\tMã trường\tTên trường\tCấp học\n"                // 4
      "(1)\t(2)\t(3)\t(4)\n"                                 // 5
      "I\tKhối tiểu học\t\t\n"                               // 6
      "1\t79001\tTrường TH Ngày Mới\tTiểu học\n"             // 7
      "2\t\t\t\n"                                            // 8
      "STT\tMã trường\tTên trường\tCấp học\n"                // 9: the next page
      "II. Khối THCS\t\t\t\n"                                // 10
      "1\t79002\tTrường THCS Cộng Hòa\tTHCS\n"               // 11
      "2\t\tTrường không mã\tTHCS\n"                         // 12: this one is to be mended
      "Tổng cộng: 2 trường\t\t\t\n"                          // 13
      "\t\t\tBình Hòa, ngày 5 tháng 9 năm 2026\n"            // 14
      "\tNgười lập biểu\t\tHIỆU TRƯỞNG\n"                    // 15
      "\tNguyễn Văn A\t\tTrần Thị B\n");                     // 16
  CHECK(codes(sheet) == Lines{"79001=Trường TH Ngày Mới", "79002=Trường THCS Cộng Hòa"});
  CHECK(remarks(sheet) == Lines{"register.title_row@1", "register.title_row@2", "register.title_row@3", "register.only_numbers@5",
                                "register.heading_row@6", "register.only_numbers@8", "register.header_again@9",
                                "register.heading_row@10", "register.footer_row@13", "register.footer_row@14",
                                "register.footer_row@15", "register.footer_row@16", "register.no_code@12"});
  CHECK(sheet.lines == 3);
  CHECK(sheet.left_out == 1);

  const auto bare = read_list("ỦY BAN NHÂN DÂN XÃ BÌNH HÒA\nDanh sách trường\n1\t79001\tTHCS A\n2\t79002\tTHCS B\nCộng\t\t2\n");
  CHECK(codes(bare) == Lines{"79001=THCS A", "79002=THCS B"});
  CHECK(remarks(bare) == Lines{"register.title_row@1", "register.title_row@2", "register.footer_row@5"});

  CHECK(codes(read_list("Mã\tTên\nĐC Số 1\tTrường Đào Tạo\nTHSC\tTrường B\n")) ==
        Lines{"THSC=Trường B", "ĐC Số 1=Trường Đào Tạo"});
  std::string deep = "Mã\tTên\nA1\tB\n";
  for (int i = 0; i < 9; ++i) deep = "Ghi chú " + std::to_string(i) + "\n" + deep;
  CHECK(codes(read_list(deep)) == Lines{"A1=B"});
  CHECK(remarks(read_list(deep)).size() == 9);
}

TEST_CASE("register: headers in other words") {
  const std::pair<const char*, const char*> words[] = {{"Mã định danh (CSDL ngành)", "code"},
                                                       {"Mã trường *", "code"},
                                                       {"Mã đơn vị/trường học", "code"},
                                                       {"Mã Ðơn vị", "code"},
                                                       {"Mã Ɖơn vị", "code"},
                                                       {"Tên trường/cơ sở", "name"},
                                                       {"Tên đơn vị trường học", "name"},
                                                       {"Ðơn vị", "name"},
                                                       {"Tên trường (MN, TH, THCS, THPT)", "name"},
                                                       {"Xã/Phường/Thị trấn", "commune"},
                                                       {"Tên xã, phường", "commune"},
                                                       {"Xã (phường, đặc khu)", "commune"},
                                                       {"Đ/c Email", "email"},
                                                       {"E-mail liên hệ*", "email"},
                                                       {"Cấp học/Bậc học", "level"},
                                                       {"Loại hình nhà trường", "ownership"},
                                                       {"Mã QHNS", ""},
                                                       {"Mã (QHNS)", ""},
                                                       {"Mã đơn vị quan hệ ngân sách", ""},
                                                       {"Số TT", ""}};
  for (const auto& [given, column] : words) {
    CAPTURE(given);
    CHECK(column_of(given) == column);
  }
  for (const char* given : {"79001", "a@truong.edu.vn", "mail@truong.edu.vn", "Trường TH Hòa Bình", "Tên hiệu trưởng",
                            "Xã Bình Hòa", "Hiệu trưởng", ""}) {
    CAPTURE(given);
    CHECK_FALSE(column_of(given));
  }
  const auto parsed = read_list("TT\tMã QHNS\tMã định danh (CSDL ngành)\tTên trường/cơ sở\n1\t1012345\t79001\tTHCS A\n");
  CHECK(codes(parsed) == Lines{"79001=THCS A"});
  CHECK(remarks(read_list("STT\tMã QHNS\tTên trường\n1\t1012345\tTHCS A\n")) == Lines{"register.no_code_column@1"});
}

TEST_CASE("register: commas do not turn tabs off") {
  const auto parsed = read_list("Mã trường\tTên trường (MN, TH, THCS, THPT)\r\n79001\tTHCS A\r\n");
  CHECK(parsed.delimiter == '\t');
  CHECK(codes(parsed) == Lines{"79001=THCS A"});
  CHECK(codes(read_list("Danh sách: a, b, c\nMã;Tên (a, b, c)\n79001;THCS A, B, C\n")) == Lines{"79001=THCS A, B, C"});
  CHECK(codes(read_list("79001\tA, B, C\n79002\tD\n")) == Lines{"79001=A, B, C", "79002=D"});
}

TEST_CASE("register: a stray quote is a letter and eats no line") {
  const auto parsed = read_list("Mã\tTên\r\n79001\t\"Hoa Sen\r\n79002\tTH Kim Đồng\"\r\n79003\tTH C\r\n");
  CHECK(codes(parsed) == Lines{"79001=\"Hoa Sen", "79002=TH Kim Đồng\"", "79003=TH C"});
  CHECK(remarks(parsed) == Lines{"register.open_quote@2"});
  CHECK(codes(read_list("Mã\tTên\n79001\t\"Hoa Sen\" Mầm non\n")) == Lines{"79001=\"Hoa Sen\" Mầm non"});
  CHECK(codes(read_list("Mã\tTên\n79001\t\"\n79002\tB\n79003\t\"\n")) == Lines{"79001=\"", "79002=B", "79003=\""});
  CHECK(codes(read_list("Mã\tTên\n79001\t\"Hai\ndòng\"\n79002\tB\n")) == Lines{"79001=Hai dòng", "79002=B"});
  CHECK(codes(read_list("Mã,Tên\r\n79001,\"A, \"\"B\"\"\" \r\n")) == Lines{"79001=A, \"B\""});
}

TEST_CASE("register: every line end, UTF-16, every space and dash") {
  for (const char* end : {"\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"}) {
    CAPTURE(end);
    const auto parsed = read_list("Mã\tTên" + std::string(end) + "79001\tA" + end + "\t" + "B" + end);
    CHECK(codes(parsed) == Lines{"79001=A"});
    CHECK(remarks(parsed) == Lines{"register.no_code@3"});
  }
  const std::string list = "Mã trường\tTên trường\r\n79001\tTrường TH Ngô Quyền\r\n";
  for (const bool big : {false, true}) CHECK(codes(read_list(utf16(list, big))) == Lines{"79001=Trường TH Ngô Quyền"});
  CHECK(table_text(std::string_view("\xFF\xFE\x3D\xD8\x00\xDE", 6)) == "\U0001F600");
  CHECK(table_text(std::string_view("\xFF\xFE\x3D\xD8"
                                    "A\0B",
                                    7)) == "\uFFFDA\uFFFD");

  CHECK(codes(read_list("Mã\tTên\n\u00A0\u2003"
                        "79\u2013001\u3000\tA\n79\u2212002\u2007\tB\nA \u2003 1\tC\n")) ==
        Lines{"79-001=A", "79-002=B", "A 1=C"});
}

TEST_CASE("register: merged communes are carried down where the column looks merged, and told") {
  const auto communes = [](const ParsedRegister& parsed) {
    Lines all;
    for (const auto& [code, unit] : parsed.units) all.push_back(unit.commune);
    return all;
  };
  const auto merged = read_list("Mã\tTên\tXã\n1\tA\tXã X\n2\tB\n\tkhông mã\t\n3\tC\tXã Y\n4\tD\t\n");
  CHECK(communes(merged) == Lines{"Xã X", "Xã X", "Xã Y", "Xã Y"});
  CHECK(remarks(merged) == Lines{"register.communes_carried@3", "register.no_code@4"});
  CHECK(message(merged.problems[0], Lang::vi).contains("số ô: 3"));

  const auto unclear = read_list("Mã\tXã\n1\tX\n2\tY\n3\tZ\n4\t\n");
  CHECK(communes(unclear) == Lines{"X", "Y", "Z", ""});
  CHECK(remarks(unclear) == Lines{"register.communes_missing@5"});
  for (const char* not_merged : {"Mã\tXã\n1\tX\n2\tX\n3\t\n4\t\n", "Mã\tXã\n1\t\n2\tX\n3\t\n", "Mã\tXã\n1\t\n2\t\n"}) {
    CAPTURE(not_merged);
    CHECK(remarks(read_list(not_merged)) == Lines{});
    CHECK(communes(read_list(not_merged)).back() == "");
  }
  // What the page wrote has no merged cells.
  const Pack pack = builtin_pack();
  const UnitRegister units{{"1", {"A", "", "", "", "Xã X", ""}}, {"2", {"B", "", "", "", "", ""}}};
  CHECK(read_list(write_register(units, pack)).units == units);
}

TEST_CASE("register: codes that may have lost digits are pointed at") {
  const auto parsed = read_list("Mã\n01001502\n1001501\n01001503\n1001500\n01001505\n");
  CHECK(parsed.units.size() == 5);
  CHECK(remarks(parsed) == Lines{"register.codes_shorter@3"});
  CHECK(remarks(read_list("Mã\n01001502\n01001504\n1001501\n01001503\n")) == Lines{"register.codes_shorter@4"});
  CHECK(remarks(read_list("Mã\n1\n12\n123\n1234\n12345\nTHCS-1\n")) == Lines{});
  CHECK(remarks(read_list("Mã\n79000000000123500000\n79000000000123500001\n7,9E+10\n")) ==
        Lines{"register.code_mangled@4", "register.code_rounded@2"});
}
