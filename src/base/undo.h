// Steps that can be taken back and done again. A Step is what an exchange with the present needs to bring its
// past back; the same exchange brings the present back again.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace thuoc {

template <typename Step>
class Undo {
 public:
  explicit Undo(std::size_t most) : most_(most) {}

  // The step that a change of `what` is part of: the last one while the same goes on being changed and nobody
  // has called seal(), else what `begin` makes of the present. What was undone can be done again no more.
  template <typename Begin>
  Step& change(std::string_view what, Begin begin) {
    redo_.clear();
    if (sealed_ || undo_.empty() || undo_.back().what != what) {
      undo_.push_back({std::string(what), begin()});
      if (undo_.size() > most_) undo_.pop_front();
    }
    sealed_ = false;
    return undo_.back().step;
  }
  void seal() { sealed_ = true; }

  bool can_undo() const { return !undo_.empty(); }
  bool can_redo() const { return !redo_.empty(); }
  // `exchange(Step&)` puts the step's past into the present and the present into the step. What it was a step
  // of; "" where there is none.
  template <typename Exchange>
  std::string undo(Exchange exchange) {
    return move_last(undo_, redo_, exchange);
  }
  template <typename Exchange>
  std::string redo(Exchange exchange) {
    return move_last(redo_, undo_, exchange);
  }

 private:
  struct Named {
    std::string what;
    Step step;
  };

  template <typename Exchange>
  std::string move_last(std::deque<Named>& from, std::deque<Named>& to, Exchange exchange) {
    if (from.empty()) return {};
    Named last = std::move(from.back());
    from.pop_back();
    sealed_ = true;
    exchange(last.step);
    to.push_back(std::move(last));
    return to.back().what;
  }

  std::size_t most_;
  std::deque<Named> undo_, redo_;
  bool sealed_ = true;
};

}  // namespace thuoc
