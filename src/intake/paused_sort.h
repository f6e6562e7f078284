// A merge sort that is done a part at a time: tens of thousands of rows take longer than a frame. The order is the same
// whatever the pauses, and equal ones stay as they were.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace thuoc {

template <typename T>
class PausedSort {
 public:
  explicit PausedSort(std::vector<T> items = {}) : items_(std::move(items)), merged_(items_.size()) { begin_pair(0); }

  // Whether it is done, after at most `steps` comparisons, which are taken off. `less` is the same in every call.
  template <typename Less>
  bool go_on(std::size_t& steps, Less less) {
    for (; width_ < items_.size(); width_ *= 2, std::swap(items_, merged_), begin_pair(0)) {
      for (; begin_ < items_.size(); begin_pair(end_)) {
        for (; left_ < middle_ || right_ < end_; --steps) {
          if (steps == 0) return false;
          const bool from_right = left_ == middle_ || (right_ < end_ && less(items_[right_], items_[left_]));
          T& next = merged_[left_ + right_ - middle_];
          next = std::move(items_[from_right ? right_++ : left_++]);
        }
      }
    }
    return true;
  }

  std::vector<T> take() { return std::move(items_); }  // once it is done

 private:
  // Two neighbours of `width_`, each in order, to be merged.
  void begin_pair(std::size_t begin) {
    begin_ = left_ = std::min(begin, items_.size());
    middle_ = right_ = std::min(begin_ + width_, items_.size());
    end_ = std::min(middle_ + width_, items_.size());
  }

  std::vector<T> items_, merged_;
  std::size_t width_ = 1, begin_ = 0, left_ = 0, middle_ = 0, right_ = 0, end_ = 0;
};

}  // namespace thuoc
