// Rounds for tests.
#pragma once

#include "review_support.h"
#include "round/round.h"
#include "support.h"

namespace thuoc::test {

inline Round sample_round() {
  Round round;
  round.id = std::string(32, '0');
  round.head = sample_head();
  round.title = "Đánh giá chuyển đổi số 2025-2026";
  round.settings.deadline = "2026-04-01";
  for (int i = 1; i <= 5; ++i)
    round.units["MH-" + std::to_string(i)] = {"Trường số " + std::to_string(i),       i < 4 ? "th" : "thcs", "public",
                                              "t" + std::to_string(i) + "@truong.vn", "xã Mẫu Sơn",          ""};
  return round;
}

inline Submission sample_submission(const std::string& unit, int key = 1) {
  Submission s;
  s.unit_code = unit;
  s.unit_name = "Trường " + unit;
  s.unit_level = "th";
  s.file_name = "cds-" + unit + ".zip";
  s.size = 1000;
  s.received_at = "2026-03-30T02:00:00Z";
  s.changed_at = "2026-03-29T02:00:00Z";
  s.verdict = Verdict::unknown_key;
  s.signer = key_line(key_number(key).public_key());
  s.results = {{"1", Points{6350}, whole_points(100), 2}, {"2", Points{8000}, whole_points(100), 3}};
  s.completeness = 100;
  return s;
}

// A round with everything in it by chance; codes and hashes of few values, so that two of them meet.
class RandomRound : public RandomOffice {
 public:
  using RandomOffice::RandomOffice;

  Round round() {
    Round r = sample_round();
    r.units.clear();
    r.title = coin() ? words() : "";
    r.settings.deadline = date();
    if (coin()) r.settings.missing_mandatory = static_cast<MissingMandatory>(below(3));
    r.settings.multi_level = static_cast<MultiLevel>(below(2));
    if (coin()) r.settings.readings = {{"1.7.2", coin() ? "a" : "b"}};
    for (int i = below(8); i > 0; --i)
      r.units[code()] = {words(), coin() ? "th" : "", coin() ? "public" : "", words(), words(), words()};
    for (int i = below(8); i > 0; --i) r.submissions[hash()] = submission();
    for (int i = below(4); i > 0; --i)
      r.keys[code()][key_line(key_number(below(3)).public_key())] = {date(), words(), words(), date()};
    for (int i = below(3); i > 0; --i)
      r.offices[code()] = {
          words(), coin() ? KeysOf() : KeysOf{{key_line(key_number(below(3)).public_key()), {date(), words(), words(), date()}}}};
    for (int i = below(3); i > 0; --i) {
      Review one = review();
      one.subject.bundle = hash();
      r.reviews[one.subject.bundle] = one;
    }
    for (int i = below(3); i > 0; --i) {
      Return one = notice();
      one.subject.bundle = hash();
      r.returns[one.subject.bundle] = one;
    }
    if (coin()) r.recognition = recognition();
    r.instrument = std::string(64, '1');  // two rounds of one pack, or they are not merged
    for (int i = below(2); i > 0; --i) r.accepted_packs[hash()] = {words(), words(), date()};
    for (int i = below(2); i > 0; --i) r.codes[code()] = {{key_line(key_number(below(3)).public_key())}, words(), date()};
    for (int i = below(2); i > 0; --i) {
      SignedReview one{hex(64), key_line(key_number(1).public_key()), date(), coin(), review(), results()};
      one.review.subject.bundle = hash();
      r.signed_reviews[one.review.subject.bundle] = one;
    }
    for (int i = below(4); i > 0; --i)
      r.papers[hash()] = {coin() ? "review" : "return", code(), coin() ? hash() : "", words(), coin() ? instant() : ""};
    if (coin()) {
      r.sample = draw({{"MH-1", "th"}, {"MH-2", "thcs"}, {"MH-3", ""}}, "mầm" + std::to_string(below(9)), Points{3000}, instant())
                     .value();
      if (coin()) r.sample->teams = {{"Đoàn 1", {"An", "Bình"}, date(), "", {"MH-1"}}};
    }
    return r;
  }

  std::string code() { return "MH-" + std::to_string(below(6)); }
  std::string hash() { return std::string(63, '0') + "0123456789abcdef"[below(9)]; }
  Submission submission() {
    Submission s = sample_submission(code(), below(3));
    s.unit_name = words();
    s.commune = words();
    s.school_year = coin() ? "2025-2026" : "";
    s.received_at = coin() ? instant() : "";
    s.changed_at = coin() ? instant() : "2026-03-01";
    s.verdict = static_cast<Verdict>(below(4));
    s.container = static_cast<Container>(below(2));
    s.reason = coin() ? "bundle.file_altered" : "";
    s.results = results();
    s.unanswered = below(3);
    s.completeness = below(101);
    s.remarks = below(3);
    s.previous = coin() ? hex(64) : "";
    if (coin()) s.returned = {hex(64), hash()};
    s.ownership = coin() ? "public" : "";
    s.province = words(), s.difficulties = words(), s.proposals = words();
    s.signed_on = coin() ? "2026-03-30" : "";
    s.modified = coin() ? instant() : "";
    s.pack = coin() ? "qd4725-gdpt@1" : "";
    s.instrument = coin() ? hash() : "";
    if (coin()) s.said = SaidDay{"2026-03-31", words(), coin() ? instant() : ""};
    return s;
  }
};

}  // namespace thuoc::test
