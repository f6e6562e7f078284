#include "cli/collect.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/limits.h"
#include "base/sha256.h"
#include "cli/files.h"
#include "cli/open_bundle.h"
#include "cli/parallel.h"
#include "intake/intake.h"
#include "intake/row.h"
#include "round/round.h"
#include "rubric/builtin_packs.h"

namespace thuoc::cli {
namespace {

Result<std::string> hash_of(const std::string& file) {
  const auto source = FileSource::open(file);
  if (!source) return std::unexpected(source.error());
  Sha256 hash;
  std::vector<std::byte> slice(1 << 20);
  for (std::uint64_t at = 0; at < source->size(); at += slice.size()) {
    const auto part = std::span(slice).first(std::min<std::uint64_t>(slice.size(), source->size() - at));
    if (const Status read = source->read(at, part); !read) return std::unexpected(read.error());
    hash.update(part);
  }
  return hash.hex();
}

using Reviews = std::map<std::string, SignedReview>;  // by the hash of the bundle they are about

// What one file gave.
struct Opened {
  std::optional<UnitResult> unit;
  std::optional<Part> part;
  std::optional<NotCounted> not_counted;
  std::vector<NotCounted> refused;
  std::string pack_json, instrument;
  std::size_t units = 0, known = 0;  // scored with it, and of these with a known key
};

bool is_builtin(std::string_view pack_json) {
  return std::ranges::find(builtin_packs(), pack_json, &BuiltinPack::json) != std::end(builtin_packs());
}

Error with_file(Error error, const std::string& file) {
  if (error.place.file == file) error.place.file.clear();
  return error;
}

std::expected<SignedReview, Error> open_review(const std::string& file, const Signers& signers, bool any_office) {
  const Intake intake = open_bundle(file, signers);
  const Check& check = intake.check;
  if (check.verdict == Verdict::altered || check.verdict == Verdict::rejected) return std::unexpected(check.reason);
  if (check.info.bundle_type != "review")
    return std::unexpected(Error{"rollup.not_a_review", {}, {{"type", check.info.bundle_type}}});
  if (check.verdict != Verdict::valid && !any_office) return std::unexpected(check.reason);
  LoadedReview loaded = load_review(check.document_json, file + "/data/review.json");
  if (!loaded.review) return std::unexpected(loaded.problems.front());
  auto sha256 = hash_of(file);
  if (!sha256) return std::unexpected(sha256.error());
  SignedReview out{std::move(*sha256),        "", check.info.bagging_date, check.verdict == Verdict::valid,
                   std::move(*loaded.review), {}};
  if (const SignerFound* signer = speaker(check)) out.signer = key_line(signer->key);
  return out;
}

Opened open_one(const std::string& file, const Signers& signers, bool any_office, const Reviews& reviews) {
  Opened out;
  Intake intake = open_bundle(file, signers);
  const Check& check = intake.check;
  const auto no = [&](Error why) {
    out.not_counted = NotCounted{file, with_file(std::move(why), file)};
    return std::move(out);
  };
  if (check.verdict == Verdict::altered || check.verdict == Verdict::rejected) return no(check.reason);
  const auto sha256 = hash_of(file);
  if (!sha256) return no(sha256.error());
  out.pack_json = check.rubric_json;
  if (check.info.bundle_type == "rollup") {
    if (check.verdict != Verdict::valid && !any_office) return no(check.reason);
    const LoadedPack pack = load_pack(check.rubric_json, file + "/data/rubric.json");
    if (!pack.pack) return no(pack.problems.front());
    LoadedRollup loaded = load_rollup(check.document_json, *pack.pack, phu_luc_2(), file + "/data/rollup.json");
    for (Error& problem : loaded.problems) out.refused.push_back({file, std::move(problem)});
    if (!loaded.rollup) return out;
    out.units = loaded.rollup->units.size();
    if (check.verdict == Verdict::valid) out.known = out.units;
    out.instrument = instrument_of(check.rubric_json, *pack.pack);
    out.part = Part{std::move(*loaded.rollup), *sha256, out.instrument, pack.pack->name()};
    return out;
  }
  if (!intake.dossier || !intake.pack || !intake.score)
    return no(Error{"rollup.not_to_add", {}, {{"type", check.info.bundle_type}}});
  out.units = 1;
  out.known = check.verdict == Verdict::valid;
  out.instrument = intake.instrument;
  // As a round of this one bundle counts it.
  Round round;
  round.head.school_year = intake.dossier->school_year;
  round.instrument = intake.instrument;
  Submission& submission = round.submissions[*sha256] = submission_of(intake);
  fit(submission);
  std::optional<Comparison> both;
  if (const auto about = reviews.find(*sha256); about != reviews.end()) {
    both = compare(scored_by(intake), intake.dossier->answers, about->second.review);
    if (both->problems.empty()) {
      SignedReview& signed_one = round.signed_reviews[*sha256] = about->second;
      signed_one.results = results_of(both->external);
      signed_one.known = true;  // or counted all the same, as --any-office says
    } else {
      out.not_counted = NotCounted{file, both->problems.front()};
      both.reset();
    }
  }
  out.unit = unit_result(round, *intake.pack, *round.submissions.begin());
  add_items(*out.unit, *intake.pack, *intake.score, both ? &both->external : nullptr);
  return out;
}

}  // namespace

Collected collect(const std::vector<std::string>& files, const std::vector<std::string>& external, const Signers& signers,
                  bool any_office) {
  Collected out;
  std::vector<std::expected<SignedReview, Error>> assessed(external.size());
  parallel(external.size(), [&](std::size_t i) { assessed[i] = open_review(external[i], signers, any_office); });
  Reviews reviews;
  for (std::size_t i = 0; i < assessed.size(); ++i) {
    if (!assessed[i]) {
      out.not_counted.push_back({external[i], with_file(assessed[i].error(), external[i])});
      continue;
    }
    const std::string bundle = assessed[i]->review.subject.bundle;
    const auto there = reviews.find(bundle);
    if (there == reviews.end()) reviews.emplace(bundle, std::move(*assessed[i]));
    else if (comes_before(*assessed[i], there->second)) there->second = std::move(*assessed[i]);
  }

  std::vector<Opened> opened(files.size());
  parallel(files.size(), [&](std::size_t i) { opened[i] = open_one(files[i], signers, any_office, reviews); });
  // The instrument most are scored by, those with a known key before the others.
  struct Scored {
    std::size_t known = 0, units = 0;
    std::string json;
  };
  std::map<std::string, Scored> instruments;
  for (Opened& one : opened) {
    if (one.unit) {
      reviews.erase(one.unit->bundle);
      out.results.push_back(std::move(*one.unit));
    }
    if (one.part) out.parts.push_back(std::move(*one.part));
    if (one.not_counted) out.not_counted.push_back(std::move(*one.not_counted));
    std::ranges::move(one.refused, std::back_inserter(out.refused));
    if (one.units == 0) continue;
    Scored& by = instruments[one.instrument];
    by.known += one.known, by.units += one.units;
    // Of editions that differ in words only the built-in one, else the greatest: the order of files decides nothing.
    const auto preferred = [](const std::string& json) { return std::tuple(is_builtin(json), std::string_view(json)); };
    if (by.json.empty() || preferred(one.pack_json) > preferred(by.json)) by.json = one.pack_json;
  }
  for (const auto& [bundle, review] : reviews)
    out.not_counted.push_back({review.review.subject.unit_name, {"rollup.review_without_bundle", {}, {{"sha256", bundle}}}});
  out.pack_json = builtin_packs().front().json;
  std::tuple<std::size_t, std::size_t, bool> most;  // of equals the built-in one
  for (const auto& [instrument, by] : instruments) {
    const std::tuple here(by.known, by.units, is_builtin(by.json));
    if (here >= most) out.pack_json = by.json, out.instrument = instrument, most = here;
  }
  if (LoadedPack pack = load_pack(out.pack_json, "rubric.json"); pack.pack) out.pack = std::move(*pack.pack);
  return out;
}

}  // namespace thuoc::cli
