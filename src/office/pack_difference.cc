#include "office/pack_difference.h"

#include <algorithm>
#include <string>
#include <utility>

namespace thuoc {
namespace {

bool same_range(const Band& a, const Band& b) {
  return a.level == b.level && a.from == b.from && a.from_included == b.from_included &&
         a.to == b.to && a.to_included == b.to_included;
}

bool same_bands(const Thresholds& a, const Thresholds& b) {
  return std::ranges::equal(a.bands, b.bands, same_range);
}

// Our handles of components are no names for people: the title alone where no number is printed.
Words named(const std::string& number, const Words& title) {
  if (number.empty()) return title;
  return {number + " " + title.vi, number + " " + title.in(Lang::en)};
}

std::string shown(const std::optional<Amount>& max, Lang lang) {
  return max ? to_display(max->value, lang) : "–";
}

class PackComparison {
 public:
  std::vector<Words> found;

  void say(std::string_view key, const Words& what = {}, Args args = {}) {
    add_arg(args, "what", what);
    found.push_back({text(Lang::vi, key, args), text(Lang::en, key, args)});
  }

  void compare(const Words& what, const std::optional<Amount>& original,
               const std::optional<Amount>& changed) {
    if (original.has_value() == changed.has_value() &&
        (!original || original->value == changed->value)) {
      return;
    }
    Args args;
    add_arg(args, "original", shown(original, Lang::vi), shown(original, Lang::en));
    add_arg(args, "here", shown(changed, Lang::vi), shown(changed, Lang::en));
    say("intake.difference.max", what, std::move(args));
  }

  void compare(const Item& original, const Item& changed) {
    const Words what = named(original.number, original.title);
    compare(what, original.max, changed.max);
    if (original.kind != changed.kind || original.step != changed.step ||
        original.levels != changed.levels) {
      say("intake.difference.answer", what);
    }
  }
};

}  // namespace

std::vector<Words> differences(const Pack& original, const Pack& changed) {
  PackComparison all;
  for (const Group& group : original.groups) {
    const Words what = named(group.number, group.title);
    const auto other = std::ranges::find(changed.groups, group.id, &Group::id);
    if (other == changed.groups.end()) {
      all.say("intake.difference.missing", what);
      continue;
    }
    all.compare(what, group.max, other->max);
    if (!same_bands(group.levels, other->levels)) all.say("intake.difference.levels", what);
    for (const Criterion& criterion : group.criteria) {
      const Criterion* counterpart = changed.criterion(criterion.id);
      const bool is_item = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
      if (counterpart) {
        const Words title = named(criterion.number, criterion.title);
        if (!is_item) all.compare(title, criterion.max, counterpart->max);
        if (!same_bands(criterion.thresholds, counterpart->thresholds)) {
          all.say("intake.difference.levels", title);
        }
      }
      for (const Item& item : criterion.items) {
        const Item* same = changed.item(item.id);
        if (same) all.compare(item, *same);
        else all.say("intake.difference.missing", named(item.number, item.title));
      }
    }
  }
  for (const Group& group : changed.groups) {
    for (const Criterion& criterion : group.criteria) {
      for (const Item& item : criterion.items) {
        if (!original.item(item.id)) {
          all.say("intake.difference.added", named(item.number, item.title));
        }
      }
    }
  }
  if (original.policy.missing_mandatory != changed.policy.missing_mandatory ||
      original.policy.overall != changed.policy.overall) {
    all.say("intake.difference.policy");
  }
  return std::move(all.found);
}

}  // namespace thuoc
