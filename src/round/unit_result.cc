#include "base/date.h"
#include "round/round.h"

namespace thuoc {

UnitResult unit_result(const Round& round, const Pack& pack, const SubmissionEntry& entry) {
  const auto& [sha256, s] = entry;
  UnitResult unit;
  unit.code = s.unit_code, unit.name = s.unit_name, unit.level = s.unit_level, unit.commune = s.commune;
  unit.ownership = s.ownership, unit.province = s.province, unit.difficulties = s.difficulties, unit.proposals = s.proposals;
  unit.school_year = round.head.school_year, unit.decision = pack.decision;
  // An accepted pack may have our pack's name and other bands.
  const bool ours = s.instrument.empty() || s.instrument == round.instrument;
  unit.pack = ours ? pack.name() : s.pack + " · " + s.instrument.substr(0, 8);
  unit.instrument = round.instrument;
  unit.known_key = s.verdict == Verdict::valid, unit.signer = s.signer;
  unit.bundle = sha256, unit.unanswered = s.unanswered;
  // A dossier without history was changed on no day that is known; its bag has one.
  if (s.changed_at != instant_of_day(s.signed_on) && parse_iso_instant(s.changed_at)) unit.changed = s.changed_at;
  unit.handed_in = parse_iso_date(s.signed_on) ? s.signed_on : received_day(s);
  unit.self = s.results;
  const auto review = round.signed_reviews.find(sha256);
  const Recognised* proposed = round.recognition ? round.recognition->find(s.unit_code) : nullptr;
  if (review != round.signed_reviews.end()) {
    if (review->second.known && !review->second.results.empty())
      unit.external = review->second.results, unit.review = review->second.paper;
  } else if (proposed && proposed->subject.bundle == sha256 && !proposed->review.empty()) {
    // Signed before signed reviews were kept by themselves.
    unit.external = proposed->external, unit.review = proposed->review;
  }
  return unit;
}

}  // namespace thuoc
