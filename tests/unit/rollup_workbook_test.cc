#include "base/utf8.h"
#include "rollup/memory_file.h"
#include "rollup/workbook.h"
#include "rollup_support.h"

using namespace thuoc;
using namespace thuoc::test;

// What stands in the sheets is read by another program: tests/interop/workbook.py.
TEST_CASE("workbook: bytes of a ZIP, the same for the same roll-up") {
  RandomUnits random(6);
  Rollup rollup = rolled(random.collection(40));
  const auto bytes = write_xlsx(rollup, qd4725(), phu_luc_2(), "2026-05-31", Lang::vi);
  REQUIRE(bytes);
  CHECK(bytes->starts_with("PK\x03\x04"));
  CHECK(bytes->substr(bytes->size() - 22, 4) == "PK\x05\x06");
  CHECK(bytes->find("xl/worksheets/sheet4.xml") != bytes->npos);  // two tables, units, notes
  CHECK(bytes->find("xl/worksheets/sheet5.xml") == bytes->npos);
  CHECK(bytes->find("xl/charts/chart1.xml") != bytes->npos);
  CHECK(*bytes == *write_xlsx(rollup, qd4725(), phu_luc_2(), "2026-05-31", Lang::vi));
  CHECK(*bytes != *write_xlsx(rollup, qd4725(), phu_luc_2(), "2026-05-31", Lang::en));
  // Points of items have a sheet where anybody knows them.
  rollup.units.front().items.emplace_back().id = "1.3.1";
  CHECK(write_xlsx(rollup, qd4725(), phu_luc_2(), "2026-05-31", Lang::vi)->find("xl/worksheets/sheet5.xml") != bytes->npos);
}

TEST_CASE("workbook: an empty roll-up, texts of any length and kind") {
  CHECK(write_xlsx(rolled({}), qd4725(), phu_luc_2(), "2026-05-31", Lang::vi));
  RandomUnits random(8);
  UnitResult u = random.unit(1);
  u.level = "thpt", u.school_year = "2025-2026", u.decision = qd4725().decision;
  u.name = "=HYPERLINK(\"http://x\")";
  u.handed_in = "hôm qua";
  u.difficulties.clear();
  while (u.difficulties.size() < 99'990) u.difficulties += "Mạng chậm ☂ <&> \n";
  u.proposals = "]]>";
  CHECK(write_xlsx(rolled({u}), qd4725(), phu_luc_2(), "", Lang::vi));
}

TEST_CASE("memory_file: reads back what was written, from anywhere") {
  FILE* const file = thuoc_memory_file();
  REQUIRE(file);
  for (int i = 0; i < 5000; ++i) REQUIRE(std::fprintf(file, "%04d\n", i) == 5);
  CHECK(std::ftell(file) == 25'000);
  REQUIRE(std::fseek(file, 5 * 4321, SEEK_SET) == 0);
  char line[5];
  CHECK(std::fread(line, 1, 5, file) == 5);
  CHECK(std::string(line, 4) == "4321");
  std::rewind(file);
  CHECK(std::fread(line, 1, 5, file) == 5);
  CHECK(std::string(line, 4) == "0000");
  REQUIRE(std::fseek(file, 0, SEEK_END) == 0);
  CHECK(std::fread(line, 1, 5, file) == 0);
  CHECK(std::feof(file));
  CHECK(std::fseek(file, -1, SEEK_SET) != 0);
  std::fclose(file);

  std::string bytes;
  {
    const OutputBytes output(bytes);
    FILE* const out = thuoc_output_file("any", "wb");
    REQUIRE(out);
    std::fputs("abcdef", out);
    std::fseek(out, 2, SEEK_SET);
    std::fputs("XY", out);
    std::fclose(out);
  }
  CHECK(bytes == "abXYef");
  CHECK(thuoc_output_file("any", "wb") == nullptr);
}
