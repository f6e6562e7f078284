// Which of an office's steps is on the screen.
#pragma once

#include "office/round_store.h"

namespace thuoc {

// What an office does, in order.
enum class OfficeStep { files, units, assess, sample, recognise, rollup };

class OfficeSteps {
 public:
  OfficeSteps(App& app, RoundStore& store) : app_(app), store_(store) {}
  OfficeStep here = OfficeStep::files;
  void go(OfficeStep to);

 private:
  App& app_;
  RoundStore& store_;
};

}  // namespace thuoc
