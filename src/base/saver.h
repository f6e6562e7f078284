// How far something that goes on changing is saved, by revisions that grow: what the store has of it, what is on
// its way there, why the last try failed, and when the next one is due.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/error.h"

namespace thuoc {

class Saver {
 public:
  bool is_saved(std::uint64_t revision) const { return revision == saved_; }
  // Neither stored nor on its way there.
  bool is_dirty(std::uint64_t revision) const { return revision != saved_ && revision != saving_; }
  // The last that was sent: an answer to anything before says nothing of what is there now.
  bool is_last(std::uint64_t revision) const { return revision == last_; }
  const std::optional<Error>& error() const { return error_; }

  void begin(std::uint64_t revision) { saving_ = last_ = revision; }
  void saved(std::uint64_t revision) {
    saved_ = std::max(saved_, revision);
    error_.reset();
    wait_ms_ = due_ms_ = 0;
  }
  void failed(Error why) {
    saving_ = 0;
    error_ = std::move(why);
  }

  // After a failure of the store: milliseconds until the next try. 1 s, then twice as long each time, up to 30 s.
  std::int64_t pause(std::int64_t now_ms) {
    wait_ms_ = std::clamp<std::int64_t>(2 * wait_ms_, 1'000, 30'000);
    due_ms_ = now_ms + wait_ms_;
    return wait_ms_;
  }
  bool is_due(std::int64_t now_ms) const { return now_ms >= due_ms_; }

 private:
  std::uint64_t saved_ = 0, saving_ = 0, last_ = 0;  // 0: none
  std::optional<Error> error_;
  std::int64_t wait_ms_ = 0, due_ms_ = 0;
};

}  // namespace thuoc
