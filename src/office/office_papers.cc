// What this office signs, and what others signed: reviews, returns, recognitions, roll-ups, rounds.
#include <algorithm>

#include "base/date.h"
#include "office/office.h"

namespace thuoc {

std::vector<Conflict>& Merging::conflicts() {
  return std::visit([](auto& some) -> std::vector<Conflict>& { return some.conflicts; }, merged);
}

Head OfficeDesk::head_for(const Dossier& dossier) const {
  return {round.head.office, dossier.school_year, dossier.pack};
}

bool OfficeDesk::can_sign() const {
  return !round.head.office.code.empty() && !round.head.office.name.empty() && app_.key() &&
         !(signing && signing->ticket);
}

// The worker signs, reads what it has written as a stranger's file, and only then answers.
void OfficeDesk::sign(std::string_view type, std::string document, std::string_view with_pack, Json more,
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
        record([&](Round& r) {
          r.papers[sha256] = {signing->type, unit, subject, signing->name, to_iso_instant(port::now_ms())};
        });
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

void OfficeDesk::save_paper_again() {
  if (!signing || !signing->blob) return;
  app_.ask("save", {{"name", signing->name}, {"type", "application/zip"}, {"blob", signing->blob}});
}

void OfficeDesk::cancel_signing() {
  if (signing && signing->ticket) app_.ask("cancel", {{"ticket", signing->ticket}});
}

void OfficeDesk::save_round(std::string_view passphrase) {
  sign("round", to_json_text(round), pack_json, Json::object(), "", "", passphrase);
}

// --- What comes in --------------------------------------------------------------------------------

void OfficeDesk::came(const OfficeFile& file) {
  const Check& check = file.intake.check;
  if (check.info.bundle_type != "dossier") {
    // Of what is altered or rejected nothing is taken over; the list says why.
    if (check.verdict == Verdict::valid || check.verdict == Verdict::unknown_key) take_paper(file);
    return;
  }
  if (check.verdict == Verdict::rejected || !file.intake.dossier) return;
  const Dossier& dossier = *file.intake.dossier;
  record([&](Round& r) {
    // A round that is begun by its first dossier is of that dossier's year.
    if (r.submissions.empty() && r.units.empty()) r.head.school_year = dossier.school_year;
    const auto old = r.submissions.find(file.sha256);
    Submission& s = r.submissions[file.sha256];
    const std::string received = old == r.submissions.end() || s.received_at.empty() ? to_iso_instant(port::now_ms()) : s.received_at;
    s = {};
    s.received_at = received;
    s.unit_code = dossier.unit.code;
    s.unit_name = dossier.unit.name;
    s.unit_level = dossier.unit.level;
    s.commune = dossier.unit.commune;
    s.file_name = file.name;
    s.size = file.size;
    s.changed_at = file.last_change;
    s.verdict = check.verdict;
    s.container = check.container;
    if (check.verdict == Verdict::altered) s.reason = check.reason.code;
    if (!check.signers.empty()) {
      const auto known = std::ranges::find(check.signers, true, &SignerFound::known);
      std::string line = ssh_line((known == check.signers.end() ? check.signers.front() : *known).key, "");
      while (line.ends_with('\n') || line.ends_with(' ')) line.pop_back();
      s.signer = line;
    }
    if (file.intake.score) {
      s.results = results_of(*file.intake.score);
      for (const GroupScore& group : file.intake.score->groups) s.unanswered += group.unanswered;
    }
    s.completeness = file.intake.completeness;
    s.remarks = static_cast<int>(file.intake.problems.size());
    s.previous = dossier.previous;
    s.returned = dossier.returned;
  });
}

void OfficeDesk::take_paper(const OfficeFile& file) {
  const std::string& type = file.intake.check.info.bundle_type;
  if (type == "review") take_review(file);
  if (type == "return") take_return(file);
  if (type == "recognition") take_recognition(file);
  if (type == "rollup") {
    take_rollup_part(file.sha256, file.name, file.intake.check.document_json, file.intake.check.rubric_json, true);
    go(OfficeStep::rollup);
  }
  if (type == "round") take_round(file);
}

void OfficeDesk::take_review(const OfficeFile& file) {
  auto loaded = load_review(file.intake.check.document_json, file.name);
  if (!loaded.review) return app_.tell(loaded.problems.front());
  const Review& theirs = *loaded.review;
  auto take = [&](const std::string& sha256) {
    record([&](Round& r) {
      r.papers[sha256] = {"review", theirs.subject.unit_code, theirs.subject.bundle, file.name, to_iso_instant(port::now_ms())};
    });
  };
  const auto mine = round.reviews.find(theirs.subject.bundle);
  if (mine == round.reviews.end()) {
    take(file.sha256);
    change("review.taken", [&](Round& r) {
      Review& review = r.reviews[theirs.subject.bundle] = theirs;
      review.merged.push_back(file.sha256);
    });
    seal();
    app_.tell(Notice::Tone::good, "assess.review_taken", {{"name", theirs.subject.unit_name}});
  } else {
    auto merged = merge(mine->second, theirs, pack_of(theirs.subject.bundle));
    if (!merged) return app_.tell(merged.error());
    take(file.sha256);
    if (std::ranges::find(merged->review.merged, file.sha256) == merged->review.merged.end()) {
      merged->review.merged.push_back(file.sha256);
      std::ranges::sort(merged->review.merged);
    }
    merging = Merging{file.name, file.sha256, std::move(*merged)};
    if (merging->conflicts().empty()) accept_merge();
  }
  assess(theirs.subject.bundle);
}

void OfficeDesk::take_round(const OfficeFile& file) {
  auto loaded = load_round(file.intake.check.document_json, file.name);
  if (!loaded.round) return app_.tell(loaded.problems.front());
  auto theirs_pack = load_pack(file.intake.check.rubric_json, "rubric.json");
  const bool empty = round.submissions.empty() && round.units.empty() && round.reviews.empty() && round.papers.empty();
  if (empty && theirs_pack.pack) {
    change("round.taken", [&](Round& r) {
      const std::string id = r.id;
      r = std::move(*loaded.round);
      r.id = id;
    });
    seal();
    pack = std::move(*theirs_pack.pack);
    pack_json = file.intake.check.rubric_json;
    app_.tell(Notice::Tone::good, "assess.round_taken", {{"title", round.title}});
    return;
  }
  auto merged = merge(round, *loaded.round, pack);
  if (!merged) return app_.tell(merged.error());
  merging = Merging{file.name, file.sha256, std::move(*merged)};
  if (merging->conflicts().empty()) accept_merge();
}

void OfficeDesk::choose(std::size_t conflict, bool theirs) {
  if (!merging || conflict >= merging->conflicts().size()) return;
  Conflict& one = merging->conflicts()[conflict];
  if (auto* review = std::get_if<MergedReview>(&merging->merged)) {
    thuoc::choose(review->review, one, theirs);
  } else {
    one.theirs_chosen = theirs;
  }
  port::wake();
}

void OfficeDesk::accept_merge() {
  if (!merging) return;
  if (const auto* review = std::get_if<MergedReview>(&merging->merged)) {
    change("merged." + merging->sha256, [&](Round& r) { r.reviews[review->review.subject.bundle] = review->review; });
    app_.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(review->taken)}, {"name", merging->name}});
  } else {
    const MergedRound& merged = std::get<MergedRound>(merging->merged);
    change("merged." + merging->sha256, [&](Round& r) { r = resolve(merged); });
    app_.tell(Notice::Tone::good, "assess.merged", {{"taken", std::to_string(merged.taken)}, {"name", merging->name}});
  }
  seal();
  merging.reset();
}

void OfficeDesk::drop_merge() {
  merging.reset();
  port::wake();
}

}  // namespace thuoc
