// How the round is kept on this machine: read at the start, saved soon after a change.
#pragma once

#include <cstdint>
#include <optional>

#include "base/saver.h"
#include "office/round_store.h"

namespace thuoc {

class RoundSaving {
 public:
  RoundSaving(App& app, RoundStore& store) : app_(app), store_(store) {}

  std::optional<Error> kept_error;  // what was kept could not be read: nothing is saved over it

  void stored(const std::string& id, const std::string& json);  // an entry of the store, if it is of the round
  void start();                                                 // after the last of them
  void save_now();
  // A person's own change now; files that came, of which the list keeps what is known, now and then: a
  // round of thousands is not written every second.
  void save_soon();
  bool is_saved() const { return saver_.is_saved(store_.revision()); }
  const std::optional<Error>& save_error() const { return saver_.error(); }

 private:
  App& app_;
  RoundStore& store_;
  Saver saver_;                  // by revisions of the round
  std::uint64_t saved_own_ = 1;  // of them, all but arrivals
  std::int64_t saved_ms_ = 0;
  std::optional<std::size_t> parts_;  // of the kept round; none where it was kept whole
  std::size_t parts_read_ = 0;
};

// The store of the port that has what an office keeps, and one entry of it as JSON: an empty object where it cannot
// be read.
inline constexpr std::string_view office_store = "office";
Json parsed_of(const std::string& id, const std::string& json);

}  // namespace thuoc
