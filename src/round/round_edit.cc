#include "round/round_edit.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace thuoc {

namespace {

std::optional<Recognition> without_units(const std::optional<Recognition>& list) {
  if (!list) return std::nullopt;
  return Recognition{list->head, list->decision_number, list->decision_date, list->signer_title, {}, list->extract_of};
}

template <typename T>
void exchange_named(std::map<std::string, T>& here, std::map<std::string, std::optional<T>>& named) {
  for (auto& [name, was] : named) {
    std::optional<T> now;
    if (auto node = here.extract(name)) now = std::move(node.mapped());
    if (was) here.emplace(name, std::move(*was));
    was = std::move(now);
  }
}

void exchange_recognised(std::vector<Recognised>& here, std::map<std::string, std::optional<Recognised>>& named) {
  std::map<std::string, std::optional<Recognised>> now;
  for (const auto& [code, was] : named) now[code];
  std::vector<Recognised> units;
  for (Recognised& unit : here) {
    const auto noted = now.find(unit.subject.unit_code);
    if (noted == now.end()) units.push_back(std::move(unit));
    else noted->second = std::move(unit);
  }
  for (auto& [code, was] : named)
    if (was) units.push_back(std::move(*was));
  std::ranges::sort(units, {}, [](const Recognised& unit) -> const std::string& { return unit.subject.unit_code; });
  here = std::move(units);
  named = std::move(now);
}

}  // namespace

void RoundBefore::exchange(Round& round) {
  // The units stay in a list of their own while the list they belong to comes or goes.
  std::vector<Recognised> units;
  if (round.recognition) units = std::exchange(round.recognition->units, {});
  if (plain_) {
    std::swap(round.title, plain_->title);
    std::swap(round.head.school_year, plain_->school_year);
    std::swap(round.settings, plain_->settings);
    std::swap(round.recognition, plain_->recognition);
  }
  if (!recognised_.empty()) exchange_recognised(units, recognised_);
  if (round.recognition) round.recognition->units = std::move(units);

  exchange_named(round.reviews, std::get<Named<Review>>(named_));
  exchange_named(round.returns, std::get<Named<Return>>(named_));
  exchange_named(round.units, std::get<Named<RegisteredUnit>>(named_));
  exchange_named(round.keys, std::get<Named<KeysOf>>(named_));
  exchange_named(round.offices, std::get<Named<KnownOffice>>(named_));
  exchange_named(round.codes, std::get<Named<CodeChoice>>(named_));
  exchange_named(round.accepted_packs, std::get<Named<AcceptedPack>>(named_));
  for (auto& [sha256, said] : said_)
    if (const auto one = round.submissions.find(sha256); one != round.submissions.end()) std::swap(one->second.said, said);
  if (sample_) std::swap(round.sample, *sample_);
  if (teams_ && round.sample) std::swap(round.sample->teams, *teams_);
}

bool RoundBefore::has_keys() const {
  return !std::get<Named<KeysOf>>(named_).empty() || !std::get<Named<KnownOffice>>(named_).empty();
}

Round& RoundEdit::plain() {
  if (!before_.plain_)
    before_.plain_ = {round_.title, round_.head.school_year, round_.settings, without_units(round_.recognition)};
  return round_;
}

Recognition& RoundEdit::recognition() {
  Round& round = plain();
  Recognition& list = round.recognition ? *round.recognition : round.recognition.emplace();
  list.head = round.head;
  return list;
}

void RoundEdit::note_unit(const std::string& unit_code) {
  const Recognised* here = round_.recognition ? round_.recognition->find(unit_code) : nullptr;
  before_.recognised_.try_emplace(unit_code, here ? std::optional(*here) : std::nullopt);
}

void RoundEdit::put(Recognised unit) {
  note_unit(unit.subject.unit_code);
  thuoc::put(recognition(), std::move(unit));
}

void RoundEdit::take_out(const std::string& unit_code) {
  note_unit(unit_code);
  thuoc::take_out(recognition(), unit_code);
}

void RoundEdit::note_sample() {
  if (before_.sample_) return;
  before_.sample_ = round_.sample;
  // Teams noted before belong to the sample as it was.
  if (before_.teams_) (*before_.sample_)->teams = *std::exchange(before_.teams_, std::nullopt);
}

void RoundEdit::draw(Sample sample) {
  note_sample();
  round_.sample = std::move(sample);
}

std::vector<Team>& RoundEdit::teams() {
  if (!before_.sample_ && !before_.teams_) before_.teams_ = round_.sample->teams;
  return round_.sample->teams;
}

void RoundEdit::say(const std::string& bundle, std::optional<SaidDay> day) {
  const auto one = round_.submissions.find(bundle);
  if (one == round_.submissions.end()) return;
  before_.said_.try_emplace(bundle, one->second.said);
  one->second.said = std::move(day);
}

void RoundEdit::become(Round after) {
  plain();
  note_differences(&Round::reviews, after);
  note_differences(&Round::returns, after);
  note_differences(&Round::units, after);
  note_differences(&Round::keys, after);
  note_differences(&Round::offices, after);
  note_differences(&Round::codes, after);
  note_differences(&Round::accepted_packs, after);
  for (const auto& [bundle, one] : round_.submissions) {
    const auto then = after.submissions.find(bundle);
    if (then != after.submissions.end() && then->second.said != one.said) before_.said_.try_emplace(bundle, one.said);
  }
  for (const auto* list : {&round_.recognition, &after.recognition})
    if (*list)
      for (const Recognised& unit : (*list)->units) {
        const Recognised* now = round_.recognition ? round_.recognition->find(unit.subject.unit_code) : nullptr;
        const Recognised* then = after.recognition ? after.recognition->find(unit.subject.unit_code) : nullptr;
        if (!now || !then || *now != *then) note_unit(unit.subject.unit_code);
      }
  if (after.sample != round_.sample) note_sample();
  round_ = std::move(after);
}

}  // namespace thuoc
