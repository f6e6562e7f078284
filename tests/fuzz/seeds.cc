// Something whole for each target to begin from: seeds DIR writes into DIR/<target>/.
#include <filesystem>
#include <fstream>
#include <variant>

#include "base/text_rows.h"
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"
#include "rollup/rollup.h"
#include "round/round.h"
#include "rubric/builtin_packs.h"
#include "school/hand_in.h"
#include "trust/trust.h"

using namespace thuoc;

namespace {

std::filesystem::path out;

void put(const std::string& target, const std::string& content, const std::string& name = "seed") {
  std::filesystem::create_directories(out / target);
  std::ofstream(out / target / name, std::ios::binary) << content;
}

void put_bundle(const std::string& type, const Result<WrittenBundle>& bundle) {
  if (!bundle) {
    std::fprintf(stderr, "%s: %s\n", type.c_str(), bundle.error().code.c_str());
    std::exit(1);
  }
  std::string bytes;
  for (const Piece& piece : bundle->pieces) bytes += std::get<std::string>(piece.content);
  put("bundle", bytes, type + ".zip");
}

std::string first_of(const Pack& pack, Kind kind) {
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items)
        if (item.kind == kind) return item.id;
  std::abort();
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  out = words[1];
  add_all_texts();
  const BuiltinPack& builtin = builtin_packs().front();
  const Pack pack = *load_pack(builtin.json, builtin.file).pack;
  const SecretKey key = make_key();
  const std::string day = "2026-04-01", hash(64, 'c');

  Dossier dossier;
  dossier.id = std::string(32, 'a');
  dossier.school_year = "2025-2026";
  dossier.pack = pack.name();
  dossier.unit.code = "79012345";
  dossier.unit.name = "Trường Tiểu học Kim Đồng";
  dossier.unit.level = "th";
  dossier.council.members = {{"Nguyễn Thị Bình", "Hiệu trưởng", "chair", {}}};
  dossier.difficulties = "Thiếu máy tính";
  dossier.history = {{"2026-04-01T01:02:03Z", "/unit/name", "", "Trường"}};
  const std::string item = first_of(pack, Kind::score);
  dossier.answers[item].points = whole_points(1);
  put("dossier", to_json_text(dossier));
  put_bundle("dossier", bundle_of(dossier, builtin.json, pack, score(pack, dossier.answers), key, day));

  put("pack", std::string(builtin.json));

  Round round;
  round.id = std::string(32, 'b');
  round.head = {{"xa-01", "UBND xã"}, "2025-2026", pack.name()};
  round.title = "Đánh giá chuyển đổi số";
  round.units["79012345"] = {"Trường Tiểu học Kim Đồng", "th", "public", "a@b.vn", "Xã A", ""};
  put("round", to_json_text(round));
  put_bundle("round", sign_round(round, builtin.json, key, day));
  put("register", write_register(round.units, pack));

  Review review = begin_review(round.head, dossier, hash);
  review.assessors["Trần Thị Lan"] = {"", "leader", {"1.3"}};
  review.items[item] = {{ReviewState::changed, whole_points(2), {}, "Có minh chứng", "Trần Thị Lan", "2026-05-01T01:02:03Z"},
                        "Tốt"};
  put("review", to_json_text(review));
  put_bundle("review", sign_review(review, dossier.answers, builtin.json, key, day));

  Return notice = begin_return(round.head, dossier, hash);
  notice.requests = {{"/answers/" + item, "Xin bổ sung", "2026-05-08"}};
  put("return", to_json_text(notice));
  put_bundle("return", sign_return(notice, builtin.json, key, day));

  Recognition recognition;
  recognition.head = round.head;
  recognition.decision_number = "128/QĐ-UBND";
  recognition.decision_date = "2026-05-25";
  recognition.signer_title = "Chủ tịch";
  put(recognition, propose(dossier, hash, hash, compare(pack, dossier.answers, review)));
  put("recognition", to_json_text(recognition));
  put_bundle("recognition", sign_recognition(recognition, builtin.json, key, day));

  Rollup rollup;
  rollup.office = round.head.office;
  rollup.school_year = "2025-2026";
  rollup.decision = pack.decision;
  put("rollup", to_json_text(rollup, pack, phu_luc_2()));
  put_bundle("rollup", write_rollup(rollup, builtin.json, pack, phu_luc_2(), key, day));

  Signers signers;
  signers.list = {{"79012345", key.public_key(), "Kim Đồng 2026-04-01"}, {"xa-01", key.public_key(), "UBND xã", Role::office}};
  put("signers", write_allowed_signers(signers));
  put("sshsig", make_sshsig(key, "signed"));
  put("key_file", write_key_file(key, "", "Kim Đồng", "2026-04-01T00:00:00Z").value());
  return 0;
}
