// Which rows of the collection are shown, in which order, and what they add up to. Worked out again only when something
// changed, and over several frames where a person asks for others or for another order: forty thousand rows take a tenth of
// a second, a frame has sixteen thousandths.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/paused_sort.h"
#include "intake/row.h"

namespace thuoc {

enum class SortBy { unit, verdict, points, completeness, commune, signer, changed, problems };

// What a row is to whoever counts them: each is one of these, so they add up to all.
enum class Tab {
  valid,
  unknown_key,
  altered,
  rejected,
  foreign,
  open
};  // the first four as Verdict; open: not checked to the end
inline constexpr std::size_t tab_count = 6;
Tab tab_of(const Row& row);

// What a row must be to be shown. Empty: anything.
struct Wanted {
  enum class State { any, working, failed, superseded, current, key_changed };
  std::string words;  // in name, unit, code or commune; accents and case do not matter
  std::optional<Tab> tab;
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
  std::size_t rows = 0;                                      // of whatever tab
  std::array<std::size_t, tab_count> tabs{};                 // how many would be shown of each Tab
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

  static constexpr std::size_t all_steps = ~std::size_t{0};

  // `revision` is of the rows. Does nothing when neither it nor `wanted` changed. A step is two rows compared; after
  // `steps` of them the next call goes on, and all above stays what it was until the last. Rows that changed are not put
  // off: what is shown points into them.
  void refresh(const std::vector<Row>& rows, std::uint64_t revision, const Wanted& wanted, std::size_t steps = all_steps);
  bool waits() const { return pending_.has_value(); }  // for the next call

 private:
  struct Known {  // of one row, kept while the row is the same
    std::uint32_t blob = 0;
    Row::Stage stage = Row::Stage::waiting;
    bool unread = false;                  // stands behind those that could be read, by its name
    std::size_t name = 0;                 // its hash
    std::string search;                   // name, unit and code, commune, a line each, folded
    std::uint32_t unit = 0, commune = 0;  // where these begin
    std::int64_t points = -1;             // of all groups
    std::string_view order() const { return unread ? search : std::string_view(search).substr(unit, commune - unit); }
    std::string_view of_commune() const { return std::string_view(search).substr(commune); }
  };
  // What is being worked out.
  struct Pending {
    std::string words;  // folded
    std::size_t looked_at = 0;
    std::vector<std::size_t> found;
    Sums sums;
    std::map<std::string, std::size_t> not_met;
    std::optional<PausedSort<std::size_t>> sort;
    std::vector<Wanted::Order> order;
  };
  void begin(const Wanted& wanted, bool same_rows);
  void know(const Row& row, Known& known) const;
  bool matches(const Row& row, const Known& known) const;  // of whatever tab
  bool look(const std::vector<Row>& rows, std::size_t& steps);
  bool stands_before(const std::vector<Row>& rows, std::size_t a, std::size_t b) const;
  void show(const std::vector<Row>& rows);

  std::optional<Pending> pending_;
  std::vector<Known> known_;
  std::optional<Wanted> wanted_;
  std::uint64_t revision_ = 0;
};

}  // namespace thuoc
