// Which results count, one a unit.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/date.h"
#include "rollup/rollup.h"

namespace thuoc {
namespace {

std::vector<GroupLevel> groups_of(const Score& score) {
  std::vector<GroupLevel> out;
  for (const GroupScore& group : score.groups) out.push_back({group.id, group.points, group.level});
  return out;
}

// The value most results have; of several the greatest, so that the order of files decides nothing.
template <typename Of>
std::string most_common(const std::vector<UnitResult>& results, Of of) {
  std::map<std::string, std::size_t> times;
  for (const UnitResult& result : results) ++times[of(result)];
  std::string most;
  std::size_t best = 0;
  for (const auto& [value, n] : times)
    if (n >= best) most = value, best = n;
  return most;
}

auto rank(const UnitResult& r) { return std::tie(r.known_key, r.handed_in, r.changed, r.bundle, r.review); }

bool has_row(const Form& form, const std::string& level) {
  for (const Form::Section& section : form.sections)
    for (const Form::Row& row : section.rows)
      if (std::ranges::find(row.levels, level) != row.levels.end()) return true;
  return false;
}

// The same file opened twice is one part.
std::map<std::string, const Rollup*> by_hash(const std::vector<Part>& parts) {
  std::map<std::string, const Rollup*> out;
  for (const Part& part : parts) out[part.sha256] = &part.rollup;
  return out;
}

// Of all parts, or not known at all: a sum that lacks a commune, or has one twice, would make every
// share wrong.
std::optional<std::map<std::string, int>> expected_of(const std::map<std::string, const Rollup*>& parts) {
  if (parts.empty()) return std::nullopt;
  std::map<std::string, int> sum;
  std::set<std::string> offices;
  for (const auto& [sha256, part] : parts) {
    const bool twice = !part->office.code.empty() && !offices.insert(part->office.code).second;
    if (twice || !part->expected) return std::nullopt;
    for (const auto& [level, n] : *part->expected) sum[level] += n;
  }
  return sum;
}

}  // namespace

UnitResult unit_result(const Check& check, const Dossier& dossier, const Pack& pack, const Score& score,
                       std::string_view sha256) {
  UnitResult out;
  const Unit& unit = dossier.unit;
  out.code = unit.code;
  out.name = unit.name;
  out.level = unit.level;
  out.ownership = unit.ownership;
  out.commune = unit.commune;
  out.province = unit.province;
  out.school_year = dossier.school_year;
  out.pack = pack.name();
  out.decision = pack.decision;
  out.known_key = check.verdict == Verdict::valid;
  out.bundle = sha256;
  // The bag's date is free text to its reader.
  if (parse_iso_date(check.info.bagging_date)) out.handed_in = check.info.bagging_date;
  out.changed = dossier.history.empty() ? "" : dossier.history.back().at;
  out.self = groups_of(score);
  out.difficulties = dossier.difficulties;
  out.proposals = dossier.proposals;
  for (const GroupScore& group : score.groups) out.unanswered += group.unanswered;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        const auto scored = score.items.find(item.id);
        if (scored != score.items.end())
          out.items.push_back({item.id, scored->second.state, scored->second.points, std::nullopt});
      }
  return out;
}

void add_external(UnitResult& unit, const Score& score, std::string_view review_sha256) {
  unit.external = groups_of(score);
  unit.review = review_sha256;
  for (ItemResult& item : unit.items) {
    const auto scored = score.items.find(item.id);
    item.external = scored == score.items.end() ? std::nullopt : scored->second.points;
  }
}

std::string_view left_out_text(std::string_view why, Lang lang) {
  if (why == "superseded") return text(lang, "rollup.left_out.superseded");
  if (why == "other-year") return text(lang, "rollup.left_out.other_year");
  if (why == "other-instrument") return text(lang, "rollup.left_out.other_instrument");
  if (why == "not-expected") return text(lang, "rollup.left_out.not_expected");
  return text(lang, "rollup.left_out.no_row");
}

Rollup roll_up(std::vector<UnitResult> results, const std::vector<Part>& parts, const Counting& counting,
               const Form& form) {
  Rollup out;
  out.office = counting.office;
  out.multi_level = counting.multi_level;
  const auto files = by_hash(parts);
  if (results.empty()) out.expected = expected_of(files);
  std::set<std::string> expected;
  if (counting.expected) {
    out.expected.emplace();
    for (const Expected& unit : *counting.expected)
      if (expected.insert(unit.code).second) ++(*out.expected)[unit.level];
  }
  for (const auto& [sha256, part] : files) {
    results.insert(results.end(), part->units.begin(), part->units.end());
    out.left_out.insert(out.left_out.end(), part->left_out.begin(), part->left_out.end());
    out.parts.push_back(sha256);
  }

  // The best of each unit first. A file that is there twice, or in two parts, is one file.
  std::ranges::sort(results, [](const UnitResult& a, const UnitResult& b) {
    return a.code != b.code ? a.code < b.code : rank(a) > rank(b);
  });
  const auto twice = std::ranges::unique(results, [](const UnitResult& a, const UnitResult& b) {
    return a.code == b.code && a.bundle == b.bundle;
  });
  results.erase(twice.begin(), twice.end());

  out.school_year = counting.school_year.empty()
                        ? most_common(results, [](const UnitResult& r) { return r.school_year; })
                        : counting.school_year;
  std::vector<UnitResult> of_year;
  const auto leave_out = [&](UnitResult& r, const char* why) {
    out.left_out.push_back({r.code, r.name, r.bundle, why});
  };
  for (UnitResult& r : results) {
    if (r.school_year == out.school_year) of_year.push_back(std::move(r));
    else leave_out(r, "other-year");
  }
  out.decision = most_common(of_year, [](const UnitResult& r) { return r.decision; });
  for (UnitResult& r : of_year) {
    if (r.decision != out.decision) leave_out(r, "other-instrument");
    else if (counting.expected && !expected.contains(r.code)) leave_out(r, "not-expected");
    else if (!has_row(form, r.level)) leave_out(r, "no-row");
    else if (!out.units.empty() && out.units.back().code == r.code) leave_out(r, "superseded");
    else out.units.push_back(std::move(r));
  }

  const auto key = [](const LeftOut& l) { return std::tie(l.code, l.bundle, l.why, l.name); };
  std::ranges::sort(out.left_out, [&](const LeftOut& a, const LeftOut& b) { return key(a) < key(b); });
  const auto again = std::ranges::unique(out.left_out);
  out.left_out.erase(again.begin(), again.end());
  return out;
}

}  // namespace thuoc
