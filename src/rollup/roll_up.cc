// Which results count, one a unit.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "base/date.h"
#include "rollup/rollup.h"

namespace thuoc {
namespace {

// A result, and whether we opened its bundle ourselves or a roll-up tells of it.
struct Known {
  UnitResult result;
  bool told = false;
  Rank rank() const {
    const auto key = !result.known_key ? Rank::Key::unknown : told ? Rank::Key::of_another : Rank::Key::known;
    return rank_of(key, result.changed, result.handed_in, result.bundle, result.review);
  }
};

// The value most results have, those whose key is known before the others; of several the greatest, so
// that the order of files decides nothing.
template <typename Of>
std::string most_common(const std::vector<Known>& results, Of of) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> times;
  for (const Known& one : results) {
    auto& [known, all] = times[of(one.result)];
    known += one.result.known_key;
    ++all;
  }
  std::string most;
  std::pair<std::size_t, std::size_t> best;
  for (const auto& [value, n] : times)
    if (n >= best) most = value, best = n;
  return most;
}

// A file that is there twice, or in two parts, is one file: as we know it best, with what anyone found
// about it.
std::vector<Known> each_once(std::vector<Known> all) {
  std::ranges::sort(all, [](const Known& a, const Known& b) {
    if (a.result.code != b.result.code) return a.result.code < b.result.code;
    if (a.result.bundle != b.result.bundle) return a.result.bundle < b.result.bundle;
    return a.rank() > b.rank();
  });
  std::vector<Known> out;
  for (Known& one : all) {
    if (out.empty() || out.back().result.code != one.result.code || out.back().result.bundle != one.result.bundle) {
      out.push_back(std::move(one));
    } else if (UnitResult& kept = out.back().result; kept.review.empty()) {
      kept.external = std::move(one.result.external);
      kept.review = std::move(one.result.review);
    }
  }
  return out;
}

// The same file opened twice is one part.
std::map<std::string, const Part*> by_hash(const std::vector<Part>& parts) {
  std::map<std::string, const Part*> out;
  for (const Part& part : parts) out[part.sha256] = &part;
  return out;
}

// Of all parts, or not known at all: a sum that lacks a commune, or has one twice, would make every
// share wrong.
std::optional<std::map<std::string, int>> expected_of(const std::map<std::string, const Part*>& parts) {
  if (parts.empty()) return std::nullopt;
  std::map<std::string, int> sum;
  std::set<std::string> offices;
  for (const auto& [sha256, part] : parts) {
    const Rollup& rollup = part->rollup;
    const bool twice = !rollup.office.code.empty() && !offices.insert(rollup.office.code).second;
    if (twice || !rollup.expected) return std::nullopt;
    for (const auto& [level, n] : *rollup.expected) sum[level] += n;
  }
  return sum;
}

}  // namespace

bool has_row(const Form& form, std::string_view level) {
  for (const Form::Section& section : form.sections)
    for (const Form::Row& row : section.rows)
      if (std::ranges::find(row.levels, level) != row.levels.end()) return true;
  return false;
}

void add_items(UnitResult& unit, const Pack& pack, const Score& self, const Score* external) {
  unit.items.clear();
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) {
        const auto scored = self.items.find(item.id);
        if (scored == self.items.end()) continue;
        ItemResult& result = unit.items.emplace_back(item.id, scored->second.state, scored->second.points, std::nullopt);
        if (!external) continue;
        if (const auto theirs = external->items.find(item.id); theirs != external->items.end())
          result.external = theirs->second.points;
      }
}

std::string_view left_out_text(std::string_view why, Lang lang) {
  if (why == "superseded") return text(lang, "rollup.left_out.superseded");
  if (why == "other-year") return text(lang, "rollup.left_out.other_year");
  if (why == "other-instrument") return text(lang, "rollup.left_out.other_instrument");
  if (why == "not-expected") return text(lang, "rollup.left_out.not_expected");
  if (why == "code-clash") return text(lang, "rollup.left_out.code_clash");
  return text(lang, "rollup.left_out.no_row");
}

Rollup roll_up(std::vector<UnitResult> results, const std::vector<Part>& parts, const Counting& counting, const Form& form,
               std::vector<LeftOut> left_out) {
  Rollup out;
  out.left_out = std::move(left_out);
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
  std::vector<Known> all;
  for (UnitResult& result : results) all.push_back({std::move(result), false});
  for (const auto& [sha256, part] : files) {
    for (const UnitResult& unit : part->rollup.units) {
      all.push_back({unit, true});
      // Of a unit that was scored by another pack than the roll-up's own nothing more is known.
      if (all.back().result.pack == part->pack_name) all.back().result.instrument = part->instrument;
    }
    out.left_out.insert(out.left_out.end(), part->rollup.left_out.begin(), part->rollup.left_out.end());
    out.parts.push_back(sha256);
  }
  all = each_once(std::move(all));

  out.school_year =
      counting.school_year.empty() ? most_common(all, [](const UnitResult& r) { return r.school_year; }) : counting.school_year;
  std::vector<Known> of_year, of_instrument;
  const auto leave_out = [&](const UnitResult& r, const char* why) { out.left_out.push_back({r.code, r.name, r.bundle, why}); };
  for (Known& one : all) {
    if (one.result.school_year == out.school_year) of_year.push_back(std::move(one));
    else leave_out(one.result, "other-year");
  }
  out.decision =
      counting.decision.empty() ? most_common(of_year, [](const UnitResult& r) { return r.decision; }) : counting.decision;
  const auto is_ours = [&](const UnitResult& r) {
    if (counting.accepted.contains(r.instrument)) return true;
    return r.decision == out.decision &&
           (counting.instrument.empty() || r.instrument.empty() || r.instrument == counting.instrument);
  };
  for (Known& one : of_year) {
    const UnitResult& r = one.result;
    if (!is_ours(r)) leave_out(r, "other-instrument");
    else if (counting.expected && !expected.contains(r.code)) leave_out(r, "not-expected");
    else if (!has_row(form, r.level)) leave_out(r, "no-row");
    else of_instrument.push_back(std::move(one));
  }
  for (std::size_t from = 0, end; from < of_instrument.size(); from = end) {
    std::vector<Claim> claims;
    for (end = from; end < of_instrument.size() && of_instrument[end].result.code == of_instrument[from].result.code; ++end) {
      const UnitResult& r = of_instrument[end].result;
      claims.push_back({of_instrument[end].rank(), r.name, r.commune, r.signer});
    }
    const Picked picked = pick(claims);
    for (std::size_t i = 0; i < claims.size(); ++i)
      if (picked.best != i)
        leave_out(of_instrument[from + i].result, !picked.best || picked.clashes[i] ? "code-clash" : "superseded");
    if (picked.best) out.units.push_back(std::move(of_instrument[from + *picked.best].result));
  }

  const auto key = [](const LeftOut& l) { return std::tie(l.code, l.bundle, l.why, l.name); };
  std::ranges::sort(out.left_out, [&](const LeftOut& a, const LeftOut& b) { return key(a) < key(b); });
  const auto again = std::ranges::unique(out.left_out);
  out.left_out.erase(again.begin(), again.end());
  return out;
}

}  // namespace thuoc
