#include "office/round_store.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"
#include "intake/intake.h"
#include "rubric/builtin_packs.h"

namespace thuoc {

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

void RoundStore::name_assessor(std::string_view name) {
  // A key of the review's list of who assessed: longer, and the review could not be read again.
  if (name.size() > limits::name_bytes)
    app_.notices.tell_once({"office.name_cut", {}, {{"limit", std::to_string(limits::name_bytes)}}});
  assessor = fitting(name, limits::name_bytes);
  record([](Round&) {});
}

bool RoundStore::has_room(std::size_t now, std::size_t limit) {
  if (now < limit) return true;
  app_.notices.tell_once({"office.full", {}, {{"limit", std::to_string(limit)}}});
  return false;
}

bool RoundStore::can_name(std::string_view code) {
  if (is_name(code)) return true;
  app_.notices.tell_once({"json.bad_name", {}, {{"value", shortened(code)}}});
  return false;
}

}  // namespace thuoc
