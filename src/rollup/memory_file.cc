#include "rollup/memory_file.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace thuoc {
namespace {

thread_local std::string* output = nullptr;

struct Stream {
  std::string own;
  std::string* bytes;
  std::size_t at = 0;
};

Stream& stream(void* cookie) { return *static_cast<Stream*>(cookie); }

ssize_t read_some(void* cookie, char* into, size_t size) {
  Stream& s = stream(cookie);
  const std::size_t there = s.at < s.bytes->size() ? s.bytes->size() - s.at : 0;
  const std::size_t n = std::min(size, there);
  std::memcpy(into, s.bytes->data() + std::min(s.at, s.bytes->size()), n);
  s.at += n;
  return static_cast<ssize_t>(n);
}

ssize_t write_some(void* cookie, const char* from, size_t size) {
  Stream& s = stream(cookie);
  if (s.bytes->size() < s.at + size) s.bytes->resize(s.at + size);
  std::memcpy(s.bytes->data() + s.at, from, size);
  s.at += size;
  return static_cast<ssize_t>(size);
}

// The offset's type has another name in each C library.
template <typename Offset>
int seek_to(void* cookie, Offset* offset, int whence) {
  Stream& s = stream(cookie);
  const auto base = whence == SEEK_SET   ? 0
                    : whence == SEEK_CUR ? static_cast<Offset>(s.at)
                                         : static_cast<Offset>(s.bytes->size());
  if (base + *offset < 0) return -1;
  *offset += base;
  s.at = static_cast<std::size_t>(*offset);
  return 0;
}

int close_it(void* cookie) {
  delete static_cast<Stream*>(cookie);
  return 0;
}

FILE* open_stream(std::string* bytes) {
  auto made = std::make_unique<Stream>();
  made->bytes = bytes ? bytes : &made->own;
  FILE* const file = fopencookie(made.get(), "w+b", {read_some, write_some, seek_to, close_it});
  if (!file) return nullptr;
  [[maybe_unused]] const Stream* const owned = made.release();  // by the file: close_it deletes it
  return file;
}

}  // namespace

OutputBytes::OutputBytes(std::string& bytes) { output = &bytes; }
OutputBytes::~OutputBytes() { output = nullptr; }

}  // namespace thuoc

FILE* thuoc_memory_file(void) { return thuoc::open_stream(nullptr); }
FILE* thuoc_output_file(const char*, const char*) { return thuoc::output ? thuoc::open_stream(thuoc::output) : nullptr; }
