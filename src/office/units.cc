#include "office/units.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {

void Units::edit(std::string_view code, std::string_view what, const std::function<void(RegisteredUnit&)>& step) {
  const std::string unit(code);
  if (!store_.round.units.contains(unit)) return;
  store_.change("units." + unit + "." + std::string(what), [&](RoundEdit& e) { step(e.at(&Round::units, unit)); });
}

void Units::add(const UnitState& stranger) {
  const std::string code = stranger.code;
  if (!store_.can_name(code) || !store_.has_room(store_.round.units.size(), limits::units)) return;
  const RegisteredUnit unit{stranger.name(), stranger.level(), "", "", stranger.commune(), ""};
  store_.seal();
  store_.change("units.register", [&](RoundEdit& e) { e.at(&Round::units, code) = unit; });
  store_.seal();
}

void Units::remove(std::string_view code) {
  const std::string unit(code);
  store_.seal();
  store_.change("units.remove", [&](RoundEdit& e) { e.erase(&Round::units, unit); });
  store_.seal();
}

void Units::say_received(const std::vector<std::string>& bundles, std::string_view day) {
  if (bundles.empty()) return;
  const std::string at = to_iso_instant(port::now_ms());
  store_.seal();
  const auto said = day.empty() ? std::nullopt : std::optional(SaidDay{std::string(day), store_.assessor, at});
  store_.change("received", [&](RoundEdit& e) {
    for (const std::string& bundle : bundles) e.say(bundle, said);
  });
  store_.seal();
}

void Units::choose_code(std::string_view code, std::string_view bundle) {
  if (!store_.can_name(code)) return;
  CodeChoice choice{{}, store_.assessor, to_iso(date_in_vietnam(port::now_ms()))};
  for (const UnitState& unit : unit_states(store_.round, store_.pack)) {
    if (unit.code != code) continue;
    for (const SubmissionEntry* one : unit.clashing)
      if (bundle.empty() || one->first == bundle) choice.signers.insert(one->second.signer);
  }
  if (choice.signers.empty() || !store_.has_room(choice.signers.size(), limits::listed_ids + 1)) return;
  store_.seal();
  store_.change("code.choose", [&](RoundEdit& e) { e.at(&Round::codes, std::string(code)) = choice; });
  store_.seal();
}

void Units::reopen_code(std::string_view code) {
  store_.seal();
  store_.change("code.reopen", [&](RoundEdit& e) { e.erase(&Round::codes, std::string(code)); });
  store_.seal();
}

void Units::accept_pack(std::string_view instrument, std::string_view name) {
  if (!store_.round.accepted_packs.contains(std::string(instrument)) &&
      !store_.has_room(store_.round.accepted_packs.size(), limits::listed_ids))
    return;
  store_.seal();
  store_.change("pack.accept", [&](RoundEdit& e) {
    e.at(&Round::accepted_packs, std::string(instrument)) = {fitting(name), store_.assessor,
                                                             to_iso(date_in_vietnam(port::now_ms()))};
  });
  store_.seal();
}

void Units::refuse_pack(std::string_view instrument) {
  store_.seal();
  store_.change("pack.refuse", [&](RoundEdit& e) { e.erase(&Round::accepted_packs, std::string(instrument)); });
  store_.seal();
}

void Units::remind(const UnitState& unit) {
  if (const std::string url = mailto(reminder(store_.round, unit)); !url.empty()) app_.outside.ask("open", {{"url", url}});
}

void Units::copy_reminder(const UnitState& unit) {
  const Reminder letter = reminder(store_.round, unit);
  app_.outside.ask("copy", {{"text", letter.subject + "\n\n" + letter.body}},
                   [this](const Json&) { app_.notices.tell(Notice::Tone::good, "units.copied"); });
}

void Units::save_mail_merge(const std::vector<UnitState>& units) {
  app_.outside.ask("save", {{"name", "gui-thu-" + store_.round.head.school_year + ".csv"},
                            {"type", "text/csv"},
                            {"text", mail_merge_csv(store_.round, units)}});
}

}  // namespace thuoc
