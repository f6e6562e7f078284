// Which rows of the collection are shown, in which order, and what they add up to. Worked out again
// only when something changed: forty thousand rows take tens of milliseconds, a frame has sixteen.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "office/row.h"

namespace thuoc {

enum class SortBy { unit, verdict, points, completeness, commune, signer, changed, problems };

// What a row must be to be shown. Empty: anything.
struct Wanted {
  enum class State { any, working, failed, superseded, current, key_changed };
  std::string words;  // in name, unit, code or commune; accents and case do not matter
  std::optional<Verdict> verdict;
  State state = State::any;
  std::string level;  // cấp học: id of Pack::unit_levels
  std::string group;  // with `reached`: the level of this group
  int reached = 0;    // 0: any
  std::optional<bool> complete;
  bool by_commune = false;
  struct Order {
    SortBy by;
    bool descending = false;
    bool operator==(const Order&) const = default;
  };
  std::vector<Order> order;  // the first decides, the next where that is equal
  bool operator==(const Wanted&) const = default;
};

// Sorts by this first and by what came before after it; pressed again, the other way round.
void sort_by(Wanted& wanted, SortBy column);

struct Sums {
  struct Group {
    std::string number;
    std::map<int, std::size_t> levels;                            // level → how many
    std::map<int, Words> names;                                   // level → its name
    std::map<std::string, std::map<int, std::size_t>> by_school;  // cấp học → level → how many
    std::array<std::size_t, 10> tenths{};                         // how many have 0–10 %, 10–20 %, … of the maximum
    Points points, max;                                           // of all, for the mean
    std::size_t count = 0;
  };
  std::size_t rows = 0;
  std::array<std::size_t, 4> verdicts{};                     // by Verdict
  std::size_t foreign = 0;                                   // no bundles, left alone
  std::size_t open = 0;                                      // not checked to the end, or not at all
  std::map<std::string, Group> groups;                       // by group id; of what stands behind the numbers
  std::vector<std::pair<std::string, std::size_t>> not_met;  // item → how many, the most first
};

class Listing {
 public:
  // Entries: an index into rows, or for the head of a commune ~index into communes.
  std::vector<int> entries;
  std::vector<std::pair<std::string, std::size_t>> communes;  // name, how many
  std::vector<std::size_t> shown;                             // the rows among the entries, in order
  Sums sums;

  // `revision` is of the rows. Does nothing when neither it nor `wanted` changed.
  void refresh(const std::vector<Row>& rows, std::uint64_t revision, const Wanted& wanted);

 private:
  struct Known {  // of one row, kept while the row is the same
    std::uint32_t blob = 0;
    Row::Stage stage = Row::Stage::waiting;
    std::string name, search, order, commune;
  };
  std::vector<Known> known_;
  std::optional<Wanted> wanted_;
  std::uint64_t revision_ = 0;
};

}  // namespace thuoc
