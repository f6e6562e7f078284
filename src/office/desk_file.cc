// The file that is open: its whole dossier, its evidence, its key.
#include <algorithm>

#include "base/date.h"
#include "base/utf8.h"
#include "base/web_address.h"
#include "intake/intake_json.h"
#include "office/desk.h"
#include "trust/authority.h"

namespace thuoc {

void OfficeDesk::open(std::string_view name) {
  opened.reset();
  if (const Row* row = find(name); row && row->is_read()) {
    opened = OpenFile{.name = row->name};
    if (row->blob) read_opened();
  }
  app_.go(Screen::office);
}

// Read whole, before anything else that waits: the row's summary is not enough to show it.
void OfficeDesk::read_opened() {
  const Row* row = find(opened->name);
  auto take = [this, name = opened->name](const Json& data) -> bool {
    if (!opened || opened->name != name) return false;
    if (data.contains("intake")) {
      opened->intake = intake_from_json(data["intake"]);
      if (const Row* row = find(name)) opened->intake.check.reason = reason_in(*row, opened->intake.check.reason);
      opened->read = true;
    }
    return true;
  };
  app_.ask(
      "take_in", {{"blob", row->blob}, {"name", row->name}, {"signers", signers_text_}},
      [this, take, name = row->name, blob = row->blob](const Json& data) {
        if (take(data)) opened->done = true;
        // The list learns what was found, unless another file has that name by now.
        Row* row = row_of(name);
        if (!row || row->blob != blob || !data.contains("intake")) return;
        summarise(intake_from_json(data["intake"]), *row);
        row->why = reason_in(*row, row->why);
        judge_key(*row);
        changed(static_cast<std::size_t>(row - rows.data()));
        pump();
      },
      [this, name = row->name](const Error& error) {
        if (opened && opened->name == name) opened->failed = error;
      },
      [this, take](const Json& data) {
        if (!take(data)) return;
        const double total = static_cast<double>(data.value("total", std::uint64_t{0}));
        if (total > 0) opened->part = static_cast<double>(data.value("done", std::uint64_t{0})) / total;
      });
}

void OfficeDesk::open_evidence(std::string_view evidence_id) {
  if (const Row* row = opened ? find(opened->name) : nullptr) show(row->blob, opened->intake, evidence_id);
}

void OfficeDesk::show(std::uint32_t blob_of_bundle, const Intake& intake, std::string_view evidence_id) {
  if (!intake.dossier) return;
  const Evidence* evidence = intake.dossier->find_evidence(evidence_id);
  if (!evidence) return;
  if (!evidence->file) {
    if (is_web_address(evidence->url)) app_.ask("open", {{"url", evidence->url}});
    return;
  }
  const auto paths = evidence_paths(*intake.dossier);
  const auto path = paths.find(evidence->file->sha256);
  if (path == paths.end()) return;
  app_.ask("entry", {{"blob", blob_of_bundle}, {"name", intake.check.top + "/" + path->second}},
           [this, shown = *evidence->file](const Json& data) {
             const auto blob = data.value("blob", 0u);
             app_.ask("preview",
                      {{"blob", blob},
                       {"name", with_hidden_shown(shown.name, false)},
                       {"close", text(app_.lang, "page.preview_close")},
                       {"save", text(app_.lang, "page.preview_save")},
                       {"none", text(app_.lang, "page.preview_none")}},
                      [this, blob](const Json&) { app_.ask("release", {{"blob", blob}}); });
           });
}

void OfficeDesk::trust_signer(std::string_view fingerprint, bool instead) {
  if (!opened || opened->intake.check.verdict != Verdict::unknown_key) return;
  const Check check = opened->intake.check;
  const BagInfo& info = check.info;
  for (const SignerFound& signer : check.signers) {
    if (signer.fingerprint != fingerprint) continue;
    if (role_for(info.bundle_type) == Role::unit) work.confirm_key(info.external_identifier, key_line(signer.key), instead);
    else work.confirm_office_key(info.external_identifier, info.source_organization, key_line(signer.key), instead);
    app_.tell(Notice::Tone::good, "page.signer_trusted", {{"unit", info.source_organization}});
  }
  if (opened) read_opened();
}

void OfficeDesk::edit_here() { import_from(""); }

void OfficeDesk::begin_next_year() {
  const Row* row = opened ? find(opened->name) : nullptr;
  if (!row) return;
  // The new dossier names the bundle it comes from by its hash.
  app_.ask("hash", {{"blob", row->blob}}, [this, name = row->name](const Json& data) {
    if (opened && opened->name == name) import_from(data.value("sha256", ""));
  });
}

// `previous` is the bundle's SHA-256 to begin the next year from it, "" to go on with its own year.
void OfficeDesk::import_from(std::string_view previous) {
  const Row* row = opened ? find(opened->name) : nullptr;
  if (!row || !opened->intake.dossier || !opened->intake.pack) return;
  const Dossier& theirs = *opened->intake.dossier;
  const std::uint32_t blob = row->blob;
  const std::string name = row->name, top = opened->intake.check.top;
  Record record;
  record.pack = *opened->intake.pack;
  record.pack_json = opened->intake.check.rubric_json;
  record.dossier = previous.empty() ? theirs
                                    : carry_over(theirs, port::random_hex(16), next_school_year(theirs.school_year),
                                                 std::string(previous), false);
  app_.adopt(std::move(record));
  app_.tell(Notice::Tone::good, previous.empty() ? "page.dossier_imported" : "page.next_year_begun", {{"name", name}});
  for (const auto& [hash, path] : evidence_paths(app_.desk->editor.dossier())) {
    app_.ask("entry", {{"blob", blob}, {"name", top + "/" + path}}, [this, sha256 = hash](const Json& data) {
      const auto entry = data.value("blob", 0u);
      // What the dossier says of it is a claim: kept is only what we hashed ourselves.
      app_.ask("hash", {{"blob", entry}}, [this, sha256, entry](const Json& hashed) {
        if (hashed.value("sha256", "") != sha256 || hashed.value("secret", false)) {
          app_.ask("release", {{"blob", entry}});
          return app_.tell(Notice::Tone::bad, "page.evidence_not_kept");
        }
        app_.ask("keep", {{"blob", entry}, {"sha256", sha256}}, [this, sha256, entry](const Json&) {
          app_.ask("release", {{"blob", entry}});
          if (app_.desk) app_.desk->kept.insert(sha256);
        });
      });
    });
  }
}

}  // namespace thuoc
