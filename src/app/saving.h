// The way of a record into the store: tried until it is there, never over what another tab did unless a person wants it,
// and its lock let go only then.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/notices.h"
#include "app/shelf.h"
#include "base/saver.h"

namespace thuoc {

// What the store has not confirmed. It is newer than what the store has, so it is never replaced by it,
// and it is tried again until it is written, whatever screen is open.
struct Unsaved {
  Record record;
  Saver saver = {};      // its revisions are the tries
  bool by_hand = false;  // another tab has it, or deleted it: only a person writes over that
  bool say = false;      // that it is saved: a person asked for it
};

class Saving {
 public:
  Saving(Outside& outside, Notices& notices, Shelf& shelf) : outside_(outside), notices_(notices), shelf_(shelf) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  std::map<std::string, Unsaved, std::less<>> unsaved;  // by id

  void start();
  // One of the two is called, unless something newer is sent before the answer. With `say` a person is told.
  void store(const Record& record, std::function<void()> stored = {}, Outside::Failed failed = {}, bool say = false);
  // Tries again what failed, but for the record of this id: it is open, and something newer may be known of it.
  void retry(std::string_view open_id, bool due_only);
  void write_over(std::string_view open_id);  // likewise, because a person wants it: also over what another tab did
  // Everything that waits; `failed` may come many times before `then`, when nothing is unsaved.
  void save_all(std::function<void()> then, Outside::Failed failed);
  const Unsaved* failed(std::string_view id) const;  // was tried in vain, or null
  const Error* error() const;                        // why one was, of whichever record

  // What is newest of a record, here or in the store; `then` is not called where it cannot be read.
  void with_newest(std::string_view id, std::function<void(const Shelved&)> then);
  void erase(std::string_view id);
  void hold(std::string_view id) { letting_go_.erase(std::string(id)); }  // it is open: its lock is kept
  void let_go(std::string_view id);                                       // of its lock, once it is saved
  // Another tab took the lock: `newest` did not get into the store, if there is one.
  void lost(std::string_view id, std::optional<Record> newest);

 private:
  void store_failed(std::string_view id, const Error& error);
  void keep_by_hand(std::string_view id, Record record, std::string_view code);

  struct Waiting {
    std::function<void()> then;
    Outside::Failed failed;
  };

  Outside& outside_;
  Notices& notices_;
  Shelf& shelf_;
  std::set<std::string> stored_;      // ids the store has: gone from there, another tab deleted it
  std::set<std::string> letting_go_;  // closed, the lock kept until they are saved
  std::optional<Waiting> waiting_;    // for everything to be saved
  std::uint64_t tries_ = 0;
};

}  // namespace thuoc
