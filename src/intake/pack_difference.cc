#include "intake/pack_difference.h"

#include <algorithm>
#include <string>
#include <utility>

namespace thuoc {
namespace {

bool same(const Words& a, const Words& b) { return a.vi == b.vi && a.in(Lang::en) == b.in(Lang::en); }

bool same_range(const Band& a, const Band& b) {
  return a.level == b.level && a.from == b.from && a.from_included == b.from_included && a.to == b.to &&
         a.to_included == b.to_included;
}

bool same_level_names(const Band& a, const Band& b) { return same(a.name, b.name) && same(a.meaning, b.meaning); }

bool same_reading(const Reading& a, const Reading& b) { return a.id == b.id && same(a.text, b.text); }

// Our handles of components are no names for people: the title alone where no number is printed.
Words named(const std::string& number, const Words& title) {
  if (number.empty()) return title;
  return {number + " " + title.vi, number + " " + title.in(Lang::en)};
}

std::string shown(const std::optional<Amount>& max, Lang lang) { return max ? to_display(max->value, lang) : "–"; }

bool has_component(const Criterion& criterion) { return criterion.items.size() != 1 || criterion.items[0].id != criterion.id; }

class PackComparison {
 public:
  PackComparison(const Pack& original, const Pack& changed) : original_(original), changed_(changed) {}

  std::vector<Words> all() {
    about();
    for (const Group& group : original_.groups) {
      const auto other = std::ranges::find(changed_.groups, group.id, &Group::id);
      if (other != changed_.groups.end()) compare(group, *other);
      else say("intake.difference.missing", named(group.number, group.title));
      for (const Criterion& criterion : group.criteria) compare(group, criterion);
    }
    added();
    return std::move(found_);
  }

 private:
  void say(std::string_view key, const Words& what = {}, Args args = {}) {
    add_arg(args, "what", what);
    found_.push_back({text(Lang::vi, key, args), text(Lang::en, key, args)});
  }

  void say_both(std::string_view key, const Words& what, const Words& original, const Words& changed) {
    Args args;
    add_arg(args, "original", original);
    add_arg(args, "here", changed);
    say(key, what, std::move(args));
  }

  // Of the pack as a whole.
  void about() {
    if (!same(original_.title, changed_.title) || original_.decision != changed_.decision ||
        original_.decided_on != changed_.decided_on || !same(original_.issuer, changed_.issuer)) {
      say("intake.difference.decision");
    }
    const auto same_kind = [](const Pack::UnitLevel& a, const Pack::UnitLevel& b) {
      return a.id == b.id && same(a.title, b.title);
    };
    if (original_.applies_to != changed_.applies_to ||
        !std::ranges::equal(original_.unit_levels, changed_.unit_levels, same_kind)) {
      say("intake.difference.applies_to");
    }
    const auto same_figure = [](const Figure& a, const Figure& b) {
      return a.id == b.id && same(a.title, b.title) && same(a.unit, b.unit);
    };
    if (!std::ranges::equal(original_.figures, changed_.figures, same_figure)) say("intake.difference.figures");
    if (original_.policy.missing_mandatory != changed_.policy.missing_mandatory ||
        original_.policy.overall != changed_.policy.overall) {
      say("intake.difference.policy");
    }
  }

  void compare_titles(const Words& original, const Words& changed) {
    if (!same(original, changed)) say_both("intake.difference.title", original, original, changed);
  }

  void compare(const Words& what, const std::optional<Amount>& original, const std::optional<Amount>& changed) {
    if (original.has_value() == changed.has_value() && (!original || original->value == changed->value)) { return; }
    say_both("intake.difference.max", what, {shown(original, Lang::vi), shown(original, Lang::en)},
             {shown(changed, Lang::vi), shown(changed, Lang::en)});
  }

  void compare(const Words& what, const Thresholds& original, const Thresholds& changed) {
    if (!std::ranges::equal(original.bands, changed.bands, same_range)) say("intake.difference.levels", what);
    if (!std::ranges::equal(original.bands, changed.bands, same_level_names)) say("intake.difference.level_names", what);
  }

  void compare(const Group& original, const Group& changed) {
    const Words what = named(original.number, original.title);
    compare_titles(what, named(changed.number, changed.title));
    compare(what, original.max, changed.max);
    compare(what, original.levels, changed.levels);
  }

  void compare(const Group& group, const Criterion& original) {
    const Words what = named(original.number, original.title);
    const Criterion* const changed = changed_.criterion(original.id);
    if (changed) {
      const Group* const at = group_holding(*changed);
      if (at->id != group.id) say_both("intake.difference.moved", what, group.title, at->title);
      // What has no components is told of as an item.
      if (has_component(original) || has_component(*changed)) {
        compare_titles(what, named(changed->number, changed->title));
        compare(what, original.max, changed->max);
      }
      compare(what, original.thresholds, changed->thresholds);
    } else if (has_component(original)) {
      say("intake.difference.missing", what);
    }
    for (const Item& item : original.items) {
      const Item* const other = changed_.item(item.id);
      if (!other) {
        say("intake.difference.missing", named(item.number, item.title));
        continue;
      }
      const Criterion* const at = changed_.criterion_of(item.id);
      if (at->id != original.id) {
        say_both("intake.difference.moved", named(item.number, item.title), what, named(at->number, at->title));
      }
      compare(item, *other);
    }
  }

  void compare(const Item& original, const Item& changed) {
    const Words what = named(original.number, original.title);
    compare_titles(what, named(changed.number, changed.title));
    compare(what, original.max, changed.max);
    if (original.kind != changed.kind || original.step != changed.step || original.levels != changed.levels ||
        original.asks_solution != changed.asks_solution || !same(original.numerator, changed.numerator) ||
        !same(original.denominator, changed.denominator) || !same(original.counted, changed.counted)) {
      say("intake.difference.answer", what);
    }
    if (!std::ranges::equal(original.readings, changed.readings, same_reading)) say("intake.difference.readings", what);
  }

  const Group* group_holding(const Criterion& criterion) const {
    for (const Group& group : changed_.groups) {
      if (std::ranges::find(group.criteria, criterion.id, &Criterion::id) != group.criteria.end()) return &group;
    }
    return &changed_.groups.front();
  }

  void added() {
    for (const Group& group : changed_.groups) {
      if (std::ranges::find(original_.groups, group.id, &Group::id) == original_.groups.end()) {
        say("intake.difference.added", named(group.number, group.title));
      }
      for (const Criterion& criterion : group.criteria) {
        if (has_component(criterion) && !original_.criterion(criterion.id)) {
          say("intake.difference.added", named(criterion.number, criterion.title));
        }
        for (const Item& item : criterion.items) {
          if (!original_.item(item.id)) say("intake.difference.added", named(item.number, item.title));
        }
      }
    }
  }

  const Pack& original_;
  const Pack& changed_;
  std::vector<Words> found_;
};

}  // namespace

std::vector<Words> differences(const Pack& original, const Pack& changed) { return PackComparison(original, changed).all(); }

}  // namespace thuoc
