// The list: what is found, in which order, and what it adds up to.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "intake/listing.h"

using namespace thuoc;

namespace {

Row made(std::string code, std::string name, std::string commune, int points, std::string changed = "2026-04-01T00:00:00Z") {
  Row row;
  row.name = code + "-" + changed + ".zip";
  row.blob = 1;
  row.stage = Row::Stage::done;
  row.verdict = Verdict::valid;
  row.type = "dossier";
  row.unit_code = std::move(code);
  row.unit_name = std::move(name);
  row.commune = std::move(commune);
  row.school_year = "2025-2026";
  row.unit_level = "thcs";
  row.changed_at = std::move(changed);
  row.completeness = points > 50 ? 100 : 40;
  row.results = {{"1", Points{points * 100}, Points{10'000}, points > 50 ? 2 : 1}};
  row.levels = {{"1", {"Mức độ 1", "Level 1"}, 3}};
  row.not_met = points > 50 ? std::vector<std::string>{"1.1"} : std::vector<std::string>{"1.1", "1.2"};
  return row;
}

std::vector<std::string> codes(const Listing& listing, const std::vector<Row>& rows) {
  std::vector<std::string> out;
  for (const std::size_t i : listing.shown) out.push_back(rows[i].unit_code);
  return out;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("listing: by name without accents, what could not be read last") {
  std::vector<Row> rows = {made("c", "Trường Đồi", "Xã A", 60), made("a", "Trường Ấm", "Xã B", 40),
                           made("b", "Trường Bến", "Xã A", 80)};
  Row broken;
  broken.name = "a.txt";
  broken.stage = Row::Stage::broken;
  broken.failed = Error{"office.not_ours", {}, {}};
  rows.insert(rows.begin(), broken);
  Listing listing;
  listing.refresh(rows, 1, {});
  CHECK(codes(listing, rows) == Codes{"a", "b", "c", ""});
  CHECK(listing.sums.rows == 4);
  CHECK(listing.sums.tabs[static_cast<std::size_t>(Tab::open)] == 0);
  CHECK(listing.sums.tabs[static_cast<std::size_t>(Tab::foreign)] == 1);  // no bundle: nothing of it waits to be checked
  CHECK(listing.sums.tabs[static_cast<std::size_t>(Tab::valid)] == 3);
  listing.refresh(rows, 1, {.words = "doi"});
  CHECK(codes(listing, rows) == Codes{"c"});
  listing.refresh(rows, 1, {.words = "XÃ A"});
  CHECK(codes(listing, rows) == Codes{"b", "c"});
}

TEST_CASE("listing: several columns, the last pressed first, pressed again the other way round") {
  std::vector<Row> rows = {made("a", "A", "Xã 1", 60), made("b", "B", "Xã 2", 60), made("c", "C", "Xã 1", 90)};
  Wanted wanted;
  sort_by(wanted, SortBy::commune);
  sort_by(wanted, SortBy::points);
  Listing listing;
  listing.refresh(rows, 1, wanted);
  CHECK(codes(listing, rows) == Codes{"c", "a", "b"});
  sort_by(wanted, SortBy::points);
  listing.refresh(rows, 1, wanted);
  CHECK(codes(listing, rows) == Codes{"a", "b", "c"});
  sort_by(wanted, SortBy::commune);
  sort_by(wanted, SortBy::commune);
  listing.refresh(rows, 1, wanted);
  CHECK(codes(listing, rows) == Codes{"b", "a", "c"});
}

TEST_CASE("listing: filters, communes with their counts, sums of what is shown and counts") {
  std::vector<Row> rows = {made("a", "A", "Xã 2", 60), made("b", "B", "Xã 1", 20), made("c", "C", "Xã 2", 90),
                           made("a", "A", "Xã 2", 95, "2026-04-09T00:00:00Z")};
  rows[0].superseded = true;
  for (std::size_t i = 1; i < rows.size(); ++i) rows[i].counted = true;
  Listing listing;
  listing.refresh(rows, 1, {.by_commune = true});
  REQUIRE(listing.communes.size() == 2);
  CHECK(listing.communes[1] == std::pair<std::string, std::size_t>{"Xã 2", 3});
  CHECK(listing.entries == std::vector<int>{~0, 1, ~1, 3, 0, 2});
  // The older hand-in of a unit is shown, and counts for nothing.
  const Sums::Group& group = listing.sums.groups.at("1");
  CHECK(group.count == 3);
  CHECK(group.levels == std::map<int, std::size_t>{{1, 1}, {2, 2}});
  CHECK(group.points == Points{20'500});
  CHECK(group.tenths[9] == 2);
  CHECK(listing.sums.not_met == std::vector<std::pair<std::string, std::size_t>>{{"1.1", 3}, {"1.2", 1}});
  listing.refresh(rows, 1, {.group = "1", .reached = 1});
  CHECK(codes(listing, rows) == Codes{"b"});
  listing.refresh(rows, 1, {.complete = true});
  CHECK(listing.shown.size() == 3);
  listing.refresh(rows, 1, {.state = Wanted::State::superseded});
  CHECK(codes(listing, rows) == Codes{"a"});
  listing.refresh(rows, 1, {.tab = Tab::altered});
  CHECK(listing.shown.empty());
  // A changed row is seen at the next revision, not before.
  rows[2].verdict = Verdict::altered;
  listing.refresh(rows, 1, {.tab = Tab::altered});
  CHECK(listing.shown.empty());
  listing.refresh(rows, 2, {.tab = Tab::altered});
  CHECK(codes(listing, rows) == Codes{"c"});
}

TEST_CASE("paused sort: the order of a stable sort, whatever the pauses") {
  std::mt19937 random(7);
  for (const std::size_t count : {0u, 1u, 2u, 3u, 64u, 100u, 1'000u}) {
    std::vector<std::pair<int, std::size_t>> items;
    for (std::size_t i = 0; i < count; ++i) items.emplace_back(random() % 50, i);
    auto expected = items;
    const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::ranges::stable_sort(expected, less);
    for (const std::size_t part : {1u, 7u, 1'000'000u}) {
      PausedSort sort(items);
      std::size_t calls = 0, steps = part;
      while (!sort.go_on(steps, less)) ++calls, steps = part;
      CHECK(sort.take() == expected);
      CHECK((count < 100 || part > 7 || calls > 10));
    }
  }
}

TEST_CASE("listing: found and ordered in parts, it ends as at once; until then what was shown stays") {
  std::mt19937 random(7);
  std::vector<Row> rows;
  for (int i = 0; i < 2'000; ++i) {
    const std::string n = std::to_string(random() % 700);
    rows.push_back(made(n, "Trường " + n, "Xã " + std::to_string(random() % 40), static_cast<int>(random() % 100),
                        "2026-04-0" + std::to_string(1 + random() % 9) + "T00:00:00Z"));
    rows.back().name += std::to_string(i);
    rows.back().counted = i % 3 != 0;
  }
  Listing whole, parts;
  parts.refresh(rows, 1, {});
  Wanted wanted;
  const auto ask = [&](const std::string& what) {
    INFO(what);
    const std::vector<int> before = parts.entries;
    std::size_t calls = 0;
    do {
      CHECK(parts.entries == before);
      parts.refresh(rows, 1, wanted, 500);
      ++calls;
    } while (parts.waits());
    CHECK(calls > 3);
    whole.refresh(rows, 1, wanted);
    CHECK(parts.entries == whole.entries);
    CHECK(parts.communes == whole.communes);
    CHECK(parts.sums.rows == whole.sums.rows);
    CHECK(parts.sums.not_met == whole.sums.not_met);
    CHECK(parts.sums.groups.at("1").by_school == whole.sums.groups.at("1").by_school);
  };
  sort_by(wanted, SortBy::points);
  ask("points");
  sort_by(wanted, SortBy::commune);
  ask("commune, then points");
  wanted.words = "truong 5";
  ask("searched");
  wanted.by_commune = true;
  ask("by commune");
  // Another wish before the first is found; and rows that went, which is not put off.
  wanted.words.clear();
  parts.refresh(rows, 1, wanted, 500);
  CHECK(parts.waits());
  sort_by(wanted, SortBy::changed);
  ask("another meanwhile");
  sort_by(wanted, SortBy::unit);
  parts.refresh(rows, 1, wanted, 500);
  rows.resize(1'500);
  parts.refresh(rows, 2, wanted, 500);
  CHECK_FALSE(parts.waits());
  CHECK(parts.shown.size() == 1'500);
}

TEST_CASE("row: what the store keeps comes back") {
  Row row = made("79-TH-001", "Trường Tiểu học Bến", "Phường 1", 63);
  row.sha256 = std::string(64, 'a');
  row.why = {"bundle.key_known", {"x.zip", "", 7}, {{"unit", "79"}}};
  row.first_problem = Error{"intake.other_top", {}, {}};
  row.fingerprint = "SHA256:abc";
  row.other_key = true;
  const Row back = row_from_json(to_json(row));
  CHECK(back.stage == Row::Stage::done);
  CHECK(to_json(back) == to_json(row));
  CHECK(back.why.place.offset == 7);
  CHECK(back.results == row.results);
  // Of whatever the store holds nothing is believed blindly.
  for (const char* odd : {"null", "[]", "{}", R"({"name":7,"groups":[1,{}],"size":-1,"not_met":[3]})"}) {
    CHECK(row_from_json(*parse_json(odd, "x")).results.size() <= 1);
  }
}
