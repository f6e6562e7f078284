#include "app/own_keys.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "trust/trust.h"

namespace thuoc {

namespace {

Json stored_key(const Key& key) {
  return {{"store", "key"}, {"id", key.id}, {"json", to_compact_text({{"file", key.file}, {"backed_up", key.backed_up}})}};
}

}  // namespace

void OwnKeys::start(const Json& data) {
  for (const Json& stored : data.contains("keys") ? data["keys"] : Json::array()) {
    const std::string json = stored.value("json", "");
    auto parsed = parse_json(json, "key");
    if (!parsed || !parsed->is_object()) continue;
    const std::string file = text_of(*parsed, "file");
    auto read = read_key_file(file);
    if (!read) {
      notices_.tell(read.error());
      continue;
    }
    // Few, as the records of the shelf are.
    const auto older = std::ranges::find_if(all, [&](const Key& k) { return k.created < read->created; });
    all.insert(older, {key_id(read->public_key), file, fingerprint(read->public_key), read->owner, read->created,
                       ssh_line(read->public_key, read->owner), read->locked, is_true(*parsed, "backed_up")});
  }
  if (!all.empty()) used_id = all.front().id;
  if (const Json value = setting_of(data, "key_in_use"); value.is_object()) {
    const std::string id = text_of(value, "id");
    if (std::ranges::find(all, id, &Key::id) != all.end()) used_id = id;
  }
}

const Key* OwnKeys::in_use() const {
  const auto found = std::ranges::find(all, used_id, &Key::id);
  return found == all.end() ? nullptr : &*found;
}

void OwnKeys::make(std::string_view passphrase, std::string_view owner) {
  outside_.ask("make_key", {{"owner", owner}, {"passphrase", passphrase}, {"created", to_iso_instant(port::now_ms())}},
               [this](const Json& data) { add(data.value("file", ""), ""); });
}

void OwnKeys::pick_file() {
  outside_.ask("pick", {{"purpose", "key"}, {"accept", ""}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void OwnKeys::take_in(const Json& file) {
  const std::string name = file.value("name", "");
  outside_.ask("read_text", {{"blob", file.value("blob", 0u)}, {"limit", limits::key_file_bytes}, {"name", name}},
               [this, name](const Json& data) { add(data.value("text", ""), name); });
}

void OwnKeys::add(std::string_view json, std::string_view name) {
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
  auto read = read_key_file(json);
  if (!read) {
    Error error = read.error();
    error.place.file = name;
    notices_.tell(error);
    return;
  }
  Key key{key_id(read->public_key),
          std::string(json),
          fingerprint(read->public_key),
          read->owner,
          read->created,
          ssh_line(read->public_key, read->owner),
          read->locked,
          /*backed_up=*/!name.empty()};
  std::erase_if(all, [&](const Key& k) { return k.id == key.id; });
  used_id = key.id;
  key.kept = false;
  all.insert(all.begin(), key);
  outside_.ask(
      "put", stored_key(key),
      [this, id = key.id, name = std::string(name)](const Json&) {
        const auto found = std::ranges::find(all, id, &Key::id);
        if (found == all.end()) return;
        found->kept = true;
        outside_.store_setting("key_in_use", {{"id", id}});
        if (name.empty()) notices_.tell(Notice::Tone::good, "page.key_made");
        else notices_.tell(Notice::Tone::good, "page.key_restored", {{"name", name}});
      },
      [this](const Error& error) {
        notices_.tell(Notice::Tone::bad, "page.key_not_kept",
                      {{"reason", message(error, Lang::vi)}, {"reason.en", message(error, Lang::en)}});
      });
}

void OwnKeys::save_file(std::string_view id) {
  const auto found = std::ranges::find(all, id, &Key::id);
  if (found == all.end()) return;
  outside_.ask("save", {{"name", "khoa-thuoc-" + found->id + ".json"}, {"type", "application/json"}, {"text", found->file}},
               [this, id = std::string(id)](const Json&) {
                 for (Key& key : all) {
                   if (key.id != id) continue;
                   key.backed_up = true;
                   outside_.ask(
                       "put", stored_key(key),
                       [this, id](const Json&) {
                         for (Key& stored : all)
                           if (stored.id == id) stored.kept = true;
                       },
                       [](const Error&) {});  // said when it was made
                 }
               });
}

void OwnKeys::use(std::string_view id) {
  if (std::ranges::find(all, id, &Key::id) == all.end()) return;
  used_id = id;
  outside_.store_setting("key_in_use", {{"id", used_id}});
}

void OwnKeys::forget(std::string_view id) {
  outside_.ask("erase", {{"store", "key"}, {"id", id}}, [this, id = std::string(id)](const Json&) {
    std::erase_if(all, [&](const Key& k) { return k.id == id; });
    if (used_id == id) used_id = all.empty() ? "" : all.front().id;
  });
}

}  // namespace thuoc
