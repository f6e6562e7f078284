#include "app/current_dossier.h"

#include <utility>

#include "base/date.h"
#include "base/limits.h"

namespace thuoc {

void CurrentDossier::open(Record record) {
  record.updated_at = to_iso_instant(port::now_ms());
  shelf_.put(record);
  current.emplace(OpenDossier{Editor(std::move(record.dossier), std::move(record.pack)), std::move(record.pack_json),
                              std::move(record.exported), std::move(record.notice)});
  const Pack& pack = current->editor.pack();
  if (!pack.groups.empty() && !pack.groups[0].criteria.empty() && !pack.groups[0].criteria[0].items.empty()) {
    current->selected_item = pack.groups[0].criteria[0].items[0].id;
  }
  saving_.hold(id());
  outside_.ask("lock", {{"id", id()}, {"steal", true}});
  look_for_evidence();
}

void CurrentDossier::close() {
  if (!current) return;
  const std::string was = id();
  if (is_dirty()) save_now();
  current.reset();
  saving_.let_go(was);
}

void CurrentDossier::lose() {
  // What did not get into the store before the other tab read it is kept, as a file if so wanted.
  const bool newer = is_dirty() || saving_.unsaved.contains(id());
  saving_.lost(id(), newer ? std::optional(record()) : std::nullopt);
  current.reset();
}

Record CurrentDossier::record() const {
  Record record{current->editor.dossier(),      current->pack_json, current->editor.pack(), current->exported,
                to_iso_instant(port::now_ms()), current->notice};
  cut_to_fit(record.dossier);
  return record;
}

void CurrentDossier::look_for_evidence() {
  Json hashes = Json::array();
  for (const Evidence& e : current->editor.dossier().evidence) {
    if (e.file) hashes.push_back(e.file->sha256);
  }
  if (hashes.empty()) return;
  outside_.ask("have", {{"sha256", hashes}}, [this](const Json& data) {
    if (!current || !data.contains("have")) return;
    for (const Json& hash : data["have"]) current->kept.insert(hash.get<std::string>());
  });
  // Until November 2026 a key file could be attached: what is as small as one is looked at again.
  std::set<std::string> seen;
  for (const Evidence& e : current->editor.dossier().evidence) {
    if (!e.file || e.file->sha256.empty() || e.file->size > limits::key_search_bytes || !seen.insert(e.file->sha256).second)
      continue;
    outside_.ask(
        "hash", {{"sha256", e.file->sha256}, {"name", e.file->name}},
        [this, sha256 = e.file->sha256](const Json& hashed) {
          if (current && hashed.value("secret", false)) current->secrets.insert(sha256);
        },
        [](const Error&) {});  // not here: it is asked for anyway
  }
}

void CurrentDossier::edit(std::string_view pointer, std::string_view before, std::string_view after,
                          const std::function<void(Dossier&)>& change) {
  if (!current) return;
  current->editor.edit(pointer, before, after, port::now_ms(), change);
  outside_.tick_soon();
}

void CurrentDossier::field_left() {
  if (!current) return;
  current->editor.seal();
  if (is_dirty()) outside_.tick_soon();
}

std::string CurrentDossier::undo() {
  std::string pointer = current ? current->editor.undo(port::now_ms()) : std::string();
  if (!pointer.empty()) outside_.tick_soon();
  return pointer;
}

std::string CurrentDossier::redo() {
  std::string pointer = current ? current->editor.redo(port::now_ms()) : std::string();
  if (!pointer.empty()) outside_.tick_soon();
  return pointer;
}

void CurrentDossier::save_now(bool say) {
  if (!current) return;
  const std::uint64_t revision = current->editor.revision();
  current->saver.begin(revision);
  saving_.store(
      record(),
      [this, of = id(), revision] {
        if (is_open(of)) current->saver.saved(revision);
      },
      [this, of = id()](const Error& error) {
        if (is_open(of)) current->saver.failed(error);
      },
      say);
}

void CurrentDossier::save_soon() {
  const Unsaved* const failed = saving_.failed(id());
  if (failed ? !failed->by_hand && failed->saver.is_due(port::now_ms()) : is_dirty()) save_now();
}

bool CurrentDossier::is_exported() const {
  const Shelved* const shelved = current ? std::as_const(shelf_).find(id()) : nullptr;
  return shelved && shelved->is_exported;
}

}  // namespace thuoc
