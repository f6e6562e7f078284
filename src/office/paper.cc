#include "office/paper.h"

#include "rollup/rollup.h"
#include "rollup/workbook.h"
#include "round/round.h"

namespace thuoc {

namespace {

std::string text_at(const Json& args, const char* key) { return args.value(key, std::string()); }

Result<Pack> pack_at(const Json& args) {
  LoadedPack loaded = load_pack(text_at(args, "pack"), "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  return std::move(*loaded.pack);
}

}  // namespace

Result<WrittenBundle> write_paper(const Json& args) {
  const std::string type = text_at(args, "type"), document = text_at(args, "document");
  const std::string pack_json = text_at(args, "pack"), today = text_at(args, "today"), file = type + ".json";
  const auto key = unlock(text_at(args, "key"), text_at(args, "passphrase"));
  if (!key) return std::unexpected(key.error());
  if (type == "review") {
    const auto review = load_review(document, file);
    if (!review.review) return std::unexpected(review.problems.front());
    const auto dossier = load_dossier(text_at(args, "dossier"), "dossier.json");
    if (!dossier.dossier) return std::unexpected(dossier.problems.front());
    return sign_review(*review.review, dossier.dossier->answers, pack_json, *key, today);
  }
  if (type == "return") {
    const auto notice = load_return(document, file);
    if (!notice.notice) return std::unexpected(notice.problems.front());
    return sign_return(*notice.notice, pack_json, *key, today);
  }
  if (type == "recognition") {
    const auto list = load_recognition(document, file);
    if (!list.recognition) return std::unexpected(list.problems.front());
    return sign_recognition(*list.recognition, pack_json, *key, today);
  }
  if (type == "round") {
    const auto round = load_round(document, file);
    if (!round.round) return std::unexpected(round.problems.front());
    return sign_round(*round.round, pack_json, *key, today);
  }
  if (type == "rollup") {
    const auto pack = pack_at(args);
    if (!pack) return std::unexpected(pack.error());
    const auto loaded = load_rollup(document, *pack, phu_luc_2(), file);
    if (!loaded.rollup) return std::unexpected(loaded.problems.front());
    return write_rollup(*loaded.rollup, pack_json, *pack, phu_luc_2(), *key, today);
  }
  return fail("job.unknown");
}

Result<std::string> write_workbook(const Json& args) {
  const auto pack = pack_at(args);
  if (!pack) return std::unexpected(pack.error());
  const auto loaded = load_rollup(text_at(args, "rollup"), *pack, phu_luc_2(), "rollup.json");
  if (!loaded.rollup) return std::unexpected(loaded.problems.front());
  return write_xlsx(*loaded.rollup, *pack, phu_luc_2(), text_at(args, "day"), Lang::vi);
}

}  // namespace thuoc
