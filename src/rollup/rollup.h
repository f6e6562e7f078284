// Many units' results added up: the summary table of "Phụ lục 2", every cell with the units behind
// it. docs/format.md documents the JSON; assets/forms/phu-luc-2.json says which rows there are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bundle/bundle.h"
#include "bundle/office.h"
#include "dossier/dossier.h"
#include "rollup/multi_level.h"
#include "rollup/rank.h"

namespace thuoc {

// --- What is added up ----------------------------------------------------------------------

struct ItemResult {
  std::string id;
  State state = State::unanswered;  // of the self-assessment
  std::optional<Points> self, external;
  bool operator==(const ItemResult&) const = default;
};

// One unit's results for one school year, and the files they come from.
struct UnitResult {
  std::string code, name;
  std::string level;      // cấp học: id of Pack::unit_levels, "thcs", "th-thcs" …
  std::string ownership;  // loại hình, as Unit::ownership
  std::string commune, province;
  std::string school_year;
  std::string pack;        // "qd4725-gdpt@1": what it was scored with
  std::string decision;    // Pack::decision: which instrument that is a table of
  bool known_key = false;  // the verdict was `valid`, not only `unknown-key`
  std::string bundle;      // SHA-256 of the unit's bundle
  std::string review;      // SHA-256 of the bundle the external assessment is from, "" without one
  std::string handed_in;   // Bagging-Date: the signer's own clock
  std::string changed;     // instant of the last change in the dossier, or ""
  int unanswered = 0;      // items without an answer: their points are not in `self`
  std::vector<GroupResult> self;
  std::vector<GroupResult> external;  // empty: not assessed from outside
  std::string difficulties, proposals;
  // Only of what was read from the unit's own bundle: a roll-up does not carry them.
  std::vector<ItemResult> items;  // by the pack's order
  std::string signer;             // "ssh-ed25519 AAAA…" of the one that counts
  std::string instrument;         // instrument_of() its pack; in a roll-up that of the roll-up's own pack
  bool operator==(const UnitResult&) const = default;
};

// Fills `items` from the scores of its bundle; `external`: of the office's answers by the unit's pack, or null.
// (The rest of a result: unit_result() of round/round.h.)
void add_items(UnitResult& unit, const Pack& pack, const Score& self, const Score* external);

// --- The form of the table -----------------------------------------------------------------

struct Form {
  struct Row {
    std::string id;
    Words title;
    std::vector<std::string> levels;  // ids of Pack::unit_levels that count here
  };
  struct Section {
    std::string id;
    Words title;  // "CSGD phổ thông"
    std::vector<Row> rows;
  };
  std::string id;
  Words title, source;  // what the paper is called, and where its form is from
  std::vector<Section> sections;
  // The rows a unit of several cấp học belongs to when it counts in each: "th-thcs" → th, thcs.
  std::map<std::string, std::vector<std::string>> stages;
};
const Form& phu_luc_2();
bool has_row(const Form& form, std::string_view level);

// --- Choosing what counts ------------------------------------------------------------------

// Who was expected: the units of the office's register.
struct Expected {
  std::string code, name, level;
};

struct Counting {
  Office office;            // who adds up
  std::string school_year;  // "" = the year most of the results are of, the later where equal
  MultiLevel multi_level = MultiLevel::once;
  std::optional<std::vector<Expected>> expected;  // none: see Rollup::expected
  std::string decision;                           // "" = the one most of the results are of
  std::string instrument;                         // "" = any of that decision
  std::set<std::string> accepted;                 // other instruments that count
};

struct LeftOut {
  std::string code, name, bundle;
  // "superseded", "other-year", "other-instrument", "not-expected", "no-row"; "code-clash": another
  // school has the same code
  std::string why;
  bool operator==(const LeftOut&) const = default;
};
std::string_view left_out_text(std::string_view why, Lang lang);  // the sentence for it

struct Rollup {
  Office office;
  std::string school_year;
  std::string decision;  // of every unit's pack: "4725/QĐ-BGDĐT"
  MultiLevel multi_level = MultiLevel::once;
  std::vector<UnitResult> units;  // one a unit, sorted by code
  std::vector<LeftOut> left_out;
  // By id of Pack::unit_levels, how many units there are: of the register, or of those of all parts.
  // None where that is not known: then no share of "triển khai" can be given.
  std::optional<std::map<std::string, int>> expected;
  // SHA-256 of the roll-up bundles that rows were taken from; empty when all are from bundles.
  std::vector<std::string> parts;
  bool operator==(const Rollup&) const = default;
};

// A roll-up of a lower tier (a commune's, for a province).
struct Part {
  Rollup rollup;
  std::string sha256;      // of its bundle
  std::string instrument;  // instrument_of() the pack in it, "" where that is not asked for
  std::string pack_name;   // of the same
};

// One result a unit, the one that pick() picks; none of two schools under one code. One school year and
// one instrument: the one counted by and those accepted. Whatever is not counted is in `left_out` with
// the reason, so that no file disappears. The order of `results` and `parts` does not matter, and parts
// give the same table as the bundles they were made of. `left_out`: what the caller has left out already.
Rollup roll_up(std::vector<UnitResult> results, const std::vector<Part>& parts, const Counting& counting, const Form& form,
               std::vector<LeftOut> left_out = {});

// --- The table -----------------------------------------------------------------------------

enum class Side { self, external };

struct Cell {
  std::vector<std::size_t> units;  // indexes into Rollup::units, ascending
  std::optional<int> percent;      // hundredths of a percent; none where nothing is counted
  int count() const { return static_cast<int>(units.size()); }
};

struct TableRow {
  std::string group;    // id of Pack::groups
  std::string section;  // "" in the row of the whole group
  std::string row;      // "" in the row of a whole section
  std::string number;   // STT: "1", "1.1", "" for the rows below
  Words title;
  Cell all;                  // everything this row counts
  std::vector<Cell> levels;  // Mức độ 1, 2, 3 …
};

// "Quy mô triển khai": how many of those expected were assessed.
struct ScaleRow {
  std::string section, row;  // as above
  Words title;
  Cell assessed;                // percent: of `expected`, rounded half up
  std::optional<int> expected;  // none where it is not known
};

struct OwnWords {  // difficulties or proposals, in the schools' own words
  std::string text;
  std::vector<std::size_t> units;  // who said exactly this
};

struct Table {
  Side side = Side::self;
  MultiLevel multi_level = MultiLevel::once;
  std::vector<ScaleRow> scale;
  std::vector<TableRow> rows;
  std::vector<OwnWords> difficulties, proposals;
};

// `pack` gives the groups and their levels. Percentages of a row add up to exactly 100,00: each is
// rounded down to hundredths, and what is missing goes, a hundredth each, to the largest remainders;
// of equal remainders to the lower level.
Table make_table(const Rollup& rollup, const Pack& pack, const Form& form, Side side);

std::vector<int> percentages(const std::vector<std::size_t>& counts);  // empty where all are 0
std::string percent_text(int hundredths, Lang lang);                   // "33,33"; "33.33"

// --- As a document -------------------------------------------------------------------------

// 2: the reason "code-clash". Version 1 is read too.
inline constexpr int rollup_version = 2;

// data/rollup.json: who adds up, every unit's row, and the tables made of them. Deterministic.
std::string to_json_text(const Rollup& rollup, const Pack& pack, const Form& form);

// Reads one and adds it up again: where the tables it carries are not those of its own rows, or a
// unit's level not that of its points, it is refused, with each cell that differs. `pack` is the one
// in the same bundle. Codes rollup.*, document.*, json.*.
struct LoadedRollup {
  std::optional<Rollup> rollup;
  std::vector<Error> problems;
};
LoadedRollup load_rollup(std::string_view json, const Pack& pack, const Form& form, std::string_view file);

// The bundle of type `rollup`. Codes as write_bundle.
Result<WrittenBundle> write_rollup(const Rollup& rollup, std::string_view pack_json, const Pack& pack, const Form& form,
                                   const SecretKey& key, std::string_view today_iso);

}  // namespace thuoc
