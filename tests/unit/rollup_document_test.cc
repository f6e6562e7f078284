#include "bundle/memory_source.h"
#include "rollup_support.h"
#include "support.h"

using namespace thuoc;
using namespace thuoc::test;

namespace {

Rollup a_rollup(std::uint64_t seed, std::size_t units = 40) {
  RandomUnits random(seed);
  Counting settings = of_year(seed % 2 ? MultiLevel::once : MultiLevel::each);
  settings.office = {"XA-12", "UBND xã Mẫu Sơn", "xã", "", "", ""};
  const auto results = random.collection(units);
  if (seed % 3) {
    settings.expected.emplace();
    for (const UnitResult& r : results) settings.expected->push_back({r.code, r.name, r.level});
  }
  Rollup out = rolled(results, settings);
  if (seed % 4 == 0) out.parts = {random.hash()};
  for (UnitResult& u : out.units) u.items.clear();  // a roll-up does not carry them
  return out;
}

LoadedRollup loaded(const Json& json) { return load_rollup(to_text(json), qd4725(), phu_luc_2(), "r.json"); }

Json written(std::uint64_t seed) { return parse_json(to_json_text(a_rollup(seed), qd4725(), phu_luc_2()), "r").value(); }

std::vector<std::string> told(const LoadedRollup& r) {
  std::vector<std::string> out;
  for (const Error& e : r.problems) out.push_back(e.code + " " + e.place.pointer);
  return out;
}

}  // namespace

TEST_CASE("rollup.json: what is written is read back, and gives the same bytes") {
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    CAPTURE(seed);
    const Rollup rollup = a_rollup(seed, seed);
    const std::string text = to_json_text(rollup, qd4725(), phu_luc_2());
    const LoadedRollup again = load_rollup(text, qd4725(), phu_luc_2(), "r.json");
    for (const Error& e : again.problems) MESSAGE(describe(e, Lang::en));
    REQUIRE(again.rollup);
    CHECK(*again.rollup == rollup);
    CHECK(to_json_text(*again.rollup, qd4725(), phu_luc_2()) == text);
  }
}

TEST_CASE("rollup.json: a table that is not what its rows add up to is refused with the difference") {
  Json json = written(1);
  const int count = at(json, "/tables/self/rows/1/levels/1/count");
  at(json, "/tables/self/rows/1/levels/1/count") = count + 1;
  const LoadedRollup refused = loaded(json);
  CHECK_FALSE(refused.rollup);
  REQUIRE(told(refused) == std::vector<std::string>{"rollup.disagrees /tables/self/rows/1/levels/1/count"});
  const std::string sentence = message(refused.problems[0], Lang::vi);
  CHECK(sentence.find("1 · CSGD phổ thông") != sentence.npos);
  CHECK(sentence.find("ghi " + std::to_string(count + 1) + ", cộng lại được " + std::to_string(count)) != sentence.npos);

  json = written(1);
  at(json, "/tables/external/rows/0/levels/2")["percent"] = "99.99";
  CHECK(told(loaded(json)) == std::vector<std::string>{"rollup.disagrees /tables/external/rows/0/levels/2/percent"});
  json = written(1);
  at(json, "/tables/self/scale/0/assessed") = 0;
  CHECK(told(loaded(json)) == std::vector<std::string>{"rollup.disagrees /tables/self/scale/0/assessed"});
  json = written(1);
  at(json, "/tables/self/rows").erase(3);
  CHECK_FALSE(loaded(json).rollup);
  json = written(1);
  at(json, "/tables")["third"] = 1;
  CHECK(told(loaded(json)) == std::vector<std::string>{"rollup.disagrees /tables/third"});
  json = written(1);
  json["multi_level"] = "each";
  CHECK_FALSE(loaded(json).rollup);
}

TEST_CASE("rollup.json: any single unit taken out, moved or given another level is seen") {
  const Json json = written(5);
  const std::size_t units = json["units"].size();
  REQUIRE(units > 10);
  for (std::size_t i = 0; i < units; ++i) {
    CAPTURE(i);
    Json less = json;
    less["units"].erase(i);
    CHECK_FALSE(loaded(less).rollup);
    Json twice = json;
    twice["units"].insert(twice["units"].begin() + static_cast<long>(i), twice["units"][i]);
    CHECK_FALSE(loaded(twice).rollup);
    Json moved = json;
    moved["units"][i]["level"] = moved["units"][i]["level"] == "th" ? "thcs" : "th";
    CHECK_FALSE(loaded(moved).rollup);
    Json better = json;
    Json& level = better["units"][i]["self"][0]["level"];
    level = level == 3 ? 2 : 3;
    const LoadedRollup refused = loaded(better);
    CHECK_FALSE(refused.rollup);
    REQUIRE_FALSE(refused.problems.empty());
    CHECK(refused.problems[0].code == "rollup.result_impossible");
  }
}

TEST_CASE("rollup.json: a level and its table changed together are still not what the points give") {
  RandomUnits random(4);
  UnitResult u = random.unit(1);
  u.level = "th", u.school_year = "2025-2026", u.decision = qd4725().decision;
  u.self = {{"1", Points{4000}, Points{10000}, 1}, {"2", Points{9000}, Points{10000}, 3}};
  Rollup lie = rolled({u});
  lie.units[0].self[0].level = 3;
  const LoadedRollup refused = load_rollup(to_json_text(lie, qd4725(), phu_luc_2()), qd4725(), phu_luc_2(), "r");
  CHECK(told(refused) == std::vector<std::string>{"rollup.result_impossible /units/0/self/0"});
  lie.units[0].self[0] = {"1", Points{12'000}, 3};  // more than the group is worth
  CHECK_FALSE(load_rollup(to_json_text(lie, qd4725(), phu_luc_2()), qd4725(), phu_luc_2(), "r").rollup);
  lie.units[0].self[0] = {"9", Points{4000}, 1};
  CHECK_FALSE(load_rollup(to_json_text(lie, qd4725(), phu_luc_2()), qd4725(), phu_luc_2(), "r").rollup);
}

TEST_CASE("rollup.json: bad input is told with its place") {
  const auto with = [](const char* pointer, Json value) {
    Json json = written(2);
    at(json, pointer) = std::move(value);
    return told(loaded(json));
  };
  using All = std::vector<std::string>;
  CHECK(with("/version", 3) == All{"document.newer_version /version"});
  CHECK(with("/format", "thuoc-review") == All{"document.other_format /format"});
  CHECK(with("/form", "phu-luc-9") == All{"rollup.other_form /form"});
  CHECK(with("/pack", "other@1") == All{"rollup.other_pack /pack"});
  CHECK(with("/units/3/bundle", "abc") == All{"json.bad_sha256 /units/3/bundle"});
  CHECK(with("/units/3/colour", 1) == All{"json.unknown_key /units/3/colour"});
  CHECK(with("/units/3/self/0/points", "1.234") == All{"points.too_many_decimals /units/3/self/0/points"});
  CHECK(with("/units/3/self/0/level", 999) == All{"json.number_out_of_range /units/3/self/0/level"});
  CHECK(with("/units/3/code", "A") == All{"rollup.not_in_order /units/3/code"});
  CHECK(with("/expected", Json{{"th", -1}}) == All{"json.number_out_of_range /expected/th"});
  CHECK(with("/parts", Json::array({"x"})) == All{"json.bad_sha256 /parts/0"});
  CHECK(with("/left_out", Json::array({Json{{"bundle", std::string(64, 'a')}, {"why", "mood"}}})) ==
        All{"json.unknown_word /left_out/0/why"});
  CHECK(told(load_rollup("{", qd4725(), phu_luc_2(), "r"))[0].starts_with("json.syntax"));
}

TEST_CASE("rollup bundle: signed, read back by the strict reader, and opened") {
  const Rollup rollup = a_rollup(7);
  const SecretKey key = key_number(9);
  const auto bundle = write_rollup(rollup, read_source(qd4725_path), qd4725(), phu_luc_2(), key, "2026-05-20");
  REQUIRE(bundle);
  CHECK(bundle->file_name == "tong-hop-XA-12-2025-2026.zip");
  std::string bytes;
  for (const Piece& piece : bundle->pieces) bytes += std::get<std::string>(piece.content);
  Signers office;
  office.list.push_back({"XA-12", key.public_key(), "", Role::office});
  const Check check = verify_bundle(MemorySource(bytes), office);
  CHECK(check.verdict == Verdict::valid);
  CHECK(check.info.bundle_type == "rollup");
  CHECK(head_problems(check, "b.zip").empty());
  const LoadedRollup again = load_rollup(check.document_json, qd4725(), phu_luc_2(), "b.zip");
  REQUIRE(again.rollup);
  CHECK(*again.rollup == rollup);
}
