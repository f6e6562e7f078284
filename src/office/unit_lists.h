// Lists of units that come in, and the register as it goes out.
#pragma once

#include "office/steps.h"
#include "round/register.h"

namespace thuoc {

// A list of units that was read and is not taken yet.
struct ReadList {
  std::string name;  // of its file; "" where it was pasted
  ParsedRegister list;
  std::size_t fresh = 0, changed = 0, dropped = 0;  // against the register: new, told otherwise, not in the list
};

class UnitLists {
 public:
  UnitLists(App& app, RoundStore& store, OfficeSteps& steps) : app_(app), store_(store), steps_(steps) {}
  std::optional<ReadList> read_list;

  void pick();  // a CSV file; it is read when it is there
  // `given`: {blob}, or {text} where it was pasted. A worker reads it; `read_list` when it has.
  void read(Json given, std::string_view name);
  void take(bool replace);  // else it is added; what it has no column for stays
  void drop();
  void save();  // the register, CSV

 private:
  void compare(ReadList& read, const UnitRegister& units) const;

  App& app_;
  RoundStore& store_;
  OfficeSteps& steps_;
};

}  // namespace thuoc
