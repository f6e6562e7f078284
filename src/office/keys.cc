#include "office/keys.h"

#include <algorithm>
#include <memory>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "intake/lists.h"

namespace thuoc {

bool Keys::has_room_for(const KeysOf& keys, std::string_view key) {
  return keys.contains(std::string(key)) || store_.has_room(keys.size(), limits::listed_ids);
}

void Keys::confirm(std::string_view code, std::string_view key, bool instead) {
  const std::string unit(code), line(key);
  if (!store_.can_name(code) || (!instead && !has_room_for(trusted_.of("dossier", code), line))) return;
  store_.seal();
  store_.change("keys.confirm", [&](RoundEdit& e) {
    KeysOf& keys = e.at(&Round::keys, unit);
    if (instead) keys.clear();
    keys[line] = {to_iso(date_in_vietnam(port::now_ms())), store_.assessor, "", ""};
  });
  store_.seal();
  inbox_.judge_again();
}

void Keys::withdraw(std::string_view code, std::string_view key) {
  const std::string unit(code), line(key);
  if (!store_.round.keys.contains(unit)) return;
  store_.seal();
  store_.change("keys.withdraw", [&](RoundEdit& e) {
    KeysOf& keys = e.at(&Round::keys, unit);
    keys.erase(line);
    if (keys.empty()) e.erase(&Round::keys, unit);
  });
  store_.seal();
  inbox_.judge_again();
}

void Keys::confirm_office(std::string_view code, std::string_view name, std::string_view key, bool instead) {
  if (!store_.can_name(code) || (!instead && !has_room_for(trusted_.of("review", code), key))) return;
  store_.seal();
  store_.change("keys.confirm_office", [&](RoundEdit& e) {
    KnownOffice& office = e.at(&Round::offices, std::string(code));
    if (office.name.empty()) office.name = fitting(name);
    if (instead) office.keys.clear();
    office.keys[std::string(key)] = {to_iso(date_in_vietnam(port::now_ms())), store_.assessor, "", ""};
  });
  store_.seal();
  std::erase_if(inbox_.asked, [&](const AskedOffice& one) {
    return one.code == code &&
           std::ranges::any_of(one.signers, [&](const SignerFound& signer) { return key_line(signer.key) == key; });
  });
  inbox_.judge_again();
}

void Keys::withdraw_office(std::string_view code, std::string_view key) {
  const auto office = store_.round.offices.find(std::string(code));
  if (office == store_.round.offices.end() || !office->second.keys.contains(std::string(key))) return;
  const std::string name = office->second.name, line(key);
  const auto reviews = std::ranges::count_if(store_.round.signed_reviews, [&](const auto& one) {
    return one.second.known && one.second.signer == line && one.second.review.head.office.code == code;
  });
  const auto sums = std::ranges::count_if(
      adding_up_.part_files, [&](const auto& one) { return one.second.signer == line && adding_up_.counts(one.first); });
  store_.seal();
  store_.change("keys.withdraw_office", [&](RoundEdit& e) {
    KnownOffice& known = e.at(&Round::offices, std::string(code));
    known.keys.erase(line);
    if (known.keys.empty()) e.erase(&Round::offices, std::string(code));
  });
  store_.seal();
  inbox_.judge_again();
  app_.notices.tell(Notice::Tone::info, "assess.office_withdrawn",
                    {{"office", name}, {"reviews", std::to_string(reviews)}, {"sums", std::to_string(sums)}});
}

void Keys::pick() {
  app_.outside.ask("pick", {{"purpose", "signers"}, {"accept", ""}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void Keys::save() { app_.outside.ask("save", {{"name", "allowed_signers"}, {"type", "text/plain"}, {"text", trusted_.text()}}); }

void Keys::read(Row row, bool wanted, const std::function<void(Row)>& otherwise) {
  struct Pending {
    Row row;
    KeyOffer offer;
    std::uint64_t keys;  // what it is compared with
  };
  const auto reading = std::make_shared<Pending>(Pending{std::move(row), {}, trusted_.revision()});
  reading->offer = offer_of(store_.round, {}, reading->row.name);
  const auto like_any_other = [reading, otherwise] { otherwise(std::move(reading->row)); };
  app_.outside.ask(
      "read_keys", {{"blob", reading->row.blob}, {"name", reading->row.name}},
      [this, reading, wanted, otherwise, like_any_other](const Json& answer) {
        if (answer.value("count", std::size_t{0}) == 0) {
          if (wanted) return app_.notices.tell(about_file("office.no_keys", reading->row.name));
          return like_any_other();
        }
        // Keys were taken or withdrawn meanwhile: what would change is another thing now.
        if (reading->keys != trusted_.revision()) return read(reading->row, wanted, otherwise);
        app_.notices.tell(problems_of_list(answer));
        offer_keys(std::move(reading->offer));
      },
      [this, reading, wanted, like_any_other](Error error) {
        error.place.file = reading->row.name;
        if (wanted || error.code.starts_with("job.")) app_.notices.tell(error);
        if (!wanted) like_any_other();
      },
      [this, reading](const Json& piece) {
        for (KeyOffer::Key& key : keys_of_piece(piece)) thuoc::add(reading->offer, store_.round, std::move(key));
      });
}

void Keys::offer_keys(KeyOffer keys) {
  offer = std::move(keys);
  app_.navigation.go(Screen::office);
}

void Keys::choose(std::size_t conflict, bool instead) {
  if (offer && conflict < offer->conflicts.size()) offer->conflicts[conflict].instead = instead;
  port::wake();
}

void Keys::accept() {
  if (!offer) return;
  const KeyOffer taken = std::move(*offer);
  offer.reset();
  std::size_t count = taken.fresh.size();
  for (const KeyOffer::Key& key : taken.conflicts) count += key.instead;
  store_.seal();
  store_.change("keys.taken", [&](RoundEdit& e) {
    const auto its_keys = [&](const KeyOffer::Key& key) -> KeysOf& {
      if (key.role == Role::unit) return e.at(&Round::keys, key.code);
      KnownOffice& office = e.at(&Round::offices, key.code);
      if (office.name.empty()) office.name = key.name;
      return office.keys;
    };
    take(taken, to_iso(date_in_vietnam(port::now_ms())), its_keys);
  });
  store_.seal();
  inbox_.judge_again();
  app_.notices.tell(Notice::Tone::good, "page.signers_imported", {{"count", std::to_string(count)}});
}

void Keys::drop() {
  offer.reset();
  port::wake();
}

}  // namespace thuoc
