#include "app/outside.h"

#include <utility>

#include "base/error_json.h"

namespace thuoc {

namespace {

constexpr std::int64_t save_soon_ms = 400;  // a pause in typing; never later than a second

}  // namespace

void Outside::start(const Json& data) {
  started = true;
  if (data.contains("storage_error") && !data["storage_error"].is_null()) store_error = error_from_json(data["storage_error"]);
}

port::Ticket Outside::ask(std::string_view what, Json args, Then then, Failed failed, Then progress) {
  const port::Ticket ticket = port::ask(what, std::move(args));
  asked_[ticket] = {std::move(then), std::move(failed), std::move(progress)};
  return ticket;
}

std::optional<Error> Outside::answer(const port::Event& event) {
  const auto found = asked_.find(event.ticket);
  if (found == asked_.end()) return std::nullopt;
  const Asked asked = std::move(found->second);
  asked_.erase(found);
  if (event.data.is_object() && event.data.contains("error")) {
    Error error = error_from_json(event.data["error"]);
    if (!asked.failed) return error;
    asked.failed(error);
  } else if (asked.then) {
    asked.then(event.data);
  }
  return std::nullopt;
}

void Outside::progress(const port::Event& event) {
  const auto found = asked_.find(event.ticket);
  if (found == asked_.end() || !found->second.progress) return;
  // A copy: the handler may ask again and move the map.
  const Then progress = found->second.progress;
  progress(event.data);
}

void Outside::store_setting(std::string_view id, const Json& value) {
  ask("put", {{"store", "setting"}, {"id", id}, {"json", to_compact_text(value)}});
}

void Outside::tick_soon() {
  const std::int64_t now = port::now_ms();
  if (tick_at_ms_ > now && tick_at_ms_ <= now + save_soon_ms) return;
  tick_at_ms_ = now + save_soon_ms;
  ask("wake_in", {{"ms", save_soon_ms}});
}

Json setting_of(const Json& start, const char* id) {
  if (!start.contains("settings") || !start["settings"].is_object()) return {};
  const Json& settings = start["settings"];
  if (!settings.contains(id) || !settings[id].is_string()) return {};
  auto parsed = parse_json(settings[id].get_ref<const std::string&>(), id);
  return parsed ? std::move(*parsed) : Json();
}

}  // namespace thuoc
