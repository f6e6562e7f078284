// The inspection sample and its teams.
#pragma once

#include "office/round_store.h"

namespace thuoc {

class Sampling {
 public:
  Sampling(App& app, RoundStore& store) : app_(app), store_(store) {}

  std::vector<SampleUnit> population() const;  // the register, or those who have handed in
  std::string unit_name(std::string_view code) const;
  void draw(Points percent, std::string_view seed);
  void edit_teams(std::string_view what, const std::function<void(std::vector<Team>&)>& step);
  void add_team();
  void name_members(std::size_t team, std::string_view typed);  // divided by commas
  void save();                                                  // CSV

 private:
  App& app_;
  RoundStore& store_;
};

}  // namespace thuoc
