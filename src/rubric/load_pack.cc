// JSON → Pack. Checks stand where a thing is read, because there its pointer is known.
#include <algorithm>

#include "base/date.h"
#include "base/utf8.h"
#include "rubric/bands.h"
#include "rubric/pack_parts.h"

namespace thuoc {
namespace {

constexpr std::int64_t pack_format = 1;
constexpr auto most_levels = static_cast<std::int64_t>(limits::pack_levels);

// From here on it counts as one that could not be read, so that no sum is blamed for it.
void missing_max(Fields& f, FoundMax& found) {
  f.problem("json.missing_key", "max", {{"key", "max"}});
  found.given = true;
}

bool gives_points(Kind kind) { return kind != Kind::mandatory && kind != Kind::information; }

class Reader : public PackParts {
 public:
  using PackParts::PackParts;
  Pack pack(const Json& value);

 private:
  Thresholds thresholds(const Json& value, const std::string& pointer);
  Item item(Fields& f, FoundMax& found);
  void kind_fields(Fields& f, Item& item, FoundMax& found);
  Criterion criterion(const Json& value, const std::string& pointer, FoundMax& found);
  Group group(const Json& value, const std::string& pointer);
  void lists(Fields& f, Pack& pack);
  void levels_of_groups(Fields& f, Pack& pack);
  void check_sum(const std::vector<FoundMax>& parts, const FoundMax& whole, const char* code, const std::string& pointer);

  std::map<std::string, std::string> ids_;  // of groups, criteria and items: id → pointer
};

Thresholds Reader::thresholds(const Json& value, const std::string& pointer) {
  Thresholds read;
  Fields f(value, pointer, file_, problems_);
  const std::size_t before = problems_.size();
  each(f.array("bands"), f.at("bands"), 10 * limits::pack_levels, [&](const Json& element, const std::string& at) {
    Fields b(element, at, file_, problems_);
    Band band;
    // Any other value is told by check_bands; what matters here is that it fits.
    band.level = static_cast<int>(std::clamp<std::int64_t>(b.integer("level"), 0, most_levels + 1));
    band.name = words(b, "name");
    band.meaning = words_if(b, "meaning");
    band.from = points(b, "from").value_or(Points{});
    band.from_included = b.boolean_or("from_included", true);
    if (b.has("to") || b.has("to_included")) band.to = points(b, "to");
    band.to_included = b.boolean_or("to_included", false);
    b.done();
    read.bands.push_back(std::move(band));
  });
  if (read.bands.size() > static_cast<std::size_t>(most_levels))
    f.problem("rubric.too_many_levels", "bands", {{"most", std::to_string(most_levels)}});
  if (problems_.size() == before)
    for (Error& error : check_bands(read.bands, f.at("bands"))) report(std::move(error));
  // Bands that are wrong in themselves would only cause more problems further on.
  if (problems_.size() != before) read.bands.clear();
  read.sure = sure(f);
  f.done();
  return read;
}

// The fields that belong to some kinds only. One in the wrong place is told as such: the writer of
// the pack meant something by it.
void Reader::kind_fields(Fields& f, Item& item, FoundMax& found) {
  const auto belongs = [&](const char* key, bool wanted) {
    if (wanted || !f.has(key)) return wanted;
    f.any_if(key);
    f.problem("rubric.field_not_for_kind", key, {{"key", key}, {"kind", std::string(to_text(item.kind))}});
    return false;
  };
  const bool stepped = gives_points(item.kind) && item.kind != Kind::yes_no;
  if (belongs("max", gives_points(item.kind))) {
    found = max(f);
    item.max = found.amount;
    if (!found.given) missing_max(f, found);
  }
  if (belongs("step", stepped))
    if (const auto step = points(f, "step")) {
      item.step = *step;
      if (*step <= Points{}) f.problem("rubric.step_not_positive", "step");
      else if (item.max && item.max->value.hundredths % step->hundredths != 0) {
        Args args;
        add_arg(args, "step", *step);
        add_arg(args, "max", item.max->value);
        f.problem("rubric.step_does_not_divide", "step", std::move(args));
      }
    }
  if (belongs("numerator", item.kind == Kind::ratio)) item.numerator = words(f, "numerator");
  if (belongs("denominator", item.kind == Kind::ratio)) item.denominator = words(f, "denominator");
  if (belongs("counted", item.kind == Kind::count)) item.counted = words(f, "counted");
  if (belongs("levels", item.kind == Kind::level)) {
    const std::int64_t levels = f.integer("levels");
    if (levels >= 2 && levels <= most_levels) item.levels = static_cast<int>(levels);
    else if (f.has("levels")) f.problem("rubric.level_count_out_of_range", "levels", {{"most", std::to_string(most_levels)}});
  }
  if (belongs("readings", item.kind == Kind::level) && f.has("readings")) {
    std::map<std::string, std::string> seen;
    each(f.array("readings"), f.at("readings"), limits::pack_readings, [&](const Json& element, const std::string& at) {
      Fields r(element, at, file_, problems_);
      Reading reading{id(r, "id", seen), words(r, "text"), sure(r)};
      r.done();
      item.readings.push_back(std::move(reading));
    });
  }
}

// Reads the fields of an item out of `f`, which may be a criterion without components.
Item Reader::item(Fields& f, FoundMax& found) {
  Item item;
  item.id = id(f, "id", ids_);
  item.number = number(f);
  item.title = words(f, "title");
  item.title_sure = sure_at(f, "title_sure");
  const auto [kind, known] = choice<Kind>(f, "kind",
                                          {{"mandatory", Kind::mandatory},
                                           {"yes_no", Kind::yes_no},
                                           {"score", Kind::score},
                                           {"ratio", Kind::ratio},
                                           {"count", Kind::count},
                                           {"level", Kind::level},
                                           {"information", Kind::information}});
  item.kind = kind;
  if (known) {
    kind_fields(f, item, found);
  } else {
    // Without its kind nothing can be said about these, so they are not called unknown either.
    for (const char* key : {"max", "step", "numerator", "denominator", "counted", "levels", "readings"}) f.any_if(key);
    found.given = true;
  }
  item.asks_solution = f.boolean_or("asks_solution", false);
  const Json* evidence = item.kind == Kind::information ? f.optional_object("evidence") : f.object("evidence");
  if (evidence) {
    Fields e(*evidence, f.at("evidence"), file_, problems_);
    const auto [hint, ok] = choice<const char*>(e, "kind",
                                                {{"document", "document"},
                                                 {"software", "software"},
                                                 {"list", "list"},
                                                 {"photo", "photo"},
                                                 {"equipment", "equipment"},
                                                 {"other", "other"}});
    item.evidence = {hint, words(e, "text")};
    e.done();
  }
  return item;
}

void Reader::check_sum(const std::vector<FoundMax>& parts, const FoundMax& whole, const char* code, const std::string& pointer) {
  Points sum;
  for (const FoundMax& part : parts) {
    if (part.given && !part.amount) return;
    if (part.amount) sum += part.amount->value;
  }
  if (!whole.amount || whole.amount->value == sum) return;
  Args args;
  add_arg(args, "sum", sum);
  add_arg(args, "max", whole.amount->value);
  report(code, pointer, std::move(args));
}

Criterion Reader::criterion(const Json& value, const std::string& pointer, FoundMax& found) {
  Fields f(value, pointer, file_, problems_);
  Criterion read;
  if (!f.has("items")) {
    Item only = item(f, found);
    read.id = only.id;
    read.number = only.number;
    read.title = only.title;
    read.title_sure = only.title_sure;
    read.items.push_back(std::move(only));
  } else {
    read.id = id(f, "id", ids_);
    read.number = number(f);
    read.title = words(f, "title");
    read.title_sure = sure_at(f, "title_sure");
    found = max(f);
    std::vector<FoundMax> parts;
    each(f.array("items"), f.at("items"), limits::pack_items, [&](const Json& element, const std::string& at) {
      Fields i(element, at, file_, problems_);
      FoundMax part;
      read.items.push_back(item(i, part));
      i.done();
      parts.push_back(std::move(part));
    });
    const bool scored = std::any_of(parts.begin(), parts.end(), [](const auto& p) { return p.given; });
    if (scored && !found.given) missing_max(f, found);
    else if (!scored && found.given) f.problem("rubric.max_without_points", "max");
    else check_sum(parts, found, "rubric.items_sum", f.at("max"));
  }
  read.max = found.amount;
  if (const Json* bands = f.optional_object("thresholds")) {
    read.thresholds = thresholds(*bands, f.at("thresholds"));
    if (!found.given) f.problem("rubric.thresholds_without_points", "thresholds");
    else if (found.amount)
      for (Error& error : check_reach(read.thresholds.bands, f.at("thresholds") + "/bands", found.amount->value, read.title))
        report(std::move(error));
  }
  f.done();
  return read;
}

Group Reader::group(const Json& value, const std::string& pointer) {
  Fields f(value, pointer, file_, problems_);
  Group read;
  read.id = id(f, "id", ids_);
  read.number = number(f);
  read.title = words(f, "title");
  FoundMax whole = max(f);
  if (!whole.given) missing_max(f, whole);
  if (whole.amount) read.max = *whole.amount;
  std::vector<FoundMax> parts;
  each(f.array("criteria"), f.at("criteria"), limits::pack_criteria, [&](const Json& element, const std::string& at) {
    FoundMax part;
    read.criteria.push_back(criterion(element, at, part));
    parts.push_back(std::move(part));
  });
  check_sum(parts, whole, "rubric.criteria_sum", f.at("max"));
  if (const Json* levels = f.optional_object("levels")) {
    read.levels = thresholds(*levels, f.at("levels"));
    read.has_own_levels = true;
  }
  f.done();
  return read;
}

void Reader::lists(Fields& f, Pack& pack) {
  std::map<std::string, std::string> seen;
  each(f.array("sources"), f.at("sources"), limits::pack_list, [&](const Json& element, const std::string& at) {
    Fields s(element, at, file_, problems_);
    LegalSource source{id(s, "id", seen), words(s, "title"), s.text_or("url", "")};
    if (!source.url.empty() && !source.url.starts_with("https://") && !source.url.starts_with("http://"))
      s.problem("rubric.bad_url", "url");
    s.done();
    sources_.insert(source.id);
    pack.sources.push_back(std::move(source));
  });
  seen.clear();
  each(f.array("unit_levels"), f.at("unit_levels"), limits::pack_list, [&](const Json& element, const std::string& at) {
    Fields u(element, at, file_, problems_);
    pack.unit_levels.push_back({id(u, "id", seen), words(u, "title")});
    u.done();
  });
  std::set<std::string> applied;
  each(f.array("applies_to"), f.at("applies_to"), limits::pack_list, [&](const Json& element, const std::string& at) {
    std::string name = element.is_string() ? element.get_ref<const std::string&>() : "";
    if (!seen.contains(name)) report("rubric.unknown_unit_level", at, {{"id", name}});
    else if (!applied.insert(name).second) report("rubric.duplicate_id", at, {{"id", name}, {"first", f.at("applies_to")}});
    pack.applies_to.push_back(std::move(name));
  });
  seen.clear();
  if (f.has("figures"))
    each(f.array("figures"), f.at("figures"), limits::pack_list, [&](const Json& element, const std::string& at) {
      Fields g(element, at, file_, problems_);
      pack.figures.push_back({id(g, "id", seen), words(g, "title"), words_if(g, "unit")});
      g.done();
    });
}

// Groups without bands of their own take the pack's, which must then fit their totals.
void Reader::levels_of_groups(Fields& f, Pack& pack) {
  for (std::size_t i = 0; i < pack.groups.size(); ++i) {
    Group& group = pack.groups[i];
    const std::string own = child(f.at("groups"), i) + "/levels";
    if (!group.has_own_levels) group.levels = pack.levels;
    else if (!group.levels.bands.empty() && !pack.levels.bands.empty() && group.levels.bands.size() != pack.levels.bands.size())
      report("rubric.level_counts_differ", own + "/bands", {{"expected", std::to_string(pack.levels.bands.size())}});
    if (group.max.value == Points{}) continue;  // its problem is reported already
    const std::string at = (group.has_own_levels ? own : f.at("levels")) + "/bands";
    for (Error& error : check_reach(group.levels.bands, at, group.max.value, group.title)) report(std::move(error));
  }
}

Pack Reader::pack(const Json& value) {
  Pack pack;
  Fields f(value, "", file_, problems_);
  if (!value.is_object()) return pack;
  const std::int64_t format = f.integer("format");
  if (problems_.empty() && format != pack_format) {
    f.problem("rubric.format", "format", {{"given", std::to_string(format)}, {"known", std::to_string(pack_format)}});
    return pack;  // what else it says cannot be judged
  }
  f.any_if("$schema");
  pack.id = id(f, "id");
  pack.edition = id(f, "edition");
  pack.title = words(f, "title");
  pack.decision = line(f, "decision");
  pack.decided_on = line(f, "decided_on");
  if (!pack.decided_on.empty())
    if (const auto date = parse_iso_date(pack.decided_on); !date) f.problem("rubric.bad_date", "decided_on", date.error().args);
  pack.issuer = words(f, "issuer");
  lists(f, pack);
  if (const Json* levels = f.object("levels")) pack.levels = thresholds(*levels, f.at("levels"));
  if (const Json* policy = f.object("policy")) {
    Fields p(*policy, f.at("policy"), file_, problems_);
    pack.policy.missing_mandatory = choice<MissingMandatory>(p, "missing_mandatory",
                                                             {{"warn", MissingMandatory::warn},
                                                              {"block_submit", MissingMandatory::block_submit},
                                                              {"cap_level_1", MissingMandatory::cap_level_1}})
                                        .first;
    pack.policy.overall = choice<Overall>(p, "overall", {{"none", Overall::none}, {"lower", Overall::lower}}).first;
    pack.policy.sure = sure(p);
    p.done();
  }
  pack.kinds = sure_at(f, "kinds");
  each(f.array("groups"), f.at("groups"), limits::pack_groups,
       [&](const Json& element, const std::string& at) { pack.groups.push_back(group(element, at)); });
  std::size_t items = 0;
  for (const Group& group : pack.groups)
    for (const Criterion& criterion : group.criteria) items += criterion.items.size();
  if (items > limits::pack_items)
    f.problem("json.too_many", "groups", {{"count", std::to_string(items)}, {"limit", std::to_string(limits::pack_items)}});
  levels_of_groups(f, pack);
  f.done();
  return pack;
}

}  // namespace

LoadedPack load_pack(std::string_view json, std::string_view file) {
  LoadedPack loaded;
  auto value = parse_json(json, file, limits::pack_bytes);
  if (!value) {
    loaded.problems.push_back(std::move(value.error()));
    return loaded;
  }
  Pack pack = Reader(file, loaded.problems).pack(*value);
  if (loaded.problems.empty()) loaded.pack = std::move(pack);
  return loaded;
}

}  // namespace thuoc
