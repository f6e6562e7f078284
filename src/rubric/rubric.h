// What is asked, what it is worth, and how sure each number is.
//
// A pack is one JSON file of criteria/ (criteria/README.md says how to write one). Nothing about
// any particular instrument is in the code. Groups hold criteria, criteria hold items; an item is
// what a person answers. A criterion without components holds exactly one item with its own id.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/points.h"

namespace thuoc {

enum class Certainty { confirmed, single_source, provisional };

// A text in both languages. `en` may be empty: then `vi` is shown.
struct Words {
  std::string vi, en;
  const std::string& in(Lang lang) const { return lang == Lang::en && !en.empty() ? en : vi; }
};
inline void add_arg(Args& args, const std::string& name, const Words& words) { add_arg(args, name, words.vi, words.en); }

// How sure a fact is, and who says so.
struct Sure {
  Certainty certainty = Certainty::provisional;
  std::string note, note_en;         // e.g. "bản chép đang có ghi 6"
  std::vector<std::string> sources;  // ids of Pack::sources; none only where provisional

  const std::string& note_in(Lang lang) const { return lang == Lang::en && !note_en.empty() ? note_en : note; }
};

// A maximum of points, with its certainty.
struct Amount {
  Points value;
  Sure sure;
};

enum class Kind {
  mandatory,    // condition: met or not; no points
  yes_no,       // yes = all points, no = 0
  score,        // the assessor gives 0…max in steps
  ratio,        // numerator and denominator recorded; the assessor gives 0…max
  count,        // a number recorded; the assessor gives 0…max
  level,        // level 1…Item::levels recorded; the assessor gives 0…max
  information,  // text only, no points
};

std::string_view to_text(Kind kind);            // "mandatory", "yes_no" …
std::string_view to_text(Certainty certainty);  // "confirmed", "single-source", "provisional"

// A range of points; the ends say whether they belong to it. No upper end = up to the maximum.
struct Band {
  int level = 0;
  Points from;
  bool from_included = true;
  std::optional<Points> to;
  bool to_included = false;
  Words name;     // "Mức độ 2"
  Words meaning;  // "đáp ứng cơ bản"
};

struct Thresholds {
  std::vector<Band> bands;  // ascending, no gap, no overlap; empty = unknown
  Sure sure;
};

// What would show that an answer is true.
struct EvidenceHint {
  std::string kind;  // "document", "software", "list", "photo", "equipment", "other"
  Words text;
};

struct Reading {  // one of several readings of what a level of a `level` item means
  std::string id;
  Words text;
  Sure sure;
};

struct Item {
  std::string id;      // handle; printed only when `number` equals it
  std::string number;  // as the instrument prints it, or "" where it prints none
  Words title;
  Kind kind = Kind::score;
  Sure title_sure;
  std::optional<Amount> max;      // none for mandatory and information
  Points step = {50};             // the points given must be a multiple of it
  Words numerator, denominator;   // labels, kind ratio
  Words counted;                  // label, kind count
  int levels = 0;                 // how many, kind level
  std::vector<Reading> readings;  // kind level
  bool asks_solution = false;     // name of the software and self-built / rented / bought
  EvidenceHint evidence;
};

struct Criterion {
  std::string id, number;
  Words title;
  Sure title_sure;
  std::optional<Amount> max;  // none where nothing in it gives points
  Thresholds thresholds;
  std::vector<Item> items;
};

struct Group {
  std::string id, number;
  Words title;
  Amount max;
  Thresholds levels;  // the group's own, else a copy of Pack::levels: read these, not the pack's
  bool has_own_levels = false;
  std::vector<Criterion> criteria;
};

struct LegalSource {  // where a fact of the pack comes from
  std::string id;
  Words title;
  std::string url;
};

// A basic figure of the unit that the instrument's evidence refers to (pupils, computers …).
struct Figure {
  std::string id;
  Words title, unit;
};

enum class MissingMandatory { warn, block_submit, cap_level_1 };
enum class Overall { none, lower };  // lower: the lower of the groups, an internal convention

struct Policy {
  MissingMandatory missing_mandatory = MissingMandatory::block_submit;
  Overall overall = Overall::none;
  Sure sure;
};

struct Pack {
  std::string id, edition;  // "qd4725-gdpt", "1": id@edition names it in a bundle
  Words title;
  std::string decision;    // "4725/QĐ-BGDĐT"
  std::string decided_on;  // ISO date
  Words issuer;
  std::vector<std::string> applies_to;  // ids of Pack::unit_levels
  struct UnitLevel {
    std::string id;
    Words title;
  };
  std::vector<UnitLevel> unit_levels;  // cấp học / loại đơn vị that are scored by it
  std::vector<LegalSource> sources;
  Thresholds levels;  // in points, of every group without its own
  Policy policy;
  Sure kinds;  // that the items are answered as Item::kind and step say
  std::vector<Figure> figures;
  std::vector<Group> groups;

  std::string name() const { return id + "@" + edition; }
  const Item* item(std::string_view id) const;
  std::set<std::string_view> item_ids() const;  // for whoever looks many of them up; they point into the pack
  const Criterion* criterion(std::string_view id) const;
  const Criterion* criterion_of(std::string_view item_id) const;
  const Group* group_of(std::string_view item_id) const;
};

// Reads and checks a pack. Every problem is reported (up to limits::problems), each with `file` and
// a JSON pointer; the pack is usable only when there is none. Codes: rubric.*, json.*, points.*,
// date.*.
struct LoadedPack {
  std::optional<Pack> pack;
  std::vector<Error> problems;
};
LoadedPack load_pack(std::string_view json, std::string_view file);

// Everything that is not confirmed, for the page and the exports to show, in the pack's order.
// The text table names each `what` under "rubric.what.<what>".
struct Unconfirmed {
  std::string id;    // of the item, criterion or group; "" for what concerns the whole pack
  std::string what;  // "max", "title", "thresholds", "reading"; "levels", "policy", "kinds"
  Sure sure;
};
std::vector<Unconfirmed> unconfirmed(const Pack& pack);

}  // namespace thuoc
