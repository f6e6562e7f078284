// Which screen is shown, and which place on it.
#pragma once

#include <string>
#include <string_view>

#include "app/current_dossier.h"

namespace thuoc {

enum class Screen {
  start,
  unit,
  council,
  figures,
  scoring,
  evidence,
  results,
  hand_in,  // a school's steps, in order
  office,   // everything beyond a school's steps; only where OfficeLink has its part
};

class Navigation {
 public:
  Navigation(Outside& outside, CurrentDossier& dossier) : outside_(outside), dossier_(dossier) {}

  Screen screen = Screen::start;
  std::string focus_pointer;  // the field to show and focus next, then cleared by the ui

  void go(Screen to);                    // saves first
  void go_to(std::string_view pointer);  // the place in the open dossier that a finding names

 private:
  Outside& outside_;
  CurrentDossier& dossier_;
};

}  // namespace thuoc
