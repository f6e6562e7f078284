// The files of an office as rows: which stand behind the numbers, and what is kept of them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/row.h"
#include "office/round_store.h"

namespace thuoc {

class Collection {
 public:
  Collection(App& app, RoundStore& store) : app_(app), store_(store) {}

  // --- State: screens read it, only actions change it ----------------------------------------
  std::vector<Row> rows;
  std::uint64_t revision = 0;        // grows with every change of `rows`
  std::optional<Error> keep_error;   // the collection cannot be kept on this machine
  std::set<port::Ticket> running;    // orders to workers for these files
  std::size_t hash_from = 0;         // rows before it have nothing left to hash
  std::set<std::uint32_t> unpacked;  // blobs that came out of a ZIP

  // An entry of the store, if it is of rows; `more` follow.
  void stored(const std::string& id, const std::string& json, std::size_t more);
  void start();  // after the last of them
  const Row* find(std::string_view name) const;
  Row* row_of(std::string_view name);
  const Row* row_with(std::string_view sha256) const;  // whose bytes are here
  std::vector<std::string> hashes_of(const std::vector<std::string>& names) const;
  std::size_t add(Row row);  // or in place of the one of that name; its index
  void changed(std::size_t index);
  void forget(std::string_view name);
  void clear();

  void settle();  // what depends on all rows; keeps what changed
  void settle_if_changed();
  void settle_when_due();  // likewise, while files come by the hundred now and then
  // Rows as the round has them now: a year, a key or a pack may have changed. Nothing where nothing did.
  void mark_again();
  // Of a ZIP that came out of another and holds something else than a bundle: that it stays shut.
  Error reason_in(const Row& row, Error reason) const;
  void save_table(const std::vector<std::size_t>& which);  // CSV of these rows, in this order

 private:
  void index_names();
  void mark();  // which rows are superseded, which stand behind the numbers
  void keep();

  App& app_;
  RoundStore& store_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::int64_t settled_ms_ = 0;
  bool unsettled_ = false;
  std::set<std::size_t> unkept_, to_keep_;  // chunks of rows that changed; those of them now on their way to the store
  std::size_t chunks_kept_ = 0;
  bool keeping_ = false;
  std::uint64_t marked_ = ~std::uint64_t{0}, marked_round_ = ~std::uint64_t{0};
};

bool is_zip(const std::string& name);  // by its end
// A folder of bundles that somebody packed has one top folder, as a bundle has.
bool holds_others(const Error& reason);

}  // namespace thuoc
