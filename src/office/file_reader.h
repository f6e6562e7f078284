// Taking in: files become rows at once, then workers read them by the batch, then their evidence.
#pragma once

#include <deque>

#include "office/opened_file.h"
#include "office/unit_lists.h"

namespace thuoc {

class FileReader {
 public:
  struct Knows {
    RoundStore& store;
    OfficeSteps& steps;
    Collection& collection;
    TrustedKeys& trusted;
    UnitLists& unit_lists;
    Inbox& inbox;
    Keys& keys;
    OpenedFile& file;
  };
  FileReader(App& app, const Knows& knows);
  // Of the files dropped from now on: ISO date of the day they came, or "": today.
  std::string received_day;
  std::size_t litter = 0;  // files of systems that came with the others and are not listed (is_litter)

  struct Progress {
    std::size_t files = 0, read = 0, done = 0;
    std::uint64_t bytes = 0, hashed = 0;       // of the files whose bytes are here
    std::optional<std::int64_t> seconds_left;  // none before there is anything to go by
    bool working() const { return done < files; }
  };
  Progress progress() const;

  // Purpose "signers": a register of keys; "units": a list of units; else whatever a person dropped,
  // such lists among it.
  void take_in(std::string_view purpose, const Json& files);
  // Names of the rows on the screen, whose evidence is hashed before the others'.
  void look_at(std::vector<std::string> names) { looked_at_ = std::move(names); }
  void cancel();  // what was read stays; the rest says that it was stopped
  void forget(std::string_view name);
  void forget_all();

 private:
  void take_bundle(Row row);
  void show_list();  // and begin to read what was added to it
  void pump();       // gives the workers what they can take
  void read_batch(std::vector<std::string> names);
  void list_with_reason(const std::string& name, Error why);
  void unpack(const std::string& name);
  void name_broken(const std::string& name, std::uint32_t blob);  // by its hash; the round learns of it
  std::vector<std::string> next_to_hash();                        // looked at first; marked as being hashed
  bool hash_next();
  void check_evidence(std::vector<std::string> names);

  App& app_;
  RoundStore& store_;
  OfficeSteps& steps_;
  Collection& collection_;
  TrustedKeys& trusted_;
  UnitLists& unit_lists_;
  Inbox& inbox_;
  Keys& keys_;
  OpenedFile& file_;
  std::deque<std::string> waiting_;
  std::vector<std::string> looked_at_;
  std::int64_t begun_ms_ = 0;  // of hashing, for the estimate
  std::uint64_t begun_hashed_ = 0;
};

}  // namespace thuoc
