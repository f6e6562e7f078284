#include <algorithm>

#include "rollup/builtin_form.h"
#include "rollup/rollup.h"

namespace thuoc {
namespace {

Words words_of(Fields& f, std::string_view key, std::string_view file, std::vector<Error>& problems) {
  Words out;
  const Json* json = f.object(key);
  if (!json) return out;
  Fields words(*json, f.at(key), std::string(file), problems);
  out.vi = words.text("vi");
  out.en = words.text_or("en", "");
  words.done();
  return out;
}

std::vector<std::string> ids_of(const Json* list) {
  std::vector<std::string> out;
  for (const Json& id : list ? *list : Json::array())
    if (id.is_string()) out.push_back(id.get<std::string>());
  return out;
}

}  // namespace

LoadedForm load_form(std::string_view json, std::string_view file) {
  LoadedForm out;
  const auto parsed = parse_json(json, file);
  if (!parsed) {
    out.problems.push_back(parsed.error());
    return out;
  }
  auto& problems = out.problems;
  const auto fields = [&](const Json& value, std::string pointer) {
    return Fields(value, std::move(pointer), std::string(file), problems);
  };
  Fields f = fields(*parsed, "");
  f.integer("format");
  out.form.id = f.text("id");
  out.form.title = words_of(f, "title", file, problems);
  out.form.source = words_of(f, "source", file, problems);
  const Json* sections = f.array("sections");
  for (std::size_t i = 0; sections && i < sections->size(); ++i) {
    Fields section = fields((*sections)[i], child("/sections", i));
    Form::Section& made = out.form.sections.emplace_back();
    made.id = section.text("id");
    made.title = words_of(section, "title", file, problems);
    const Json* rows = section.array("rows");
    for (std::size_t j = 0; rows && j < rows->size(); ++j) {
      Fields row = fields((*rows)[j], child(section.at("rows"), j));
      Form::Row& line = made.rows.emplace_back();
      line.id = row.text("id");
      line.title = words_of(row, "title", file, problems);
      line.levels = ids_of(row.array("levels"));
      row.done();
    }
    section.done();
  }
  if (const Json* stages = f.object("stages"))
    for (const auto& [level, rows] : stages->items()) out.form.stages[level] = ids_of(&rows);
  f.done();
  return out;
}

const Form& phu_luc_2() {
  static const Form form = load_form(builtin_form(), "phu-luc-2.json").form;
  return form;
}

}  // namespace thuoc
