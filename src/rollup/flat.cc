#include "rollup/flat.h"

#include <algorithm>

namespace thuoc {
namespace {

std::size_t level_columns(const Pack& pack) {
  std::size_t most = 0;
  for (const Group& group : pack.groups) most = std::max(most, group.levels.bands.size());
  return most;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json points_or_null(const std::optional<Points>& points) { return points ? Json(to_json_text(*points)) : Json(); }
Json percent_or_null(const std::optional<int>& percent) { return percent ? Json(percent_text(*percent, Lang::en)) : Json(); }

std::string_view to_text(State state) {
  switch (state) {
    case State::unanswered: return "unanswered";
    case State::partial: return "partial";
    case State::answered: return "answered";
    case State::refused: return "refused";
  }
  return "";
}

void put_groups(Json& row, const char* after, const std::vector<GroupResult>& results, const Pack& pack) {
  for (std::size_t i = 0; i < pack.groups.size(); ++i) {
    const std::string name = "group" + std::to_string(i + 1) + after;
    const GroupResult* result = find_result(results, pack.groups[i].id);
    row[name + "_points"] = result ? Json(to_json_text(result->points)) : Json();
    row[name + "_level"] = result && result->level > 0 ? Json(result->level) : Json();
  }
}

}  // namespace

std::vector<std::string> unit_columns(const Pack& pack) {
  std::vector<std::string> out = {"unit_code",   "unit_name", "unit_level", "ownership",    "commune",   "province",
                                  "school_year", "rubric",    "handed_in",  "signer_known", "unanswered"};
  for (const char* after : {"", "_external"})
    for (std::size_t i = 1; i <= pack.groups.size(); ++i)
      for (const char* what : {"_points", "_level"}) out.push_back("group" + std::to_string(i) + after + what);
  out.insert(out.end(), {"bundle_sha256", "review_sha256", "difficulties", "proposals"});
  return out;
}

Json unit_row(const UnitResult& unit, const Pack& pack) {
  Json row{{"unit_code", unit.code},
           {"unit_name", text_or_null(unit.name)},
           {"unit_level", text_or_null(unit.level)},
           {"ownership", text_or_null(unit.ownership)},
           {"commune", text_or_null(unit.commune)},
           {"province", text_or_null(unit.province)},
           {"school_year", unit.school_year},
           {"rubric", unit.pack},
           {"handed_in", text_or_null(unit.handed_in)},
           {"signer_known", unit.known_key},
           {"unanswered", unit.unanswered},
           {"bundle_sha256", unit.bundle},
           {"review_sha256", text_or_null(unit.review)},
           {"difficulties", text_or_null(unit.difficulties)},
           {"proposals", text_or_null(unit.proposals)}};
  put_groups(row, "", unit.self, pack);
  put_groups(row, "_external", unit.external, pack);
  return row;
}

const std::vector<std::string>& item_columns() {
  static const std::vector<std::string> columns = {"unit_code", "bundle_sha256", "group",  "criterion",       "item",
                                                   "title",     "state",         "points", "external_points", "max"};
  return columns;
}

std::vector<Json> item_rows(const UnitResult& unit, const Pack& pack) {
  std::vector<Json> out;
  for (const ItemResult& result : unit.items) {
    const Item* const item = pack.item(result.id);
    const Group* const group = pack.group_of(result.id);
    const Criterion* const criterion = pack.criterion_of(result.id);
    out.push_back({{"unit_code", unit.code},
                   {"bundle_sha256", unit.bundle},
                   {"group", group ? Json(group->id) : Json()},
                   {"criterion", criterion ? Json(criterion->id) : Json()},
                   {"item", result.id},
                   {"title", item ? Json(item->title.vi) : Json()},
                   {"state", to_text(result.state)},
                   {"points", points_or_null(result.self)},
                   {"external_points", points_or_null(result.external)},
                   {"max", item && item->max ? Json(to_json_text(item->max->value)) : Json()}});
  }
  return out;
}

std::vector<std::string> table_columns(const Pack& pack) {
  std::vector<std::string> out = {"side", "group", "section", "row", "number", "title"};
  for (std::size_t i = 1; i <= level_columns(pack); ++i)
    for (const char* what : {"_count", "_percent"}) out.push_back("level" + std::to_string(i) + what);
  out.push_back("all_count");
  return out;
}

std::vector<Json> table_rows(const Table& table) {
  std::vector<Json> out;
  for (const TableRow& row : table.rows) {
    Json json{{"side", table.side == Side::self ? "self" : "external"},
              {"group", row.group},
              {"section", text_or_null(row.section)},
              {"row", text_or_null(row.row)},
              {"number", text_or_null(row.number)},
              {"title", row.title.vi},
              {"all_count", row.all.count()}};
    for (std::size_t i = 0; i < row.levels.size(); ++i) {
      const std::string level = "level" + std::to_string(i + 1);
      json[level + "_count"] = row.levels[i].count();
      json[level + "_percent"] = percent_or_null(row.levels[i].percent);
    }
    out.push_back(std::move(json));
  }
  return out;
}

}  // namespace thuoc
