// Whose word counts here: keys of units and offices, let in and withdrawn by a person.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "office/round_work.h"
#include "trust/authority.h"

namespace thuoc {

bool RoundWork::has_room_for(const KeysOf& keys, std::string_view key) {
  return keys.contains(std::string(key)) || has_room(keys.size(), limits::listed_ids);
}

void RoundWork::confirm_key(std::string_view code, std::string_view key, bool instead) {
  const std::string unit(code), line(key);
  if (!can_name(code) || (!instead && !has_room_for(keys_of("dossier", code), line))) return;
  seal();
  change("keys.confirm", [&](RoundEdit& e) {
    KeysOf& keys = e.at(&Round::keys, unit);
    if (instead) keys.clear();
    keys[line] = {to_iso(date_in_vietnam(port::now_ms())), assessor, "", ""};
  });
  seal();
  judge_again();
}

void RoundWork::withdraw_key(std::string_view code, std::string_view key) {
  const std::string unit(code), line(key);
  if (!round.keys.contains(unit)) return;
  seal();
  change("keys.withdraw", [&](RoundEdit& e) {
    KeysOf& keys = e.at(&Round::keys, unit);
    keys.erase(line);
    if (keys.empty()) e.erase(&Round::keys, unit);
  });
  seal();
  judge_again();
}

void RoundWork::confirm_office_key(std::string_view code, std::string_view name, std::string_view key, bool instead) {
  if (!can_name(code) || (!instead && !has_room_for(keys_of("review", code), key))) return;
  seal();
  change("keys.confirm_office", [&](RoundEdit& e) {
    KnownOffice& office = e.at(&Round::offices, std::string(code));
    if (office.name.empty()) office.name = fitting(name);
    if (instead) office.keys.clear();
    office.keys[std::string(key)] = {to_iso(date_in_vietnam(port::now_ms())), assessor, "", ""};
  });
  seal();
  std::erase_if(asked, [&](const AskedOffice& one) {
    return one.code == code &&
           std::ranges::any_of(one.signers, [&](const SignerFound& signer) { return key_line(signer.key) == key; });
  });
  judge_again();
}

void RoundWork::withdraw_office_key(std::string_view code, std::string_view key) {
  const auto office = round.offices.find(std::string(code));
  if (office == round.offices.end() || !office->second.keys.contains(std::string(key))) return;
  const std::string name = office->second.name, line(key);
  const auto reviews = std::ranges::count_if(round.signed_reviews, [&](const auto& one) {
    return one.second.known && one.second.signer == line && one.second.review.head.office.code == code;
  });
  const auto sums =
      std::ranges::count_if(part_files, [&](const auto& one) { return one.second.signer == line && part_counts(one.first); });
  seal();
  change("keys.withdraw_office", [&](RoundEdit& e) {
    KnownOffice& known = e.at(&Round::offices, std::string(code));
    known.keys.erase(line);
    if (known.keys.empty()) e.erase(&Round::offices, std::string(code));
  });
  seal();
  judge_again();
  app_.tell(Notice::Tone::info, "assess.office_withdrawn",
            {{"office", name}, {"reviews", std::to_string(reviews)}, {"sums", std::to_string(sums)}});
}

KeysOf RoundWork::keys_of(std::string_view bundle_type, std::string_view code) const {
  if (role_for(bundle_type) == Role::office) {
    const auto office = round.offices.find(std::string(code));
    return office == round.offices.end() ? KeysOf() : office->second.keys;
  }
  const auto unit = round.keys.find(std::string(code));
  return unit == round.keys.end() ? KeysOf() : unit->second;
}

bool RoundWork::is_office_key(std::string_view code, std::string_view key) const {
  const auto office = round.offices.find(std::string(code));
  if (office != round.offices.end() && office->second.keys.contains(std::string(key))) return true;
  return !key.empty() && code == round.head.office.code && key == own_line();
}

std::optional<PublicKey> RoundWork::own_key() const {
  if (!app_.key()) return std::nullopt;
  const auto own = parse_ssh_line(app_.key()->public_line);
  return own ? std::optional(*own) : std::nullopt;
}

std::string RoundWork::own_line() const {
  const auto own = own_key();
  return own ? key_line(*own) : "";
}

// Only what the change concerns: what our own earlier keys signed, and what was taken before keys were kept
// with it, stays as it was judged then.
void RoundWork::judge_again() {
  const auto before = std::exchange(judged_by_, round.offices);
  std::vector<std::pair<std::string, bool>> others;
  for (const auto& [bundle, review] : round.signed_reviews) {
    const std::string& office = review.review.head.office.code;
    const auto was = before.find(office);
    const bool known = is_office_key(office, review.signer);
    const bool withdrawn = !known && was != before.end() && was->second.keys.contains(review.signer);
    if (known != review.known && (known || withdrawn)) others.push_back({bundle, known});
  }
  if (!others.empty())
    record([&](Round& r) {
      for (const auto& [bundle, known] : others) r.signed_reviews.at(bundle).known = known;
    });
  for (const auto& [bundle, known] : others)
    if (known) reckon(bundle);
  keys_changed();
}

// --- Offices that are not known -------------------------------------------------------------------

void RoundWork::ask_about(const Paper& paper) {
  const Check& check = paper.check;
  const auto same = [&](const AskedOffice& one) {
    return one.code == check.info.external_identifier &&
           std::ranges::equal(one.signers, check.signers, {}, &SignerFound::key, &SignerFound::key);
  };
  auto here = std::ranges::find_if(asked, same);
  if (here == asked.end()) {
    // Further ones wait in the list, where each has its own question.
    if (asked.size() >= limits::asked_offices) return;
    asked.push_back({check.info.external_identifier, check.info.source_organization, check.reason, check.signers, {}});
    here = asked.end() - 1;
  }
  const auto is_it = [&](const AskedOffice::File& file) { return file.name == paper.name; };
  if (here->files.size() < limits::asked_files && std::ranges::none_of(here->files, is_it))
    here->files.push_back({paper.name, check.info.bundle_type});
  app_.go(Screen::office);
}

void RoundWork::drop_asked() {
  if (!asked.empty()) asked.erase(asked.begin());
  port::wake();
}

// --- Lists of keys --------------------------------------------------------------------------------

void RoundWork::offer_keys(KeyOffer keys) {
  offer = std::move(keys);
  app_.go(Screen::office);
}

void RoundWork::choose_key(std::size_t conflict, bool instead) {
  if (offer && conflict < offer->conflicts.size()) offer->conflicts[conflict].instead = instead;
  port::wake();
}

void RoundWork::accept_keys() {
  if (!offer) return;
  const KeyOffer taken = std::move(*offer);
  offer.reset();
  std::size_t count = taken.fresh.size();
  for (const KeyOffer::Key& key : taken.conflicts) count += key.instead;
  seal();
  change("keys.taken", [&](RoundEdit& e) {
    const auto keys_of = [&](const KeyOffer::Key& key) -> KeysOf& {
      if (key.role == Role::unit) return e.at(&Round::keys, key.code);
      KnownOffice& office = e.at(&Round::offices, key.code);
      if (office.name.empty()) office.name = key.name;
      return office.keys;
    };
    take(taken, to_iso(date_in_vietnam(port::now_ms())), keys_of);
  });
  seal();
  judge_again();
  app_.tell(Notice::Tone::good, "page.signers_imported", {{"count", std::to_string(count)}});
}

void RoundWork::drop_keys() {
  offer.reset();
  port::wake();
}

Signers RoundWork::signers() const {
  Signers all = signers_of(round);
  const Office& office = round.head.office;
  const auto own = own_key();
  if (own && !office.code.empty() && !entitlement(all, Role::office, office.code, *own).known)
    all.list.push_back({office.code, *own, office.name, Role::office});
  return all;
}

}  // namespace thuoc
