// Units of the register, and what a person says of what came from them.
#pragma once

#include "office/round_store.h"

namespace thuoc {

class Units {
 public:
  Units(App& app, RoundStore& store) : app_(app), store_(store) {}

  void edit(std::string_view code, std::string_view what, const std::function<void(RegisteredUnit&)>& step);
  void add(const UnitState& stranger);
  void remove(std::string_view code);

  // These bundles came on that day (ISO), says who sits here; "" takes it back. One step of undo.
  void say_received(const std::vector<std::string>& bundles, std::string_view day);
  // Of a code that clashes: it is this bundle's unit's; "": all of them are one unit.
  void choose_code(std::string_view code, std::string_view bundle);
  void reopen_code(std::string_view code);
  // Units scored by this pack count from now on, or no longer.
  void accept_pack(std::string_view instrument, std::string_view name);
  void refuse_pack(std::string_view instrument);

  void remind(const UnitState& unit);  // opens the person's mail program
  void copy_reminder(const UnitState& unit);
  void save_mail_merge(const std::vector<UnitState>& units);  // CSV

 private:
  App& app_;
  RoundStore& store_;
};

}  // namespace thuoc
