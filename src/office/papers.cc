#include "office/papers.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {

bool Papers::can_sign() const {
  return !store_.round.head.office.code.empty() && !store_.round.head.office.name.empty() && app_.key() &&
         !(signing && signing->ticket);
}

// The worker signs, reads what it has written as a stranger's file, and only then answers.
void Papers::sign(std::string_view type, std::string document, std::string_view with_pack, Json more, std::string_view unit_code,
                  std::string_view subject, std::string_view passphrase, std::function<void(const std::string&)> then) {
  if (!app_.key() || (signing && signing->ticket)) return;
  store_.seal();
  if (signing && signing->blob) app_.ask("release", {{"blob", signing->blob}});
  signing = Signing{std::string(type), 0, 0, {}, "", "", 0};
  more.update({{"type", type},
               {"document", std::move(document)},
               {"pack", with_pack},
               {"key", app_.key()->file},
               {"passphrase", passphrase},
               {"today", to_iso(date_in_vietnam(port::now_ms()))}});
  signing->ticket = app_.ask(
      "write_paper", std::move(more),
      [this, unit = std::string(unit_code), subject = std::string(subject), then](const Json& data) {
        signing->ticket = 0;
        signing->blob = data.value("blob", 0u);
        signing->name = data.value("name", "");
        signing->sha256 = data.value("sha256", "");
        const std::string sha256 = signing->sha256;
        issue(sha256, signing->type, unit, subject, signing->name);
        if (then) then(sha256);
        save_again();
        app_.tell(Notice::Tone::good, "assess.paper_saved", {{"name", signing->name}});
      },
      [this](const Error& error) {
        signing->ticket = 0;
        signing->failed = error;
        app_.tell(error);
      },
      [this](const Json& progress) {
        const double total = static_cast<double>(progress.value("total", std::uint64_t{0}));
        if (signing && total > 0) signing->done = static_cast<double>(progress.value("done", std::uint64_t{0})) / total;
      });
}

void Papers::issue(const std::string& sha256, std::string_view type, std::string_view unit_code, std::string_view subject,
                   std::string_view file_name) {
  if (!store_.round.papers.contains(sha256) && !store_.has_room(store_.round.papers.size(), limits::units)) return;
  store_.record([&](Round& r) {
    r.papers[sha256] = {std::string(type), std::string(unit_code), std::string(subject), fitting(file_name),
                        to_iso_instant(port::now_ms())};
  });
}

void Papers::save_again() {
  if (!signing || !signing->blob) return;
  app_.ask("save", {{"name", signing->name}, {"type", "application/zip"}, {"blob", signing->blob}});
}

void Papers::cancel() {
  if (signing && signing->ticket) app_.ask("cancel", {{"ticket", signing->ticket}});
}

void Papers::sign_round(std::string_view passphrase) {
  sign("round", to_json_text(store_.round), store_.pack_json, Json::object(), "", "", passphrase);
}

}  // namespace thuoc
