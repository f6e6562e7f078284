// The jobs' side of the worker in a browser: the module is the page's own, instantiated without a canvas: the
// browser has compiled it already and nobody downloads the core twice. web/worker.mjs is the caller.
#include <emscripten/emscripten.h>

#include "engine/job.h"

extern "C" {
void engine_take(std::uint32_t index);
double engine_size();                                                  // of the blob in hand
int engine_read(double offset, std::byte* into, std::uint32_t count);  // 0: the file is gone
int engine_sha256(double offset, double size, char* into);             // 64 digits; 0: not known
void engine_progress(double done, double total);
void engine_say(int kind, const char* text, std::uint32_t size);
}

namespace thuoc {

void say(Said kind, std::string_view text) {
  engine_say(static_cast<int>(kind), text.data(), static_cast<std::uint32_t>(text.size()));
}

bool report(std::uint64_t done, std::uint64_t total) {
  engine_progress(static_cast<double>(done), static_cast<double>(total));
  return true;
}

void take_file(std::uint32_t index) { engine_take(index); }

std::uint64_t BlobSource::size() const { return static_cast<std::uint64_t>(engine_size()); }

Status BlobSource::read(std::uint64_t offset, std::span<std::byte> into) const {
  if (!engine_read(static_cast<double>(offset), into.data(), static_cast<std::uint32_t>(into.size())))
    return fail("source.read_failed", {"", "", offset});
  return {};
}

std::string BlobSource::sha256(std::uint64_t offset, std::uint64_t size) const {
  std::string hex(64, '\0');
  if (!engine_sha256(static_cast<double>(offset), static_cast<double>(size), hex.data())) hex.clear();
  return hex;
}

}  // namespace thuoc

// Says {"answer": …} or {"error": …} before it returns.
extern "C" EMSCRIPTEN_KEEPALIVE void engine_run(const char* name, std::uint32_t name_size, const char* args,
                                                std::uint32_t args_size) {
  thuoc::run_job({name, name_size}, {args, args_size});
}
