// The mirror as a flat buffer that JavaScript can compare by hashes and read without a parser.
//
// One record of `words` 32-bit words for each node, little-endian, then a heap of UTF-8:
//   0 id   1 parent's index (or -1)   2–3 hash of the node   4 role | has_children << 8   5 flags
//   6 x   7 y   8 w   9 h   10 font_px   11 level   12 content_height   13 scroll_to   14 now
//   15 max   16 row_count   17 labels   18 labelled_by   19 described_by   20… (address, length) of
//   name, value, description, placeholder, color, options. The options are one text: value LF label
//   LF … (an option has no line ends).
// web/mirror.mjs is the reader; a change here is a change there.
#include <bit>
#include <cstring>

#include "page/imports.h"
#include "port/port.h"

namespace thuoc::port {

namespace {

constexpr std::size_t words = 32;
constexpr std::size_t first_string = 20;

// 64 bits at a time: a mirror of 400 nodes is hashed every frame. Equality is all that is asked.
class Hash {
 public:
  void add(std::uint64_t value) {
    state_ = (std::rotl(state_, 27) ^ value) * 0x9E3779B97F4A7C15ull;
    state_ ^= state_ >> 29;
  }
  void add(std::string_view text) {
    add(text.size());
    std::uint64_t chunk = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
      std::memcpy(&chunk, text.data() + at, 8);
      add(chunk);
    }
    chunk = 0;
    if (at < text.size()) {
      std::memcpy(&chunk, text.data() + at, text.size() - at);
      add(chunk);
    }
  }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x243F6A8885A308D3ull;
};

}  // namespace

void show(const Mirror& mirror) {
  // Kept between frames: their size hardly changes. Each options text stays alive until the call.
  static std::vector<std::uint32_t> buffer;
  static std::vector<std::string> option_texts;
  const std::size_t count = mirror.nodes.size();
  buffer.assign(count * words, 0);
  option_texts.clear();
  option_texts.reserve(count);
  Hash order;
  for (std::size_t i = 0; i < count; ++i) {
    const Node& node = mirror.nodes[i];
    std::uint32_t* record = buffer.data() + i * words;
    record[0] = node.id;
    record[1] = static_cast<std::uint32_t>(node.parent);
    record[4] |= static_cast<std::uint32_t>(node.role);
    if (node.parent >= 0) buffer[static_cast<std::size_t>(node.parent) * words + 4] |= 1u << 8;
    record[5] = node.flags;
    const float numbers[] = {node.x, node.y, node.w, node.h, node.font_px};
    std::memcpy(record + 6, numbers, sizeof numbers);
    record[11] = static_cast<std::uint32_t>(node.level);
    const float more[] = {node.content_height, node.scroll_to, node.now, node.max};
    std::memcpy(record + 12, more, sizeof more);
    record[16] = static_cast<std::uint32_t>(node.row_count);
    record[17] = node.labels;
    record[18] = node.labelled_by;
    record[19] = node.described_by;

    std::string_view options;
    if (!node.options.empty()) {
      std::string text;
      for (const Option& option : node.options) {
        text += option.value;
        text += '\n';
        text += option.label;
        text += '\n';
      }
      options = option_texts.emplace_back(std::move(text));
    }
    const std::string_view strings[] = {node.name, node.value, node.description, node.placeholder, node.color, options};
    std::size_t at = first_string;
    for (const std::string_view text : strings) {
      record[at++] = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(text.data()));
      record[at++] = static_cast<std::uint32_t>(text.size());
    }
    order.add(static_cast<std::uint64_t>(node.id) << 32 | record[1]);
  }
  // Second pass: only now is it known which nodes have children.
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t* record = buffer.data() + i * words;
    Hash hash;
    for (std::size_t at = 4; at < first_string; ++at) hash.add(record[at]);
    for (std::size_t at = first_string; at < words; at += 2) {
      hash.add(std::string_view(reinterpret_cast<const char*>(static_cast<std::uintptr_t>(record[at])), record[at + 1]));
    }
    record[2] = static_cast<std::uint32_t>(hash.value());
    record[3] = static_cast<std::uint32_t>(hash.value() >> 32);
  }
  thuoc_show(buffer.data(), static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(order.value()),
             static_cast<std::uint32_t>(order.value() >> 32));
}

}  // namespace thuoc::port
