#include "office/desk.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "office/intake_json.h"

namespace thuoc {

namespace {

bool is_register(const std::string& name) {
  std::string lower = name;
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return !lower.ends_with(".zip") && lower.find("signers") != std::string::npos;
}

}  // namespace

OfficeDesk::OfficeDesk(App& app) : work(app), app_(app) {
  app.beyond = this;
  work.intake_of = [this](std::string_view sha256) {
    const auto found = std::ranges::find(files, sha256, &OfficeFile::sha256);
    return found == files.end() ? nullptr : &found->intake;
  };
  work.show_evidence = [this](std::string_view sha256, std::string_view evidence_id) {
    const auto found = std::ranges::find(files, sha256, &OfficeFile::sha256);
    if (found != files.end()) open_evidence(*found, evidence_id);
  };
}

void OfficeDesk::start(const Json& data) {
  work.start(data);
  const Json& settings = data.contains("settings") ? data["settings"] : Json();
  if (!settings.is_object() || !settings.contains("signers") || !settings["signers"].is_string()) return;
  const auto parsed = parse_json(settings["signers"].get_ref<const std::string&>(), "signers");
  if (!parsed || !parsed->is_object() || !parsed->contains("text")) return;
  signers = parse_allowed_signers(parsed->value("text", ""), "allowed_signers").signers;
}

void OfficeDesk::take_in(std::string_view purpose, const Json& taken) {
  for (const Json& file : taken) {
    OfficeFile in;
    const std::string path = file.value("path", "");
    in.name = path.empty() ? file.value("name", "") : path;
    in.blob = file.value("blob", 0u);
    in.size = file.value("size", std::uint64_t{0});
    if (purpose == "signers" || is_register(in.name)) {
      app_.ask("read_text", {{"blob", in.blob}, {"limit", limits::json_bytes}, {"name", in.name}},
               [this, name = in.name](const Json& data) { import_signers(data.value("text", ""), name); });
      continue;
    }
    // The same name dropped again is the same file again: the newer bytes replace it.
    std::erase_if(files, [&](const OfficeFile& f) { return f.name == in.name; });
    files.push_back(std::move(in));
  }
  selected.clear();
  work.step = OfficeStep::files;
  next();
}

void OfficeDesk::open(std::string_view name) {
  selected = name;
  app_.go(Screen::office);
}

OfficeFile* OfficeDesk::find(std::string_view name) {
  const auto found = std::ranges::find(files, name, &OfficeFile::name);
  return found == files.end() ? nullptr : &*found;
}

const OfficeFile* OfficeDesk::file() const {
  const auto found = std::ranges::find(files, selected, &OfficeFile::name);
  return found == files.end() ? nullptr : &*found;
}

void OfficeDesk::next() {
  if (ticket_) return;
  const auto waiting = std::ranges::find(files, OfficeFile::Stage::waiting, &OfficeFile::stage);
  if (waiting == files.end()) {
    mark_superseded();
    return;
  }
  waiting->stage = OfficeFile::Stage::reading;
  const std::string name = waiting->name;
  auto take = [this, name](const Json& data) {
    OfficeFile* file = find(name);
    if (!file || !data.contains("intake")) return;
    file->intake = intake_from_json(data["intake"]);
    file->last_change = file->intake.dossier && !file->intake.dossier->history.empty()
                            ? file->intake.dossier->history.back().at
                            : file->intake.check.info.bagging_date;
  };
  ticket_ = app_.ask(
      "take_in",
      {{"blob", waiting->blob}, {"name", name}, {"signers", write_allowed_signers(signers)}},
      [this, name, take](const Json& data) {
        take(data);
        ticket_ = 0;
        OfficeFile* file = find(name);
        if (!file) return next();
        file->stage = OfficeFile::Stage::done;
        // Everything an office says about a file names it by the hash of all its bytes.
        app_.ask("hash", {{"blob", file->blob}}, [this, name](const Json& hashed) {
          if (OfficeFile* read = find(name)) {
            read->sha256 = hashed.value("sha256", "");
            came(*read);
          }
          next();
        });
      },
      [this, name](const Error& error) {
        if (OfficeFile* file = find(name)) {
          file->stage = OfficeFile::Stage::done;
          file->failed = error;
        }
        ticket_ = 0;
        next();
      },
      [this, name, take](const Json& data) {
        take(data);
        OfficeFile* file = find(name);
        if (!file) return;
        file->stage = OfficeFile::Stage::hashing;
        const double total = static_cast<double>(data.value("total", std::uint64_t{0}));
        if (total > 0) {
          file->done = static_cast<double>(data.value("done", std::uint64_t{0})) / total;
        }
      });
}

void OfficeDesk::came(const OfficeFile& file) {
  const Check& check = file.intake.check;
  const bool sound = check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key;
  if (check.info.bundle_type == "dossier" && check.verdict != Verdict::rejected) {
    work.handed_in(file.sha256, submission_of(file.intake, file.name, file.size, file.last_change));
  } else if (sound) {
    work.take_paper({file.name, file.sha256, check});
  }
}

void OfficeDesk::mark_superseded() {
  for (OfficeFile& file : files) {
    file.superseded = false;
    if (!file.intake.dossier || file.failed) continue;
    for (const OfficeFile& other : files) {
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

void OfficeDesk::cancel() {
  for (OfficeFile& file : files) {
    if (file.stage != OfficeFile::Stage::waiting) continue;
    file.stage = OfficeFile::Stage::done;
    file.failed = Error{"page.office_cancelled", {file.name, "", {}}, {}};
  }
  if (ticket_) app_.ask("cancel", {{"ticket", ticket_}});
}

void OfficeDesk::forget(std::string_view name) {
  if (const OfficeFile* file = find(name)) app_.ask("release", {{"blob", file->blob}});
  std::erase_if(files, [&](const OfficeFile& f) { return f.name == name; });
  mark_superseded();
  if (selected == name) {
    selected.clear();
    app_.go(Screen::office);
  }
}

void OfficeDesk::open_evidence(std::string_view evidence_id) {
  if (const OfficeFile* file = this->file()) open_evidence(*file, evidence_id);
}

void OfficeDesk::open_evidence(const OfficeFile& of, std::string_view evidence_id) {
  const OfficeFile* file = &of;
  if (!file->intake.dossier) return;
  const Evidence* evidence = file->intake.dossier->find_evidence(evidence_id);
  if (!evidence) return;
  if (!evidence->file) {
    if (!evidence->url.empty()) app_.ask("open", {{"url", evidence->url}});
    return;
  }
  const auto paths = evidence_paths(*file->intake.dossier);
  const auto path = paths.find(evidence->file->sha256);
  if (path == paths.end()) return;
  app_.ask("entry", {{"blob", file->blob}, {"name", file->intake.check.top + "/" + path->second}},
           [this, shown = *evidence->file](const Json& data) {
             const auto blob = data.value("blob", 0u);
             app_.ask("preview",
                      {{"blob", blob},
                       {"name", shown.name},
                       {"type", shown.media_type},
                       {"close", text(app_.lang, "page.preview_close")},
                       {"save", text(app_.lang, "page.preview_save")},
                       {"none", text(app_.lang, "page.preview_none")}},
                      [this, blob](const Json&) { app_.ask("release", {{"blob", blob}}); });
           });
}

void OfficeDesk::trust_signer(std::string_view name) {
  const OfficeFile* file = find(name);
  if (!file || !file->intake.dossier || file->intake.check.verdict != Verdict::unknown_key) return;
  const Unit& unit = file->intake.dossier->unit;
  for (const SignerFound& signer : file->intake.check.signers) {
    if (!signers.find(unit.code, signer.key)) {
      signers.list.push_back({unit.code, signer.key,
                              unit.name + " " + to_iso(date_in_vietnam(port::now_ms()))});
    }
  }
  app_.store_setting("signers", {{"text", write_allowed_signers(signers)}});
  app_.tell(Notice::Tone::good, "page.signer_trusted", {{"unit", unit.name}});
  // What the new key decides is checked again, from the bytes.
  for (OfficeFile& other : files) {
    if (other.intake.dossier && other.intake.dossier->unit.code == unit.code && !other.failed) {
      other.stage = OfficeFile::Stage::waiting;
    }
  }
  next();
}

void OfficeDesk::pick_signers() {
  app_.ask("pick", {{"purpose", "signers"},
               {"accept", ""},
               {"multiple", false},
               {"folder", false},
               {"camera", false}});
}

void OfficeDesk::save_signers() {
  app_.ask("save", {{"name", "allowed_signers"},
               {"type", "text/plain"},
               {"text", write_allowed_signers(signers)}});
}

void OfficeDesk::save_table() {
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
  for (const OfficeFile& file : files) {
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
  app_.ask("save", {{"name", "danh-sach-ho-so.csv"}, {"type", "text/csv"}, {"text", csv}});
}

void OfficeDesk::edit_here(std::string_view name) { import_from(name, ""); }

void OfficeDesk::begin_next_year(std::string_view name) {
  const OfficeFile* file = find(name);
  if (!file) return;
  // The new dossier names the bundle it comes from by its hash.
  app_.ask("hash", {{"blob", file->blob}}, [this, name = std::string(name)](const Json& data) {
    import_from(name, data.value("sha256", ""));
  });
}

// `previous` is the bundle's SHA-256 to begin the next year from it, "" to go on with its own year.
void OfficeDesk::import_from(std::string_view name, std::string_view previous) {
  const OfficeFile* file = find(name);
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
  app_.adopt(std::move(record));
  app_.tell(Notice::Tone::good, previous.empty() ? "page.dossier_imported" : "page.next_year_begun",
       {{"name", std::string(name)}});
  for (const auto& [hash, path] : evidence_paths(app_.desk->editor.dossier())) {
    app_.ask("entry", {{"blob", blob}, {"name", top + "/" + path}}, [this, sha256 = hash](const Json& data) {
      const auto entry = data.value("blob", 0u);
      app_.ask("keep", {{"blob", entry}, {"sha256", sha256}}, [this, sha256, entry](const Json&) {
        app_.ask("release", {{"blob", entry}});
        if (app_.desk) app_.desk->kept.insert(sha256);
      });
    });
  }
}

void OfficeDesk::import_signers(std::string_view text, std::string_view name) {
  LoadedSigners loaded = parse_allowed_signers(text, name);
  for (const Error& problem : loaded.problems) app_.tell(problem);
  std::size_t added = 0;
  for (Signer& signer : loaded.signers.list) {
    if (signers.find(signer.principal, signer.key)) continue;
    signers.list.push_back(std::move(signer));
    ++added;
  }
  app_.store_setting("signers", {{"text", write_allowed_signers(signers)}});
  app_.tell(Notice::Tone::good, "page.signers_imported", {{"count", std::to_string(added)}});
}

}  // namespace thuoc
