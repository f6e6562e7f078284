#include "cli/open_bundle.h"

#include "cli/files.h"
#include "cli/parallel.h"

namespace thuoc::cli {
namespace {

Intake not_opened(Error reason) {
  Intake out;
  out.check.reason = std::move(reason);
  return out;
}

}  // namespace

Intake open_bundle(const std::string& file, const Signers& signers) {
  const auto source = FileSource::open(file);
  return source ? take_in_all(*source, signers, file) : not_opened(source.error());
}

Intake open_bundle_fast(const std::string& file, const Signers& signers) {
  const auto source = FileSource::open(file);
  if (!source) return not_opened(source.error());
  Intake intake = take_in(*source, signers, file);
  Check& check = intake.check;
  std::vector<Status> results(check.pending.size());
  parallel(results.size(), [&](std::size_t i) { results[i] = check_payload(*source, check, check.pending[i]); });
  for (const Status& result : results)
    if (!result && !conclude(check, result.error())) intake.problems.push_back(result.error());
  check.pending.clear();
  return intake;
}

}  // namespace thuoc::cli
