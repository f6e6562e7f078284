// Few reads where many small ones are asked for: a slice of a Blob costs as much as a hundred
// headers parsed. Head and tail hold everything of a bundle but its evidence.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/limits.h"
#include "bundle/bundle.h"

namespace thuoc {

class BufferedSource : public Source {
 public:
  explicit BufferedSource(const Source& source) : source_(source), size_(source.size()) {}
  std::uint64_t size() const override { return size_; }

  Status read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset > size_ || into.size() > size_ - offset) return fail("source.read_failed", {"", "", offset});
    const std::uint64_t tail = size_ - std::min<std::uint64_t>(size_, limits::slice_bytes);
    for (const Buffer* buffer : {&head_, &tail_, &near_})
      if (buffer->copy(offset, into)) return {};
    Buffer& buffer = offset + into.size() <= limits::slice_bytes ? head_ : offset >= tail ? tail_ : near_;
    const std::uint64_t from = &buffer == &head_ ? 0 : &buffer == &tail_ ? tail : offset;
    const std::size_t ahead = &buffer == &near_ ? near_bytes : limits::slice_bytes;
    if (into.size() > ahead) return source_.read(offset, into);
    if (const Status filled = buffer.fill(source_, from, std::min<std::uint64_t>(ahead, size_ - from)); !filled) return filled;
    buffer.copy(offset, into);
    return {};
  }

 private:
  // A local header and its name, and what a disk reads at once anyway.
  static constexpr std::size_t near_bytes = 4096;

  struct Buffer {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;

    bool copy(std::uint64_t from, std::span<std::byte> into) const {
      if (from < offset || from + into.size() > offset + bytes.size()) return false;
      if (!into.empty()) std::memcpy(into.data(), bytes.data() + (from - offset), into.size());
      return true;
    }
    Status fill(const Source& source, std::uint64_t from, std::uint64_t count) {
      offset = from;
      bytes.resize(count);
      const Status done = source.read(from, bytes);
      if (!done) bytes.clear();
      return done;
    }
  };

  const Source& source_;
  std::uint64_t size_;
  mutable Buffer head_, tail_, near_;
};

}  // namespace thuoc
