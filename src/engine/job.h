// A worker's jobs, and what they need of their worker: the bytes of the file in hand, a way to speak. The worker is
// main.cc in a browser, headless/jobs.cc in tests; the jobs are the same.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/json.h"
#include "bundle/bundle.h"

namespace thuoc {

// One question as JSON in, one answer as JSON out.
struct Job {
  std::string_view name;
  Result<Json> (*run)(const Json& args);
};

std::span<const Job> office_jobs();  // office_jobs.cc
// Of this module, beside those of every one (page/parts_*.cc).
std::span<const Job> more_jobs();
// Runs the job of this name; `args` is JSON. Says {"answer": …} or {"error": …} before it returns.
void run_job(std::string_view name, std::string_view args);

// --- The worker's part -----------------------------------------------------------------------

// What a job says before its answer (library_engine.js: in this order).
enum class Said : int { answer, progress, bytes, stored };
void say(Said kind, std::string_view text);
// Bytes done and in all. Always true: cancelling ends the worker.
bool report(std::uint64_t done, std::uint64_t total);

// Takes another of the files a job was given into the hand; a job begins with the first.
void take_file(std::uint32_t index);

// The file in hand.
class BlobSource : public Source {
 public:
  std::uint64_t size() const override;
  Status read(std::uint64_t offset, std::span<std::byte> into) const override;
  std::string sha256(std::uint64_t offset, std::uint64_t size) const override;
};

// --- What jobs share -------------------------------------------------------------------------

void say_json(Said kind, const Json& json);
// The file in hand from end to end, in slices, told as `total` bytes of which `before` were done.
Status each_slice(const Source& source, std::uint64_t before, std::uint64_t total,
                  const std::function<void(std::span<const std::byte>)>& use);
// Its SHA-256 as hex, told likewise.
Result<std::string> hash_all(const Source& source, std::uint64_t before, std::uint64_t total);
// What of a bundle is worth hashing beforehand, as [offset, size]: all of it, and each piece of evidence.
Json ranges_of(const Source& source, const Check& check);

}  // namespace thuoc
