// What a row of bands must be, so that every number of points has exactly one level.
#pragma once

#include <string>
#include <vector>

#include "rubric/rubric.h"

namespace thuoc {

// Levels 1, 2, 3 …, from 0 upwards, without gap or overlap. `pointer` is that of the array.
// Codes: rubric.band_*.
std::vector<Error> check_bands(const std::vector<Band>& bands, const std::string& pointer);

// The last band can be reached with `max` points and ends nowhere else. `owner` has them.
std::vector<Error> check_reach(const std::vector<Band>& bands, const std::string& pointer, Points max, const Words& owner);

}  // namespace thuoc
