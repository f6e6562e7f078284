// Adding up, the same program natively and as wasm: bench_rollup prints, as JSON, milliseconds for
// 40,000 units rolled up into both tables, their document written and read again (which adds it up
// once more), and the workbook of 3,000 units with the points of every item, with its bytes.
#include <chrono>
#include <cstdio>
#include <string>

#include "measure.h"
#include "rollup/rollup.h"
#include "rollup/workbook.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;

namespace {

constexpr std::size_t many = 40'000, book_units = 3'000;

std::vector<UnitResult> invent(const Pack& pack, std::size_t count) {
  std::vector<UnitResult> out;
  std::uint64_t state = 1;
  const auto below = [&](std::uint64_t n) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return (state >> 33) % n;
  };
  for (std::size_t i = 0; i < count; ++i) {
    UnitResult u;
    u.code = std::to_string(1'000'000 + i);
    u.name = "Trường Trung học cơ sở số " + u.code;
    u.level = pack.applies_to[below(pack.applies_to.size())];
    u.ownership = "public";
    u.commune = "Xã Đồi Chim Sẻ " + std::to_string(i / 25);
    u.school_year = "2025-2026";
    u.pack = pack.name();
    u.decision = pack.decision;
    u.handed_in = "2026-04-0" + std::to_string(1 + below(9));
    u.changed = u.handed_in + "T08:00:00Z";
    while (u.bundle.size() < 64) u.bundle += "0123456789abcdef"[below(16)];
    u.difficulties = below(2) ? "Phòng máy tính đã dùng chín năm, nhiều máy hỏng." : "";
    for (const Group& group : pack.groups) {
      const Points points{static_cast<std::int64_t>(below(201)) * 50};
      u.self.push_back({group.id, points, group.max.value, level_of(group.levels, points)});
      for (const Criterion& criterion : group.criteria)
        for (const Item& item : criterion.items)
          if (item.max) u.items.push_back({item.id, State::answered, Points{static_cast<std::int64_t>(below(13)) * 50}, {}});
    }
    u.external = u.self;
    out.push_back(std::move(u));
  }
  return out;
}

}  // namespace

int main() {
  const LoadedPack loaded = load_pack(builtin_packs().front().json, "pack");
  if (!loaded.pack) return 1;
  const Pack& pack = *loaded.pack;
  const Form& form = phu_luc_2();
  const std::vector<UnitResult> units = invent(pack, many);
  Rollup rollup;
  const double add = milliseconds([&] {
    rollup = roll_up(units, {}, {}, form);
    return make_table(rollup, pack, form, Side::self).rows[0].all.count() == static_cast<int>(many) &&
           make_table(rollup, pack, form, Side::external).rows[0].all.count() == static_cast<int>(many);
  });
  std::string json;
  const double write = milliseconds([&] { return !(json = to_json_text(rollup, pack, form)).empty(); });
  const double read = milliseconds([&] { return load_rollup(json, pack, form, "r").rollup.has_value(); });
  rollup.units.resize(book_units);
  std::string book;
  const double workbook = milliseconds([&] {
    const auto bytes = write_xlsx(rollup, pack, form, "2026-05-31", Lang::vi);
    if (bytes) book = *bytes;
    return bytes.has_value();
  });
  std::printf(
      "{\"add_ms\":%.1f,\"write_ms\":%.0f,\"read_ms\":%.0f,\"json_bytes\":%zu,\"workbook_ms\":%.0f,\"workbook_bytes\":%zu}\n",
      add, write, read, json.size(), workbook, book.size());
  return add > 0 && write > 0 && read > 0 && workbook > 0 ? 0 : 1;
}
