#include "base/merge.h"

#include <algorithm>

namespace thuoc {
namespace {

class Merger {
 public:
  Merger(MergedJson& out, const MergeRules& rules) : out_(out), rules_(rules) {}

  void merge(Json& mine, const Json& theirs, const std::string& pointer) {
    if (mine.is_object() && theirs.is_object() && !rules_.is_whole(pointer)) {
      for (auto it = theirs.begin(); it != theirs.end(); ++it) {
        const auto here = mine.find(it.key());
        if (here != mine.end()) {
          merge(*here, *it, child(pointer, it.key()));
        } else {
          mine[it.key()] = *it;
          ++out_.taken;
        }
      }
      return;
    }
    if (mine == theirs) return;
    if (mine.is_array() && theirs.is_array() && rules_.is_set(pointer)) {
      unite(mine, theirs);
      return;
    }
    const Preference preference = rules_.prefer(pointer, mine, theirs);
    if (!rules_.same(mine, theirs)) out_.conflicts.push_back({pointer, mine, theirs, preference.theirs, preference.rule});
    if (preference.theirs) mine = theirs;
  }

 private:
  void unite(Json& mine, const Json& theirs) {
    std::vector<Json> all(mine.begin(), mine.end());
    for (const Json& one : theirs) {
      if (std::ranges::find(mine, one) != mine.end()) continue;
      all.push_back(one);
      ++out_.taken;
    }
    std::ranges::sort(all);
    mine = all;
  }

  MergedJson& out_;
  const MergeRules& rules_;
};

}  // namespace

MergedJson merge_json(Json mine, const Json& theirs, const MergeRules& rules) {
  MergedJson out;
  Merger(out, rules).merge(mine, theirs, "");
  out.document = std::move(mine);
  return out;
}

void choose(Json& document, Conflict& conflict, bool theirs) {
  conflict.theirs_chosen = theirs;
  document[Json::json_pointer(conflict.pointer)] = theirs ? conflict.theirs : conflict.mine;
}

}  // namespace thuoc
