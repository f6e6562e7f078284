// The office's table: bundles taken in, explained, opened.
#include <algorithm>

#include "app/app.h"
#include "app/intake_json.h"
#include "base/date.h"
#include "base/limits.h"

namespace thuoc {

void App::pick_bundles(bool folder) {
  ask("pick", {{"purpose", "bundles"},
               {"accept", folder ? "" : ".zip,application/zip"},
               {"multiple", true},
               {"folder", folder},
               {"camera", false}});
}

void App::take_in_bundles(const Json& files) {
  for (const Json& file : files) {
    OfficeFile taken;
    const std::string path = file.value("path", "");
    taken.name = path.empty() ? file.value("name", "") : path;
    taken.blob = file.value("blob", 0u);
    taken.size = file.value("size", std::uint64_t{0});
    // The same name dropped again is the same file again: the newer bytes replace it.
    std::erase_if(office, [&](const OfficeFile& f) { return f.name == taken.name; });
    office.push_back(std::move(taken));
  }
  go(Screen::office);
  next_office_file();
}

OfficeFile* App::find_office(std::string_view name) {
  const auto found = std::ranges::find(office, name, &OfficeFile::name);
  return found == office.end() ? nullptr : &*found;
}

const OfficeFile* App::office_file() const {
  const auto found = std::ranges::find(office, office_selected, &OfficeFile::name);
  return found == office.end() ? nullptr : &*found;
}

void App::next_office_file() {
  if (office_ticket_) return;
  const auto next =
      std::ranges::find(office, OfficeFile::Stage::waiting, &OfficeFile::stage);
  if (next == office.end()) {
    mark_superseded();
    return;
  }
  next->stage = OfficeFile::Stage::reading;
  const std::string name = next->name;
  auto take = [this, name](const Json& data) {
    OfficeFile* file = find_office(name);
    if (!file || !data.contains("intake")) return;
    file->intake = intake_from_json(data["intake"]);
    file->last_change = file->intake.dossier && !file->intake.dossier->history.empty()
                            ? file->intake.dossier->history.back().at
                            : file->intake.check.info.bagging_date;
  };
  office_ticket_ = ask(
      "take_in",
      {{"blob", next->blob}, {"name", name}, {"signers", write_allowed_signers(signers)}},
      [this, name, take](const Json& data) {
        take(data);
        if (OfficeFile* file = find_office(name)) file->stage = OfficeFile::Stage::done;
        office_ticket_ = 0;
        next_office_file();
      },
      [this, name](const Error& error) {
        if (OfficeFile* file = find_office(name)) {
          file->stage = OfficeFile::Stage::done;
          file->failed = error;
        }
        office_ticket_ = 0;
        next_office_file();
      },
      [this, name, take](const Json& data) {
        take(data);
        OfficeFile* file = find_office(name);
        if (!file) return;
        file->stage = OfficeFile::Stage::hashing;
        const double total = static_cast<double>(data.value("total", std::uint64_t{0}));
        if (total > 0) {
          file->done = static_cast<double>(data.value("done", std::uint64_t{0})) / total;
        }
      });
}

void App::mark_superseded() {
  for (OfficeFile& file : office) {
    file.superseded = false;
    if (!file.intake.dossier || file.failed) continue;
    for (const OfficeFile& other : office) {
      if (&other == &file || !other.intake.dossier || other.failed) continue;
      // A broken or altered file never displaces a good one.
      if (other.intake.check.verdict == Verdict::rejected ||
          other.intake.check.verdict == Verdict::altered) {
        continue;
      }
      const Dossier& mine = *file.intake.dossier;
      const Dossier& theirs = *other.intake.dossier;
      if (mine.unit.code == theirs.unit.code && mine.school_year == theirs.school_year &&
          (other.last_change > file.last_change ||
           (other.last_change == file.last_change && &other < &file))) {
        file.superseded = true;
      }
    }
  }
}

void App::cancel_office() {
  for (OfficeFile& file : office) {
    if (file.stage != OfficeFile::Stage::waiting) continue;
    file.stage = OfficeFile::Stage::done;
    file.failed = Error{"page.office_cancelled", {file.name, "", {}}, {}};
  }
  if (office_ticket_) ask("cancel", {{"ticket", office_ticket_}});
}

void App::forget_office_file(std::string_view name) {
  if (const OfficeFile* file = find_office(name)) ask("release", {{"blob", file->blob}});
  std::erase_if(office, [&](const OfficeFile& f) { return f.name == name; });
  mark_superseded();
  if (office_selected == name) {
    office_selected.clear();
    go(Screen::office);
  }
}

void App::open_office_evidence(std::string_view evidence_id) {
  const OfficeFile* file = office_file();
  if (!file || !file->intake.dossier) return;
  const Evidence* evidence = file->intake.dossier->find_evidence(evidence_id);
  if (!evidence) return;
  if (!evidence->file) {
    if (!evidence->url.empty()) ask("open", {{"url", evidence->url}});
    return;
  }
  const auto paths = evidence_paths(*file->intake.dossier);
  const auto path = paths.find(evidence->file->sha256);
  if (path == paths.end()) return;
  ask("entry", {{"blob", file->blob}, {"name", file->intake.check.top + "/" + path->second}},
      [this, evidence_file = *evidence->file](const Json& data) {
        ask("preview", {{"blob", data.value("blob", 0u)},
                        {"name", evidence_file.name},
                        {"type", evidence_file.media_type},
                        {"close", text(lang, "page.preview_close")},
                        {"save", text(lang, "page.preview_save")},
                        {"none", text(lang, "page.preview_none")}});
      });
}

void App::trust_signer(std::string_view office_name) {
  const OfficeFile* file = find_office(office_name);
  if (!file || !file->intake.dossier || file->intake.check.verdict != Verdict::unknown_key) return;
  const Unit& unit = file->intake.dossier->unit;
  for (const SignerFound& signer : file->intake.check.signers) {
    if (!signers.find(unit.code, signer.key)) {
      signers.list.push_back({unit.code, signer.key,
                              unit.name + " " + to_iso(date_in_vietnam(port::now_ms()))});
    }
  }
  store_setting("signers", {{"text", write_allowed_signers(signers)}});
  tell(Notice::Tone::good, "page.signer_trusted", {{"unit", unit.name}});
  // What the new key decides is checked again, from the bytes.
  for (OfficeFile& other : office) {
    if (other.intake.dossier && other.intake.dossier->unit.code == unit.code && !other.failed) {
      other.stage = OfficeFile::Stage::waiting;
    }
  }
  next_office_file();
}

void App::pick_signers() {
  ask("pick", {{"purpose", "import"},
               {"accept", ""},
               {"multiple", false},
               {"folder", false},
               {"camera", false}});
}

void App::save_signers() {
  ask("save", {{"name", "allowed_signers"},
               {"type", "text/plain"},
               {"text", write_allowed_signers(signers)}});
}

void App::save_office_table() {
  // UTF-8 with BOM: Vietnamese Excel opens it with its accents.
  std::string csv = "\xEF\xBB\xBF";
  auto cell = [&csv](std::string value, bool last) {
    // A cell that begins like a formula is one, in Excel: the apostrophe makes it text.
    if (!value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos) {
      value.insert(0, "'");
    }
    std::string quoted = "\"";
    for (const char c : value) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    csv += quoted + "\"" + (last ? "\r\n" : ",");
  };
  const auto& columns = intake_columns();
  for (std::size_t i = 0; i < columns.size(); ++i) cell(columns[i], i + 1 == columns.size());
  for (const OfficeFile& file : office) {
    if (file.stage != OfficeFile::Stage::done) continue;
    const Json row = to_row(file.intake, file.name);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Json value = row.contains(columns[i]) ? row[columns[i]] : Json();
      cell(value.is_string()  ? value.get<std::string>()
           : value.is_null() ? std::string()
                             : value.dump(),
           i + 1 == columns.size());
    }
  }
  ask("save", {{"name", "danh-sach-ho-so.csv"}, {"type", "text/csv"}, {"text", csv}});
}

void App::edit_from_bundle(std::string_view office_name) { import_from_bundle(office_name, ""); }

void App::next_year_from_bundle(std::string_view office_name) {
  const OfficeFile* file = find_office(office_name);
  if (!file) return;
  // The new dossier names the bundle it comes from by its hash.
  ask("hash", {{"blob", file->blob}}, [this, name = std::string(office_name)](const Json& data) {
    import_from_bundle(name, data.value("sha256", ""));
  });
}

// `previous` is the bundle's SHA-256 to begin the next year from it, "" to go on with its own year.
void App::import_from_bundle(std::string_view office_name, std::string_view previous) {
  const OfficeFile* file = find_office(office_name);
  if (!file || !file->intake.dossier || !file->intake.pack) return;
  const Dossier& theirs = *file->intake.dossier;
  const std::uint32_t blob = file->blob;
  const std::string top = file->intake.check.top;
  Record record;
  record.pack = *file->intake.pack;
  record.pack_json = file->intake.check.rubric_json;
  record.dossier = previous.empty()
                       ? theirs
                       : carry_over(theirs, port::random_hex(16),
                                    next_school_year(theirs.school_year), std::string(previous),
                                    false);
  if (std::ranges::any_of(shelf, [&](const Shelved& s) { return s.id == record.dossier.id; })) {
    // Never over what is here: the imported one stands beside it.
    record.dossier.id = port::random_hex(16);
  }
  put_on_desk(std::move(record));
  save_now();
  go(Screen::unit);
  tell(Notice::Tone::good, previous.empty() ? "page.dossier_imported" : "page.next_year_begun",
       {{"name", std::string(office_name)}});
  for (const auto& [hash, path] : evidence_paths(desk->editor.dossier())) {
    ask("entry", {{"blob", blob}, {"name", top + "/" + path}},
        [this, sha256 = hash](const Json& data) {
          ask("keep", {{"blob", data.value("blob", 0u)}, {"sha256", sha256}},
              [this, sha256](const Json&) {
                if (desk) desk->kept.insert(sha256);
              });
        });
  }
}

}  // namespace thuoc
