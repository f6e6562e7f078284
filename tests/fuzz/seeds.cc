// Something whole to begin from: seeds DIR writes one file a reader into DIR/<target>/.
#include <filesystem>
#include <fstream>

#include "base/text_rows.h"
#include "rollup/rollup.h"
#include "round/round.h"
#include "rubric/builtin_packs.h"
#include "trust/trust.h"

using namespace thuoc;

namespace {

void put(const std::filesystem::path& folder, const std::string& name, const std::string& content) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << content;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  add_all_texts();
  const std::filesystem::path out = words[1];
  const BuiltinPack& builtin = builtin_packs().front();
  const Pack pack = *load_pack(builtin.json, builtin.file).pack;
  const SecretKey key = make_key();

  Dossier dossier;
  dossier.id = std::string(32, 'a');
  dossier.school_year = "2025-2026";
  dossier.pack = pack.name();
  dossier.unit.code = "79012345";
  dossier.unit.name = "Trường Tiểu học Kim Đồng";
  dossier.council.members = {{"Nguyễn Thị Bình", "Hiệu trưởng", "chair", {}}};
  dossier.difficulties = "Thiếu máy tính";
  dossier.history = {{"2026-04-01T01:02:03Z", "/unit/name", "", "Trường"}};

  Round round;
  round.id = std::string(32, 'b');
  round.head = {{"xa-01", "UBND xã"}, "2025-2026", pack.name()};
  round.title = "Đánh giá chuyển đổi số";
  round.units["79012345"] = {"Trường Tiểu học Kim Đồng", "th", "public", "a@b.vn", "Xã A", ""};

  Review review;
  review.head = round.head;
  review.subject = {std::string(64, 'c'), "79012345", dossier.unit.name, "th"};
  Return notice;
  notice.head = round.head;
  notice.subject = review.subject;
  Recognition recognition;
  recognition.head = round.head;
  Rollup rollup;
  rollup.office = round.head.office;
  rollup.school_year = "2025-2026";
  rollup.decision = pack.decision;

  const std::string documents[] = {to_json_text(dossier),
                                   std::string(builtin.json),
                                   to_json_text(round),
                                   to_json_text(review),
                                   to_json_text(notice),
                                   to_json_text(recognition),
                                   to_json_text(rollup, pack, phu_luc_2())};
  for (std::size_t i = 0; i < std::size(documents); ++i)
    put(out / "documents", std::to_string(i), std::string(1, static_cast<char>(i)) + documents[i]);

  Signers signers;
  signers.list.push_back({"79012345", key.public_key(), "Kim Đồng 2026-04-01"});
  const std::string lists[] = {write_allowed_signers(signers), write_register(round.units, pack), make_sshsig(key, "signed"),
                               write_key_file(key, "", "Kim Đồng", "2026-04-01T00:00:00Z").value_or("")};
  for (std::size_t i = 0; i < std::size(lists); ++i)
    put(out / "lists", std::to_string(i), std::string(1, static_cast<char>(i)) + lists[i]);

  if (const auto bundle = sign_round(round, builtin.json, key, "2026-04-01")) {
    std::string bytes;
    for (const Piece& piece : bundle->pieces) bytes += std::get<std::string>(piece.content);
    put(out / "bundle", "round.zip", bytes);
  }
  return 0;
}
