#include <zlib.h>

#include "base/utf8.h"
#include "rollup/memory_file.h"
#include "rollup/workbook.h"
#include "rollup_support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

// What a deflated entry of this name says.
std::string unpacked(const std::string& zip, std::string_view name) {
  const std::size_t header = zip.find(name) - 30;
  const auto length = [&](std::size_t at) {
    return static_cast<unsigned char>(zip[header + at]) + 256u * static_cast<unsigned char>(zip[header + at + 1]);
  };
  const std::size_t data = header + 30 + length(26) + length(28);
  std::string packed = zip.substr(data), out(1 << 20, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, -15) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace

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

TEST_CASE("workbook: names of levels and groups that begin like a formula are texts in its charts, too") {
  Pack pack = qd4725();
  pack.groups[0].title.vi = "=1+1";
  for (Band& band : pack.groups[0].levels.bands) band.name.vi = "=HYPERLINK(\"http://x\")";
  RandomUnits random(6);
  const auto bytes = write_xlsx(rolled(random.collection(10)), pack, phu_luc_2(), "2026-05-31", Lang::vi);
  REQUIRE(bytes);
  const std::string chart = unpacked(*bytes, "xl/charts/chart1.xml");
  CHECK(chart.find("=HYPERLINK") != chart.npos);
  CHECK(chart.find("=1+1") != chart.npos);
  CHECK(chart.find("<c:f>HYPERLINK") == chart.npos);
  CHECK(chart.find("<c:f>1+1") == chart.npos);
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
