#include "app/office_link.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace thuoc {

void OfficeLink::open(Json files, std::string_view purpose) {
  if (part) {
    navigation_.go(Screen::office);
    if (!files.empty()) part->take_in(purpose, files);
    return;
  }
  Json all = download ? std::move(download->files) : Json::array();
  std::ranges::move(files, std::back_inserter(all));
  cancel();
  download = OfficeDownload{std::move(all)};
  retry();
}

void OfficeLink::retry() {
  if (!download || download->ticket) return;
  download->failed.reset();
  if (dossier_.current) dossiers_.close();
  // Nothing here outlives this module, so all of it must be on the disk before.
  saving_.save_all(
      [this] {
        if (download && !download->ticket) fetch();
      },
      [this](const Error& error) {
        if (download) download->failed = error;
      });
}

void OfficeLink::fetch() {
  download->failed.reset();
  download->ticket = outside_.ask(
      "become", {{"module", "office"}, {"files", download->files}}, {},
      [this](const Error& error) {
        download->ticket = 0;
        download->failed = error;
      },
      [this](const Json& progress) {
        const double total = static_cast<double>(progress.value("total", std::uint64_t{0}));
        const double done = static_cast<double>(progress.value("done", std::uint64_t{0}));
        download->done = total > 0 ? done / total : 0;
      });
}

void OfficeLink::cancel() {
  if (download && download->ticket) {
    outside_.forget(download->ticket);
    outside_.ask("cancel", {{"ticket", download->ticket}});
  }
  download.reset();
}

}  // namespace thuoc
