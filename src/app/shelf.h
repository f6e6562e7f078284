// The records this machine keeps, as the start screen lists them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/outside.h"
#include "school/record.h"

namespace thuoc {

struct Shelved {
  std::string id;                // of the store
  std::optional<Record> record;  // none where it could not be read; kept untouched
  std::vector<Error> problems;
  std::string stored;              // likewise: what the store has, to be saved as a file
  std::size_t history_mended = 0;  // see LoadedRecord
  bool is_exported = false;        // is_exported() of the record: screens ask in each frame
  void take(Record newer);
  std::string_view updated_at() const { return record ? std::string_view(record->updated_at) : std::string_view(); }
};

class Shelf {
 public:
  explicit Shelf(Outside& outside) : outside_(outside) {}

  std::vector<Shelved> all;  // the last changed first

  void start(const Json& data);
  Shelved* find(std::string_view id);
  const Shelved* find(std::string_view id) const;
  void put(const Record& record);  // in front of all, in the place of what it was
  void remove(std::string_view id);
  // The record of this unit and year that was changed last, or null.
  const Record* latest(std::string_view unit_code, std::string_view school_year) const;
  void save_stored_file(std::string_view id);  // what could not be read, as it is stored

 private:
  void forget_evidence();  // that no record refers to

  Outside& outside_;
};

}  // namespace thuoc
