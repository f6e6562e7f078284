// What is asked of the outside (port/port.h), and what becomes of the answers. Every other noun of a school asks
// through it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "port/port.h"

namespace thuoc {

class Outside {
 public:
  using Then = std::function<void(const Json& data)>;
  using Failed = std::function<void(const Error&)>;

  // --- State: screens read it, only events change it -----------------------------------------
  bool started = false;              // the store has answered
  std::optional<Error> store_error;  // nothing can be kept on this machine

  void start(const Json& data);  // the event "start"
  // One question. Without `failed` an error is told; `progress` may come many times.
  port::Ticket ask(std::string_view what, Json args, Then then = {}, Failed failed = {}, Then progress = {});
  std::optional<Error> answer(const port::Event& event);  // the error nobody asked to hear of: it is to be told
  void progress(const port::Event& event);
  void forget(port::Ticket ticket) { asked_.erase(ticket); }  // its answer is not wanted any more
  bool is_asked() const { return !asked_.empty(); }           // something is not answered yet

  void store_setting(std::string_view id, const Json& value);
  void tick_soon();  // something changed: it is saved after a pause in typing, by the event "tick"
  void ticked() { tick_at_ms_ = 0; }

 private:
  struct Asked {
    Then then;
    Failed failed;
    Then progress;
  };
  std::map<port::Ticket, Asked> asked_;
  std::int64_t tick_at_ms_ = 0;
};

// What `store_setting` kept, of the event "start"; null where there is none that can be read.
Json setting_of(const Json& start, const char* id);

}  // namespace thuoc
