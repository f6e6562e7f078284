#include "app/app.h"

#include <algorithm>

#include "base/date.h"
#include "bundle/office.h"

namespace thuoc {

void App::handle(const port::Event& event) {
  if (event.what == "start") {
    on_start(event.data);
  } else if (event.what == "answer") {
    if (const auto error = outside.answer(event)) notices.tell(*error);
  } else if (event.what == "progress") {
    outside.progress(event);
  } else if (event.what == "files") {
    on_files(event.data);
  } else if (event.what == "tick") {
    outside.ticked();
    if (is_dirty()) {
      const auto failed = unsaved_.find(current->editor.dossier().id);
      if (failed == unsaved_.end() || !failed->second.saver.error()) save_now();
    }
    retry(true);
    if (office_part) office_part->save_soon();
    notices.tick();
  } else if (event.what == "flush") {
    if (is_dirty()) save_now();
    if (office_part) office_part->save_now();
  } else if (event.what == "system") {
    display.system_asks(event.data);
  } else if (event.what == "key") {
    on_key(event.data.is_object() && event.data.contains("key") && event.data["key"].is_string()
               ? event.data["key"].get_ref<const std::string&>()
               : std::string());
  } else if (event.what == "lock_wanted") {
    // Another tab waits for it: what is here is written first, then the lock is let go.
    if (current && event.data.value("id", "") == current->editor.dossier().id) {
      close_dossier();
      notices.tell(Notice::Tone::info, "page.taken_over");
    }
  } else if (event.what == "lock_lost") {
    const std::string id = event.data.value("id", "");
    letting_go_.erase(id);
    const bool here = current && id == current->editor.dossier().id;
    // What did not get into the store before the other tab read it is kept, as a file if so wanted.
    if (here && (is_dirty() || unsaved_.contains(id))) {
      keep_by_hand(id, record_on_desk(), "storage.taken");
    } else if (const auto found = unsaved_.find(id); found != unsaved_.end()) {
      found->second.saver.failed({"storage.taken", {}, {}});
      found->second.by_hand = true;
    } else if (here) {
      notices.tell(Notice::Tone::info, "page.taken_over");
    }
    if (here) {
      current.reset();
      screen = Screen::start;
    }
  }
  // Thousands of files are told of: a frame each is enough until the last.
  const bool more = (event.what == "answer" || event.what == "progress") && outside.is_asked();
  if (more) port::wake(1);
  else port::wake();
}

void App::on_start(const Json& data) {
  outside.start(data);
  display.start(data);
  for (const Json& stored : data.contains("dossiers") ? data["dossiers"] : Json::array()) {
    const std::string json = stored.value("json", "");
    Shelved shelved{stored.value("id", ""), std::nullopt, {}, {}};
    auto loaded = load_record(json, shelved.id);
    if (loaded.record) shelved.take(std::move(*loaded.record));
    shelved.problems = std::move(loaded.problems);
    shelved.history_mended = loaded.history_mended;
    if (!shelved.record) shelved.stored = json;
    stored_.insert(shelved.id);
    shelf.push_back(std::move(shelved));
  }
  std::ranges::sort(shelf, std::greater{}, [](const Shelved& s) { return s.record ? s.record->updated_at : std::string(); });
  for (const Json& stored : data.contains("keys") ? data["keys"] : Json::array()) {
    const std::string json = stored.value("json", "");
    auto parsed = parse_json(json, "key");
    if (!parsed || !parsed->is_object()) continue;
    const std::string file = text_of(*parsed, "file");
    auto read = read_key_file(file);
    if (!read) {
      notices.tell(read.error());
      continue;
    }
    keys.push_back({key_id(read->public_key), file, fingerprint(read->public_key), read->owner, read->created,
                    ssh_line(read->public_key, read->owner), read->locked, is_true(*parsed, "backed_up")});
  }
  std::ranges::sort(keys, std::greater{}, &Key::created);
  if (!keys.empty()) key_in_use = keys.front().id;
  if (const Json value = setting_of(data, "key_in_use"); value.is_object()) {
    const std::string id = text_of(value, "id");
    if (std::ranges::any_of(keys, [&](const Key& k) { return k.id == id; })) key_in_use = id;
  }
  // Evidence nobody refers to any more goes, but never while a record cannot be read: it may refer.
  Json referred = Json::array();
  bool all_read = true;
  for (const Shelved& shelved : shelf) {
    if (!shelved.record) all_read = false;
    if (!shelved.record) continue;
    for (const Evidence& e : shelved.record->dossier.evidence) {
      if (e.file) referred.push_back(e.file->sha256);
    }
  }
  if (all_read && !outside.store_error) outside.ask("retain", {{"sha256", referred}});
  if (office_part) office_part->start(data);
  if (data.value("at", "") == "office") to_office(data.value("files", Json::array()));
}

void App::on_key(std::string_view key) {
  if (screen == Screen::office && office_part) {
    if (key == "ctrl+s") office_part->save_now();
    if (key == "ctrl+z") office_part->undo();
    if (key == "ctrl+shift+z" || key == "ctrl+y") office_part->redo();
  } else if (key == "ctrl+s") {
    if (!current) return;
    say_saved_ = true;
    save_now();
  } else if (key == "ctrl+z") {
    undo();
  } else if (key == "ctrl+shift+z" || key == "ctrl+y") {
    redo();
  }
}

void App::go(Screen to) {
  if (to == Screen::office && !office_part) return to_office(Json::array());
  if (current && is_dirty()) save_now();
  // The address keeps which module a reload begins with.
  if ((to == Screen::office) != (screen == Screen::office)) { outside.ask("at", {{"at", to == Screen::office ? "office" : ""}}); }
  screen = to;
  port::wake();
}

void App::pick_bundles(bool folder) {
  outside.ask("pick", {{"purpose", "bundles"},
                       {"accept", folder ? "" : ".zip,application/zip"},
                       {"multiple", true},
                       {"folder", folder},
                       {"camera", false}});
}

void App::to_office(Json files, std::string_view purpose) {
  if (office_part) {
    go(Screen::office);
    if (!files.empty()) office_part->take_in(purpose, files);
    return;
  }
  Json all = office_download ? std::move(office_download->files) : Json::array();
  std::ranges::move(files, std::back_inserter(all));
  cancel_office_download();
  office_download = OfficeDownload{std::move(all)};
  retry_office_download();
}

void App::retry_office_download() {
  if (!office_download || office_download->ticket) return;
  office_download->failed.reset();
  if (current) close_dossier();
  // Nothing here outlives this module, so all of it must be on the disk before.
  std::vector<Record> waiting;
  for (auto& [id, unsaved] : unsaved_) {
    if (unsaved.by_hand) office_download->failed = unsaved.saver.error();
    else waiting.push_back(unsaved.record);
  }
  if (office_download->failed) return;
  for (const Record& record : waiting) store_record(record);
  if (waiting.empty()) download_office();
}

void App::download_office() {
  office_download->failed.reset();
  office_download->ticket = outside.ask(
      "become", {{"module", "office"}, {"files", office_download->files}}, {},
      [this](const Error& error) {
        office_download->ticket = 0;
        office_download->failed = error;
      },
      [this](const Json& progress) {
        const double total = static_cast<double>(progress.value("total", std::uint64_t{0}));
        const double done = static_cast<double>(progress.value("done", std::uint64_t{0}));
        office_download->done = total > 0 ? done / total : 0;
      });
}

void App::cancel_office_download() {
  if (office_download && office_download->ticket) {
    outside.forget(office_download->ticket);
    outside.ask("cancel", {{"ticket", office_download->ticket}});
  }
  office_download.reset();
}

void App::go_to(std::string_view pointer) {
  auto under = [&](std::string_view root) { return pointer.starts_with(root); };
  focus_pointer = pointer;
  if (under("/unit") || under("/school_year")) {
    go(Screen::unit);
  } else if (under("/council")) {
    go(Screen::council);
  } else if (under("/figures")) {
    go(Screen::figures);
  } else if (under("/answers")) {
    go(Screen::scoring);
    const std::string_view rest = pointer.substr(std::min<std::size_t>(9, pointer.size()));
    const std::string_view item = rest.substr(0, rest.find('/'));
    if (!item.empty()) selected_item = item;
  } else if (under("/evidence")) {
    go(Screen::evidence);
  } else if (under("/difficulties") || under("/proposals")) {
    go(Screen::results);
  } else {
    go(Screen::hand_in);
  }
}

void App::on_files(const Json& data) {
  if (!data.is_object() || !data.contains("files") || !data["files"].is_array()) return;
  const Json& files = data["files"];
  if (files.empty()) return;
  const std::string purpose = data.value("purpose", "drop");
  if (purpose == "key") {
    import_key_file(files.front());
  } else if (purpose == "import") {
    import_files(files);
  } else if (purpose.starts_with("evidence:")) {
    for (const Json& file : files) add_upload(file, purpose.substr(9), "");
  } else if (purpose.starts_with("evidence_file:")) {
    add_upload(files.front(), "", purpose.substr(14));
  } else if (purpose == "bundles" || screen == Screen::office) {
    to_office(files, purpose);
  } else if (std::ranges::all_of(files, [](const Json& file) { return is_named_for_unit(file.value("name", "")); })) {
    to_office(files);  // an answer to this dossier, whatever step is open; no evidence
  } else if (current && screen != Screen::start) {
    // Dropped or pasted while working on a dossier: evidence, for the question that is open.
    for (const Json& file : files) { add_upload(file, screen == Screen::scoring ? selected_item : std::string(), ""); }
    if (screen != Screen::scoring) go(Screen::evidence);
  } else {
    import_files(files);
  }
}

}  // namespace thuoc
