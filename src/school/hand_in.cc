#include "school/hand_in.h"

#include "bundle/how_to_check.h"
#include "bundle/names.h"
#include "bundle/secret.h"
#include "paper/summary.h"

namespace thuoc {

std::string bundle_name(const Dossier& dossier) {
  return folder_name("cds", dossier.unit.code, dossier.unit.name, dossier.school_year);
}

Result<WrittenBundle> hand_in(const Dossier& dossier, std::string_view pack_json, const SecretKey& key,
                              std::string_view today_iso) {
  LoadedPack loaded = load_pack(pack_json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  const Pack& pack = *loaded.pack;
  const Score scored = score(pack, dossier.answers);
  for (const Finding& finding : readiness(dossier, pack, scored)) {
    if (finding.blocking) return std::unexpected(finding.what);
  }
  return bundle_of(dossier, pack_json, pack, scored, key, today_iso);
}

Result<WrittenBundle> bundle_of(const Dossier& dossier, std::string_view pack_json, const Pack& pack, const Score& scored,
                                const SecretKey& key, std::string_view today_iso) {
  const BagInfo info{.bundle_type = "dossier",
                     .external_identifier = dossier.unit.code,
                     .school_year = dossier.school_year,
                     .rubric = pack.name(),
                     .source_organization = dossier.unit.name,
                     .bagging_date = std::string(today_iso),
                     .software = bundle_software()};
  std::vector<PayloadFile> payload;
  payload.push_back({"data/dossier.json", to_json_text(dossier)});
  for (const std::string_view text : {std::string_view(std::get<std::string>(payload.back().content)), pack_json}) {
    if (holds_secret_key(text)) return fail("bundle.secret_in_text", {"dossier.json", "", {}});
  }
  payload.push_back({"data/rubric.json", std::string(pack_json)});
  payload.push_back({"data/tom-tat.html", summary_html(dossier, pack, scored, "")});
  // Several entries may share one file: it stands in the bag once.
  auto paths = evidence_paths(dossier);
  for (const Evidence& evidence : dossier.evidence) {
    if (!evidence.file) continue;
    const auto path = paths.extract(evidence.file->sha256);
    if (path.empty()) continue;
    payload.push_back({path.mapped(), StoredFile{evidence.file->sha256, evidence.file->size, evidence.file->crc32}});
  }
  const std::string top = bundle_name(dossier);
  return write_bundle(top, info, std::move(payload), how_to_check(top, info, key.public_key()), key);
}

}  // namespace thuoc
