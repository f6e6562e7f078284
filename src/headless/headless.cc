#include "headless/headless.h"

#include <algorithm>

#include "base/lang.h"
#include "base/sha256.h"
#include "base/text_rows.h"
#include "headless/jobs.h"

namespace thuoc::port {

namespace headless {

namespace {

std::map<Ticket, std::int64_t> ticks;  // due times

Json error(std::string_view code) { return {{"error", {{"code", code}, {"args", Json::array()}}}}; }

void put_parts(std::map<std::string, std::string>& store, const std::string& id, const Json& parts) {
  std::erase_if(store, [&](const auto& entry) { return entry.first.starts_with(id + "-"); });
  for (const Json& part : parts) {
    std::string number = std::to_string(&part - parts.get_ref<const Json::array_t&>().data());
    number.insert(0, 5 - number.size(), '0');
    store[id + "-" + number] = part.get<std::string>();
  }
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
      store[text_of("id")] = text_of("json");
      if (args.contains("parts")) put_parts(store, text_of("id"), args["parts"]);
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
  if (auto done = do_job(asked, tell)) return *done;
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

std::vector<Event> start_events() {
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
  std::vector<Event> events;
  for (Json& entry : rows("office")) events.push_back({"stored", 0, std::move(entry)});
  for (std::size_t i = 0; i < events.size(); ++i) events[i].data["more"] = events.size() - 1 - i;
  events.push_back({"start",
                    0,
                    {{"lang", "vi"},
                     {"dossiers", rows("dossier")},
                     {"keys", rows("key")},
                     {"settings", settings},
                     {"persisted", false},
                     {"storage_error", nullptr},
                     {"at", at},
                     {"files", files}}});
  return events;
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
