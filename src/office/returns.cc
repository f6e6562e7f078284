#include "office/returns.h"

#include <algorithm>

#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {

const Return* Returns::of(std::string_view sha256) const {
  const auto found = store_.round.returns.find(std::string(sha256));
  return found == store_.round.returns.end() ? nullptr : &found->second;
}

void Returns::edit(std::string_view what, const std::function<void(Return&)>& step) {
  const Intake* file = bundles_.file_of(reviews_.assessing);
  if (!file) return;
  const Dossier& dossier = *file->dossier;
  store_.change(what, [&](RoundEdit& e) {
    const bool begun = of(reviews_.assessing) != nullptr;
    Return& notice = e.at(&Round::returns, reviews_.assessing);
    if (!begun) notice = begin_return(head_for(store_.round, dossier), dossier, reviews_.assessing);
    notice.head = head_for(store_.round, dossier);
    step(notice);
  });
}

void Returns::ask_for(std::string_view pointer, std::string_view words) {
  if (const Return* now = of(reviews_.assessing); now && !store_.has_room(now->requests.size(), limits::answers)) return;
  edit("return.add", [&](Return& notice) { notice.requests.push_back({std::string(pointer), std::string(words), ""}); });
  store_.seal();
}

void Returns::ask_questions() {
  const Review review = reviews_.of(reviews_.assessing);
  edit("return.questions", [&](Return& notice) {
    for (const auto& [id, item] : review.items) {
      if (item.assessed.state != ReviewState::question) continue;
      const std::string pointer = child("/answers", id);
      if (std::ranges::find(notice.requests, pointer, &Request::pointer) != notice.requests.end()) continue;
      if (!store_.has_room(notice.requests.size(), limits::answers)) break;
      notice.requests.push_back({pointer, item.note, ""});
    }
  });
  store_.seal();
}

void Returns::sign(std::string_view passphrase) {
  const Return* notice = of(reviews_.assessing);
  const Intake* file = bundles_.file_of(reviews_.assessing);
  if (!notice || !file) return;
  Return ready = *notice;
  ready.head = head_for(store_.round, *file->dossier);
  papers_.sign("return", to_json_text(ready), file->check.rubric_json, Json::object(), ready.subject.unit_code,
               reviews_.assessing, passphrase);
}

// A return that is opened goes to the dossier it is about, if that is on this machine; at the office it
// came from, or a colleague's, it is only noted.
void Returns::take(const Paper& file) {
  auto loaded = load_return(file.check.document_json, file.name);
  if (!loaded.notice) return app_.notices.tell(loaded.problems.front());
  const Return& notice = *loaded.notice;
  std::optional<Record> record_here = app_.dossiers.latest(notice.subject.unit_code, notice.head.school_year);
  if (!record_here) {
    if (store_.round.submissions.contains(notice.subject.bundle)) {
      papers_.issue(file.sha256, "return", notice.subject.unit_code, notice.subject.bundle, file.name);
      return reviews_.assess(notice.subject.bundle);
    }
    return app_.notices.tell(Notice::Tone::bad, "assess.return_no_dossier",
                             {{"unit", notice.subject.unit_name}, {"year", notice.head.school_year}});
  }
  if (const Status fits = answer(record_here->dossier, notice, file.sha256); !fits) return app_.notices.tell(fits.error());
  ReturnNotice kept{file.sha256, notice.head.office.name, notice.words, notice.deadline, {}};
  for (const Request& request : notice.requests) kept.requests.push_back({request.pointer, request.words, request.deadline});
  record_here->notice = std::move(kept);
  app_.dossiers.reopen(std::move(*record_here));
  app_.notices.tell(Notice::Tone::good, "assess.return_placed", {{"count", std::to_string(notice.requests.size())}});
}

}  // namespace thuoc
