#include "round/key_offer.h"

#include "base/limits.h"
#include "base/strict.h"
#include "base/utf8.h"

namespace thuoc {

namespace {

const KeysOf* keys_for(const Round& round, Role role, const std::string& code) {
  if (role == Role::office) {
    const auto office = round.offices.find(code);
    return office == round.offices.end() || office->second.keys.empty() ? nullptr : &office->second.keys;
  }
  const auto unit = round.keys.find(code);
  return unit == round.keys.end() || unit->second.empty() ? nullptr : &unit->second;
}

}  // namespace

KeyOffer offer_of(const Round& round, const Signers& signers, std::string_view from) {
  KeyOffer offer{fitting(from), {}, {}, 0, 0, {}};
  for (const Signer& signer : signers.list)
    add(offer, round, {signer.role, signer.principal, signer.comment, key_line(signer.key), false});
  return offer;
}

void add(KeyOffer& offer, const Round& round, KeyOffer::Key key) {
  if (key.code.empty() || key.code.size() > limits::name_bytes || clean_text(key.code, false) != key.code) {
    ++offer.left_out;
    return;
  }
  key.name = fitting(key.name);
  const KeysOf* here = keys_for(round, key.role, key.code);
  if (!here && ++offer.fresh_of[{key.role, key.code}] > limits::listed_ids) ++offer.left_out;
  else if (!here) offer.fresh.push_back(std::move(key));
  else if (here->contains(key.key)) ++offer.same;
  else offer.conflicts.push_back(std::move(key));
}

void take(const KeyOffer& offer, std::string_view today_iso, const std::function<KeysOf&(const KeyOffer::Key&)>& keys_of) {
  const ConfirmedKey how{"", "", offer.from, std::string(today_iso)};
  for (const KeyOffer::Key& key : offer.fresh) keys_of(key).try_emplace(key.key, how);
  for (const KeyOffer::Key& key : offer.conflicts)
    if (key.instead) keys_of(key) = {{key.key, how}};
}

Round as_believed(Round theirs, const Round& mine, bool entitled, std::string_view from, std::string_view today_iso) {
  if (entitled) return theirs;
  const auto imported = [&](KeysOf& keys, const KeysOf* here) {
    for (auto& [key, how] : keys) {
      if (here && here->contains(key)) how = here->at(key);
      else how = {"", "", fitting(from), std::string(today_iso)};
    }
  };
  for (auto& [code, keys] : theirs.keys) imported(keys, keys_for(mine, Role::unit, code));
  for (auto& [code, office] : theirs.offices) imported(office.keys, keys_for(mine, Role::office, code));
  theirs.accepted_packs = mine.accepted_packs;
  theirs.codes = mine.codes;
  for (auto& [bundle, one] : theirs.signed_reviews) one.known = false;
  return theirs;
}

void judge_merged(Round& both, const Round& mine, bool entitled, std::string_view own) {
  for (auto& [sha256, one] : both.submissions) {
    if (!is_sound(one)) continue;
    const auto here = mine.submissions.find(sha256);
    const bool was_valid = here != mine.submissions.end() && here->second.verdict == Verdict::valid;
    const KeysOf* keys = keys_for(both, Role::unit, one.unit_code);
    const bool known = keys && keys->contains(one.signer);
    one.verdict = known && (was_valid || (entitled && one.verdict == Verdict::valid)) ? Verdict::valid : Verdict::unknown_key;
  }
  for (auto& [bundle, one] : both.signed_reviews) {
    const auto here = mine.signed_reviews.find(bundle);
    const bool was_known = here != mine.signed_reviews.end() && here->second.paper == one.paper && here->second.known;
    const KeysOf* keys = keys_for(both, Role::office, one.review.head.office.code);
    one.known = was_known || (entitled && one.known && (one.signer == own || (keys && keys->contains(one.signer))));
  }
}

}  // namespace thuoc
