#include "rubric/pack_parts.h"

#include <algorithm>

#include "base/file_name.h"
#include "base/strict.h"
#include "base/utf8.h"

namespace thuoc {

namespace {

// Ids become folder names inside a bundle: nothing that any system treats specially.
bool is_id(std::string_view id) {
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (id.empty() || id.size() > limits::pack_id_bytes || is_device_name(id) || !alnum(id.front()) || !alnum(id.back()))
    return false;
  return std::all_of(id.begin(), id.end(), [&](char c) { return alnum(c) || c == '.' || c == '-'; });
}

}  // namespace

void PackParts::report(Error error) {
  error.place.file = file_;
  add_problem(problems_, std::move(error));
}

// Missing or of another type has been told by Fields; then there is nothing more to say about it.
std::optional<std::string> PackParts::given(Fields& f, const char* key) {
  const std::size_t before = problems_.size();
  std::string text = f.text(key);
  if (problems_.size() != before || !f.has(key)) return std::nullopt;
  return text;
}

Words PackParts::words_in(const Json& value, const std::string& pointer) {
  Fields f(value, pointer, file_, problems_);
  Words words{f.text("vi"), f.text_or("en", "")};
  for (auto [key, text] : {std::pair("vi", &words.vi), std::pair("en", &words.en)}) {
    if (text->size() > limits::pack_text_bytes)
      f.problem("json.text_too_long", key,
                {{"bytes", std::to_string(text->size())}, {"limit", std::to_string(limits::pack_text_bytes)}});
    *text = clean_text(shortened(*text, limits::pack_text_bytes), true);
    if (text->empty() && value.contains(key) && value[key].is_string()) f.problem("rubric.empty_text", key);
  }
  f.done();
  return words;
}

Words PackParts::words(Fields& f, const char* key) {
  const Json* found = f.object(key);
  return found ? words_in(*found, f.at(key)) : Words{};
}

Words PackParts::words_if(Fields& f, const char* key) {
  const Json* found = f.optional_object(key);
  return found ? words_in(*found, f.at(key)) : Words{};
}

std::string PackParts::line(Fields& f, const char* key) {
  const auto found = given(f, key);
  std::string text = clean_text(found.value_or(""), false);
  if (found && text.empty()) f.problem("rubric.empty_text", key);
  return text;
}

std::string PackParts::number(Fields& f) {
  const std::string text = f.text_or("number", "");
  if (text.size() > limits::name_bytes)
    f.problem("json.text_too_long", "number",
              {{"bytes", std::to_string(text.size())}, {"limit", std::to_string(limits::name_bytes)}});
  return clean_text(shortened(text, limits::name_bytes), false);
}

std::optional<Points> PackParts::points(Fields& f, const char* key) {
  const auto text = given(f, key);
  if (!text) return std::nullopt;
  const auto parsed = parse_points(*text);
  if (parsed) return *parsed;
  f.problem(parsed.error().code, key, parsed.error().args);
  return std::nullopt;
}

std::string PackParts::id(Fields& f, const char* key) {
  const auto id = given(f, key);
  if (id && !is_id(*id)) f.problem("rubric.bad_id", key, {{"id", shortened(*id)}});
  return id.value_or("");
}

std::string PackParts::id(Fields& f, const char* key, std::map<std::string, std::string>& seen) {
  std::string found = id(f, key);
  const auto [first, is_new] = seen.try_emplace(found, f.at(key));
  if (!is_new && !found.empty()) f.problem("rubric.duplicate_id", key, {{"id", found}, {"first", first->second}});
  return found;
}

Sure PackParts::sure(Fields& f) {
  Sure sure;
  const auto [certainty, known] = choice<Certainty>(f, "certainty",
                                                    {{"provisional", Certainty::provisional},
                                                     {"single-source", Certainty::single_source},
                                                     {"confirmed", Certainty::confirmed}});
  sure.certainty = certainty;
  const Words note = words_if(f, "note");
  sure.note = note.vi;
  sure.note_en = note.en;
  if (const Json* sources = f.optional_array("sources"))
    for (std::size_t i = 0; i < sources->size(); ++i) {
      const Json& source = (*sources)[i];
      std::string name = source.is_string() ? source.get_ref<const std::string&>() : "";
      if (!sources_.contains(name)) report("rubric.unknown_source", child(f.at("sources"), i), {{"id", name}});
      sure.sources.push_back(std::move(name));
    }
  if (known && certainty != Certainty::provisional && sure.sources.empty()) f.problem("rubric.sure_without_source", "certainty");
  if (known && certainty == Certainty::provisional && sure.note.empty())
    f.problem("rubric.provisional_without_note", "certainty");
  return sure;
}

Sure PackParts::sure_at(Fields& f, const char* key) {
  const Json* found = f.object(key);
  if (!found) return {};
  Fields inner(*found, f.at(key), file_, problems_);
  Sure read = sure(inner);
  inner.done();
  return read;
}

FoundMax PackParts::max(Fields& f) {
  FoundMax found;
  const Json* value = f.optional_object("max");
  found.given = f.has("max");
  if (!value) return found;
  Fields inner(*value, f.at("max"), file_, problems_);
  const auto amount = points(inner, "value");
  const Sure read = sure(inner);
  inner.done();
  if (!amount) return found;
  if (*amount > Points{}) found.amount = Amount{*amount, read};
  else inner.problem("rubric.max_not_positive", "value");
  return found;
}

std::optional<std::size_t> PackParts::choose(Fields& f, const char* key, const std::vector<std::string>& names) {
  const auto text = given(f, key);
  if (!text) return std::nullopt;
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (*text == names[i]) return i;
    all += (i == 0 ? "" : ", ") + names[i];
  }
  f.problem("rubric.unknown_choice", key, {{"given", shortened(*text)}, {"choices", all}});
  return std::nullopt;
}

}  // namespace thuoc
