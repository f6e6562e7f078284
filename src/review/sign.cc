// From a finished document of an office to its bundle.
#include "review/recognition.h"
#include "review/return.h"
#include "review/review.h"

namespace thuoc {
namespace {

class Blocking {
 public:
  explicit Blocking(const Head& head) {
    if (head.office.code.empty()) add("round.office_code_missing", "/office/code");
    if (head.office.name.empty()) add("round.office_name_missing", "/office/name");
    if (head.school_year.empty()) add("ready.school_year_missing", "/school_year");
  }
  void add(std::string code, std::string pointer, Args args = {}) {
    all_.push_back({true, {std::move(code), {"", std::move(pointer), {}}, std::move(args)}});
  }
  std::vector<Finding> take() { return std::move(all_); }

 private:
  std::vector<Finding> all_;
};

Status nothing_blocks(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings)
    if (finding.blocking) return std::unexpected(finding.what);
  return {};
}

Result<Pack> pack_of(std::string_view json) {
  LoadedPack loaded = load_pack(json, "rubric.json");
  if (!loaded.pack) return std::unexpected(loaded.problems.front());
  return std::move(*loaded.pack);
}

}  // namespace

Result<WrittenBundle> sign_review(const Review& review, const Answers& self, std::string_view pack_json, const SecretKey& key,
                                  std::string_view today_iso) {
  const auto pack = pack_of(pack_json);
  if (!pack) return std::unexpected(pack.error());
  if (const Status fine = nothing_blocks(readiness(review, *pack, compare(*pack, self, review))); !fine)
    return std::unexpected(fine.error());
  return write_office_bundle({"review",
                              review.head,
                              review.subject.unit_code,
                              review.subject.unit_name,
                              to_json_text(review),
                              std::string(pack_json),
                              review_page(review, self, *pack),
                              {}},
                             key, today_iso);
}

std::vector<Finding> readiness(const Return& notice) {
  Blocking out(notice.head);
  if (notice.requests.empty()) out.add("return.no_requests", "/requests");
  for (std::size_t i = 0; i < notice.requests.size(); ++i)
    if (notice.requests[i].words.empty()) out.add("return.request_without_words", child("/requests", i));
  return out.take();
}

Result<WrittenBundle> sign_return(const Return& notice, std::string_view pack_json, const SecretKey& key,
                                  std::string_view today_iso) {
  const auto pack = pack_of(pack_json);
  if (!pack) return std::unexpected(pack.error());
  if (const Status fine = nothing_blocks(readiness(notice)); !fine) return std::unexpected(fine.error());
  return write_office_bundle({"return",
                              notice.head,
                              notice.subject.unit_code,
                              notice.subject.unit_name,
                              to_json_text(notice),
                              std::string(pack_json),
                              return_page(notice, *pack),
                              {}},
                             key, today_iso);
}

std::vector<Finding> readiness(const Recognition& recognition) {
  Blocking out(recognition.head);
  if (recognition.decision_number.empty()) out.add("recognition.no_number", "/decision_number");
  if (recognition.decision_date.empty()) out.add("recognition.no_date", "/decision_date");
  if (recognition.signer_title.empty()) out.add("recognition.no_signer_title", "/signer_title");
  if (recognition.units.empty()) out.add("recognition.no_units", "/units");
  for (const Recognised& unit : recognition.units)
    if (unit.external.empty())
      out.add("recognition.no_results", child("/units", unit.subject.unit_code), {{"name", unit.subject.unit_name}});
  return out.take();
}

Result<WrittenBundle> sign_recognition(const Recognition& recognition, std::string_view pack_json, const SecretKey& key,
                                       std::string_view today_iso) {
  const auto pack = pack_of(pack_json);
  if (!pack) return std::unexpected(pack.error());
  if (const Status fine = nothing_blocks(readiness(recognition)); !fine) return std::unexpected(fine.error());
  // An extract is one unit's: its file is found by that unit's name.
  const bool one = !recognition.extract_of.empty() && recognition.units.size() == 1;
  const Subject& first = recognition.units.front().subject;
  const Office& office = recognition.head.office;
  return write_office_bundle({"recognition",
                              recognition.head,
                              one ? first.unit_code : office.code,
                              one ? first.unit_name : office.name,
                              to_json_text(recognition),
                              std::string(pack_json),
                              results_page(recognition, *pack),
                              {}},
                             key, today_iso);
}

}  // namespace thuoc
