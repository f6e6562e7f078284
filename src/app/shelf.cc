#include "app/shelf.h"

#include <algorithm>
#include <utility>

namespace thuoc {

void Shelved::take(Record newer) {
  is_exported = thuoc::is_exported(newer);
  record = std::move(newer);
}

void Shelf::start(const Json& data) {
  for (const Json& stored : data.contains("dossiers") ? data["dossiers"] : Json::array()) {
    const std::string json = stored.value("json", "");
    Shelved shelved{stored.value("id", ""), std::nullopt, {}, {}};
    auto loaded = load_record(json, shelved.id);
    if (loaded.record) shelved.take(std::move(*loaded.record));
    shelved.problems = std::move(loaded.problems);
    shelved.history_mended = loaded.history_mended;
    if (!shelved.record) shelved.stored = json;
    // A handful: sorting them would be four kilobytes of the download.
    const auto older = std::ranges::find_if(all, [&](const Shelved& s) { return s.updated_at() < shelved.updated_at(); });
    all.insert(older, std::move(shelved));
  }
  forget_evidence();
}

void Shelf::forget_evidence() {
  // Never while a record cannot be read: it may refer.
  Json referred = Json::array();
  for (const Shelved& shelved : all) {
    if (!shelved.record) return;
    for (const Evidence& e : shelved.record->dossier.evidence) {
      if (e.file) referred.push_back(e.file->sha256);
    }
  }
  if (!outside_.store_error) outside_.ask("retain", {{"sha256", referred}});
}

Shelved* Shelf::find(std::string_view id) { return const_cast<Shelved*>(std::as_const(*this).find(id)); }

const Shelved* Shelf::find(std::string_view id) const {
  const auto found = std::ranges::find(all, id, &Shelved::id);
  return found == all.end() ? nullptr : &*found;
}

void Shelf::put(const Record& record) {
  remove(record.dossier.id);
  all.insert(all.begin(), {record.dossier.id, {}, {}, {}});
  all.front().take(record);
}

void Shelf::remove(std::string_view id) {
  std::erase_if(all, [&](const Shelved& s) { return s.id == id; });
}

const Record* Shelf::latest(std::string_view unit_code, std::string_view school_year) const {
  const Record* latest = nullptr;
  for (const Shelved& s : all) {
    if (!s.record || s.record->dossier.unit.code != unit_code || s.record->dossier.school_year != school_year) continue;
    if (!latest || s.record->updated_at > latest->updated_at) latest = &*s.record;
  }
  return latest;
}

void Shelf::save_stored_file(std::string_view id) {
  const Shelved* const found = find(id);
  if (!found) return;
  outside_.ask(
      "save",
      {{"name", "ho-so-" + found->id.substr(0, 8) + "-nguyen-ban.json"}, {"type", "application/json"}, {"text", found->stored}});
}

}  // namespace thuoc
