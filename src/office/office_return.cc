// Returned for completion: at the office, and where the school opens it.
#include <algorithm>

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"
#include "office/round_work.h"

namespace thuoc {

const Return* RoundWork::return_of(std::string_view sha256) const {
  const auto found = round.returns.find(std::string(sha256));
  return found == round.returns.end() ? nullptr : &found->second;
}

void RoundWork::edit_return(std::string_view what, const std::function<void(Return&)>& step) {
  const Intake* file = file_of(assessing);
  if (!file) return;
  const Dossier& dossier = *file->dossier;
  change(what, [&](RoundEdit& e) {
    const bool begun = return_of(assessing) != nullptr;
    Return& notice = e.at(&Round::returns, assessing);
    if (!begun) notice = begin_return(head_for(dossier), dossier, assessing);
    notice.head = head_for(dossier);
    step(notice);
  });
}

void RoundWork::ask_for(std::string_view pointer, std::string_view words) {
  if (const Return* now = return_of(assessing); now && !has_room(now->requests.size(), limits::answers)) return;
  edit_return("return.add", [&](Return& notice) { notice.requests.push_back({std::string(pointer), std::string(words), ""}); });
  seal();
}

void RoundWork::ask_questions() {
  const Review review = review_of(assessing);
  edit_return("return.questions", [&](Return& notice) {
    for (const auto& [id, item] : review.items) {
      if (item.assessed.state != ReviewState::question) continue;
      const std::string pointer = child("/answers", id);
      if (std::ranges::find(notice.requests, pointer, &Request::pointer) != notice.requests.end()) continue;
      if (!has_room(notice.requests.size(), limits::answers)) break;
      notice.requests.push_back({pointer, item.note, ""});
    }
  });
  seal();
}

void RoundWork::sign_return(std::string_view passphrase) {
  const Return* notice = return_of(assessing);
  const Intake* file = file_of(assessing);
  if (!notice || !file) return;
  Return ready = *notice;
  ready.head = head_for(*file->dossier);
  sign("return", to_json_text(ready), file->check.rubric_json, Json::object(), ready.subject.unit_code, assessing, passphrase);
}

// A return that is opened goes to the dossier it is about, if that is on this machine; at the office it
// came from, or a colleague's, it is only noted.
void RoundWork::take_return(const Paper& file) {
  auto loaded = load_return(file.check.document_json, file.name);
  if (!loaded.notice) return app_.tell(loaded.problems.front());
  const Return& notice = *loaded.notice;
  std::optional<Record> record_here = app_.latest_record(notice.subject.unit_code, notice.head.school_year);
  if (!record_here) {
    if (round.submissions.contains(notice.subject.bundle)) {
      issue(file.sha256, "return", notice.subject.unit_code, notice.subject.bundle, file.name);
      return assess(notice.subject.bundle);
    }
    return app_.tell(Notice::Tone::bad, "assess.return_no_dossier",
                     {{"unit", notice.subject.unit_name}, {"year", notice.head.school_year}});
  }
  if (const Status fits = answer(record_here->dossier, notice, file.sha256); !fits) return app_.tell(fits.error());
  ReturnNotice kept{file.sha256, notice.head.office.name, notice.words, notice.deadline, {}};
  for (const Request& request : notice.requests) kept.requests.push_back({request.pointer, request.words, request.deadline});
  record_here->notice = std::move(kept);
  app_.reopen(std::move(*record_here));
  app_.tell(Notice::Tone::good, "assess.return_placed", {{"count", std::to_string(notice.requests.size())}});
}

}  // namespace thuoc
