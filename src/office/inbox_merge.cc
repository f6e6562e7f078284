// A colleague's reviews and rounds, put together with ours.
#include "office/inbox.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "intake/intake.h"
#include "round/key_offer.h"

namespace thuoc {

std::vector<Conflict>& Merging::conflicts() {
  return std::visit([](auto& some) -> std::vector<Conflict>& { return some.conflicts; }, merged);
}

bool Inbox::is_ours(const Paper& file) const {
  return app_.keys.in_use() && !file.check.signers.empty() &&
         app_.keys.in_use()->fingerprint == file.check.signers.front().fingerprint;
}

void Inbox::open_round() {
  if (!unopened) return;
  const Paper file = std::move(*unopened);
  unopened.reset();
  take_round(file);
  if (!merging) next_question();
}

void Inbox::drop_round() {
  unopened.reset();
  next_question();
  port::wake();
}

void Inbox::take_review(const Paper& file) {
  auto loaded = load_review(file.check.document_json, file.name);
  if (!loaded.review) return app_.notices.tell(loaded.problems.front());
  const Review& theirs = *loaded.review;
  signed_reviews_.keep(file, theirs);
  auto take = [&](const std::string& sha256) {
    papers_.issue(sha256, "review", theirs.subject.unit_code, theirs.subject.bundle, file.name);
  };
  const auto mine = store_.round.reviews.find(theirs.subject.bundle);
  if (mine == store_.round.reviews.end()) {
    if (!store_.has_room(theirs.merged.size(), limits::listed_ids)) return;
    take(file.sha256);
    store_.change("review.taken", [&](RoundEdit& e) {
      Review& review = e.at(&Round::reviews, theirs.subject.bundle) = theirs;
      review.merged.push_back(file.sha256);
    });
    store_.seal();
    app_.notices.tell(Notice::Tone::good, "assess.review_taken", {{"name", theirs.subject.unit_name}});
  } else {
    // A draft may be older than the office's name on this machine; a machine without one is a colleague's.
    Review ours = mine->second;
    ours.head.office = store_.round.head.office.code.empty() ? theirs.head.office : store_.round.head.office;
    auto merged = merge(ours, theirs, bundles_.pack_of(theirs.subject.bundle));
    if (!merged) return app_.notices.tell(merged.error());
    const bool is_in = std::ranges::find(merged->review.merged, file.sha256) != merged->review.merged.end();
    if (!is_in && !store_.has_room(merged->review.merged.size(), limits::listed_ids)) return;
    take(file.sha256);
    if (!is_in) {
      merged->review.merged.push_back(file.sha256);
      std::ranges::sort(merged->review.merged);
    }
    merging = Merging{file.name, file.sha256, std::move(*merged)};
    if (merging->conflicts().empty()) accept_merge();
  }
  reviews_.assess(theirs.subject.bundle);
}

void Inbox::take_round(const Paper& file) {
  auto loaded = load_round(file.check.document_json, file.name);
  if (!loaded.round) return app_.notices.tell(loaded.problems.front());
  auto theirs_pack = load_pack(file.check.rubric_json, "rubric.json");
  const bool empty = store_.round.submissions.empty() && store_.round.units.empty() && store_.round.reviews.empty() &&
                     store_.round.papers.empty();
  const bool whole = empty && theirs_pack.pack;
  const std::string today = to_iso(date_in_vietnam(port::now_ms()));
  const std::string signer = file.check.signers.empty() ? "" : file.check.signers.front().fingerprint;
  const bool own = is_ours(file);
  const bool entitled = own || file.check.verdict == Verdict::valid;
  const KeyOffer keys = offer_of(store_.round, signers_of(*loaded.round), file.name);
  *loaded.round = as_believed(std::move(*loaded.round), store_.round, entitled, file.name, today);
  Result<MergedRound> merged;
  if (whole) {
    merged->taken = loaded.round->submissions.size() + loaded.round->units.size();
    merged->round = std::move(*loaded.round);
    merged->round.id = store_.round.id;
    for (const auto& [code, mine] : store_.round.keys) merged->round.keys[code] = mine;
    for (const auto& [code, mine] : store_.round.offices) merged->round.offices[code] = mine;
  } else {
    merged = merge(store_.round, *loaded.round, store_.pack);
    if (!merged) return app_.notices.tell(merged.error());
  }
  merging = Merging{file.name, file.sha256, std::move(*merged)};
  merging->new_keys = keys.fresh.size();
  merging->other_keys = keys.conflicts.size();
  merging->fingerprint = signer;
  merging->signer_known = entitled;
  if (whole) merging->pack_json = file.check.rubric_json;
  // Anyone can sign a round and mail it among a hundred bundles. Without a question comes only our own, and of
  // a colleague whose key is known what brings no key, no office and no register.
  const Round& both = std::get<MergedRound>(merging->merged).round;
  const bool brings = whole || !keys.fresh.empty() || !keys.conflicts.empty() || both.offices != store_.round.offices ||
                      both.units != store_.round.units || both.head.office != store_.round.head.office;
  if ((own || (entitled && !brings)) && merging->conflicts().empty()) accept_merge();
}

void Inbox::choose(std::size_t conflict, bool theirs) {
  if (!merging || conflict >= merging->conflicts().size()) return;
  Conflict& one = merging->conflicts()[conflict];
  if (auto* review = std::get_if<MergedReview>(&merging->merged)) {
    thuoc::choose(review->review, one, theirs);
  } else {
    one.theirs_chosen = theirs;
  }
  port::wake();
}

void Inbox::accept_merge() {
  if (!merging) return;
  if (const auto* review = std::get_if<MergedReview>(&merging->merged)) {
    store_.change("merged." + merging->sha256,
                  [&](RoundEdit& e) { e.at(&Round::reviews, review->review.subject.bundle) = review->review; });
    app_.notices.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(review->taken)}, {"name", merging->name}});
  } else {
    const MergedRound& merged = std::get<MergedRound>(merging->merged);
    Round both = resolve(merged);
    // What has come while a person was looking at the differences.
    for (const auto& [sha256, submission] : store_.round.submissions) both.submissions.try_emplace(sha256, submission);
    judge_merged(both, store_.round, merging->signer_known, trusted_.own_line());
    store_.change("merged." + merging->sha256, [&](RoundEdit& e) { e.become(std::move(both)); });
    if (merging->pack_json.empty()) {
      app_.notices.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(merged.taken)}, {"name", merging->name}});
    } else {
      store_.pack_json = merging->pack_json;
      store_.pack = *load_pack(store_.pack_json, "rubric.json").pack;
      store_.record([&](Round& r) { r.instrument = instrument_of(store_.pack_json, store_.pack); });
      app_.notices.tell(Notice::Tone::good, "assess.round_taken", {{"title", store_.round.title}});
    }
    judge_again();
  }
  store_.seal();
  next_question();
}

void Inbox::drop_merge() {
  next_question();
  port::wake();
}

void Inbox::next_question() {
  merging.reset();
  if (later_.empty()) return;
  const std::string sha256 = std::move(later_.front());
  later_.pop_front();
  if (const Row* row = collection_.row_with(sha256)) note_read(*row);
}

}  // namespace thuoc
