// The sentences that say why a level is what it is, worded from the data of its bands.
#pragma once

#include "score/score.h"

namespace thuoc {

// Adds the slot "range": "dưới 50", "từ 50 đến 75", "trên 75", by which ends belong to the band.
void add_range(Args& args, const Band& band, bool is_lowest);

Reason criterion_reason(const Criterion& criterion, const CriterionScore& score);

// `reached` is the level of the points alone, before a policy holds it down.
Reason group_reason(const Pack& pack, const Group& group, const GroupScore& score, int reached);

}  // namespace thuoc
