#include "port/headless/headless.h"

#include <algorithm>

#include "app/error_json.h"
#include "app/hand_in.h"
#include "base/lang.h"
#include "base/sha256.h"
#include "base/text_rows.h"
#include "bundle/memory_source.h"
#include "bundle/secret.h"
#include "office/intake.h"
#include "office/intake_json.h"
#include "office/lists.h"
#include "office/paper.h"
#include "office/row.h"
#include "trust/trust.h"

#include <zlib.h>

namespace thuoc::port {

namespace headless {

namespace {

std::map<Ticket, std::int64_t> ticks;  // due times

Json error(std::string_view code) { return {{"error", {{"code", code}, {"args", Json::array()}}}}; }

Json hash(const std::string& bytes) {
  return {{"sha256", sha256_hex(bytes)},
          {"size", bytes.size()},
          {"secret", holds_secret_key(MemorySource(bytes), 0, bytes.size())},
          {"crc32", static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()))}};
}

Json write_bundle(const Json& args) {
  auto loaded = load_dossier(args["dossier"].get<std::string>(), "dossier.json");
  if (!loaded.dossier) return {{"error", to_json(loaded.problems.front())}};
  auto key = unlock(args["key"].get<std::string>(), args["passphrase"].get<std::string>());
  if (!key) return {{"error", to_json(key.error())}};
  auto written = hand_in(*loaded.dossier, args["pack"].get<std::string>(), *key, args["today"].get<std::string>());
  if (!written) return {{"error", to_json(written.error())}};
  std::string bytes;
  for (const Piece& piece : written->pieces) {
    if (const auto* text = std::get_if<std::string>(&piece.content)) {
      bytes += *text;
    } else {
      const auto found = world().kept.find(std::get<StoredFile>(piece.content).sha256);
      if (found == world().kept.end()) return error("file.not_here");
      bytes += found->second;
    }
  }
  const Intake intake = take_in_all(MemorySource(bytes), {}, written->file_name);
  if (intake.check.verdict != Verdict::unknown_key) return {{"error", to_json(intake.check.reason)}};
  if (!file_with_secret_key(MemorySource(bytes), intake.check).empty()) return error("bundle.secret_key");
  const std::string sha256 = sha256_hex(bytes);
  const auto size = bytes.size();
  return {{"blob", world().add_blob(std::move(bytes))}, {"name", written->file_name}, {"size", size}, {"sha256", sha256}};
}

Json write_paper_of(const Json& args) {
  const auto written = write_paper(args);
  if (!written) return {{"error", to_json(written.error())}};
  std::string bytes;
  for (const Piece& piece : written->pieces) bytes += std::get<std::string>(piece.content);
  const Check check = verify_bundle(MemorySource(bytes), {});
  if (check.verdict != Verdict::unknown_key) return {{"error", to_json(check.reason)}};
  const std::string sha256 = sha256_hex(bytes);
  const auto size = bytes.size();
  return {{"blob", world().add_blob(std::move(bytes))}, {"name", written->file_name}, {"size", size}, {"sha256", sha256}};
}

// A job also tells pieces, before it answers.
Json answer(const Asked& asked, const std::function<void(Json)>& tell) {
  if (world().gives_up && world().gives_up(asked)) return error("job.too_long");
  World& w = world();
  const Json& args = asked.args;
  auto text_of = [&](const char* key) { return args.value(key, std::string()); };
  auto blob = [&]() -> const std::string& { return w.blobs[args.value("blob", 0u)]; };
  if (asked.what == "put" || asked.what == "keep") {
    if (!w.fail_put.empty()) return error(w.fail_put);
    if (asked.what == "put") {
      auto& store = w.stores[text_of("store")];
      if (args.value("must_exist", false) && !store.contains(text_of("id"))) return error("storage.gone");
      w.stores[text_of("store")][text_of("id")] = text_of("json");
    } else {
      w.kept.try_emplace(text_of("sha256"), blob());
    }
    return Json::object();
  }
  if (asked.what == "get") return {{"json", w.stores[text_of("store")][text_of("id")]}};
  if (asked.what == "erase") w.stores[text_of("store")].erase(text_of("id"));
  if (asked.what == "have") {
    Json have = Json::array();
    for (const Json& hash : args["sha256"]) {
      if (w.kept.contains(hash.get<std::string>())) have.push_back(hash);
    }
    return {{"have", have}};
  }
  if (asked.what == "lock") return {{"held", !w.held_elsewhere || args.value("steal", false)}};
  if (asked.what == "english") add_texts(Lang::en, all_texts_en());
  if (asked.what == "pick") w.picks.push_back(asked);
  if (asked.what == "save") { w.saved[text_of("name")] = args.contains("text") ? text_of("text") : blob(); }
  if (asked.what == "read_text") return {{"text", blob()}};
  if (asked.what == "open") w.opened.push_back(text_of("url"));
  if (asked.what == "announce") w.announced.push_back(text_of("text"));
  if (asked.what == "become") {
    if (!w.fail_become.empty()) return error(w.fail_become);
    w.became = args["files"];
  }
  if (asked.what == "hash") return hash(args.contains("sha256") ? w.kept[text_of("sha256")] : blob());
  if (asked.what == "make_key") {
    const SecretKey key = make_key();
    const PublicKey open = key.public_key();
    const auto file = write_key_file(key, text_of("passphrase"), text_of("owner"), text_of("created"));
    if (!file) return {{"error", to_json(file.error())}};
    return {{"file", *file},
            {"public", ssh_line(open, text_of("owner"))},
            {"fingerprint", fingerprint(open)},
            {"key_id", key_id(open)}};
  }
  if (asked.what == "write_bundle") return write_bundle(args);
  if (asked.what == "write_paper") return write_paper_of(args);
  if (asked.what == "workbook") {
    auto bytes = write_workbook(args);
    if (!bytes) return {{"error", to_json(bytes.error())}};
    const auto size = bytes->size();
    return {{"blob", w.add_blob(std::move(*bytes))}, {"size", size}};
  }
  if (asked.what == "triage" || asked.what == "check_evidence") {
    const bool all = asked.what == "check_evidence";
    const auto signers = parse_allowed_signers(text_of("signers"), "allowed_signers").signers;
    const Json& numbers = args["blobs"];
    Json rows = Json::array();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const std::string& bytes = w.blobs[numbers[i].get<std::uint32_t>()];
      Row row;
      row.name = args["names"][i].get<std::string>();
      row.stage = all ? Row::Stage::done : Row::Stage::read;
      summarise(all ? take_in_all(MemorySource(bytes), signers, row.name) : take_in(MemorySource(bytes), signers, row.name), row);
      if (all) row.sha256 = sha256_hex(bytes);
      rows.push_back(to_json(row));
    }
    return {{"rows", rows}};
  }
  if (asked.what == "read_keys" || asked.what == "read_units") {
    const MemorySource source(args.contains("text") ? text_of("text") : blob());
    auto read = asked.what == "read_keys" ? read_key_list(source, text_of("name"), tell)
                                          : read_unit_list(source, text_of("name"), text_of("pack"), tell);
    return read ? *read : Json{{"error", to_json(read.error())}};
  }
  if (asked.what == "take_in") {
    const auto signers = parse_allowed_signers(text_of("signers"), "allowed_signers").signers;
    return {{"intake", to_json(take_in_all(MemorySource(blob()), signers, text_of("name")))}};
  }
  if (asked.what == "entry") {
    const MemorySource source(blob());
    const Check check = inspect(source, {});
    const auto entry = std::ranges::find(check.entries, text_of("name"), &Entry::name);
    if (entry == check.entries.end()) return error("file.not_here");
    auto bytes = read_entry(source, *entry, entry->size);
    if (!bytes) return {{"error", to_json(bytes.error())}};
    const auto size = bytes->size();
    return {{"blob", w.add_blob(std::move(*bytes))}, {"size", size}};
  }
  return Json::object();
}

}  // namespace

World& world() {
  static World the_world;
  return the_world;
}

void deliver(const std::function<void(const Event&)>& handle) {
  World& w = world();
  while (!w.questions.empty()) {
    const Asked asked = std::move(w.questions.front());
    w.questions.pop_front();
    if (asked.what == "wake_in") {
      ticks[asked.ticket] = w.now_ms + asked.args.value("ms", std::int64_t{0});
      continue;
    }
    handle({"answer", asked.ticket, answer(asked, [&](Json piece) { handle({"progress", asked.ticket, std::move(piece)}); })});
  }
}

void pass(std::int64_t ms, const std::function<void(const Event&)>& handle) {
  World& w = world();
  const std::int64_t until = w.now_ms + ms;
  deliver(handle);
  for (;;) {
    auto due = std::ranges::min_element(ticks, {}, [](const auto& tick) { return tick.second; });
    if (due == ticks.end() || due->second > until) break;
    w.now_ms = std::max(w.now_ms, due->second);
    const Ticket ticket = due->first;
    ticks.erase(due);
    handle({"tick", ticket, Json::object()});
    deliver(handle);
  }
  w.now_ms = until;
}

Event start_event() {
  World& w = world();
  w.questions.clear();
  const Json files = w.became.value_or(Json::array());
  if (!w.became) w.blobs.clear();
  const char* const at = w.became ? "office" : "";
  w.became.reset();
  ticks.clear();
  auto rows = [&](const char* store) {
    Json out = Json::array();
    for (const auto& [id, json] : w.stores[store]) out.push_back({{"id", id}, {"json", json}});
    return out;
  };
  Json settings = Json::object();
  for (const auto& [id, json] : w.stores["setting"]) settings[id] = json;
  return {"start",
          0,
          {{"lang", "vi"},
           {"dossiers", rows("dossier")},
           {"keys", rows("key")},
           {"office", rows("office")},
           {"settings", settings},
           {"persisted", false},
           {"storage_error", nullptr},
           {"at", at},
           {"files", files}}};
}

}  // namespace headless

Ticket ask(std::string_view what, Json args) {
  static Ticket last = 0;
  headless::world().questions.push_back({++last, std::string(what), std::move(args)});
  return last;
}

std::int64_t now_ms() { return headless::world().now_ms; }

std::string random_hex(std::size_t bytes) {
  static std::uint64_t drawn = 0;
  return sha256_hex(std::to_string(++drawn)).substr(0, 2 * bytes);
}

void show(const Mirror& mirror) { headless::world().mirror = mirror; }

void wake(int frames) { headless::world().frames_wanted = std::max(headless::world().frames_wanted, frames); }

}  // namespace thuoc::port
