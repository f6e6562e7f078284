// The register of units, and what a person says of what came from them.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "intake/lists.h"
#include "office/round_work.h"

namespace thuoc {

namespace {

// A list that has no column for a thing says nothing of it: what the office had noted stays.
RegisteredUnit told(const RegisteredUnit& unit, const RegisteredUnit& known, const std::vector<std::string>& columns) {
  constexpr std::pair<std::string_view, std::string RegisteredUnit::*> parts[] = {
      {"name", &RegisteredUnit::name},   {"level", &RegisteredUnit::level},     {"ownership", &RegisteredUnit::ownership},
      {"email", &RegisteredUnit::email}, {"commune", &RegisteredUnit::commune}, {"note", &RegisteredUnit::note}};
  RegisteredUnit out = known;
  for (const auto& [column, part] : parts)
    if (std::ranges::find(columns, column) != columns.end()) out.*part = unit.*part;
  return out;
}

}  // namespace

void RoundWork::pick_list() {
  app_.ask("pick",
           {{"purpose", "units"}, {"accept", ".csv,.tsv,.txt"}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void RoundWork::compare_list(ReadList& read, const UnitRegister& units) const {
  for (const auto& [code, unit] : units) {
    const auto known = round.units.find(code);
    if (known == round.units.end()) ++read.fresh;
    else if (told(unit, known->second, read.list.columns) != known->second) ++read.changed;
  }
}

void RoundWork::read_units(Json given, std::string_view name) {
  struct Reading {
    ReadList read;
    std::uint64_t round;  // what it is compared with
  };
  const auto ours = [this] { return revision_ - arrivals_; };
  const auto reading = std::make_shared<Reading>(Reading{{std::string(name), {}, 0, 0, 0}, ours()});
  given["name"] = name;
  given["pack"] = pack_json;
  app_.ask(
      "read_units", std::move(given),
      [this, reading, ours](const Json& answer) {
        ReadList& read = reading->read;
        UnitRegister units = std::move(read.list.units);
        read.list = rest_of_list(answer);
        read.list.units = std::move(units);
        if (reading->round != ours()) {
          read.fresh = read.changed = 0;
          compare_list(read, read.list.units);
        }
        read.dropped = round.units.size() + read.fresh - read.list.units.size();
        read_list = std::move(read);
        go(OfficeStep::units);
      },
      [this, name = std::string(name)](Error error) {
        if (error.place.file.empty()) error.place.file = name;
        app_.tell(error);
      },
      [this, reading](const Json& piece) {
        if (const auto columns = piece.find("columns"); columns != piece.end()) reading->read.list.columns = *columns;
        UnitRegister units = units_of_piece(piece);
        compare_list(reading->read, units);
        reading->read.list.units.merge(units);
      });
}

void RoundWork::take_list(bool replace) {
  if (!read_list || read_list->list.units.empty()) return;
  if (!replace && !has_room(round.units.size() + read_list->fresh, limits::units + 1)) return;
  const ReadList read = std::move(*read_list);
  read_list.reset();
  std::vector<std::string> gone;
  if (replace)
    for (const auto& [code, unit] : round.units)
      if (!read.list.units.contains(code)) gone.push_back(code);
  seal();
  change("units.list", [&](RoundEdit& e) {
    for (const std::string& code : gone) e.erase(&Round::units, code);
    for (const auto& [code, unit] : read.list.units) {
      const auto known = round.units.find(code);
      RegisteredUnit now = known == round.units.end() ? unit : told(unit, known->second, read.list.columns);
      if (known == round.units.end() || now != known->second) e.at(&Round::units, code) = std::move(now);
    }
  });
  seal();
  app_.tell(Notice::Tone::good, "units.taken", {{"count", std::to_string(round.units.size())}});
}

void RoundWork::drop_list() {
  read_list.reset();
  port::wake();
}

void RoundWork::save_register() {
  app_.ask("save", {{"name", "danh-sach-don-vi.csv"}, {"type", "text/csv"}, {"text", write_register(round.units, pack)}});
}

void RoundWork::edit_unit(std::string_view code, std::string_view what, const std::function<void(RegisteredUnit&)>& step) {
  const std::string unit(code);
  if (!round.units.contains(unit)) return;
  change("units." + unit + "." + std::string(what), [&](RoundEdit& e) { step(e.at(&Round::units, unit)); });
}

void RoundWork::register_unit(const UnitState& stranger) {
  const std::string code = stranger.code;
  if (!can_name(code) || !has_room(round.units.size(), limits::units)) return;
  const RegisteredUnit unit{stranger.name(), stranger.level(), "", "", stranger.commune(), ""};
  seal();
  change("units.register", [&](RoundEdit& e) { e.at(&Round::units, code) = unit; });
  seal();
}

void RoundWork::remove_unit(std::string_view code) {
  const std::string unit(code);
  seal();
  change("units.remove", [&](RoundEdit& e) { e.erase(&Round::units, unit); });
  seal();
}

void RoundWork::say_received(const std::vector<std::string>& bundles, std::string_view day) {
  if (bundles.empty()) return;
  const std::string at = to_iso_instant(port::now_ms());
  seal();
  const auto said = day.empty() ? std::nullopt : std::optional(SaidDay{std::string(day), assessor, at});
  change("received", [&](RoundEdit& e) {
    for (const std::string& bundle : bundles) e.say(bundle, said);
  });
  seal();
}

void RoundWork::choose_code(std::string_view code, std::string_view bundle) {
  if (!can_name(code)) return;
  CodeChoice choice{{}, assessor, to_iso(date_in_vietnam(port::now_ms()))};
  for (const UnitState& unit : unit_states(round, pack)) {
    if (unit.code != code) continue;
    for (const SubmissionEntry* one : unit.clashing)
      if (bundle.empty() || one->first == bundle) choice.signers.insert(one->second.signer);
  }
  if (choice.signers.empty() || !has_room(choice.signers.size(), limits::listed_ids + 1)) return;
  seal();
  change("code.choose", [&](RoundEdit& e) { e.at(&Round::codes, std::string(code)) = choice; });
  seal();
}

void RoundWork::reopen_code(std::string_view code) {
  seal();
  change("code.reopen", [&](RoundEdit& e) { e.erase(&Round::codes, std::string(code)); });
  seal();
}

void RoundWork::accept_pack(std::string_view instrument, std::string_view name) {
  if (!round.accepted_packs.contains(std::string(instrument)) && !has_room(round.accepted_packs.size(), limits::listed_ids))
    return;
  seal();
  change("pack.accept", [&](RoundEdit& e) {
    e.at(&Round::accepted_packs, std::string(instrument)) = {fitting(name), assessor, to_iso(date_in_vietnam(port::now_ms()))};
  });
  seal();
}

void RoundWork::refuse_pack(std::string_view instrument) {
  seal();
  change("pack.refuse", [&](RoundEdit& e) { e.erase(&Round::accepted_packs, std::string(instrument)); });
  seal();
}

void RoundWork::remind(const UnitState& unit) {
  if (const std::string url = mailto(reminder(round, unit)); !url.empty()) app_.ask("open", {{"url", url}});
}

void RoundWork::copy_reminder(const UnitState& unit) {
  const Reminder letter = reminder(round, unit);
  app_.ask("copy", {{"text", letter.subject + "\n\n" + letter.body}},
           [this](const Json&) { app_.tell(Notice::Tone::good, "units.copied"); });
}

void RoundWork::save_mail_merge(const std::vector<UnitState>& units) {
  app_.ask(
      "save",
      {{"name", "gui-thu-" + round.head.school_year + ".csv"}, {"type", "text/csv"}, {"text", mail_merge_csv(round, units)}});
}

}  // namespace thuoc
