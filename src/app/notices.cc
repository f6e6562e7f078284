#include "app/notices.h"

#include <algorithm>

namespace thuoc {

namespace {

constexpr std::int64_t good_news_ms = 6'000;

}  // namespace

void Notices::tell(Notice::Tone tone, std::string_view key, Args args) {
  // Good news gives way to newer news: two at once would cover what they tell of.
  std::erase_if(shown, [](const Notice& n) { return n.tone != Notice::Tone::bad; });
  shown.push_back({tone, std::string(key), std::move(args), {}, 0});
  if (tone != Notice::Tone::bad) shown.back().until_ms = port::now_ms() + good_news_ms;
  // Three at a time fit on a phone; an older one was read or will come again.
  if (shown.size() > 3) shown.erase(shown.begin());
  announce(text(display_.lang, key, shown.back().args), tone == Notice::Tone::bad);
  outside_.tick_soon();
}

void Notices::tell(const Error& error) {
  tell(Notice::Tone::bad, error.code, error.args);
  shown.back().place = error.place;
}

void Notices::tell_once(const Error& error) {
  if (shown.empty() || shown.back().key != error.code) tell(error);
}

void Notices::tell(const std::vector<Error>& problems) {
  const std::size_t some = std::min<std::size_t>(problems.size(), 2), count = count_of(problems);
  if (count > some) tell(Notice::Tone::bad, "problems.more", {{"count", std::to_string(count - some)}});
  // The newest stands on top.
  for (std::size_t i = some; i-- > 0;) tell(problems[i]);
}

void Notices::dismiss(std::size_t notice) {
  if (notice < shown.size()) shown.erase(shown.begin() + static_cast<std::ptrdiff_t>(notice));
  port::wake();
}

void Notices::tick() {
  const std::int64_t now = port::now_ms();
  std::erase_if(shown, [now](const Notice& n) { return n.until_ms && n.until_ms <= now; });
  if (std::ranges::any_of(shown, [](const Notice& n) { return n.until_ms != 0; })) outside_.tick_soon();
}

void Notices::announce(std::string_view words, bool urgent) {
  outside_.ask("announce", {{"text", words}, {"assertive", urgent}});
}

void Notices::copy(std::string_view copied) {
  outside_.ask("copy", {{"text", copied}}, [this](const Json&) { tell(Notice::Tone::good, "page.copied"); });
}

}  // namespace thuoc
