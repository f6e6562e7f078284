#include "office/bundles.h"

#include "base/utf8.h"
#include "base/web_address.h"
#include "intake/intake_json.h"

namespace thuoc {

const Intake* Bundles::file_of(std::string_view sha256) const {
  if (sha256.empty() || sha256 != sha256_ || !opened_) return nullptr;
  return opened_->dossier && opened_->pack && opened_->score ? &*opened_ : nullptr;
}

// The pack the unit was scored with, as this round goes by it.
Pack Bundles::pack_of(std::string_view sha256) const {
  const Intake* file = file_of(sha256);
  return with_settings(file ? *file->pack : store_.pack, store_.round.settings);
}

void Bundles::read(std::string_view sha256, std::function<void()> then) {
  if (sha256 == sha256_ && opened_) return;
  opened_.reset();
  sha256_ = sha256;
  const Row* row = collection_.row_with(sha256);
  if (!row) return;
  read_whole(*row, [this, wanted = std::string(sha256), then = std::move(then)](Intake intake) {
    if (wanted != sha256_) return;
    opened_ = std::move(intake);
    then();
  });
}

void Bundles::read_whole(const Row& row, std::function<void(Intake)> then) {
  app_.outside.ask("take_in", {{"blob", row.blob}, {"name", row.name}, {"signers", trusted_.text()}},
                   [then = std::move(then)](const Json& data) {
                     if (data.contains("intake")) then(intake_from_json(data["intake"]));
                   });
}

void Bundles::show(std::string_view sha256, std::string_view evidence_id) {
  if (const Row* row = collection_.row_with(sha256); row && opened_ && sha256 == sha256_) show(row->blob, *opened_, evidence_id);
}

void Bundles::show(std::uint32_t blob_of_bundle, const Intake& intake, std::string_view evidence_id) {
  if (!intake.dossier) return;
  const Evidence* evidence = intake.dossier->find_evidence(evidence_id);
  if (!evidence) return;
  if (!evidence->file) {
    if (is_web_address(evidence->url)) app_.outside.ask("open", {{"url", evidence->url}});
    return;
  }
  const auto paths = evidence_paths(*intake.dossier);
  const auto path = paths.find(evidence->file->sha256);
  if (path == paths.end()) return;
  app_.outside.ask("entry", {{"blob", blob_of_bundle}, {"name", intake.check.top + "/" + path->second}},
                   [this, shown = *evidence->file](const Json& data) {
                     const auto blob = data.value("blob", 0u);
                     app_.outside.ask("preview",
                                      {{"blob", blob},
                                       {"name", with_hidden_shown(shown.name, false)},
                                       {"close", text(app_.display.lang, "page.preview_close")},
                                       {"save", text(app_.display.lang, "page.preview_save")},
                                       {"none", text(app_.display.lang, "page.preview_none")}},
                                      [this, blob](const Json&) { app_.outside.ask("release", {{"blob", blob}}); });
                   });
}

}  // namespace thuoc
