// Sentences that appear for a while and are announced, and what else is told to a person beside the screens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/display.h"
#include "base/error.h"

namespace thuoc {

struct Notice {
  enum class Tone { good, info, bad } tone = Tone::info;
  std::string key;  // text table
  Args args;
  Place place;                // of an error
  std::int64_t until_ms = 0;  // 0: until it is closed
};

class Notices {
 public:
  Notices(Outside& outside, const Display& display) : outside_(outside), display_(display) {}

  std::vector<Notice> shown;  // the newest last

  void tell(Notice::Tone tone, std::string_view key, Args args = {});
  void tell(const Error& error);
  void tell_once(const Error& error);             // not where it is what was told last
  void tell(const std::vector<Error>& problems);  // the first of a file's problems, and how many more
  void dismiss(std::size_t notice);
  void tick();  // those that were there for their while go
  // To who listens, nothing is shown; `urgent` interrupts.
  void announce(std::string_view words, bool urgent = false);
  void copy(std::string_view text);  // to the clipboard

 private:
  Outside& outside_;
  const Display& display_;
};

}  // namespace thuoc
