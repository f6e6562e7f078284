// Files that came: whose they are, and whether they count.
#include "office/inbox.h"

#include <algorithm>

#include "base/date.h"
#include "base/limits.h"

namespace thuoc {

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

Inbox::Inbox(App& app, const Knows& knows)
    : app_(app),
      store_(knows.store),
      steps_(knows.steps),
      papers_(knows.papers),
      collection_(knows.collection),
      trusted_(knows.trusted),
      bundles_(knows.bundles),
      signed_reviews_(knows.signed_reviews),
      reviews_(knows.reviews),
      returns_(knows.returns),
      recognitions_(knows.recognitions),
      adding_up_(knows.adding_up) {}

void Inbox::start() {
  judged_by_ = store_.round.offices;
  judge_files();
  // The page was closed before the round could be written with what had come last.
  for (const Row& row : collection_.rows) {
    const auto known = store_.round.submissions.find(row.sha256);
    // And rounds of before November 2026 left to the list what adding up needs.
    const bool lacks = known == store_.round.submissions.end() || (known->second.pack.empty() && !row.pack.empty());
    if (row.stage == Row::Stage::done && row.is_dossier() && lacks) note_read(row);
  }
}

void Inbox::note_read(const Row& row) {
  if (row.sha256.empty()) return;
  notice_own_key();
  // Of what was rejected only whose it says to be is kept, and why.
  const bool refused = row.is_read() && row.verdict == Verdict::rejected && row.type == "dossier" && !row.unit_code.empty();
  if (row.is_dossier() || refused) {
    Submission s = row;
    s.file_name = row.name;
    if (!is_sound(s)) s.reason = row.why.code;
    return handed_in(row.sha256, std::move(s));
  }
  const bool sound = row.verdict == Verdict::valid || row.verdict == Verdict::unknown_key;
  if (!sound || row.type.empty() || !row.blob) return;
  bundles_.read_whole(
      row, [this, name = row.name, sha256 = row.sha256](Intake intake) { take_paper({name, sha256, std::move(intake.check)}); });
}

void Inbox::handed_in(const std::string& sha256, Submission submission) {
  if (!store_.round.submissions.contains(sha256) && !store_.has_room(store_.round.submissions.size(), limits::units)) return;
  fit(submission);
  store_.record_arrival([&](Round& r) {
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
  signed_reviews_.reckon(sha256);
}

void Inbox::take_paper(const Paper& file) {
  const std::string& type = file.check.info.bundle_type;
  if (type != "round" && file.check.verdict != Verdict::valid) {
    // Not counted, but said to be here.
    if (auto loaded = type == "review" ? load_review(file.check.document_json, file.name) : LoadedReview{}; loaded.review)
      signed_reviews_.keep(file, *loaded.review);
    return ask_about(file);
  }
  // One question at a time: its answer may change what this one would ask.
  const bool asks = (merging && merging->sha256 != file.sha256) || (unopened && unopened->sha256 != file.sha256);
  if (asks && (type == "review" || type == "round")) {
    if (std::ranges::find(later_, file.sha256) == later_.end()) later_.push_back(file.sha256);
    return;
  }
  if (type == "review") take_review(file);
  if (type == "return") returns_.take(file);
  if (type == "recognition") recognitions_.take(file);
  if (type == "rollup") {
    const SignerFound* signer = speaker(file.check);
    adding_up_.take(file.sha256, {file.name, signer ? key_line(signer->key) : ""}, file.check.document_json,
                    file.check.rubric_json, true);
    steps_.go(OfficeStep::rollup);
  }
  // Forty thousand units of a stranger are not read because he mailed them.
  if (type == "round" && file.check.verdict != Verdict::valid && !is_ours(file)) {
    unopened = file;
    app_.navigation.go(Screen::office);
  } else if (type == "round") {
    take_round(file);
  }
  if (!merging && !unopened) next_question();
}

void Inbox::ask_about(const Paper& paper) {
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
  app_.navigation.go(Screen::office);
}

void Inbox::drop_asked() {
  if (!asked.empty()) asked.erase(asked.begin());
  port::wake();
}

// Only what the change concerns: what our own earlier keys signed, and what was taken before keys were kept
// with it, stays as it was judged then.
void Inbox::judge_again() {
  const auto before = std::exchange(judged_by_, store_.round.offices);
  std::vector<std::pair<std::string, bool>> others;
  for (const auto& [bundle, review] : store_.round.signed_reviews) {
    const std::string& office = review.review.head.office.code;
    const auto was = before.find(office);
    const bool known = trusted_.is_office_key(office, review.signer);
    const bool withdrawn = !known && was != before.end() && was->second.keys.contains(review.signer);
    if (known != review.known && (known || withdrawn)) others.push_back({bundle, known});
  }
  if (!others.empty())
    store_.record([&](Round& r) {
      for (const auto& [bundle, known] : others) r.signed_reviews.at(bundle).known = known;
    });
  for (const auto& [bundle, known] : others)
    if (known) signed_reviews_.reckon(bundle);
  judge_files();
}

void Inbox::judge_files() {
  trusted_.refresh();
  std::vector<Row>& rows = collection_.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!trusted_.judge(rows[i])) continue;
    collection_.changed(i);
    if (rows[i].stage == Row::Stage::done && (rows[i].is_dossier() || rows[i].verdict == Verdict::valid)) note_read(rows[i]);
  }
  collection_.settle_if_changed();
}

void Inbox::notice_own_key() {
  if (!trusted_.knows_own_key()) judge_files();
}

}  // namespace thuoc
