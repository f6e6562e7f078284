#include "app/signing.h"

#include "base/date.h"

namespace thuoc {

const Signing* Signings::of(std::string_view whose) const {
  const auto found = all_.find(whose);
  return found == all_.end() ? nullptr : &found->second;
}

Signing* Signings::find(std::string_view whose) { return const_cast<Signing*>(of(whose)); }

bool Signings::is_writing(std::string_view whose) const {
  const Signing* signing = of(whose);
  return signing && signing->ticket;
}

void Signings::release(Signing& signing) {
  if (signing.blob) outside_.ask("release", {{"blob", signing.blob}});
  signing.blob = 0;
}

void Signings::begin(std::string_view whose, std::string_view type, std::string_view order, Json args,
                     std::string_view passphrase, std::function<void(const Signing&)> then,
                     std::function<void(const Error&)> failed) {
  const Key* const key = keys_.in_use();
  if (!key || is_writing(whose)) return;
  const std::string name(whose);
  Signing& begun = all_[name];
  if (begun.type != type) {
    release(begun);
    begun = {};
  }
  begun.type = type;
  begun.done = 0;
  begun.failed.reset();
  args.update({{"key", key->file}, {"passphrase", passphrase}, {"today", to_iso(date_in_vietnam(port::now_ms()))}});
  begun.ticket = outside_.ask(
      order, std::move(args),
      [this, name, then = std::move(then)](const Json& data) {
        Signing& signing = *find(name);
        release(signing);
        signing.ticket = 0;
        signing.blob = data.value("blob", 0u);
        signing.name = data.value("name", "");
        signing.sha256 = data.value("sha256", "");
        signing.size = data.value("size", std::uint64_t{0});
        then(Signing(signing));
      },
      [this, name, failed = std::move(failed)](const Error& error) {
        Signing& signing = *find(name);
        signing.ticket = 0;
        signing.failed = error;
        failed(error);
      },
      [this, name](const Json& progress) {
        const double total = static_cast<double>(progress.value("total", std::uint64_t{0}));
        if (total > 0) find(name)->done = static_cast<double>(progress.value("done", std::uint64_t{0})) / total;
      });
}

void Signings::cancel(std::string_view whose) {
  if (is_writing(whose)) outside_.ask("cancel", {{"ticket", of(whose)->ticket}});
}

void Signings::save_again(std::string_view whose) {
  const Signing* signing = of(whose);
  if (!signing || !signing->blob) return;
  outside_.ask("save", {{"name", signing->name}, {"type", "application/zip"}, {"blob", signing->blob}});
}

void Signings::forget(std::string_view whose) {
  Signing* signing = find(whose);
  if (!signing || signing->ticket) return;
  release(*signing);
  all_.erase(all_.find(whose));
}

}  // namespace thuoc
