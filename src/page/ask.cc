// Questions to the browser; the answers come back through thuoc_event in main.cc.
#include "base/json.h"
#include "base/sha256.h"
#include "page/imports.h"
#include "port/port.h"

namespace thuoc::port {

Ticket ask(std::string_view what, Json args) {
  static Ticket last = 0;
  const Ticket ticket = ++last;
  // Text that is not UTF-8 is replaced, not thrown at: it can only come from a file shown as it is.
  const std::string text = args.dump(-1, ' ', false, Json::error_handler_t::replace);
  thuoc_ask(ticket, what.data(), static_cast<std::uint32_t>(what.size()), text.data(), static_cast<std::uint32_t>(text.size()));
  return ticket;
}

std::int64_t now_ms() { return static_cast<std::int64_t>(thuoc_now()); }

std::string random_hex(std::size_t bytes) {
  std::vector<std::byte> random(bytes);
  thuoc_random(reinterpret_cast<std::uint8_t*>(random.data()), static_cast<std::uint32_t>(bytes));
  return to_hex(random);
}

void wake(int frames) { thuoc_wake(frames); }

}  // namespace thuoc::port
