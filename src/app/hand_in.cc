#include "app/hand_in.h"

#include <algorithm>

#include "base/utf8.h"
#include "bundle/how_to_check.h"
#include "paper/summary.h"

namespace thuoc {

namespace {
// What wrote the bag, in bag-info.txt. The number is the bundle format's, not the program's.
constexpr std::string_view software = "Thuoc 1";
constexpr std::size_t max_code = 40;
}  // namespace

std::string bundle_name(const Dossier& dossier) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  // Shown as the unit writes it where that can be a file's name everywhere.
  std::string code = dossier.unit.code;
  if (!std::ranges::all_of(code, plain)) code = ascii_handle(code);
  if (code.empty()) code = ascii_handle(dossier.unit.name);
  // Room is left for the longest path below the top folder.
  if (code.size() > max_code) code.resize(max_code);
  while (!code.empty() && code.back() == '-') code.pop_back();
  return "cds-" + (code.empty() ? std::string("truong") : code) + "-" + dossier.school_year;
}

Result<WrittenBundle> hand_in(const Dossier& dossier, std::string_view pack_json,
                              const SecretKey& key, std::string_view today_iso) {
  LoadedPack loaded = load_pack(pack_json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  const Pack& pack = *loaded.pack;
  const Score scored = score(pack, dossier.answers);
  for (const Finding& finding : readiness(dossier, pack, scored)) {
    if (finding.blocking) return std::unexpected(finding.what);
  }

  const BagInfo info{.bundle_type = "dossier",
                     .external_identifier = dossier.unit.code,
                     .school_year = dossier.school_year,
                     .rubric = pack.name(),
                     .source_organization = dossier.unit.name,
                     .bagging_date = std::string(today_iso),
                     .software = std::string(software)};
  std::vector<PayloadFile> payload;
  payload.push_back({"data/dossier.json", to_json_text(dossier)});
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
