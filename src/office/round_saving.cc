#include "office/round_saving.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "intake/intake.h"

namespace thuoc {

namespace {

constexpr std::string_view round_id = "round";
constexpr std::size_t part_names = 256;  // kept together: some hundred kilobytes
constexpr std::int64_t files_pause_ms = 5'000;

}  // namespace

Json parsed_of(const std::string& id, const std::string& json) {
  auto parsed = parse_json(json, id, ~std::size_t{0});
  return parsed && parsed->is_object() ? std::move(*parsed) : Json::object();
}

void RoundSaving::stored(const std::string& id, const std::string& json) {
  if (id == round_id) {
    const Json kept = parsed_of(id, json);
    // Until November 2026 a round was kept whole.
    const bool in_parts = kept.contains("outer");
    auto loaded = load_round(text_of(kept, in_parts ? "outer" : "round"), round_id);
    auto with = load_pack(text_of(kept, "pack"), "rubric.json");
    if (!loaded.round || !with.pack) {
      kept_error = loaded.problems.empty() ? Error{"office.round_unreadable", {}, {}} : loaded.problems.front();
      return;
    }
    store_.round = std::move(*loaded.round);
    store_.pack_json = text_of(kept, "pack");
    store_.pack = std::move(*with.pack);
    store_.round.instrument = instrument_of(store_.pack_json, store_.pack);
    store_.assessor = text_of(kept, "assessor");
    const auto parts = kept.find("parts");
    if (in_parts) parts_ = parts != kept.end() && parts->is_number_unsigned() ? parts->get<std::size_t>() : 0;
  } else if (parts_ && !kept_error && id.starts_with("round-")) {
    if (const std::vector<Error> problems = add_part(store_.round, json, id); !problems.empty()) kept_error = problems.front();
    ++parts_read_;
  }
}

void RoundSaving::start() {
  if (!kept_error && parts_ && parts_read_ != parts_) kept_error = Error{"office.round_unreadable", {}, {}};
  if (kept_error) {
    // What cannot be read is kept as it stands: nothing is saved over it.
    store_.begin();
    store_.assessor.clear();
    app_.notices.tell(*kept_error);
  }
  saver_.saved(store_.revision());
}

void RoundSaving::save_now() {
  if (kept_error || !saver_.is_dirty(store_.revision())) return;
  saved_ms_ = port::now_ms();
  RoundParts parts = parts_of(store_.round, part_names);
  // Written, it could not be handed on; the last that can be is still there.
  std::size_t size = parts.outer.size();
  for (const std::string& part : parts.named) size += part.size();
  if (size > limits::collection_bytes)
    return saver_.failed({"office.round_too_large", {}, {{"limit", std::to_string(limits::collection_bytes >> 20)}}});
  saver_.begin(store_.revision());
  const Json kept = {{"outer", std::move(parts.outer)},
                     {"parts", parts.named.size()},
                     {"pack", store_.pack_json},
                     {"assessor", store_.assessor}};
  Json named = Json::array();
  for (std::string& part : parts.named) named.push_back(std::move(part));
  app_.outside.ask(
      "put", {{"store", office_store}, {"id", round_id}, {"json", to_compact_text(kept)}, {"parts", std::move(named)}},
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
