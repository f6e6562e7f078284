// Records: making, opening, editing, saving, importing.
#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/hand_in.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/sha256.h"

namespace thuoc {

namespace {

std::string json_string(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string()
             ? object[key].get<std::string>()
             : std::string();
}

std::uint32_t blob_of(const Json& file) {
  return file.is_object() && file.contains("blob") && file["blob"].is_number_unsigned()
             ? file["blob"].get<std::uint32_t>()
             : 0;
}

// What a file is, by its first characters and its name: people rename files.
enum class Dropped { json, bundle_or_signers, other };

Dropped kind_of(const Json& file) {
  std::string name = json_string(file, "name");
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  if (name.ends_with(".zip") || name.find("signers") != std::string::npos) {
    return Dropped::bundle_or_signers;
  }
  if (name.ends_with(".json")) return Dropped::json;
  return Dropped::other;
}

}  // namespace

void App::create_dossier(std::string_view pack_json, std::string_view school_year) {
  auto pack = load_pack(pack_json, "pack");
  if (!pack.pack) {
    tell(pack.problems);
    return;
  }
  Record record;
  record.dossier.id = port::random_hex(16);
  record.dossier.school_year = school_year;
  record.dossier.pack = pack.pack->name();
  record.pack = std::move(*pack.pack);
  record.pack_json = pack_json;
  put_on_desk(std::move(record));
  touch();
  save_now();
  go(Screen::unit);
}

void App::put_on_desk(Record record) {
  record.updated_at = to_iso_instant(port::now_ms());
  refresh_shelf(record);
  desk.emplace(Desk{Editor(std::move(record.dossier), std::move(record.pack)),
                    std::move(record.pack_json), std::move(record.exported), std::move(record.notice)});
  const Pack& pack = desk->editor.pack();
  selected_item.clear();
  if (!pack.groups.empty() && !pack.groups[0].criteria.empty() &&
      !pack.groups[0].criteria[0].items.empty()) {
    selected_item = pack.groups[0].criteria[0].items[0].id;
  }
  ask("lock", {{"id", desk->editor.dossier().id}, {"steal", true}});
  check_kept();
}

void App::adopt(Record record) {
  if (std::ranges::any_of(shelf, [&](const Shelved& s) { return s.id == record.dossier.id; })) {
    record.dossier.id = port::random_hex(16);
  }
  put_on_desk(std::move(record));
  save_now();
  go(Screen::unit);
}

std::optional<Record> App::latest_record(std::string_view unit_code, std::string_view school_year) const {
  auto is_it = [&](const Dossier& d) { return d.unit.code == unit_code && d.school_year == school_year; };
  if (desk && is_it(desk->editor.dossier())) return record_on_desk();
  const Record* latest = nullptr;
  for (const Shelved& s : shelf) {
    if (s.record && is_it(s.record->dossier) && (!latest || s.record->updated_at > latest->updated_at)) latest = &*s.record;
  }
  return latest ? std::optional(*latest) : std::nullopt;
}

void App::reopen(Record record) {
  put_on_desk(std::move(record));
  save_now();
  go(Screen::hand_in);
}

void App::check_kept() {
  Json hashes = Json::array();
  for (const Evidence& e : desk->editor.dossier().evidence) {
    if (e.file) hashes.push_back(e.file->sha256);
  }
  if (hashes.empty()) return;
  ask("have", {{"sha256", hashes}}, [this](const Json& data) {
    if (!desk || !data.contains("have")) return;
    for (const Json& hash : data["have"]) desk->kept.insert(hash.get<std::string>());
  });
}

void App::open_dossier(std::string_view record_id, bool steal) {
  const auto found = std::ranges::find(shelf, record_id, &Shelved::id);
  if (found == shelf.end() || !found->record) return;
  ask("lock", {{"id", record_id}, {"steal", steal}},
      [this, id = std::string(record_id)](const Json& data) {
        if (!data.value("held", true)) {
          locked_elsewhere = id;
          return;
        }
        locked_elsewhere.clear();
        // Another tab may have saved since this one started: what the store has now counts.
        ask("get", {{"store", "dossier"}, {"id", id}}, [this, id](const Json& stored) {
          auto fresh = load_record(json_string(stored, "json"), id);
          const auto shelved = std::ranges::find(shelf, id, &Shelved::id);
          if (shelved == shelf.end()) return;
          // Never an older one over what cannot be read: it would be saved over it.
          if (!fresh.record && !fresh.problems.empty() && !json_string(stored, "json").empty()) {
            ask("unlock", {{"id", id}});
            tell(fresh.problems.front());
            return;
          }
          if (fresh.record) shelved->record = std::move(fresh.record);
          if (!shelved->record) return;
          const std::string updated_at = shelved->record->updated_at;
          put_on_desk(*shelved->record);
          desk->saved_revision = desk->editor.revision();
          if (auto again = std::ranges::find(shelf, id, &Shelved::id); again != shelf.end()) {
            again->record->updated_at = updated_at;
          }
          go(Screen::unit);
        });
      });
}

void App::close_dossier() {
  if (desk) {
    if (is_dirty()) save_now();
    ask("unlock", {{"id", desk->editor.dossier().id}});
    desk.reset();
  }
  go(Screen::start);
}

void App::delete_dossier(std::string_view record_id) {
  ask("erase", {{"store", "dossier"}, {"id", record_id}},
      [this, id = std::string(record_id)](const Json&) {
        std::erase_if(shelf, [&](const Shelved& s) { return s.id == id; });
        tell(Notice::Tone::info, "page.dossier_deleted");
      });
}

void App::begin_next_year(std::string_view record_id) {
  const auto found = std::ranges::find(shelf, record_id, &Shelved::id);
  if (found == shelf.end() || !found->record) return;
  Record next;
  const Record& last = *found->record;
  next.dossier = carry_over(last.dossier, port::random_hex(16),
                            next_school_year(last.dossier.school_year),
                            last.exported ? last.exported->sha256 : "", false);
  next.pack = last.pack;
  next.pack_json = last.pack_json;
  put_on_desk(std::move(next));
  save_now();
  go(Screen::unit);
  tell(Notice::Tone::good, "page.next_year_begun");
}

void App::edit(std::string_view pointer, std::string_view before, std::string_view after,
               const std::function<void(Dossier&)>& change) {
  if (!desk) return;
  desk->editor.edit(pointer, before, after, port::now_ms(), change);
  if (desk->dirty_since_ms == 0) desk->dirty_since_ms = port::now_ms();
  touch();
}

void App::field_left() {
  if (!desk) return;
  desk->editor.seal();
  if (is_dirty()) touch();
}

void App::undo() {
  if (!desk) return;
  const std::string pointer = desk->editor.undo(port::now_ms());
  if (pointer.empty()) return;
  touch();
  go_to(pointer);
}

void App::redo() {
  if (!desk) return;
  const std::string pointer = desk->editor.redo(port::now_ms());
  if (pointer.empty()) return;
  touch();
  go_to(pointer);
}

bool App::is_dirty() const {
  return desk && desk->editor.revision() != desk->saved_revision &&
         desk->editor.revision() != desk->saving_revision;
}

Record App::record_on_desk() const {
  return {desk->editor.dossier(), desk->pack_json, desk->editor.pack(), desk->exported,
          to_iso_instant(port::now_ms()), desk->notice};
}

void App::refresh_shelf(const Record& record) {
  std::erase_if(shelf, [&](const Shelved& s) { return s.id == record.dossier.id; });
  shelf.insert(shelf.begin(), {record.dossier.id, record, {}});
}

void App::store_record(const Record& record) {
  refresh_shelf(record);
  const std::uint64_t revision = desk ? desk->editor.revision() : 0;
  if (desk) desk->saving_revision = revision;
  unsaved_.insert(record.dossier.id);
  ask("put",
      {{"store", "dossier"}, {"id", record.dossier.id}, {"json", to_json_text(record)}},
      [this, revision, id = record.dossier.id](const Json&) {
        unsaved_.erase(id);
        if (becoming && !becoming->ticket && unsaved_.empty()) become();
        if (!desk) return;
        desk->saved_revision = std::max(desk->saved_revision, revision);
        // Saving goes on by itself and says nothing; asked for, or after it failed, it does.
        const bool mended = desk->save_error.has_value();
        desk->save_error.reset();
        if (std::exchange(say_saved_, false) || mended) tell(Notice::Tone::good, "page.saved_by_key");
        desk->dirty_since_ms = 0;
        desk->last_saved_ms = port::now_ms();
      },
      [this](const Error& error) {
        if (becoming) becoming->failed = error;
        if (!desk) return;
        // Still dirty: the next change or Ctrl+S tries again, and the banner says what to do.
        desk->saving_revision = 0;
        desk->save_error = error;
        say_saved_ = false;
      });
}

void App::save_now() {
  if (desk) store_record(record_on_desk());
}

void App::save_draft_file() {
  if (!desk) return;
  ask("save", {{"name", bundle_name(desk->editor.dossier()) + "-ban-nhap.json"},
               {"type", "application/json"},
               {"text", to_json_text(desk->editor.dossier())}});
}

void App::pick_anything() {
  ask("pick", {{"purpose", "import"},
               {"accept", ""},
               {"multiple", true},
               {"folder", false},
               {"camera", false}});
}

// Everything a person may drop on the start screen opens where it belongs: a dossier (with its
// evidence beside it) on the shelf, a pack, a key; bundles and registers of signers at the office.
void App::import_files(const Json& files) {
  const bool any_bundle = std::ranges::any_of(
      files, [](const Json& file) { return kind_of(file) == Dropped::bundle_or_signers; });
  Json for_office = Json::array();
  bool understood = false;
  for (const Json& file : files) {
    // Of a folder with bundles in it everything is the office's, which lists what it does not know.
    if (kind_of(file) == Dropped::json && !(any_bundle && !json_string(file, "path").empty())) {
      understood = true;
      import_dossier(file, files);
    } else if (any_bundle) {
      for_office.push_back(file);
    }
  }
  if (!for_office.empty()) {
    to_office(std::move(for_office));
  } else if (!understood) {
    tell(Notice::Tone::bad, "page.not_ours", {{"name", json_string(files.front(), "name")}});
  }
}

void App::import_dossier(const Json& file, const Json& all) {
  const std::string name = json_string(file, "name");
  ask("read_text", {{"blob", blob_of(file)}, {"limit", limits::json_bytes}},
      [this, name, all](const Json& data) {
        const std::string json = json_string(data, "text");
        auto parsed = parse_json(json, name);
        if (!parsed) {
          tell(parsed.error());
          return;
        }
        const std::string format = json_string(*parsed, "format");
        if (format == "thuoc-rubric") return import_pack(json, name);
        if (format == "thuoc-key") return import_key(json, name);
        auto loaded = load_dossier(json, name);
        if (!loaded.dossier) {
          tell(loaded.problems.front());
          return;
        }
        const std::string_view pack_json = builtin_pack(loaded.dossier->pack);
        if (pack_json.empty()) {
          tell(Notice::Tone::bad, "page.pack_not_here", {{"pack", loaded.dossier->pack}});
          return;
        }
        Record record;
        record.dossier = std::move(*loaded.dossier);
        record.pack = *load_pack(pack_json, "pack").pack;
        record.pack_json = pack_json;
        adopt(std::move(record));
        tell(Notice::Tone::good, "page.dossier_imported", {{"name", name}});
        // Evidence dropped with it is recognised by its hash.
        std::set<std::string> wanted;
        for (const Evidence& e : desk->editor.dossier().evidence) {
          if (e.file) wanted.insert(e.file->sha256);
        }
        for (const Json& other : all) {
          if (kind_of(other) != Dropped::other) continue;
          ask("hash", {{"blob", blob_of(other)}}, [this, wanted, blob = blob_of(other)](const Json& hashed) {
            const std::string sha256 = json_string(hashed, "sha256");
            if (!wanted.contains(sha256)) return;
            ask("keep", {{"blob", blob}, {"sha256", sha256}}, [this, sha256](const Json&) {
              if (desk) desk->kept.insert(sha256);
            });
          });
        }
      });
}

void App::import_pack(std::string_view json, std::string_view name) {
  auto loaded = load_pack(json, name);
  if (!loaded.pack) {
    tell(loaded.problems);
    return;
  }
  create_dossier(json, school_year_of(date_in_vietnam(port::now_ms())));
  tell(Notice::Tone::good, "page.pack_imported", {{"pack", loaded.pack->title.in(lang)}});
}

}  // namespace thuoc
