// What this office signs, and what others signed: reviews, returns, recognitions, roll-ups, rounds.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "office/round_work.h"

namespace thuoc {

std::vector<Conflict>& Merging::conflicts() {
  return std::visit([](auto& some) -> std::vector<Conflict>& { return some.conflicts; }, merged);
}

Head RoundWork::head_for(const Dossier& dossier) const { return {round.head.office, dossier.school_year, dossier.pack}; }

bool RoundWork::can_sign() const {
  return !round.head.office.code.empty() && !round.head.office.name.empty() && app_.key() && !(signing && signing->ticket);
}

// The worker signs, reads what it has written as a stranger's file, and only then answers.
void RoundWork::sign(std::string_view type, std::string document, std::string_view with_pack, Json more,
                     std::string_view unit_code, std::string_view subject, std::string_view passphrase,
                     std::function<void(const std::string&)> then) {
  if (!app_.key() || (signing && signing->ticket)) return;
  seal();
  if (signing && signing->blob) app_.ask("release", {{"blob", signing->blob}});
  signing = Signing{std::string(type), 0, 0, {}, "", "", 0};
  more.update({{"type", type},
               {"document", std::move(document)},
               {"pack", with_pack},
               {"key", app_.key()->file},
               {"passphrase", passphrase},
               {"today", to_iso(date_in_vietnam(port::now_ms()))}});
  signing->ticket = app_.ask(
      "write_paper", std::move(more),
      [this, unit = std::string(unit_code), subject = std::string(subject), then](const Json& data) {
        signing->ticket = 0;
        signing->blob = data.value("blob", 0u);
        signing->name = data.value("name", "");
        signing->sha256 = data.value("sha256", "");
        const std::string sha256 = signing->sha256;
        issue(sha256, signing->type, unit, subject, signing->name);
        if (then) then(sha256);
        save_paper_again();
        app_.tell(Notice::Tone::good, "assess.paper_saved", {{"name", signing->name}});
      },
      [this](const Error& error) {
        signing->ticket = 0;
        signing->failed = error;
        app_.tell(error);
      },
      [this](const Json& progress) {
        const double total = static_cast<double>(progress.value("total", std::uint64_t{0}));
        if (signing && total > 0) signing->done = static_cast<double>(progress.value("done", std::uint64_t{0})) / total;
      });
}

void RoundWork::issue(const std::string& sha256, std::string_view type, std::string_view unit_code, std::string_view subject,
                      std::string_view file_name) {
  if (!round.papers.contains(sha256) && !has_room(round.papers.size(), limits::units)) return;
  record([&](Round& r) {
    r.papers[sha256] = {std::string(type), std::string(unit_code), std::string(subject), fitting(file_name),
                        to_iso_instant(port::now_ms())};
  });
}

void RoundWork::save_paper_again() {
  if (!signing || !signing->blob) return;
  app_.ask("save", {{"name", signing->name}, {"type", "application/zip"}, {"blob", signing->blob}});
}

void RoundWork::cancel_signing() {
  if (signing && signing->ticket) app_.ask("cancel", {{"ticket", signing->ticket}});
}

void RoundWork::save_round(std::string_view passphrase) {
  sign("round", to_json_text(round), pack_json, Json::object(), "", "", passphrase);
}

// --- What comes in --------------------------------------------------------------------------------

namespace {

// A round in which nobody has done anything yet is of the year most of its dossiers are of: among
// thousands one of last year may well be read first.
void settle_year(Round& round, const std::string& school_year) {
  const bool begun =
      !round.units.empty() || !round.reviews.empty() || !round.returns.empty() || round.recognition || round.sample;
  if (begun || school_year.empty() || school_year == round.head.school_year) return;
  std::pair<std::size_t, std::size_t> now, other;  // those whose key is known before the others
  for (const auto& [sha256, one] : round.submissions) {
    if (!is_sound(one)) continue;
    const bool known = one.verdict == Verdict::valid;
    if (one.school_year == round.head.school_year) now.first += known, ++now.second;
    if (one.school_year == school_year) other.first += known, ++other.second;
  }
  if (other > now) round.head.school_year = school_year;
}

}  // namespace

void RoundWork::handed_in(const std::string& sha256, Submission submission) {
  if (!round.submissions.contains(sha256) && !has_room(round.submissions.size(), limits::units)) return;
  fit(submission);
  ++arrivals_;
  record([&](Round& r) {
    const auto known = r.submissions.find(sha256);
    submission.received_at = known != r.submissions.end() && !known->second.received_at.empty() ? known->second.received_at
                                                                                                : to_iso_instant(port::now_ms());
    if (known != r.submissions.end()) {
      submission.said = known->second.said;
      if (submission.modified.empty()) submission.modified = known->second.modified;
    }
    const std::string school_year = submission.school_year;
    r.submissions[sha256] = std::move(submission);
    settle_year(r, school_year);
  });
  reckon(sha256);
}

// --- A signed review beside the draft -------------------------------------------------------------

void RoundWork::keep_signed(const Paper& file, const Review& review) {
  SignedReview as_signed{file.sha256, "", "", file.check.verdict == Verdict::valid, review, {}};
  if (const SignerFound* signer = speaker(file.check)) as_signed.signer = key_line(signer->key);
  if (parse_iso_date(file.check.info.bagging_date)) as_signed.day = file.check.info.bagging_date;
  keep_signed(std::move(as_signed));
}

void RoundWork::keep_signed(SignedReview review, bool just_now) {
  const std::string bundle = review.review.subject.bundle;
  const auto there = round.signed_reviews.find(bundle);
  if (just_now || there == round.signed_reviews.end() || there->second.paper == review.paper ||
      comes_before(review, there->second))
    record([&](Round& r) { r.signed_reviews[bundle] = std::move(review); });
  reckon(bundle);
}

void RoundWork::reckon(const std::string& bundle) {
  const auto open = [&] {
    const auto one = round.signed_reviews.find(bundle);
    return one != round.signed_reviews.end() && one->second.results.empty() ? &one->second : nullptr;
  };
  if (!open()) return;
  read_dossier(bundle, [this, bundle, paper = open()->paper](const Intake& intake) {
    const auto one = round.signed_reviews.find(bundle);
    if (one == round.signed_reviews.end() || one->second.paper != paper || !intake.dossier || !intake.pack) return;
    const Comparison both =
        compare(with_settings(scored_by(intake), round.settings), intake.dossier->answers, one->second.review);
    if (!both.problems.empty()) return app_.tell(both.problems.front());
    const Recognised line = propose(*intake.dossier, bundle, paper, both);
    record([&](Round& r) { r.signed_reviews[bundle].results = line.external; });
  });
}

void RoundWork::take_paper(const Paper& file) {
  const std::string& type = file.check.info.bundle_type;
  if (type != "round" && file.check.verdict != Verdict::valid) {
    // Not counted, but said to be here.
    if (auto loaded = type == "review" ? load_review(file.check.document_json, file.name) : LoadedReview{}; loaded.review)
      keep_signed(file, *loaded.review);
    return ask_about(file);
  }
  // One question at a time: its answer may change what this one would ask.
  const bool asks = (merging && merging->sha256 != file.sha256) || (unopened && unopened->sha256 != file.sha256);
  if (asks && (type == "review" || type == "round")) {
    if (std::ranges::find(later_, file.sha256) == later_.end()) later_.push_back(file.sha256);
    return;
  }
  if (type == "review") take_review(file);
  if (type == "return") take_return(file);
  if (type == "recognition") take_recognition(file);
  if (type == "rollup") {
    const SignerFound* signer = speaker(file.check);
    take_rollup_part(file.sha256, {file.name, signer ? key_line(signer->key) : ""}, file.check.document_json,
                     file.check.rubric_json, true);
    go(OfficeStep::rollup);
  }
  // Forty thousand units of a stranger are not read because he mailed them.
  if (type == "round" && file.check.verdict != Verdict::valid && !is_ours(file)) {
    unopened = file;
    app_.go(Screen::office);
  } else if (type == "round") {
    take_round(file);
  }
  if (!merging && !unopened) next_question();
}

bool RoundWork::is_ours(const Paper& file) const {
  return app_.key() && !file.check.signers.empty() && app_.key()->fingerprint == file.check.signers.front().fingerprint;
}

void RoundWork::open_round() {
  if (!unopened) return;
  const Paper file = std::move(*unopened);
  unopened.reset();
  take_round(file);
  if (!merging) next_question();
}

void RoundWork::drop_round() {
  unopened.reset();
  next_question();
  port::wake();
}

void RoundWork::take_review(const Paper& file) {
  auto loaded = load_review(file.check.document_json, file.name);
  if (!loaded.review) return app_.tell(loaded.problems.front());
  const Review& theirs = *loaded.review;
  keep_signed(file, theirs);
  auto take = [&](const std::string& sha256) {
    issue(sha256, "review", theirs.subject.unit_code, theirs.subject.bundle, file.name);
  };
  const auto mine = round.reviews.find(theirs.subject.bundle);
  if (mine == round.reviews.end()) {
    if (!has_room(theirs.merged.size(), limits::listed_ids)) return;
    take(file.sha256);
    change("review.taken", [&](RoundEdit& e) {
      Review& review = e.at(&Round::reviews, theirs.subject.bundle) = theirs;
      review.merged.push_back(file.sha256);
    });
    seal();
    app_.tell(Notice::Tone::good, "assess.review_taken", {{"name", theirs.subject.unit_name}});
  } else {
    // A draft may be older than the office's name on this machine; a machine without one is a colleague's.
    Review ours = mine->second;
    ours.head.office = round.head.office.code.empty() ? theirs.head.office : round.head.office;
    auto merged = merge(ours, theirs, pack_of(theirs.subject.bundle));
    if (!merged) return app_.tell(merged.error());
    const bool is_in = std::ranges::find(merged->review.merged, file.sha256) != merged->review.merged.end();
    if (!is_in && !has_room(merged->review.merged.size(), limits::listed_ids)) return;
    take(file.sha256);
    if (!is_in) {
      merged->review.merged.push_back(file.sha256);
      std::ranges::sort(merged->review.merged);
    }
    merging = Merging{file.name, file.sha256, std::move(*merged)};
    if (merging->conflicts().empty()) accept_merge();
  }
  assess(theirs.subject.bundle);
}

void RoundWork::take_round(const Paper& file) {
  auto loaded = load_round(file.check.document_json, file.name);
  if (!loaded.round) return app_.tell(loaded.problems.front());
  auto theirs_pack = load_pack(file.check.rubric_json, "rubric.json");
  const bool empty = round.submissions.empty() && round.units.empty() && round.reviews.empty() && round.papers.empty();
  const bool whole = empty && theirs_pack.pack;
  const std::string today = to_iso(date_in_vietnam(port::now_ms()));
  const std::string signer = file.check.signers.empty() ? "" : file.check.signers.front().fingerprint;
  const bool own = is_ours(file);
  const bool entitled = own || file.check.verdict == Verdict::valid;
  const KeyOffer keys = offer_of(round, signers_of(*loaded.round), file.name);
  *loaded.round = as_believed(std::move(*loaded.round), round, entitled, file.name, today);
  Result<MergedRound> merged;
  if (whole) {
    merged->taken = loaded.round->submissions.size() + loaded.round->units.size();
    merged->round = std::move(*loaded.round);
    merged->round.id = round.id;
    for (const auto& [code, mine] : round.keys) merged->round.keys[code] = mine;
    for (const auto& [code, mine] : round.offices) merged->round.offices[code] = mine;
  } else {
    merged = merge(round, *loaded.round, pack);
    if (!merged) return app_.tell(merged.error());
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
  const bool brings = whole || !keys.fresh.empty() || !keys.conflicts.empty() || both.offices != round.offices ||
                      both.units != round.units || both.head.office != round.head.office;
  if ((own || (entitled && !brings)) && merging->conflicts().empty()) accept_merge();
}

void RoundWork::choose(std::size_t conflict, bool theirs) {
  if (!merging || conflict >= merging->conflicts().size()) return;
  Conflict& one = merging->conflicts()[conflict];
  if (auto* review = std::get_if<MergedReview>(&merging->merged)) {
    thuoc::choose(review->review, one, theirs);
  } else {
    one.theirs_chosen = theirs;
  }
  port::wake();
}

void RoundWork::accept_merge() {
  if (!merging) return;
  if (const auto* review = std::get_if<MergedReview>(&merging->merged)) {
    change("merged." + merging->sha256,
           [&](RoundEdit& e) { e.at(&Round::reviews, review->review.subject.bundle) = review->review; });
    app_.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(review->taken)}, {"name", merging->name}});
  } else {
    const MergedRound& merged = std::get<MergedRound>(merging->merged);
    Round both = resolve(merged);
    // What has come while a person was looking at the differences.
    for (const auto& [sha256, submission] : round.submissions) both.submissions.try_emplace(sha256, submission);
    judge_merged(both, round, merging->signer_known, own_line());
    change("merged." + merging->sha256, [&](RoundEdit& e) { e.become(std::move(both)); });
    if (merging->pack_json.empty()) {
      app_.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(merged.taken)}, {"name", merging->name}});
    } else {
      pack_json = merging->pack_json;
      pack = *load_pack(pack_json, "rubric.json").pack;
      record([&](Round& r) { r.instrument = instrument_of(pack_json, pack); });
      app_.tell(Notice::Tone::good, "assess.round_taken", {{"title", round.title}});
    }
    judge_again();
  }
  seal();
  next_question();
}

void RoundWork::drop_merge() {
  next_question();
  port::wake();
}

void RoundWork::next_question() {
  merging.reset();
  if (later_.empty()) return;
  const std::string sha256 = std::move(later_.front());
  later_.pop_front();
  come_again(sha256);
}

}  // namespace thuoc
