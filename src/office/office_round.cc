// The kept round: begun, changed by steps that can be undone, saved soon after.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "office/round_work.h"
#include "rubric/builtin_packs.h"

namespace thuoc {

namespace {

constexpr std::string_view store = "office", round_id = "round", part_id = "part-";
constexpr std::int64_t files_pause_ms = 5'000;

Json parsed(const Json& stored) {
  auto json = parse_json(stored.value("json", ""), stored.value("id", ""), ~std::size_t{0});
  return json && json->is_object() ? std::move(*json) : Json::object();
}

}  // namespace

void RoundWork::begin_round() {
  const BuiltinPack& first = builtin_packs().front();
  pack_json = first.json;
  pack = *load_pack(first.json, first.file).pack;
  round = Round();
  round.id = port::random_hex(16);
  round.head.pack = pack.name();
  round.instrument = instrument_of(pack_json, pack);
  round.head.school_year = school_year_of(date_in_vietnam(port::now_ms()));
}

void RoundWork::start(const Json& data) {
  begin_round();
  for (const Json& stored : data.contains("office") ? data["office"] : Json::array()) {
    const std::string id = stored.value("id", "");
    const Json json = parsed(stored);
    if (id == round_id) {
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
        app_.tell(*kept_error);
      }
    } else if (id == "recognised") {
      auto loaded = load_recognition(text_of(json, "recognition"), id);
      if (loaded.recognition)
        recognised = {text_of(json, "sha256"), std::move(*loaded.recognition), text_of(json, "pack"),
                      text_of(json, "fingerprint")};
    } else if (id.starts_with(part_id)) {
      take_rollup_part(id.substr(part_id.size()), {text_of(json, "name"), text_of(json, "signer")}, text_of(json, "rollup"),
                       text_of(json, "pack"), false);
    }
  }
  judged_by_ = round.offices;
  saver_.saved(revision_);
}

void RoundWork::change(std::string_view what, const std::function<void(RoundEdit&)>& step) {
  RoundBefore& before = undo_.change(what, [] { return RoundBefore(); });
  record([&](Round& r) {
    RoundEdit edit(r, before);
    step(edit);
  });
}

void RoundWork::say_once(const Error& error) {
  if (app_.notices.empty() || app_.notices.back().key != error.code) app_.tell(error);
}

bool RoundWork::has_room(std::size_t now, std::size_t limit) {
  if (now < limit) return true;
  say_once({"office.full", {}, {{"limit", std::to_string(limit)}}});
  return false;
}

bool RoundWork::can_name(std::string_view code) {
  if (is_name(code)) return true;
  say_once({"json.bad_name", {}, {{"value", shortened(code)}}});
  return false;
}

void RoundWork::record(const std::function<void(Round&)>& step) {
  step(round);
  ++revision_;
  app_.touch();
}

void RoundWork::go(OfficeStep to) {
  seal();
  step = to;
  app_.go(Screen::office);
}

void RoundWork::seal() { undo_.seal(); }

void RoundWork::exchange(RoundBefore& step) {
  record([&](Round& r) { step.exchange(r); });
  if (step.has_keys()) judge_again();
}

void RoundWork::undo() {
  undo_.undo([this](RoundBefore& step) { exchange(step); });
}

void RoundWork::redo() {
  undo_.redo([this](RoundBefore& step) { exchange(step); });
}

void RoundWork::save_now() {
  if (kept_error || !saver_.is_dirty(revision_)) return;
  saved_ms_ = port::now_ms();
  std::string text = to_json_text(round);
  // Written, it could not be read again; the last that can be is still there.
  if (text.size() > limits::collection_bytes)
    return saver_.failed({"office.round_too_large", {}, {{"limit", std::to_string(limits::collection_bytes >> 20)}}});
  saver_.begin(revision_);
  const Json kept = {{"round", std::move(text)}, {"pack", pack_json}, {"assessor", assessor}};
  app_.ask(
      "put", {{"store", store}, {"id", round_id}, {"json", to_compact_text(kept)}},
      [this, revision = revision_, own = revision_ - arrivals_](const Json&) {
        saver_.saved(revision);
        saved_own_ = std::max(saved_own_, own);
      },
      [this](const Error& error) {
        saver_.failed(error);
        app_.ask("wake_in", {{"ms", saver_.pause(port::now_ms())}});
      });
}

void RoundWork::save_soon() {
  if (!saver_.is_due(port::now_ms())) return;
  const bool only_files = revision_ - arrivals_ == saved_own_;
  if (!only_files || port::now_ms() >= saved_ms_ + files_pause_ms) return save_now();
  if (!is_saved()) app_.touch();
}

void RoundWork::name_assessor(std::string_view name) {
  // A key of the review's list of who assessed: longer, and the review could not be read again.
  if (name.size() > limits::name_bytes) say_once({"office.name_cut", {}, {{"limit", std::to_string(limits::name_bytes)}}});
  assessor = fitting(name, limits::name_bytes);
  record([](Round&) {});
}

void RoundWork::keep_part(std::string_view sha256, const Json& part) {
  app_.ask("put", {{"store", store}, {"id", std::string(part_id) + std::string(sha256)}, {"json", to_compact_text(part)}});
}

void RoundWork::drop_part(std::string_view sha256) {
  app_.ask("erase", {{"store", store}, {"id", std::string(part_id) + std::string(sha256)}});
}

}  // namespace thuoc
