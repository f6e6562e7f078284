// Keys, signing and exporting.
#include <algorithm>
#include <cstdio>

#include "app/app.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "school/hand_in.h"

namespace thuoc {

namespace {

// RFC 6068: everything but unreserved characters is percent-encoded, lines end in CRLF.
std::string mail_part(std::string_view text) {
  std::string out;
  char hex[4];
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "%0D%0A";
    } else if ((byte < 128 && std::isalnum(byte)) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      std::snprintf(hex, sizeof hex, "%%%02X", byte);
      out += hex;
    }
  }
  return out;
}

Json stored_key(const Key& key) {
  return {{"store", "key"}, {"id", key.id}, {"json", to_compact_text({{"file", key.file}, {"backed_up", key.backed_up}})}};
}

}  // namespace

const Key* App::key() const {
  const auto found = std::ranges::find(keys, key_in_use, &Key::id);
  return found == keys.end() ? nullptr : &*found;
}

void App::make_key(std::string_view passphrase) {
  const std::string owner = current ? current->editor.dossier().unit.name : std::string();
  outside.ask("make_key", {{"owner", owner}, {"passphrase", passphrase}, {"created", to_iso_instant(port::now_ms())}},
              [this](const Json& data) { import_key(data.value("file", ""), ""); });
}

void App::import_key(std::string_view json, std::string_view name) {
  if (json.starts_with("\xEF\xBB\xBF")) json.remove_prefix(3);
  auto read = read_key_file(json);
  if (!read) {
    Error error = read.error();
    error.place.file = name;
    notices.tell(error);
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
  std::erase_if(keys, [&](const Key& k) { return k.id == key.id; });
  key_in_use = key.id;
  key.kept = false;
  keys.insert(keys.begin(), key);
  outside.ask(
      "put", stored_key(key),
      [this, id = key.id, name = std::string(name)](const Json&) {
        const auto found = std::ranges::find(keys, id, &Key::id);
        if (found == keys.end()) return;
        found->kept = true;
        outside.store_setting("key_in_use", {{"id", id}});
        if (name.empty()) notices.tell(Notice::Tone::good, "page.key_made");
        else notices.tell(Notice::Tone::good, "page.key_restored", {{"name", name}});
      },
      [this](const Error& error) {
        notices.tell(Notice::Tone::bad, "page.key_not_kept",
                     {{"reason", message(error, Lang::vi)}, {"reason.en", message(error, Lang::en)}});
      });
}

void App::save_key_file(std::string_view id) {
  const auto found = std::ranges::find(keys, id, &Key::id);
  if (found == keys.end()) return;
  outside.ask("save", {{"name", "khoa-thuoc-" + found->id + ".json"}, {"type", "application/json"}, {"text", found->file}},
              [this, id = std::string(id)](const Json&) {
                for (Key& key : keys) {
                  if (key.id != id) continue;
                  key.backed_up = true;
                  outside.ask(
                      "put", stored_key(key),
                      [this, id](const Json&) {
                        for (Key& stored : keys)
                          if (stored.id == id) stored.kept = true;
                      },
                      [](const Error&) {});  // said when it was made
                }
              });
}

void App::pick_key_file() {
  outside.ask("pick", {{"purpose", "key"}, {"accept", ""}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void App::import_key_file(const Json& file) {
  const std::string name = file.value("name", "");
  outside.ask("read_text", {{"blob", file.value("blob", 0u)}, {"limit", limits::key_file_bytes}, {"name", name}},
              [this, name](const Json& data) { import_key(data.value("text", ""), name); });
}

void App::use_key(std::string_view id) {
  if (std::ranges::find(keys, id, &Key::id) == keys.end()) return;
  key_in_use = id;
  outside.store_setting("key_in_use", {{"id", key_in_use}});
}

void App::forget_key(std::string_view id) {
  outside.ask("erase", {{"store", "key"}, {"id", id}}, [this, id = std::string(id)](const Json&) {
    std::erase_if(keys, [&](const Key& k) { return k.id == id; });
    if (key_in_use == id) key_in_use = keys.empty() ? "" : keys.front().id;
  });
}

void App::export_bundle(std::string_view passphrase) {
  if (!current || !key()) return;
  const std::string id = current->editor.dossier().id;
  if (signings.is_writing(id)) return;
  save_now();
  const std::string dossier = to_json_text(record_on_desk().dossier);
  signings.begin(
      id, "dossier", "write_bundle",
      {{"dossier", dossier}, {"pack", current->pack_json}, {"owner", current->editor.dossier().unit.name}}, passphrase,
      [this, id, content = sha256_hex(dossier), used = key()->fingerprint](const Signing& written) {
        Exported exported{to_iso_instant(port::now_ms()), written.name, written.sha256, used, written.size, content};
        signings.save_again(id);
        notices.tell(Notice::Tone::good, "page.exported", {{"name", exported.name}});
        if (current && current->editor.dossier().id == id) {
          current->exported = std::move(exported);
          store_record(record_on_desk());
        } else {
          // Closed meanwhile: booked to the dossier it is of, unless another tab has that now.
          outside.ask("lock", {{"id", id}, {"steal", false}}, [this, id, exported = std::move(exported)](const Json& locked) {
            if (!locked.value("held", true)) return;
            with_newest(id, [this, id, exported] {
              Record record = *std::ranges::find(shelf, id, &Shelved::id)->record;
              record.exported = exported;
              store_record(record);
              let_go(id);
            });
          });
        }
      },
      [this, id](const Error& error) {
        if (!current || current->editor.dossier().id != id) return notices.tell(error);
        outside.ask("announce", {{"text", message(error, display.lang)}, {"assertive", true}});
      });
}

const Signing* App::signing() const { return current ? signings.of(current->editor.dossier().id) : nullptr; }

std::string App::mail_url() const {
  if (!current || !current->exported) return {};
  const Dossier& d = current->editor.dossier();
  std::string levels;
  for (const GroupScore& group : current->editor.score().groups) {
    const Group* of = nullptr;
    for (const Group& g : current->editor.pack().groups) {
      if (g.id == group.id) of = &g;
    }
    levels += text(display.lang, "page.mail_level",
                   {{"group", of ? of->title.in(display.lang) : group.id},
                    {"points", to_display(group.points, display.lang)},
                    {"max", to_display(group.max, display.lang)},
                    {"level", std::to_string(group.level)}}) +
              "\n";
  }
  const Args args = {{"unit", d.unit.name},
                     {"code", d.unit.code},
                     {"year", d.school_year},
                     {"receiver", d.unit.receiver},
                     {"head", d.unit.head.name},
                     {"file", current->exported->name},
                     {"sha256", current->exported->sha256},
                     {"fingerprint", current->exported->fingerprint},
                     {"levels", levels}};
  return "mailto:" + d.unit.receiver_email + "?subject=" + mail_part(text(display.lang, "page.mail_subject", args)) +
         "&body=" + mail_part(text(display.lang, "page.mail_body", args));
}

}  // namespace thuoc
