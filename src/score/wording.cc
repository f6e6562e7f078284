#include "score/wording.h"

namespace thuoc {
namespace {

const Band* band_of(const Thresholds& thresholds, int level) {
  for (const Band& band : thresholds.bands)
    if (band.level == level) return &band;
  return nullptr;
}

// "Mức độ 2, đáp ứng cơ bản"
void add_level(Args& args, const char* slot, const Band& band) {
  const auto label = [&](Lang lang) {
    const std::string& meaning = band.meaning.in(lang);
    return meaning.empty() ? band.name.in(lang) : band.name.in(lang) + ", " + meaning;
  };
  add_arg(args, slot, label(Lang::vi), label(Lang::en));
}

const char* range_key(const Band& band, bool is_lowest) {
  const bool bounded = band.to.has_value();
  if (is_lowest) {
    if (!bounded) return "score.range.all";
    return band.to_included ? "score.range.at_most" : "score.range.below";
  }
  if (!bounded) return band.from_included ? "score.range.at_least" : "score.range.above";
  if (*band.to == band.from) return "score.range.only";
  if (band.from_included) return band.to_included ? "score.range.from_to" : "score.range.from_below";
  return band.to_included ? "score.range.above_to" : "score.range.above_below";
}

// Slots that every sentence about a level has.
Args level_args(const Thresholds& thresholds, Points points, int level, int unanswered) {
  Args args;
  add_arg(args, "points", points);
  add_arg(args, "unanswered", std::to_string(unanswered), "");
  if (const Band* band = band_of(thresholds, level)) {
    add_range(args, *band, band == &thresholds.bands.front());
    add_level(args, "level", *band);
  }
  return args;
}

// As the instrument numbers it, else by its title.
void add_names(Args& args, const Pack& pack, const std::vector<std::string>& ids) {
  std::string vi, en;
  for (const std::string& id : ids) {
    const Item* item = pack.item(id);
    if (!item) continue;
    const auto name = [&](Lang lang) { return item->number.empty() ? "“" + item->title.in(lang) + "”" : item->number; };
    vi += (vi.empty() ? "" : ", ") + name(Lang::vi);
    en += (en.empty() ? "" : ", ") + name(Lang::en);
  }
  add_arg(args, "conditions", std::move(vi), std::move(en));
}

}  // namespace

void add_range(Args& args, const Band& band, bool is_lowest) {
  Args ends;
  add_arg(ends, "from", band.from);
  if (band.to) add_arg(ends, "to", *band.to);
  const char* key = range_key(band, is_lowest);
  add_arg(args, "range", text(Lang::vi, key, ends), text(Lang::en, key, ends));
}

Reason criterion_reason(const Criterion& criterion, const CriterionScore& score) {
  const bool complete = score.unanswered == 0;
  if (!criterion.max)
    return {complete ? "score.reason.conditions" : "score.reason.conditions_so_far",
            {{"unanswered", std::to_string(score.unanswered)}}};
  if (score.level)
    return {complete ? "score.reason.level" : "score.reason.level_so_far",
            level_args(criterion.thresholds, score.points, *score.level, score.unanswered)};
  Args args = level_args({}, score.points, 0, score.unanswered);
  add_arg(args, "max", score.max);
  return {complete ? "score.reason.sum" : "score.reason.sum_so_far", std::move(args)};
}

Reason group_reason(const Pack& pack, const Group& group, const GroupScore& score, int reached) {
  const bool complete = score.unanswered == 0;
  Args args = level_args(group.levels, score.points, reached, score.unanswered);
  if (!score.capped) return {complete ? "score.reason.level" : "score.reason.level_so_far", std::move(args)};
  if (const Band* band = band_of(group.levels, score.level)) add_level(args, "capped", *band);
  add_names(args, pack, score.missing_mandatory);
  return {complete ? "score.reason.capped" : "score.reason.capped_so_far", std::move(args)};
}

}  // namespace thuoc
