// Records: making, opening, editing, saving, importing.
#include <algorithm>
#include <utility>

#include "app/app.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "bundle/secret.h"
#include "school/hand_in.h"

namespace thuoc {

namespace {

std::string json_string(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>() : std::string();
}

std::uint32_t blob_of(const Json& file) {
  return file.is_object() && file.contains("blob") && file["blob"].is_number_unsigned() ? file["blob"].get<std::uint32_t>() : 0;
}

// What a file is, by its first characters and its name: people rename files.
enum class Dropped { json, bundle_or_signers, other };

Dropped kind_of(const Json& file) {
  std::string name = json_string(file, "name");
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  if (name.ends_with(".zip") || name.find("signers") != std::string::npos) { return Dropped::bundle_or_signers; }
  if (name.ends_with(".json")) return Dropped::json;
  return Dropped::other;
}

}  // namespace

void App::create_dossier(std::string_view pack_json, std::string_view school_year) {
  auto pack = load_pack(pack_json, "pack");
  if (!pack.pack) {
    notices.tell(pack.problems);
    return;
  }
  Record record;
  record.dossier.id = port::random_hex(16);
  record.dossier.school_year = school_year;
  record.dossier.pack = pack.pack->name();
  record.pack = std::move(*pack.pack);
  record.pack_json = pack_json;
  put_on_desk(std::move(record));
  outside.tick_soon();
  save_now();
  go(Screen::unit);
}

void App::put_on_desk(Record record) {
  record.updated_at = to_iso_instant(port::now_ms());
  refresh_shelf(record);
  signings.forget(record.dossier.id);
  current.emplace(OpenDossier{Editor(std::move(record.dossier), std::move(record.pack)), std::move(record.pack_json),
                              std::move(record.exported), std::move(record.notice)});
  const Pack& pack = current->editor.pack();
  selected_item.clear();
  if (!pack.groups.empty() && !pack.groups[0].criteria.empty() && !pack.groups[0].criteria[0].items.empty()) {
    selected_item = pack.groups[0].criteria[0].items[0].id;
  }
  outside.ask("lock", {{"id", current->editor.dossier().id}, {"steal", true}});
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
  if (current && is_it(current->editor.dossier())) return record_on_desk();
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
  for (const Evidence& e : current->editor.dossier().evidence) {
    if (e.file) hashes.push_back(e.file->sha256);
  }
  if (hashes.empty()) return;
  outside.ask("have", {{"sha256", hashes}}, [this](const Json& data) {
    if (!current || !data.contains("have")) return;
    for (const Json& hash : data["have"]) current->kept.insert(hash.get<std::string>());
  });
  // Until November 2026 a key file could be attached: what is as small as one is looked at again.
  std::set<std::string> seen;
  for (const Evidence& e : current->editor.dossier().evidence) {
    if (!e.file || e.file->sha256.empty() || e.file->size > limits::key_search_bytes || !seen.insert(e.file->sha256).second)
      continue;
    outside.ask(
        "hash", {{"sha256", e.file->sha256}, {"name", e.file->name}},
        [this, sha256 = e.file->sha256](const Json& hashed) {
          if (current && hashed.value("secret", false)) current->secrets.insert(sha256);
        },
        [](const Error&) {});  // not here: it is asked for anyway
  }
}

void App::with_newest(std::string_view record_id, std::function<void()> then) {
  // Another tab may have saved since this one started: what the store has now counts, unless what is here
  // did not get there yet.
  outside.ask(
      "get", {{"store", "dossier"}, {"id", record_id}},
      [this, id = std::string(record_id), then](const Json& data) {
        const auto shelved = std::ranges::find(shelf, id, &Shelved::id);
        if (shelved == shelf.end()) return;
        if (!unsaved_.contains(id)) {
          const std::string stored = json_string(data, "json");
          auto fresh = load_record(stored, id);
          // Never an older one over what cannot be read: it would be saved over it.
          if (!fresh.record && !stored.empty()) {
            outside.ask("unlock", {{"id", id}});
            notices.tell(fresh.problems.front());
            return;
          }
          if (stored.empty() && !outside.store_error) {
            // Deleted in another tab. What this one still knows of it can be kept, by whoever wants to.
            outside.ask("unlock", {{"id", id}});
            if (shelved->record) keep_by_hand(id, *shelved->record, "storage.gone");
            port::wake();
            return;
          }
          if (fresh.record) {
            shelved->take(std::move(*fresh.record));
            shelved->history_mended = fresh.history_mended;
          }
        }
        if (shelved->record) then();
      },
      [this, id = std::string(record_id)](const Error& error) {
        outside.ask("unlock", {{"id", id}});
        notices.tell(error);
      });
}

void App::open_dossier(std::string_view record_id, bool steal) {
  const auto found = std::ranges::find(shelf, record_id, &Shelved::id);
  if (found == shelf.end() || !found->record) return;
  outside.ask("lock", {{"id", record_id}, {"steal", steal}}, [this, id = std::string(record_id)](const Json& data) {
    if (!data.value("held", true)) {
      locked_elsewhere = id;
      return;
    }
    locked_elsewhere.clear();
    letting_go_.erase(id);
    with_newest(id, [this, id] {
      const Shelved shelved = *std::ranges::find(shelf, id, &Shelved::id);
      put_on_desk(*shelved.record);
      if (!unsaved_.contains(id)) current->saver.saved(current->editor.revision());
      if (auto again = std::ranges::find(shelf, id, &Shelved::id); again != shelf.end()) {
        again->record->updated_at = shelved.record->updated_at;
      }
      go(Screen::unit);
      if (shelved.history_mended) {
        notices.tell(Notice::Tone::info, "page.history_mended", {{"count", std::to_string(shelved.history_mended)}});
      }
    });
  });
}

void App::let_go(const std::string& id) {
  if (unsaved_.contains(id)) {
    letting_go_.insert(id);
  } else {
    letting_go_.erase(id);
    outside.ask("unlock", {{"id", id}});
  }
}

void App::close_dossier() {
  if (current) {
    const std::string id = current->editor.dossier().id;
    if (is_dirty()) save_now();
    current.reset();
    let_go(id);
  }
  go(Screen::start);
}

void App::delete_dossier(std::string_view record_id) {
  outside.ask("erase", {{"store", "dossier"}, {"id", record_id}}, [this, id = std::string(record_id)](const Json&) {
    std::erase_if(shelf, [&](const Shelved& s) { return s.id == id; });
    unsaved_.erase(id);
    stored_.erase(id);
    notices.tell(Notice::Tone::info, "page.dossier_deleted");
  });
}

void App::begin_next_year(std::string_view record_id) {
  const auto found = std::ranges::find(shelf, record_id, &Shelved::id);
  if (found == shelf.end() || !found->record) return;
  with_newest(record_id, [this, id = std::string(record_id)] {
    Record next;
    const Record& last = *std::ranges::find(shelf, id, &Shelved::id)->record;
    next.dossier = carry_over(last.dossier, port::random_hex(16), next_school_year(last.dossier.school_year),
                              last.exported ? last.exported->sha256 : "", false);
    next.pack = last.pack;
    next.pack_json = last.pack_json;
    put_on_desk(std::move(next));
    save_now();
    go(Screen::unit);
    notices.tell(Notice::Tone::good, "page.next_year_begun");
  });
}

void App::edit(std::string_view pointer, std::string_view before, std::string_view after,
               const std::function<void(Dossier&)>& change) {
  if (!current) return;
  current->editor.edit(pointer, before, after, port::now_ms(), change);
  outside.tick_soon();
}

void App::field_left() {
  if (!current) return;
  current->editor.seal();
  if (is_dirty()) outside.tick_soon();
}

void App::undo() {
  if (!current) return;
  const std::string pointer = current->editor.undo(port::now_ms());
  if (pointer.empty()) return;
  outside.tick_soon();
  go_to(pointer);
}

void App::redo() {
  if (!current) return;
  const std::string pointer = current->editor.redo(port::now_ms());
  if (pointer.empty()) return;
  outside.tick_soon();
  go_to(pointer);
}

bool App::is_dirty() const { return current && current->saver.is_dirty(current->editor.revision()); }

Record App::record_on_desk() const {
  Record record{current->editor.dossier(),      current->pack_json, current->editor.pack(), current->exported,
                to_iso_instant(port::now_ms()), current->notice};
  cut_to_fit(record.dossier);
  return record;
}

void App::refresh_shelf(const Record& record) {
  std::erase_if(shelf, [&](const Shelved& s) { return s.id == record.dossier.id; });
  shelf.insert(shelf.begin(), {record.dossier.id, {}, {}, {}});
  shelf.front().take(record);
}

void Shelved::take(Record newer) {
  is_exported = thuoc::is_exported(newer);
  record = std::move(newer);
}

bool App::is_exported() const {
  if (!current) return false;
  const auto shelved = std::ranges::find(shelf, current->editor.dossier().id, &Shelved::id);
  return shelved != shelf.end() && shelved->is_exported;
}

void App::store_record(const Record& record) {
  refresh_shelf(record);
  const std::string id = record.dossier.id;
  const bool on_desk = current && current->editor.dossier().id == id;
  const std::uint64_t revision = on_desk ? current->editor.revision() : 0;
  Unsaved& unsaved = unsaved_[id];
  unsaved.record = record;
  unsaved.saver.begin(++saves_);
  std::string json = to_json_text(record);
  // The dossier is in it as a text: where the whole is no larger, neither is that.
  if (json.size() > limits::json_bytes && to_json_text(record.dossier).size() > limits::json_bytes) {
    return save_failed(id, {"page.dossier_too_large", {}, {{"limit", std::to_string(limits::json_bytes >> 20)}}});
  }
  if (on_desk) current->saver.begin(revision);
  outside.ask(
      "put", {{"store", "dossier"}, {"id", id}, {"json", std::move(json)}, {"must_exist", stored_.contains(id)}},
      [this, revision, id, save = saves_](const Json&) {
        stored_.insert(id);
        const auto found = unsaved_.find(id);
        if (found == unsaved_.end() || !found->second.saver.is_last(save)) return;  // there is something newer
        const bool mended = found->second.saver.error().has_value();
        unsaved_.erase(found);
        const bool asked_for = std::exchange(say_saved_, false);
        if (current && current->editor.dossier().id == id) {
          current->saver.saved(revision);
        } else if (letting_go_.contains(id)) {
          let_go(id);
        }
        // Saving goes on by itself and says nothing; asked for, or after it failed, it does.
        if (asked_for || mended) notices.tell(Notice::Tone::good, "page.saved_by_key");
        if (office_download && !office_download->ticket && unsaved_.empty()) download_office();
      },
      [this, id, save = saves_](const Error& error) {
        const auto found = unsaved_.find(id);
        if (found != unsaved_.end() && found->second.saver.is_last(save)) save_failed(id, error);
      });
}

void App::save_failed(const std::string& id, const Error& error) {
  Unsaved& unsaved = unsaved_.at(id);
  unsaved.saver.failed(error);
  unsaved.by_hand = unsaved.by_hand || error.code == "storage.gone";
  if (office_download) office_download->failed = error;
  if (current && current->editor.dossier().id == id) current->saver.failed(error);  // dirty still
  say_saved_ = false;
  outside.ask("wake_in", {{"ms", unsaved.saver.pause(port::now_ms())}});
  port::wake();
}

void App::keep_by_hand(const std::string& id, Record record, std::string_view code) {
  Unsaved& unsaved = unsaved_[id];
  unsaved.record = std::move(record);
  unsaved.saver.begin(++saves_);
  unsaved.saver.failed({std::string(code), {}, {}});
  unsaved.by_hand = true;
}

void App::retry(bool due_only) {
  std::vector<Record> failed;
  for (const auto& [id, unsaved] : unsaved_) {
    if (unsaved.saver.error() && !unsaved.by_hand && (!due_only || unsaved.saver.is_due(port::now_ms())))
      failed.push_back(current && current->editor.dossier().id == id ? record_on_desk() : unsaved.record);
  }
  for (const Record& record : failed) store_record(record);
}

void App::save_again() {
  for (auto& [id, unsaved] : unsaved_) {
    if (unsaved.by_hand) stored_.erase(id);
    unsaved.by_hand = false;
  }
  retry(false);
  if (current && is_dirty()) save_now();
}

const Error* App::save_error() const {
  const auto failed = std::ranges::find_if(unsaved_, [](const auto& one) { return one.second.saver.error().has_value(); });
  return failed == unsaved_.end() ? nullptr : &*failed->second.saver.error();
}

void App::save_now() {
  if (!current) return;
  const auto found = unsaved_.find(current->editor.dossier().id);
  if (found != unsaved_.end() && found->second.by_hand) {
    found->second.record = record_on_desk();
    return refresh_shelf(found->second.record);
  }
  store_record(record_on_desk());
}

void App::save_draft_file() {
  std::vector<Dossier> drafts;
  for (const auto& [id, unsaved] : unsaved_) {
    if (unsaved.saver.error() && !(current && current->editor.dossier().id == id)) drafts.push_back(unsaved.record.dossier);
  }
  if (current) drafts.push_back(current->editor.dossier());
  for (const Dossier& dossier : drafts) {
    outside.ask(
        "save",
        {{"name", bundle_name(dossier) + "-ban-nhap.json"}, {"type", "application/json"}, {"text", to_json_text(dossier)}});
  }
}

void App::save_stored_file(std::string_view record_id) {
  const auto found = std::ranges::find(shelf, record_id, &Shelved::id);
  if (found == shelf.end()) return;
  outside.ask(
      "save",
      {{"name", "ho-so-" + found->id.substr(0, 8) + "-nguyen-ban.json"}, {"type", "application/json"}, {"text", found->stored}});
}

void App::pick_anything() {
  outside.ask("pick", {{"purpose", "import"}, {"accept", ""}, {"multiple", true}, {"folder", false}, {"camera", false}});
}

// Everything a person may drop on the start screen opens where it belongs: a dossier (with its
// evidence beside it) on the shelf, a pack, a key; bundles and registers of signers at the office.
void App::import_files(const Json& files) {
  const bool any_bundle =
      std::ranges::any_of(files, [](const Json& file) { return kind_of(file) == Dropped::bundle_or_signers; });
  Json for_office = Json::array();
  bool understood = false;
  for (const Json& file : files) {
    // Of a folder with bundles in it everything is the office's, which lists what it does not know.
    if (kind_of(file) == Dropped::json && !(any_bundle && !json_string(file, "path").empty())) {
      understood = true;
      import_dossier(file, files);
    } else if (any_bundle) {
      for_office.push_back(file);
    } else if (files.size() == 1 && file.value("size", std::uint64_t{0}) <= limits::key_file_bytes) {
      // A key, if anything: people rename files.
      understood = true;
      const std::string name = json_string(file, "name");
      const Outside::Failed not_ours = [this, name](const Error&) {
        notices.tell(Notice::Tone::bad, "page.not_ours", {{"name", name}});
      };
      outside.ask(
          "read_text", {{"blob", blob_of(file)}, {"limit", limits::key_file_bytes}},
          [this, name, not_ours](const Json& data) {
            if (holds_secret_key(json_string(data, "text"))) import_key(json_string(data, "text"), name);
            else not_ours({});
          },
          not_ours);
    }
  }
  if (!for_office.empty()) {
    to_office(std::move(for_office));
  } else if (!understood) {
    notices.tell(Notice::Tone::bad, "page.not_ours", {{"name", json_string(files.front(), "name")}});
  }
}

void App::import_dossier(const Json& file, const Json& all) {
  const std::string name = json_string(file, "name");
  outside.ask("read_text", {{"blob", blob_of(file)}, {"limit", limits::record_bytes}}, [this, name, all](const Json& data) {
    const std::string json = json_string(data, "text");
    auto parsed = parse_json(json, name, limits::record_bytes);
    if (!parsed) {
      notices.tell(parsed.error());
      return;
    }
    const std::string format = json_string(*parsed, "format");
    if (format == "thuoc-rubric") return import_pack(json, name);
    if (format == "thuoc-key") return import_key(json, name);
    Record record;
    std::size_t history_mended = 0;
    if (format == "thuoc-record") {
      auto loaded = load_record(json, name);
      if (!loaded.record) return notices.tell(loaded.problems.front());
      record = std::move(*loaded.record);
      history_mended = loaded.history_mended;
    } else {
      auto loaded = load_dossier(json, name, true);
      if (!loaded.dossier) return notices.tell(loaded.problems.front());
      const std::string_view pack_json = builtin_pack(loaded.dossier->pack);
      if (pack_json.empty()) {
        notices.tell(Notice::Tone::bad, "page.pack_not_here", {{"pack", loaded.dossier->pack}});
        return;
      }
      record.dossier = std::move(*loaded.dossier);
      record.pack = *load_pack(pack_json, "pack").pack;
      record.pack_json = pack_json;
      history_mended = loaded.history_mended;
    }
    adopt(std::move(record));
    notices.tell(Notice::Tone::good, "page.dossier_imported", {{"name", name}});
    if (history_mended) notices.tell(Notice::Tone::info, "page.history_mended", {{"count", std::to_string(history_mended)}});
    // Evidence dropped with it is recognised by its hash.
    std::set<std::string> wanted;
    for (const Evidence& e : current->editor.dossier().evidence) {
      if (e.file) wanted.insert(e.file->sha256);
    }
    for (const Json& other : all) {
      if (kind_of(other) != Dropped::other) continue;
      outside.ask("hash", {{"blob", blob_of(other)}}, [this, wanted, blob = blob_of(other)](const Json& hashed) {
        const std::string sha256 = json_string(hashed, "sha256");
        if (!wanted.contains(sha256)) return;
        outside.ask("keep", {{"blob", blob}, {"sha256", sha256}}, [this, sha256](const Json&) {
          if (current) current->kept.insert(sha256);
        });
      });
    }
  });
}

void App::import_pack(std::string_view json, std::string_view name) {
  auto loaded = load_pack(json, name);
  if (!loaded.pack) {
    notices.tell(loaded.problems);
    return;
  }
  create_dossier(json, school_year_of(date_in_vietnam(port::now_ms())));
  notices.tell(Notice::Tone::good, "page.pack_imported", {{"pack", loaded.pack->title.in(display.lang)}});
}

}  // namespace thuoc
