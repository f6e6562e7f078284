#include "office/opened_file.h"

#include "base/date.h"
#include "intake/intake_json.h"
#include "trust/authority.h"

namespace thuoc {

void OpenedFile::open(std::string_view name) {
  opened.reset();
  if (const Row* row = collection_.find(name); row && row->is_read()) {
    opened = OpenFile{.name = row->name};
    if (row->blob) read();
  }
  app_.navigation.go(Screen::office);
}

// Read whole, before anything else that waits: the row's summary is not enough to show it.
void OpenedFile::read() {
  const Row* row = collection_.find(opened->name);
  auto take = [this, name = opened->name](const Json& data) -> bool {
    if (!opened || opened->name != name) return false;
    if (data.contains("intake")) {
      opened->intake = intake_from_json(data["intake"]);
      if (const Row* listed = collection_.find(name))
        opened->intake.check.reason = collection_.reason_in(*listed, opened->intake.check.reason);
      opened->read = true;
    }
    return true;
  };
  app_.outside.ask(
      "take_in", {{"blob", row->blob}, {"name", row->name}, {"signers", trusted_.text()}},
      [this, take, name = row->name, blob = row->blob](const Json& data) {
        if (take(data)) opened->done = true;
        // The list learns what was found, unless another file has that name by now.
        Row* listed = collection_.row_of(name);
        if (!listed || listed->blob != blob || !data.contains("intake")) return;
        summarise(intake_from_json(data["intake"]), *listed);
        listed->why = collection_.reason_in(*listed, listed->why);
        trusted_.judge(*listed);
        collection_.changed(static_cast<std::size_t>(listed - collection_.rows.data()));
        collection_.settle_when_due();
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

void OpenedFile::open_evidence(std::string_view evidence_id) {
  if (const Row* row = opened ? collection_.find(opened->name) : nullptr) bundles_.show(row->blob, opened->intake, evidence_id);
}

void OpenedFile::trust_signer(std::string_view fingerprint, bool instead) {
  if (!opened || opened->intake.check.verdict != Verdict::unknown_key) return;
  const Check check = opened->intake.check;
  const BagInfo& info = check.info;
  for (const SignerFound& signer : check.signers) {
    if (signer.fingerprint != fingerprint) continue;
    if (role_for(info.bundle_type) == Role::unit) keys_.confirm(info.external_identifier, key_line(signer.key), instead);
    else keys_.confirm_office(info.external_identifier, info.source_organization, key_line(signer.key), instead);
    app_.notices.tell(Notice::Tone::good, "page.signer_trusted", {{"unit", info.source_organization}});
  }
  if (opened) read();
}

void OpenedFile::edit_here() { import_from(""); }

void OpenedFile::begin_next_year() {
  const Row* row = opened ? collection_.find(opened->name) : nullptr;
  if (!row) return;
  // The new dossier names the bundle it comes from by its hash.
  app_.outside.ask("hash", {{"blob", row->blob}}, [this, name = row->name](const Json& data) {
    if (opened && opened->name == name) import_from(data.value("sha256", ""));
  });
}

// `previous` is the bundle's SHA-256 to begin the next year from it, "" to go on with its own year.
void OpenedFile::import_from(std::string_view previous) {
  const Row* row = opened ? collection_.find(opened->name) : nullptr;
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
  app_.dossiers.adopt(std::move(record));
  app_.notices.tell(Notice::Tone::good, previous.empty() ? "page.dossier_imported" : "page.next_year_begun", {{"name", name}});
  for (const auto& [hash, path] : evidence_paths(app_.dossier.current->editor.dossier())) {
    app_.outside.ask("entry", {{"blob", blob}, {"name", top + "/" + path}}, [this, sha256 = hash](const Json& data) {
      const auto entry = data.value("blob", 0u);
      // What the dossier says of it is a claim: kept is only what we hashed ourselves.
      app_.outside.ask("hash", {{"blob", entry}}, [this, sha256, entry](const Json& hashed) {
        if (hashed.value("sha256", "") != sha256 || hashed.value("secret", false)) {
          app_.outside.ask("release", {{"blob", entry}});
          return app_.notices.tell(Notice::Tone::bad, "page.evidence_not_kept");
        }
        app_.outside.ask("keep", {{"blob", entry}, {"sha256", sha256}}, [this, sha256, entry](const Json&) {
          app_.outside.ask("release", {{"blob", entry}});
          if (app_.dossier.current) app_.dossier.current->kept.insert(sha256);
        });
      });
    });
  }
}

}  // namespace thuoc
