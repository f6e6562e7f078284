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
constexpr std::size_t undo_steps = 50;
constexpr std::int64_t files_pause_ms = 5'000;

Json parsed(const Json& stored) {
  auto json = parse_json(stored.value("json", ""), stored.value("id", ""), ~std::size_t{0});
  return json && json->is_object() ? std::move(*json) : Json::object();
}

}  // namespace

Drafts drafts_of(const Round& round, const UnitCodes& touched, const Bundles& bundles) {
  Drafts drafts{round.reviews,
                round.returns,
                round.recognition,
                round.sample,
                round.title,
                round.head.school_year,
                round.settings,
                {},
                {},
                round.offices,
                round.codes,
                round.accepted_packs,
                {}};
  for (const std::string& sha256 : bundles)
    if (const auto one = round.submissions.find(sha256); one != round.submissions.end()) drafts.said[sha256] = one->second.said;
  for (const std::string& code : touched) {
    const auto unit = round.units.find(code);
    drafts.units[code] = unit == round.units.end() ? std::nullopt : std::optional(unit->second);
    const auto keys = round.keys.find(code);
    if (keys == round.keys.end()) drafts.keys[code];
    else drafts.keys[code] = keys->second;
  }
  return drafts;
}

void put_back(Round& round, Drafts drafts) {
  round.reviews = std::move(drafts.reviews);
  round.returns = std::move(drafts.returns);
  round.recognition = std::move(drafts.recognition);
  round.sample = std::move(drafts.sample);
  round.title = std::move(drafts.title);
  round.head.school_year = std::move(drafts.school_year);
  round.settings = std::move(drafts.settings);
  round.offices = std::move(drafts.offices);
  round.codes = std::move(drafts.codes);
  round.accepted_packs = std::move(drafts.accepted_packs);
  for (auto& [sha256, said] : drafts.said)
    if (const auto one = round.submissions.find(sha256); one != round.submissions.end()) one->second.said = std::move(said);
  for (auto& [code, unit] : drafts.units) {
    if (unit) round.units[code] = std::move(*unit);
    else round.units.erase(code);
  }
  for (auto& [code, keys] : drafts.keys) {
    if (keys.empty()) round.keys.erase(code);
    else round.keys[code] = std::move(keys);
  }
}

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
  saved_revision_ = revision_;
}

void RoundWork::change(std::string_view what, const std::function<void(Round&)>& step, const UnitCodes& touched,
                       const Bundles& bundles) {
  if (sealed_ || undo_.empty() || undo_.back().what != what) {
    undo_.push_back({std::string(what), drafts_of(round, touched, bundles)});
    if (undo_.size() > undo_steps) undo_.erase(undo_.begin());
  }
  sealed_ = false;
  redo_.clear();
  record(step);
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

void RoundWork::seal() { sealed_ = true; }

void RoundWork::swap_with(std::vector<Step>& from, std::vector<Step>& to) {
  if (from.empty()) return;
  Step step = std::move(from.back());
  from.pop_back();
  UnitCodes touched;
  for (const auto& [code, unit] : step.drafts.units) touched.insert(code);
  Bundles bundles;
  for (const auto& [sha256, said] : step.drafts.said) bundles.insert(sha256);
  to.push_back({step.what, drafts_of(round, touched, bundles)});
  sealed_ = true;
  const bool keys = !touched.empty() || step.drafts.offices != round.offices;
  record([&](Round& r) { put_back(r, std::move(step.drafts)); });
  if (keys) judge_again();
}

void RoundWork::undo() { swap_with(undo_, redo_); }
void RoundWork::redo() { swap_with(redo_, undo_); }

void RoundWork::save_now() {
  if (kept_error || revision_ == saved_revision_ || revision_ == saving_revision_) return;
  saved_ms_ = port::now_ms();
  std::string text = to_json_text(round);
  // Written, it could not be read again; the last that can be is still there.
  if (text.size() > limits::collection_bytes) {
    save_error = Error{"office.round_too_large", {}, {{"limit", std::to_string(limits::collection_bytes >> 20)}}};
    return;
  }
  saving_revision_ = revision_;
  const Json kept = {{"round", std::move(text)}, {"pack", pack_json}, {"assessor", assessor}};
  app_.ask(
      "put", {{"store", store}, {"id", round_id}, {"json", to_compact_text(kept)}},
      [this, revision = revision_, arrivals = arrivals_](const Json&) {
        saved_revision_ = std::max(saved_revision_, revision);
        saved_arrivals_ = std::max(saved_arrivals_, arrivals);
        save_error.reset();
      },
      [this](const Error& error) {
        saving_revision_ = 0;
        save_error = error;
      });
}

void RoundWork::save_soon() {
  const bool only_files = revision_ - saved_revision_ == arrivals_ - saved_arrivals_;
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
