#include "rubric/rubric.h"

namespace thuoc {
namespace {

void add(std::vector<Unconfirmed>& list, std::string_view id, std::string_view what, const Sure& sure) {
  if (sure.certainty != Certainty::confirmed) list.push_back({std::string(id), std::string(what), sure});
}

void add_item(std::vector<Unconfirmed>& list, const Item& item) {
  add(list, item.id, "title", item.title_sure);
  if (item.max) add(list, item.id, "max", item.max->sure);
  for (const Reading& reading : item.readings) add(list, item.id, "reading", reading.sure);
}

void add_criterion(std::vector<Unconfirmed>& list, const Criterion& criterion) {
  const bool is_its_item = criterion.items.size() == 1 && criterion.items[0].id == criterion.id;
  if (!is_its_item) {
    add(list, criterion.id, "title", criterion.title_sure);
    if (criterion.max) add(list, criterion.id, "max", criterion.max->sure);
  }
  if (!criterion.thresholds.bands.empty()) add(list, criterion.id, "thresholds", criterion.thresholds.sure);
  for (const Item& item : criterion.items) add_item(list, item);
}

}  // namespace

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::mandatory: return "mandatory";
    case Kind::yes_no: return "yes_no";
    case Kind::score: return "score";
    case Kind::ratio: return "ratio";
    case Kind::count: return "count";
    case Kind::level: return "level";
    case Kind::information: return "information";
  }
  return "";
}

std::string_view to_text(Certainty certainty) {
  switch (certainty) {
    case Certainty::confirmed: return "confirmed";
    case Certainty::single_source: return "single-source";
    case Certainty::provisional: return "provisional";
  }
  return "";
}

const Item* Pack::item(std::string_view item_id) const {
  for (const Group& group : groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items)
        if (item.id == item_id) return &item;
  return nullptr;
}

std::set<std::string_view> Pack::item_ids() const {
  std::set<std::string_view> ids;
  for (const Group& group : groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items) ids.insert(item.id);
  return ids;
}

const Criterion* Pack::criterion(std::string_view criterion_id) const {
  for (const Group& group : groups)
    for (const Criterion& criterion : group.criteria)
      if (criterion.id == criterion_id) return &criterion;
  return nullptr;
}

const Criterion* Pack::criterion_of(std::string_view item_id) const {
  for (const Group& group : groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items)
        if (item.id == item_id) return &criterion;
  return nullptr;
}

const Group* Pack::group_of(std::string_view item_id) const {
  for (const Group& group : groups)
    for (const Criterion& criterion : group.criteria)
      for (const Item& item : criterion.items)
        if (item.id == item_id) return &group;
  return nullptr;
}

std::vector<Unconfirmed> unconfirmed(const Pack& pack) {
  std::vector<Unconfirmed> list;
  add(list, "", "levels", pack.levels.sure);
  add(list, "", "policy", pack.policy.sure);
  add(list, "", "kinds", pack.kinds);
  for (const Group& group : pack.groups) {
    add(list, group.id, "max", group.max.sure);
    if (group.has_own_levels) add(list, group.id, "levels", group.levels.sure);
    for (const Criterion& criterion : group.criteria) add_criterion(list, criterion);
  }
  return list;
}

}  // namespace thuoc
