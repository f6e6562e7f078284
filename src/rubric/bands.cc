#include "rubric/bands.h"

namespace thuoc {
namespace {

Error problem(std::string code, std::string pointer, Args args = {}) {
  return {std::move(code), {"", std::move(pointer), std::nullopt}, std::move(args)};
}

// Whether no number of points is in the band.
bool is_empty(const Band& band) {
  if (!band.to) return false;
  return *band.to < band.from || (*band.to == band.from && !(band.from_included && band.to_included));
}

void check_pair(std::vector<Error>& problems, const Band& below, const Band& above, const std::string& pointer) {
  const bool gap = above.from > *below.to || (above.from == *below.to && !above.from_included && !below.to_included);
  const bool overlap = above.from < *below.to || (above.from == *below.to && above.from_included && below.to_included);
  if (!gap && !overlap) return;
  Args args;
  add_arg(args, "to", *below.to);
  add_arg(args, "from", above.from);
  problems.push_back(problem(gap ? "rubric.band_gap" : "rubric.band_overlap", pointer, std::move(args)));
}

}  // namespace

std::vector<Error> check_bands(const std::vector<Band>& bands, const std::string& pointer) {
  std::vector<Error> problems;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::string here = child(pointer, i);
    if (bands[i].level != static_cast<int>(i) + 1)
      problems.push_back(problem("rubric.band_order", here + "/level", {{"expected", std::to_string(i + 1)}}));
    if (i == 0 && (bands[i].from != Points{} || !bands[i].from_included))
      problems.push_back(problem("rubric.band_start", here + "/from"));
    if (is_empty(bands[i])) problems.push_back(problem("rubric.band_empty", here + "/to"));
    if (i + 1 == bands.size()) continue;
    if (bands[i].to) check_pair(problems, bands[i], bands[i + 1], child(pointer, i + 1) + "/from");
    else problems.push_back(problem("rubric.band_open", here));
  }
  return problems;
}

std::vector<Error> check_reach(const std::vector<Band>& bands, const std::string& pointer, Points max, const Words& owner) {
  std::vector<Error> problems;
  if (bands.empty()) return problems;
  const Band& last = bands.back();
  const std::string here = child(pointer, bands.size() - 1);
  Args args;
  add_arg(args, "owner", owner);
  add_arg(args, "max", max);
  if (last.from > max || (last.from == max && !last.from_included))
    problems.push_back(problem("rubric.band_out_of_reach", here + "/from", args));
  if (last.to && (*last.to != max || !last.to_included)) problems.push_back(problem("rubric.band_end", here + "/to", args));
  return problems;
}

}  // namespace thuoc
