// data/rollup.json, written and read.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/strict.h"
#include "dossier/words.h"
#include "rollup/rollup.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 6> reasons{"superseded",   "other-year", "other-instrument",
                                                  "not-expected", "no-row",     "code-clash"};

// ---- Writing
Json groups_json(const std::vector<GroupResult>& results) {
  Json list = Json::array();
  for (const GroupResult& r : results)
    list.push_back({{"group", r.group}, {"points", to_json_text(r.points)}, {"level", r.level}});
  return list;
}

Json unit_json(const UnitResult& u) {
  Json out{{"code", u.code}, {"bundle", u.bundle}, {"known_key", u.known_key}, {"unanswered", u.unanswered}};
  put(out, "name", u.name);
  put(out, "level", u.level);
  put(out, "ownership", u.ownership);
  put(out, "commune", u.commune);
  put(out, "province", u.province);
  put(out, "pack", u.pack);
  put(out, "review", u.review);
  put(out, "handed_in", u.handed_in);
  put(out, "changed", u.changed);
  put(out, "self", groups_json(u.self));
  put(out, "external", groups_json(u.external));
  put(out, "difficulties", u.difficulties);
  put(out, "proposals", u.proposals);
  return out;
}

void put_percent(Json& object, const std::optional<int>& percent) {
  if (percent) object["percent"] = percent_text(*percent, Lang::en);
}

Json table_json(const Table& table) {
  Json scale = Json::array(), rows = Json::array();
  for (const ScaleRow& row : table.scale) {
    Json json{{"section", row.section}, {"title", row.title.vi}, {"assessed", row.assessed.count()}};
    put(json, "row", row.row);
    if (row.expected) json["expected"] = *row.expected;
    put_percent(json, row.assessed.percent);
    scale.push_back(std::move(json));
  }
  for (const TableRow& row : table.rows) {
    Json levels = Json::array();
    for (const Cell& cell : row.levels) {
      levels.push_back({{"count", cell.count()}});
      put_percent(levels.back(), cell.percent);
    }
    Json json{{"group", row.group}, {"title", row.title.vi}, {"all", row.all.count()}, {"levels", std::move(levels)}};
    put(json, "section", row.section);
    put(json, "row", row.row);
    put(json, "number", row.number);
    rows.push_back(std::move(json));
  }
  return {{"scale", std::move(scale)}, {"rows", std::move(rows)}};
}

Json tables_json(const Rollup& rollup, const Pack& pack, const Form& form) {
  return {{"self", table_json(make_table(rollup, pack, form, Side::self))},
          {"external", table_json(make_table(rollup, pack, form, Side::external))}};
}

// ---- Reading
std::vector<GroupResult> read_groups(Strict& reader, Fields& f, std::string_view key, const Pack& pack) {
  std::vector<GroupResult> out;
  reader.each(f, key, limits::pack_groups, [&](Fields& one) {
    GroupResult r;
    r.group = reader.name(one, "group");
    if (const auto points = reader.points(one, "points")) r.points = *points;
    else if (!one.has("points")) one.problem("json.missing_key", "points", {{"key", "points"}});
    r.level = static_cast<int>(reader.number_within(one, "level", 0, limits::rollup_levels, true).value_or(0));
    const auto group = std::ranges::find(pack.groups, r.group, &Group::id);
    if (group != pack.groups.end()) r.max = group->max.value;
    out.push_back(std::move(r));
  });
  return out;
}

UnitResult read_unit(Strict& reader, Fields& f, const Pack& pack) {
  UnitResult u;
  u.code = reader.required_text(f, "code");
  u.name = reader.text(f, "name");
  u.level = reader.text(f, "level");
  u.ownership = reader.choice(f, "ownership", ownership_words);
  u.commune = reader.text(f, "commune");
  u.province = reader.text(f, "province");
  u.pack = reader.text(f, "pack");
  u.known_key = f.boolean_or("known_key", false);
  u.bundle = reader.hash(f, "bundle", true);
  u.review = reader.hash(f, "review");
  u.handed_in = reader.date(f, "handed_in");
  u.changed = reader.instant(f, "changed");
  u.unanswered = static_cast<int>(reader.number_within(f, "unanswered", 0, limits::answers).value_or(0));
  u.self = read_groups(reader, f, "self", pack);
  u.external = read_groups(reader, f, "external", pack);
  u.difficulties = reader.text(f, "difficulties");
  u.proposals = reader.text(f, "proposals");
  return u;
}

// What a row says of itself must be possible by the pack it names; of other packs nothing is known.
void check_results(Strict& reader, const UnitResult& unit, const Pack& pack, const std::string& pointer) {
  if (unit.pack != pack.name()) return;
  for (const auto& [key, results] : {std::pair{"self", &unit.self}, {"external", &unit.external}}) {
    for (std::size_t i = 0; i < results->size(); ++i) {
      const GroupResult& r = (*results)[i];
      const auto group = std::ranges::find(pack.groups, r.group, &Group::id);
      const bool known = group != pack.groups.end() && r.points >= Points{} && r.points <= group->max.value;
      const int level = known ? level_of(group->levels, r.points) : -1;
      const bool capped = pack.policy.missing_mandatory == MissingMandatory::cap_level_1 && r.level == 1;
      if (r.level == level || (known && capped)) continue;
      Args args{{"unit", unit.name}, {"group", r.group}, {"level", std::to_string(r.level)}};
      add_arg(args, "points", r.points);
      reader.problem("rollup.result_impossible", child(child(pointer, key), i), std::move(args));
    }
  }
}

std::string brief(const Json* value) {
  if (!value) return "–";
  return value->is_string() ? value->get<std::string>() : shortened(to_compact_text(*value));
}

// Every place where what is written is not what the rows add up to. `where` gathers what a person
// calls the place: the titles on the way.
void compare(Strict& reader, const Json* written, const Json* computed, const std::string& pointer, std::string where) {
  if (written && computed && *written == *computed) return;
  const bool objects = written && computed && written->is_object() && computed->is_object();
  const bool lists = written && computed && written->is_array() && computed->is_array();
  if (!objects && !lists) {
    reader.problem("rollup.disagrees", pointer, {{"where", where}, {"written", brief(written)}, {"computed", brief(computed)}});
    return;
  }
  if (lists) {
    for (std::size_t i = 0; i < std::max(written->size(), computed->size()); ++i)
      compare(reader, i < written->size() ? &(*written)[i] : nullptr, i < computed->size() ? &(*computed)[i] : nullptr,
              child(pointer, i), where);
    return;
  }
  if (computed->contains("title")) {
    const std::string group = computed->value("group", "");
    where = (group.empty() ? "" : group + " · ") + computed->value("title", "");
  }
  std::vector<std::string> keys;
  for (const Json* object : {written, computed})
    for (const auto& [key, ignored] : object->items())
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  const auto at = [](const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
  };
  for (const std::string& key : keys) compare(reader, at(*written, key), at(*computed, key), child(pointer, key), where);
}

class Reader {
 public:
  Reader(std::string_view file, LoadedRollup& out) : out_(out), reader_(file, out.problems) {}

  void read(const Json& json, const Pack& pack, const Form& form) {
    Fields f = reader_.fields(json, "");
    const Head head = read_head(reader_, f);
    Rollup r;
    r.office = head.office;
    r.school_year = head.school_year;
    r.decision = reader_.text(f, "decision");
    if (head.pack != pack.name()) f.problem("rollup.other_pack", "pack", {{"written", head.pack}, {"given", pack.name()}});
    if (const std::string id = f.text("form"); id != form.id) f.problem("rollup.other_form", "form", {{"form", shortened(id)}});
    r.multi_level = static_cast<MultiLevel>(reader_.required_choice(f, "multi_level", multi_level_words));
    read_expected(f, r);
    read_parts(f, r);
    reader_.each(f, "units", limits::units, [&](Fields& one) {
      const std::size_t before = out_.problems.size();
      r.units.push_back(read_unit(reader_, one, pack));
      r.units.back().school_year = r.school_year;
      r.units.back().decision = r.decision;
      if (out_.problems.size() == before) check_results(reader_, r.units.back(), pack, one.pointer());
      const std::size_t n = r.units.size();
      if (n > 1 && r.units[n - 2].code >= r.units[n - 1].code)
        one.problem("rollup.not_in_order", "code", {{"code", shortened(r.units[n - 1].code)}});
    });
    reader_.each(f, "left_out", limits::units, [&](Fields& one) {
      LeftOut left;
      left.code = reader_.text(one, "code");
      left.name = reader_.text(one, "name");
      left.bundle = reader_.hash(one, "bundle", true);
      left.why = reasons[reader_.required_choice(one, "why", reasons)];
      r.left_out.push_back(std::move(left));
    });
    const Json* const tables = f.object("tables");
    f.done();
    if (!out_.problems.empty()) return;
    const Json computed = tables_json(r, pack, form);
    compare(reader_, tables, &computed, "/tables", "");
    if (out_.problems.empty()) out_.rollup = std::move(r);
  }

 private:
  void read_parts(Fields& f, Rollup& r) {
    const Json* const parts = reader_.list_within(f, "parts", limits::units);
    for (std::size_t i = 0; parts && i < parts->size(); ++i) {
      const Json& part = (*parts)[i];
      if (part.is_string() && is_sha256_hex(part.get_ref<const std::string&>())) r.parts.push_back(part);
      else reader_.problem("json.bad_sha256", child("/parts", i), {{"value", brief(&part)}});
    }
  }

  void read_expected(Fields& f, Rollup& r) {
    const Json* const expected = f.optional_object("expected");
    if (!expected || !reader_.is_small(*expected, "/expected")) return;
    r.expected.emplace();
    Fields counts = reader_.fields(*expected, "/expected");
    for (const auto& [level, ignored] : expected->items()) {
      reader_.check_name(level, child("/expected", level));
      (*r.expected)[level] = static_cast<int>(reader_.number_within(counts, level, 0, limits::units, true).value_or(0));
    }
  }

  LoadedRollup& out_;
  Strict reader_;
};

}  // namespace

std::string to_json_text(const Rollup& rollup, const Pack& pack, const Form& form) {
  Json out = head_json("rollup", rollup_version, {rollup.office, rollup.school_year, pack.name()});
  out["form"] = form.id;
  out["multi_level"] = to_text(rollup.multi_level);
  out["tables"] = tables_json(rollup, pack, form);
  put(out, "decision", rollup.decision);
  if (rollup.expected) out["expected"] = *rollup.expected;
  put(out, "parts", strings(rollup.parts));
  Json units = Json::array(), left_out = Json::array();
  for (const UnitResult& unit : rollup.units) units.push_back(unit_json(unit));
  for (const LeftOut& left : rollup.left_out) {
    left_out.push_back({{"bundle", left.bundle}, {"why", left.why}});
    put(left_out.back(), "code", left.code);
    put(left_out.back(), "name", left.name);
  }
  put(out, "units", std::move(units));
  put(out, "left_out", std::move(left_out));
  return to_text(out);
}

LoadedRollup load_rollup(std::string_view json, const Pack& pack, const Form& form, std::string_view file) {
  LoadedRollup out;
  const auto document = open_document(json, file, "rollup", rollup_version, limits::collection_bytes);
  if (document) Reader(file, out).read(*document, pack, form);
  else out.problems.push_back(document.error());
  return out;
}

Result<WrittenBundle> write_rollup(const Rollup& rollup, std::string_view pack_json, const Pack& pack, const Form& form,
                                   const SecretKey& key, std::string_view today_iso) {
  OfficeBundle bundle;
  bundle.type = "rollup";
  bundle.head = {rollup.office, rollup.school_year, pack.name()};
  bundle.name_code = rollup.office.code;
  bundle.name = rollup.office.name;
  bundle.document_json = to_json_text(rollup, pack, form);
  bundle.rubric_json = pack_json;
  return write_office_bundle(std::move(bundle), key, today_iso);
}

}  // namespace thuoc
