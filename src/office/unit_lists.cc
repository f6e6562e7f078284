#include "office/unit_lists.h"

#include <algorithm>

#include "base/limits.h"
#include "intake/lists.h"

namespace thuoc {

namespace {

// A list that has no column for a thing says nothing of it: what the office had noted stays.
RegisteredUnit with_columns(const RegisteredUnit& unit, const RegisteredUnit& known, const std::vector<std::string>& columns) {
  constexpr std::pair<std::string_view, std::string RegisteredUnit::*> parts[] = {
      {"name", &RegisteredUnit::name},   {"level", &RegisteredUnit::level},     {"ownership", &RegisteredUnit::ownership},
      {"email", &RegisteredUnit::email}, {"commune", &RegisteredUnit::commune}, {"note", &RegisteredUnit::note}};
  RegisteredUnit out = known;
  for (const auto& [column, part] : parts)
    if (std::ranges::find(columns, column) != columns.end()) out.*part = unit.*part;
  return out;
}

}  // namespace

void UnitLists::pick() {
  app_.outside.ask(
      "pick", {{"purpose", "units"}, {"accept", ".csv,.tsv,.txt"}, {"multiple", false}, {"folder", false}, {"camera", false}});
}

void UnitLists::compare(ReadList& read, const UnitRegister& units) const {
  for (const auto& [code, unit] : units) {
    const auto known = store_.round.units.find(code);
    if (known == store_.round.units.end()) ++read.fresh;
    else if (with_columns(unit, known->second, read.list.columns) != known->second) ++read.changed;
  }
}

void UnitLists::read(Json given, std::string_view name) {
  struct Pending {
    ReadList read;
    std::uint64_t round;  // what it is compared with
  };
  const auto ours = [this] { return store_.revision() - store_.arrivals(); };
  const auto reading = std::make_shared<Pending>(Pending{{std::string(name), {}, 0, 0, 0}, ours()});
  given["name"] = name;
  given["pack"] = store_.pack_json;
  app_.outside.ask(
      "read_units", std::move(given),
      [this, reading, ours](const Json& answer) {
        ReadList& read = reading->read;
        UnitRegister units = std::move(read.list.units);
        read.list = rest_of_list(answer);
        read.list.units = std::move(units);
        if (reading->round != ours()) {
          read.fresh = read.changed = 0;
          compare(read, read.list.units);
        }
        read.dropped = store_.round.units.size() + read.fresh - read.list.units.size();
        read_list = std::move(read);
        steps_.go(OfficeStep::units);
      },
      [this, name = std::string(name)](Error error) {
        if (error.place.file.empty()) error.place.file = name;
        app_.notices.tell(error);
      },
      [this, reading](const Json& piece) {
        if (const auto columns = piece.find("columns"); columns != piece.end()) reading->read.list.columns = *columns;
        UnitRegister units = units_of_piece(piece);
        compare(reading->read, units);
        reading->read.list.units.merge(units);
      });
}

void UnitLists::take(bool replace) {
  if (!read_list || read_list->list.units.empty()) return;
  if (!replace && !store_.has_room(store_.round.units.size() + read_list->fresh, limits::units + 1)) return;
  const ReadList read = std::move(*read_list);
  read_list.reset();
  std::vector<std::string> gone;
  if (replace)
    for (const auto& [code, unit] : store_.round.units)
      if (!read.list.units.contains(code)) gone.push_back(code);
  store_.seal();
  store_.change("units.list", [&](RoundEdit& e) {
    for (const std::string& code : gone) e.erase(&Round::units, code);
    for (const auto& [code, unit] : read.list.units) {
      const auto known = store_.round.units.find(code);
      RegisteredUnit now = known == store_.round.units.end() ? unit : with_columns(unit, known->second, read.list.columns);
      if (known == store_.round.units.end() || now != known->second) e.at(&Round::units, code) = std::move(now);
    }
  });
  store_.seal();
  app_.notices.tell(Notice::Tone::good, "units.taken", {{"count", std::to_string(store_.round.units.size())}});
}

void UnitLists::drop() {
  read_list.reset();
  port::wake();
}

void UnitLists::save() {
  app_.outside.ask(
      "save",
      {{"name", "danh-sach-don-vi.csv"}, {"type", "text/csv"}, {"text", write_register(store_.round.units, store_.pack)}});
}

}  // namespace thuoc
