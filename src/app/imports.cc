#include "app/imports.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/file_name.h"
#include "base/limits.h"
#include "bundle/file_kind.h"
#include "bundle/office.h"
#include "bundle/secret.h"

namespace thuoc {

namespace {

std::uint32_t blob_of(const Json& file) {
  return file.is_object() && file.contains("blob") && file["blob"].is_number_unsigned() ? file["blob"].get<std::uint32_t>() : 0;
}

// What a file is, by its first characters and its name: people rename files.
enum class Dropped { json, bundle_or_signers, other };

Dropped kind_of(const Json& file) {
  const std::string name = lower_case(text_of(file, "name"));
  if (name.ends_with(".zip") || name.find("signers") != std::string::npos) { return Dropped::bundle_or_signers; }
  if (name.ends_with(".json")) return Dropped::json;
  return Dropped::other;
}

}  // namespace

Imports::Imports(const Knows& knows)
    : outside_(knows.outside),
      display_(knows.display),
      notices_(knows.notices),
      keys_(knows.keys),
      dossier_(knows.dossier),
      navigation_(knows.navigation),
      dossiers_(knows.dossiers),
      evidence_(knows.evidence),
      office_(knows.office) {}

void Imports::pick_anything() {
  outside_.ask("pick", {{"purpose", "import"}, {"accept", ""}, {"multiple", true}, {"folder", false}, {"camera", false}});
}

void Imports::pick_bundles(bool folder) {
  outside_.ask("pick", {{"purpose", "bundles"},
                        {"accept", folder ? "" : ".zip,application/zip"},
                        {"multiple", true},
                        {"folder", folder},
                        {"camera", false}});
}

void Imports::take_in(const Json& data) {
  if (!data.is_object() || !data.contains("files") || !data["files"].is_array()) return;
  const Json& files = data["files"];
  const std::string purpose = data.value("purpose", "drop");
  if (files.empty()) {
    if (purpose == "drop") notices_.tell(Notice::Tone::bad, "page.nothing_arrived");
    return;
  }
  const Screen screen = navigation_.screen;
  if (purpose == "key") {
    keys_.take_in(files.front());
  } else if (purpose == "import") {
    open(files);
  } else if (purpose.starts_with("evidence:")) {
    take_evidence(files, purpose.substr(9));
  } else if (purpose.starts_with("evidence_file:")) {
    evidence_.take_in(files.front(), "", purpose.substr(14));
  } else if (purpose == "bundles" || screen == Screen::office) {
    office_.open(files, purpose);
  } else if (std::ranges::all_of(files, [](const Json& file) { return is_named_for_unit(file.value("name", "")); })) {
    office_.open(files);  // an answer to this dossier, whatever step is open; no evidence
  } else if (dossier_.current && screen != Screen::start) {
    // Dropped or pasted while working on a dossier: evidence, for the question that is open.
    take_evidence(files, screen == Screen::scoring ? dossier_.current->selected_item : std::string());
    if (screen != Screen::scoring) navigation_.go(Screen::evidence);
  } else {
    open(files);
  }
}

void Imports::take_evidence(const Json& files, const std::string& item) {
  int litter = 0;
  for (const Json& file : files) {
    if (is_litter(text_of(file, "name"))) ++litter;
    else evidence_.take_in(file, item);
  }
  if (litter > 0) notices_.tell(Notice::Tone::info, "page.litter", {{"count", std::to_string(litter)}});
}

// Everything a person may drop on the start screen opens where it belongs: a dossier (with its
// evidence beside it) on the shelf, a pack, a key; bundles and registers of signers at the office.
void Imports::open(const Json& files) {
  const bool any_bundle =
      std::ranges::any_of(files, [](const Json& file) { return kind_of(file) == Dropped::bundle_or_signers; });
  // A bundle that a browser has unpacked is no record to go on with.
  if (std::ranges::any_of(files, [](const Json& file) { return text_of(file, "path").ends_with("/bagit.txt"); }))
    return office_.open(files);
  Json for_office = Json::array();
  bool understood = false;
  for (const Json& file : files) {
    // Of a folder with bundles in it everything is the office's, which lists what it does not know.
    if (kind_of(file) == Dropped::json && !(any_bundle && !text_of(file, "path").empty())) {
      understood = true;
      open_json(file, files);
    } else if (any_bundle) {
      for_office.push_back(file);
    } else if (files.size() == 1 && file.value("size", std::uint64_t{0}) <= limits::key_file_bytes) {
      understood = true;
      open_as_key(file);
    }
  }
  if (!for_office.empty()) {
    office_.open(std::move(for_office));
  } else if (!understood) {
    notices_.tell(Notice::Tone::bad, "page.not_ours", {{"name", text_of(files.front(), "name")}});
  }
}

// A key, if anything: people rename files.
void Imports::open_as_key(const Json& file) {
  const std::string name = text_of(file, "name");
  const Outside::Failed not_ours = [this, name](const Error&) {
    notices_.tell(Notice::Tone::bad, "page.not_ours", {{"name", name}});
  };
  outside_.ask(
      "read_text", {{"blob", blob_of(file)}, {"limit", limits::key_file_bytes}},
      [this, name, not_ours](const Json& data) {
        const std::string text = text_of(data, "text");
        if (holds_secret_key(text)) keys_.add(text, name);
        else not_ours({});
      },
      not_ours);
}

void Imports::open_json(const Json& file, const Json& all) {
  const std::string name = text_of(file, "name");
  outside_.ask("read_text", {{"blob", blob_of(file)}, {"limit", limits::record_bytes}}, [this, name, all](const Json& data) {
    const std::string json = text_of(data, "text");
    const auto parsed = parse_json(json, name, limits::record_bytes);
    if (!parsed) return notices_.tell(parsed.error());
    const std::string format = text_of(*parsed, "format");
    if (format == "thuoc-rubric") return open_pack(json, name);
    if (format == "thuoc-key") return keys_.add(json, name);
    open_dossier(format == "thuoc-record", json, name, all);
  });
}

void Imports::open_dossier(bool is_record, const std::string& json, const std::string& name, const Json& all) {
  Record record;
  std::size_t history_mended = 0;
  if (is_record) {
    auto loaded = load_record(json, name);
    if (!loaded.record) return notices_.tell(loaded.problems.front());
    record = std::move(*loaded.record);
    history_mended = loaded.history_mended;
  } else {
    auto loaded = load_dossier(json, name, true);
    if (!loaded.dossier) return notices_.tell(loaded.problems.front());
    const std::string_view pack_json = builtin_pack(loaded.dossier->pack);
    if (pack_json.empty()) return notices_.tell(Notice::Tone::bad, "page.pack_not_here", {{"pack", loaded.dossier->pack}});
    record.dossier = std::move(*loaded.dossier);
    record.pack = *load_pack(pack_json, "pack").pack;
    record.pack_json = pack_json;
    history_mended = loaded.history_mended;
  }
  dossiers_.adopt(std::move(record));
  notices_.tell(Notice::Tone::good, "page.dossier_imported", {{"name", name}});
  if (history_mended) { notices_.tell(Notice::Tone::info, "page.history_mended", {{"count", std::to_string(history_mended)}}); }
  // Evidence dropped with it is recognised by its hash.
  for (const Json& other : all) {
    if (kind_of(other) == Dropped::other) evidence_.recognise(blob_of(other));
  }
}

void Imports::open_pack(std::string_view json, std::string_view name) {
  auto loaded = load_pack(json, name);
  if (!loaded.pack) return notices_.tell(loaded.problems);
  dossiers_.create(json, school_year_of(date_in_vietnam(port::now_ms())));
  notices_.tell(Notice::Tone::good, "page.pack_imported", {{"pack", loaded.pack->title.in(display_.lang)}});
}

}  // namespace thuoc
