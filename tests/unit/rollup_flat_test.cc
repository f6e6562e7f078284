#include "rollup/csv.h"
#include "rollup/flat.h"
#include "rollup_support.h"

using namespace thuoc;
using namespace thuoc::test;

TEST_CASE("csv: a mark for UTF-8, CRLF, quotes doubled") {
  CHECK(csv_head({"unit_code", "a,b"}) == "\xEF\xBB\xBF\"unit_code\",\"a,b\"\r\n");
  CHECK(csv_row({{"a", "x"}, {"b", nullptr}, {"d", 7}, {"e", true}}, {"a", "b", "c", "d", "e"}) == "\"x\",,,7,true\r\n");
  CHECK(csv_row({{"a", "nói \"có\"\nrồi"}}, {"a"}) == "\"nói \"\"có\"\"\nrồi\"\r\n");
}

TEST_CASE("csv: points and percentages with a decimal comma; nothing else changes") {
  const Json row{{"group1_points", "63.5"}, {"max", "100"}, {"level1_percent", "33.34"}, {"note", "63.5"}};
  CHECK(csv_row(row, {"group1_points", "max", "level1_percent", "note"}) == "\"63,5\",100,\"33,34\",\"63.5\"\r\n");
}

TEST_CASE("csv: a stranger's formula is text, a code keeps its zeros and its last digits") {
  for (const char* formula : {"=1+1", "+84", "-x", "@SUM(A1)", "\tx", "\rx"}) {
    const std::string out = csv_row({{"a", formula}}, {"a"});
    CHECK((out.starts_with("'") || out.starts_with("\"'")));
  }
  CHECK(csv_row({{"a", "01001501"}}, {"a"}) == "\"=\"\"01001501\"\"\"\r\n");
  CHECK(csv_row({{"a", "1234567890123456"}}, {"a"}) == "\"=\"\"1234567890123456\"\"\"\r\n");
  CHECK(csv_row({{"a", "26262510"}}, {"a"}) == "\"26262510\"\r\n");
  CHECK(csv_row({{"a", "0"}}, {"a"}) == "\"0\"\r\n");
  CHECK(csv_row({{"a", "MH-0417"}}, {"a"}) == "\"MH-0417\"\r\n");
  CHECK(csv_row({{"a", ""}}, {"a"}) == "\r\n");
}

TEST_CASE("flat rows: every column is there, and nothing that is no column") {
  RandomUnits random(3);
  const auto columns = unit_columns(qd4725());
  CHECK(columns.size() == 11 + 8 + 4);
  for (std::size_t i = 0; i < 40; ++i) {
    const UnitResult u = random.unit(i);
    const Json row = unit_row(u, qd4725());
    CHECK(row.size() == columns.size());
    for (const std::string& column : columns) CHECK_MESSAGE(row.contains(column), column);
    CHECK(row["group2_points"] == to_json_text(u.self[1].points));
    CHECK(row["group2_level"] == u.self[1].level);
    CHECK(row["group1_external_level"].is_null() == u.external.empty());
    CHECK(row["review_sha256"].is_null() == u.review.empty());
  }
}

TEST_CASE("flat rows: one an item, in the pack's order") {
  RandomUnits random(3);
  UnitResult u = random.unit(1);
  u.items = {{"1.1", State::answered, {}, {}},
             {"1.3.1", State::answered, Points{550}, Points{300}},
             {"2.3.2", State::unanswered, {}, {}},
             {"9.9", State::refused, {}, {}}};
  const std::vector<Json> rows = item_rows(u, qd4725());
  REQUIRE(rows.size() == 4);
  for (const Json& row : rows)
    for (const std::string& column : item_columns()) CHECK_MESSAGE(row.contains(column), column);
  CHECK(rows[0]["max"].is_null());
  CHECK(rows[1]["points"] == "5.5");
  CHECK(rows[1]["external_points"] == "3");
  CHECK(rows[1]["max"] == "6");
  CHECK(rows[1]["group"] == "1");
  CHECK(rows[1]["criterion"] == "1.3");
  CHECK(rows[2]["state"] == "unanswered");
  CHECK(rows[2]["points"].is_null());
  CHECK(rows[3]["group"].is_null());  // of another edition: kept, not guessed
}

TEST_CASE("flat rows: the table's cells") {
  RandomUnits random(3);
  const Rollup rollup = rolled(random.collection(50));
  const Table table = make_table(rollup, qd4725(), phu_luc_2(), Side::self);
  const std::vector<Json> rows = table_rows(table);
  REQUIRE(rows.size() == table.rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::string& column : table_columns(qd4725())) CHECK_MESSAGE(rows[i].contains(column), column);
    CHECK(rows[i]["level2_count"] == table.rows[i].levels[1].count());
    CHECK(rows[i]["all_count"] == table.rows[i].all.count());
    CHECK(rows[i]["level1_percent"].is_null() == (table.rows[i].all.count() == 0));
  }
}
