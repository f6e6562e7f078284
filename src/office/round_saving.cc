#include "office/round_saving.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "intake/intake.h"

namespace thuoc {

namespace {

constexpr std::string_view round_id = "round";
constexpr std::int64_t files_pause_ms = 5'000;

}  // namespace

Json parsed_of(const Json& stored) {
  auto json = parse_json(stored.value("json", ""), stored.value("id", ""), ~std::size_t{0});
  return json && json->is_object() ? std::move(*json) : Json::object();
}

void RoundSaving::start(const Json& data) {
  for (const Json& stored : data.contains("office") ? data["office"] : Json::array()) {
    if (stored.value("id", "") != round_id) continue;
    const Json json = parsed_of(stored);
    auto loaded = load_round(text_of(json, "round"), "round");
    auto with = load_pack(text_of(json, "pack"), "rubric.json");
    if (loaded.round && with.pack) {
      store_.round = std::move(*loaded.round);
      store_.pack_json = text_of(json, "pack");
      store_.pack = std::move(*with.pack);
      store_.round.instrument = instrument_of(store_.pack_json, store_.pack);
      store_.assessor = text_of(json, "assessor");
    } else {
      // What cannot be read is kept as it stands: nothing is saved over it.
      kept_error = loaded.problems.empty() ? Error{"office.round_unreadable", {}, {}} : loaded.problems.front();
      app_.notices.tell(*kept_error);
    }
  }
  saver_.saved(store_.revision());
}

void RoundSaving::save_now() {
  if (kept_error || !saver_.is_dirty(store_.revision())) return;
  saved_ms_ = port::now_ms();
  std::string text = to_json_text(store_.round);
  // Written, it could not be read again; the last that can be is still there.
  if (text.size() > limits::collection_bytes)
    return saver_.failed({"office.round_too_large", {}, {{"limit", std::to_string(limits::collection_bytes >> 20)}}});
  saver_.begin(store_.revision());
  const Json kept = {{"round", std::move(text)}, {"pack", store_.pack_json}, {"assessor", store_.assessor}};
  app_.outside.ask(
      "put", {{"store", office_store}, {"id", round_id}, {"json", to_compact_text(kept)}},
      [this, revision = store_.revision(), own = store_.revision() - store_.arrivals()](const Json&) {
        saver_.saved(revision);
        saved_own_ = std::max(saved_own_, own);
      },
      [this](const Error& error) {
        saver_.failed(error);
        app_.outside.ask("wake_in", {{"ms", saver_.pause(port::now_ms())}});
      });
}

void RoundSaving::save_soon() {
  if (!saver_.is_due(port::now_ms())) return;
  const bool only_files = store_.revision() - store_.arrivals() == saved_own_;
  if (!only_files || port::now_ms() >= saved_ms_ + files_pause_ms) return save_now();
  if (!is_saved()) app_.outside.tick_soon();
}

}  // namespace thuoc
