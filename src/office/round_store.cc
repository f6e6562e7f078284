#include "office/round_store.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "intake/intake.h"
#include "rubric/builtin_packs.h"

namespace thuoc {

namespace {

constexpr std::string_view round_id = "round";
constexpr std::int64_t files_pause_ms = 5'000;

}  // namespace

Json parsed_of(const Json& stored) {
  auto json = parse_json(stored.value("json", ""), stored.value("id", ""), ~std::size_t{0});
  return json && json->is_object() ? std::move(*json) : Json::object();
}

Head head_for(const Round& round, const Dossier& dossier) { return {round.head.office, dossier.school_year, dossier.pack}; }

void RoundStore::begin() {
  const BuiltinPack& first = builtin_packs().front();
  pack_json = first.json;
  pack = *load_pack(first.json, first.file).pack;
  round = Round();
  round.id = port::random_hex(16);
  round.head.pack = pack.name();
  round.instrument = instrument_of(pack_json, pack);
  round.head.school_year = school_year_of(date_in_vietnam(port::now_ms()));
}

void RoundStore::start(const Json& data) {
  for (const Json& stored : data.contains("office") ? data["office"] : Json::array()) {
    if (stored.value("id", "") != round_id) continue;
    const Json json = parsed_of(stored);
    auto loaded = load_round(text_of(json, "round"), "round");
    auto with = load_pack(text_of(json, "pack"), "rubric.json");
    if (loaded.round && with.pack) {
      round = std::move(*loaded.round);
      pack_json = text_of(json, "pack");
      pack = std::move(*with.pack);
      round.instrument = instrument_of(pack_json, pack);
      assessor = text_of(json, "assessor");
    } else {
      // What cannot be read is kept as it stands: nothing is saved over it.
      kept_error = loaded.problems.empty() ? Error{"office.round_unreadable", {}, {}} : loaded.problems.front();
      app_.notices.tell(*kept_error);
    }
  }
  saver_.saved(revision_);
}

void RoundStore::change(std::string_view what, const std::function<void(RoundEdit&)>& step) {
  RoundBefore& before = undo_.change(what, [] { return RoundBefore(); });
  record([&](Round& r) {
    RoundEdit edit(r, before);
    step(edit);
  });
}

void RoundStore::record(const std::function<void(Round&)>& step) {
  step(round);
  ++revision_;
  app_.outside.tick_soon();
}

void RoundStore::record_arrival(const std::function<void(Round&)>& fact) {
  ++arrivals_;
  record(fact);
}

bool RoundStore::exchange(RoundBefore& step) {
  record([&](Round& r) { step.exchange(r); });
  return step.has_keys();
}

bool RoundStore::undo() {
  bool keys = false;
  undo_.undo([&](RoundBefore& step) { keys = exchange(step); });
  return keys;
}

bool RoundStore::redo() {
  bool keys = false;
  undo_.redo([&](RoundBefore& step) { keys = exchange(step); });
  return keys;
}

void RoundStore::save_now() {
  if (kept_error || !saver_.is_dirty(revision_)) return;
  saved_ms_ = port::now_ms();
  std::string text = to_json_text(round);
  // Written, it could not be read again; the last that can be is still there.
  if (text.size() > limits::collection_bytes)
    return saver_.failed({"office.round_too_large", {}, {{"limit", std::to_string(limits::collection_bytes >> 20)}}});
  saver_.begin(revision_);
  const Json kept = {{"round", std::move(text)}, {"pack", pack_json}, {"assessor", assessor}};
  app_.outside.ask(
      "put", {{"store", office_store}, {"id", round_id}, {"json", to_compact_text(kept)}},
      [this, revision = revision_, own = revision_ - arrivals_](const Json&) {
        saver_.saved(revision);
        saved_own_ = std::max(saved_own_, own);
      },
      [this](const Error& error) {
        saver_.failed(error);
        app_.outside.ask("wake_in", {{"ms", saver_.pause(port::now_ms())}});
      });
}

void RoundStore::save_soon() {
  if (!saver_.is_due(port::now_ms())) return;
  const bool only_files = revision_ - arrivals_ == saved_own_;
  if (!only_files || port::now_ms() >= saved_ms_ + files_pause_ms) return save_now();
  if (!is_saved()) app_.outside.tick_soon();
}

void RoundStore::name_assessor(std::string_view name) {
  // A key of the review's list of who assessed: longer, and the review could not be read again.
  if (name.size() > limits::name_bytes) say_once({"office.name_cut", {}, {{"limit", std::to_string(limits::name_bytes)}}});
  assessor = fitting(name, limits::name_bytes);
  record([](Round&) {});
}

bool RoundStore::has_room(std::size_t now, std::size_t limit) {
  if (now < limit) return true;
  say_once({"office.full", {}, {{"limit", std::to_string(limit)}}});
  return false;
}

bool RoundStore::can_name(std::string_view code) {
  if (is_name(code)) return true;
  say_once({"json.bad_name", {}, {{"value", shortened(code)}}});
  return false;
}

void RoundStore::say_once(const Error& error) {
  if (app_.notices.shown.empty() || app_.notices.shown.back().key != error.code) app_.notices.tell(error);
}

}  // namespace thuoc
