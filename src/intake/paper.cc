#include "intake/paper.h"

#include <algorithm>
#include <iterator>

#include "rollup/rollup.h"
#include "rollup/workbook.h"
#include "round/round.h"

namespace thuoc {

namespace {

std::string text_at(const Json& args, const char* key) { return args.value(key, std::string()); }

Result<Pack> read_pack(std::string_view json) {
  LoadedPack loaded = load_pack(json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  return std::move(*loaded.pack);
}

// What the worker was told of a paper that is to be signed.
struct Order {
  std::string document, pack_json, dossier, today, file;  // file: what the document is called in errors
  const SecretKey& key;
};

Result<WrittenBundle> write_review(const Order& order) {
  const auto review = load_review(order.document, order.file);
  if (!review.review) return std::unexpected(review.problems.front());
  const auto dossier = load_dossier(order.dossier, "dossier.json");
  if (!dossier.dossier) return std::unexpected(dossier.problems.front());
  return sign_review(*review.review, dossier.dossier->answers, order.pack_json, order.key, order.today);
}

Result<WrittenBundle> write_return(const Order& order) {
  const auto notice = load_return(order.document, order.file);
  if (!notice.notice) return std::unexpected(notice.problems.front());
  return sign_return(*notice.notice, order.pack_json, order.key, order.today);
}

Result<WrittenBundle> write_recognition(const Order& order) {
  const auto list = load_recognition(order.document, order.file);
  if (!list.recognition) return std::unexpected(list.problems.front());
  return sign_recognition(*list.recognition, order.pack_json, order.key, order.today);
}

Result<WrittenBundle> write_round(const Order& order) {
  const auto round = load_round(order.document, order.file);
  if (!round.round) return std::unexpected(round.problems.front());
  return sign_round(*round.round, order.pack_json, order.key, order.today);
}

Result<WrittenBundle> write_rollup_paper(const Order& order) {
  const auto pack = read_pack(order.pack_json);
  if (!pack) return std::unexpected(pack.error());
  const auto loaded = load_rollup(order.document, *pack, phu_luc_2(), order.file);
  if (!loaded.rollup) return std::unexpected(loaded.problems.front());
  return write_rollup(*loaded.rollup, order.pack_json, *pack, phu_luc_2(), order.key, order.today);
}

struct PaperType {
  std::string_view type;
  Result<WrittenBundle> (*write)(const Order&);
};
constexpr PaperType paper_types[] = {{"review", write_review},
                                     {"return", write_return},
                                     {"recognition", write_recognition},
                                     {"rollup", write_rollup_paper},
                                     {"round", write_round}};

}  // namespace

Result<WrittenBundle> write_paper(const Json& args) {
  const std::string type = text_at(args, "type");
  auto key = unlock(text_at(args, "key"), text_at(args, "passphrase"));
  if (!key) return std::unexpected(key.error());
  const auto found = std::ranges::find(paper_types, std::string_view(type), &PaperType::type);
  if (found == std::end(paper_types)) return fail("job.unknown");
  return found->write(
      {text_at(args, "document"), text_at(args, "pack"), text_at(args, "dossier"), text_at(args, "today"), type + ".json", *key});
}

Result<std::string> write_workbook(const Json& args) {
  const auto pack = read_pack(text_at(args, "pack"));
  if (!pack) return std::unexpected(pack.error());
  const auto loaded = load_rollup(text_at(args, "rollup"), *pack, phu_luc_2(), "rollup.json");
  if (!loaded.rollup) return std::unexpected(loaded.problems.front());
  return write_xlsx(*loaded.rollup, *pack, phu_luc_2(), text_at(args, "day"), Lang::vi);
}

}  // namespace thuoc
