#include "base/csv.h"

#include <random>

#include <doctest/doctest.h>
#include "base/utf8.h"
#include "round/table_text.h"

using namespace thuoc;

namespace {

// What a spreadsheet makes of a cell: without the blanks and quotes it may take off.
bool is_formula(std::string_view cell) {
  const std::size_t at = cell.find_first_not_of(" \"");
  if (at == cell.npos) return false;
  const std::string_view rest = cell.substr(at);
  for (const char* sign : {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"})
    if (rest.starts_with(sign)) return true;
  return false;
}

// The rows as a spreadsheet would divide the file by this, one row a line.
std::vector<std::string> cells_by(std::string_view file, char delimiter) {
  std::vector<std::string> out;
  for (const PastedRow& row : split_rows(file, delimiter)) out.insert(out.end(), row.cells.begin(), row.cells.end());
  return out;
}

}  // namespace

TEST_CASE("csv: the apostrophe stands where a formula would begin, and goes again") {
  const std::pair<const char*, const char*> cases[] = {
      {"=1+1", "'=1+1"},       {"+84", "'+84"},    {"\tx", "'\tx"},      {"\rx", "'\rx"},     {" =1", " '=1"},
      {"\"=1", "\"'=1"},       {"'=1", "''=1"},    {"a;=1", "a;'=1"},    {"a, -1", "a, '-1"}, {"a\n@b", "a\n'@b"},
      {"\uFF1D1", "'\uFF1D1"}, {"1+1=2", "1+1=2"}, {"a@b.vn", "a@b.vn"}, {"'a", "'a"},        {"", ""},
      {"a\t=1", "a\t'=1"}};
  for (const auto& [text, safe] : cases) {
    CAPTURE(text);
    CHECK(not_a_formula(text) == safe);
    CHECK(without_apostrophes(safe) == text);
  }
}

TEST_CASE("csv: whatever a cell holds comes back, and is text by comma, semicolon and TAB") {
  const std::vector<std::string> letters = {"=",  "+", "-", "@", "\t", "\r", "\n",     ",", ";",
                                            "\"", "'", " ", "a", "1",  "|",  "\uFF1D", "ấ"};
  std::mt19937 random(7);
  const auto cell = [&] {
    std::string out;
    for (std::size_t n = random() % 9; n > 0; --n) out += letters[random() % letters.size()];
    return out;
  };
  for (int i = 0; i < 60'000; ++i) {
    const std::vector<std::string> texts = {cell(), cell(), cell()};
    CAPTURE(texts[0]);
    CAPTURE(texts[1]);
    CAPTURE(texts[2]);
    for (const std::string& text : texts) REQUIRE(without_apostrophes(not_a_formula(text)) == text);
    const std::string file = csv_text_line(texts) + csv_text_line({"a", "b", "c"});
    const auto rows = split_rows(file, ',');
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[0].cells.size() == 3);
    for (std::size_t c = 0; c < 3; ++c) REQUIRE(without_apostrophes(rows[0].cells[c]) == texts[c]);
    for (const char delimiter : {',', ';', '\t'})
      for (const std::string& seen : cells_by(file, delimiter)) {
        CAPTURE(seen);
        REQUIRE_FALSE(is_formula(seen));
      }
  }
}
