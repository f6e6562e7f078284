// A file that is already in memory: tests, and small files that came as bytes.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "bundle/bundle.h"

namespace thuoc {

class MemorySource : public Source {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Status read(std::uint64_t offset, std::span<std::byte> into) const override {
    if (offset > bytes_.size() || into.size() > bytes_.size() - offset) return fail("source.read_failed", {"", "", offset});
    std::copy_n(reinterpret_cast<const std::byte*>(bytes_.data()) + offset, into.size(), into.begin());
    return {};
  }

 private:
  std::string bytes_;
};

}  // namespace thuoc
