// A round of forty thousand units, the same program natively and as wasm: bench_round prints, as JSON,
// milliseconds for its register pasted, written, read, judged, and two colleagues' merged; and what fifty
// steps of undo hold.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "allocated.h"
#include "base/sha256.h"
#include "base/undo.h"
#include "measure.h"
#include "round/round.h"
#include "round/round_edit.h"
#include "rubric/builtin_packs.h"

using namespace thuoc;

namespace {

constexpr int many = 40'000;

}  // namespace

int main() {
  const LoadedPack loaded = load_pack(builtin_packs().front().json, "pack");
  if (!loaded.pack) return 1;
  const Pack& pack = *loaded.pack;
  std::string pasted = "Mã trường\tTên trường\tCấp học\tLoại hình\tE-mail\tXã/phường\n";
  for (int i = 0; i < many; ++i) {
    const std::string n = std::to_string(1'000'000 + i);
    pasted += n + "\tTrường Trung học cơ sở số " + n + "\t" + (i % 3 ? "Tiểu học" : "THCS") + "\tCông lập\ttruong" + n +
              "@edu.vn\tXã Đồi Chim Sẻ " + std::to_string(i / 25) + "\n";
  }
  Round round;
  round.id = std::string(32, '0');
  round.head = {{"BO", "Bộ", "", "", "", ""}, "2025-2026", pack.name()};
  round.settings.deadline = "2026-04-01";
  const double paste = milliseconds([&] {
    ParsedRegister parsed = parse_register(pasted, pack, "x");
    round.units = std::move(parsed.units);
    return round.units.size() == many && parsed.problems.empty();
  });
  const std::string key = key_line(make_key().public_key());
  for (const auto& [code, unit] : round.units) {
    Submission s;
    s.unit_code = code;
    s.unit_name = unit.name;
    s.unit_level = unit.level;
    s.file_name = "cds-" + code + "-2025-2026.zip";
    s.size = 3'000'000;
    s.received_at = s.changed_at = "2026-03-30T02:00:00Z";
    s.verdict = Verdict::unknown_key;
    s.signer = key;
    for (const Group& group : pack.groups) s.results.push_back({group.id, Points{6350}, group.max.value, 2});
    s.completeness = 100;
    round.submissions[sha256_hex(code)] = std::move(s);
  }
  std::string json;
  const double write = milliseconds([&] { return !(json = to_json_text(round)).empty(); });
  const double read = milliseconds([&] { return load_round(json, "r").round.has_value(); });
  const double judge = milliseconds([&] { return unit_states(round, pack).size() == many; });
  Round other = round;
  for (auto& [code, unit] : other.units) unit.note = "đã gọi";
  const double merging = milliseconds([&] { return merge(round, other, pack)->taken == many; });
  for (const auto& [sha256, s] : round.submissions) {
    if (!round.recognition) round.recognition.emplace();
    round.recognition->units.push_back({{sha256, s.unit_code, s.unit_name, s.unit_level}, s.commune, "", s.results, s.results});
    round.reviews[sha256].conclusion = "Nhà trường làm tốt.";
  }
  std::ranges::sort(round.recognition->units, {}, [](const Recognised& unit) { return unit.subject.unit_code; });
  const std::size_t held = allocated_bytes();
  Undo<RoundBefore> undo(50);
  for (int i = 0; i < 50; ++i) {
    RoundEdit edit(round, undo.change(std::to_string(i), [] { return RoundBefore(); }));
    edit.at(&Round::reviews, round.recognition->units.front().subject.bundle).conclusion += " Nên mở rộng.";
    edit.take_out(std::string(round.recognition->units.front().subject.unit_code));
  }
  const double undo_mb = static_cast<double>(allocated_bytes()) - static_cast<double>(held);
  std::printf("{\"paste\":%.0f,\"write\":%.0f,\"read\":%.0f,\"judge\":%.0f,\"merge\":%.0f,\"bytes\":%zu,\"undo_mb\":%.2f}\n",
              paste, write, read, judge, merging, json.size(), undo_mb / (1 << 20));
}
