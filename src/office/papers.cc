#include "office/papers.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {

bool Papers::can_sign() const {
  return !store_.round.head.office.code.empty() && !store_.round.head.office.name.empty() && app_.keys.in_use() &&
         !app_.signings.is_writing(office_signs);
}

// The worker signs, reads what it has written as a stranger's file, and only then answers.
void Papers::sign(std::string_view type, std::string document, std::string_view with_pack, Json more, std::string_view unit_code,
                  std::string_view subject, std::string_view passphrase, std::function<void(const std::string&)> then) {
  if (!app_.keys.in_use() || app_.signings.is_writing(office_signs)) return;
  store_.seal();
  more.update({{"type", type}, {"document", std::move(document)}, {"pack", with_pack}});
  app_.signings.begin(
      office_signs, type, "write_paper", std::move(more), passphrase,
      [this, unit = std::string(unit_code), subject = std::string(subject), then = std::move(then)](const Signing& written) {
        issue(written.sha256, written.type, unit, subject, written.name);
        if (then) then(written.sha256);
        app_.signings.save_again(office_signs);
        app_.notices.tell(Notice::Tone::good, "assess.paper_saved", {{"name", written.name}});
      },
      [this](const Error& error) { app_.notices.tell(error); });
}

void Papers::issue(const std::string& sha256, std::string_view type, std::string_view unit_code, std::string_view subject,
                   std::string_view file_name) {
  if (!store_.round.papers.contains(sha256) && !store_.has_room(store_.round.papers.size(), limits::units)) return;
  store_.record([&](Round& r) {
    r.papers[sha256] = {std::string(type), std::string(unit_code), std::string(subject), fitting(file_name),
                        to_iso_instant(port::now_ms())};
  });
}

void Papers::sign_round(std::string_view passphrase) {
  sign("round", to_json_text(store_.round), store_.pack_json, Json::object(), "", "", passphrase);
}

}  // namespace thuoc
