#include "base/strict.h"

#include <algorithm>
#include <set>

#include "base/date.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace thuoc {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

bool has_control(std::string_view text) { return std::ranges::any_of(text, is_control); }

std::string listed(std::span<const std::string_view> words) {
  std::string all;
  for (const std::string_view word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t most) {
  return text.size() <= most ? std::string(text) : std::string(cut_at(text, most)) + "…";
}

bool is_name(std::string_view text) { return !text.empty() && text.size() <= limits::name_bytes && !has_control(text); }

std::string fitting(std::string_view text, std::size_t most) {
  if (text.size() <= most && !has_control(text)) return std::string(text);
  std::string out;
  for (const char c : cut_at(text, most)) {
    if (is_control(c)) out += "\uFFFD";
    else out += c;
  }
  return std::string(cut_at(out, most));
}

void Strict::problem(std::string code, std::string pointer, Args args) {
  add_problem(problems_, {std::move(code), {file_, std::move(pointer), {}}, std::move(args)});
}

bool Strict::is_object(const Json& value, const std::string& pointer) {
  if (value.is_object()) return true;
  problem("json.not_an_object", pointer);
  return false;
}

void Strict::check_text(Fields& f, std::string_view key, const std::string& value) {
  if (value.size() > limits::text_bytes) {
    f.problem("json.text_too_long", key,
              {{"bytes", std::to_string(value.size())}, {"limit", std::to_string(limits::text_bytes)}});
  } else if (has_control(value)) {
    f.problem("json.control_character", key);
  }
}

bool Strict::check_name(const std::string& key, const std::string& pointer) {
  if (is_name(key)) return true;
  problem("json.bad_name", pointer, {{"value", shortened(key)}});
  return false;
}

std::string Strict::text(Fields& f, std::string_view key) {
  std::string value = f.text_or(key, "");
  check_text(f, key, value);
  return value;
}

std::string Strict::required_text(Fields& f, std::string_view key) {
  std::string value = f.text(key);
  check_text(f, key, value);
  return value;
}

std::string Strict::name(Fields& f, std::string_view key) {
  const std::size_t before = problems_.size();
  std::string value = f.text(key);
  if (problems_.size() == before) check_name(value, f.at(key));
  return value;
}

std::string Strict::hash(Fields& f, std::string_view key, bool required) {
  const std::size_t before = problems_.size();
  std::string value = required ? f.text(key) : f.text_or(key, "");
  if ((required || !value.empty()) && problems_.size() == before && !is_sha256_hex(value)) {
    f.problem("json.bad_sha256", key, {{"value", shortened(value)}});
  }
  return value;
}

std::string Strict::date(Fields& f, std::string_view key) {
  std::string value = f.text_or(key, "");
  if (!value.empty() && !parse_iso_date(value)) { f.problem("json.bad_date", key, {{"value", shortened(value)}}); }
  return value;
}

std::string Strict::instant(Fields& f, std::string_view key, bool required) {
  std::string value = required ? f.text(key) : f.text_or(key, "");
  if (!value.empty() && !parse_iso_instant(value)) { f.problem("json.bad_instant", key, {{"value", shortened(value)}}); }
  return value;
}

std::string Strict::school_year(Fields& f, std::string_view key) {
  std::string value = text(f, key);
  if (!value.empty() && !is_school_year(value)) { f.problem("json.bad_school_year", key, {{"value", shortened(value)}}); }
  return value;
}

std::optional<Points> Strict::points(Fields& f, std::string_view key) {
  if (!f.has(key)) return {};
  return required_points(f, key);
}

Points Strict::required_points(Fields& f, std::string_view key) {
  const std::size_t before = problems_.size();
  const std::string typed = f.text(key);
  if (problems_.size() != before) return {};
  const Result<Points> points = parse_points(typed);
  if (points) return *points;
  f.problem(points.error().code, key, points.error().args);
  return {};
}

std::string Strict::choice(Fields& f, std::string_view key, std::span<const std::string_view> words) {
  std::string value = f.text_or(key, "");
  if (!value.empty() && std::ranges::find(words, value) == words.end()) {
    f.problem("json.unknown_word", key, {{"value", shortened(value)}, {"allowed", listed(words)}});
  }
  return value;
}

std::size_t Strict::required_choice(Fields& f, std::string_view key, std::span<const std::string_view> words) {
  const std::size_t before = problems_.size();
  const std::string value = f.text(key);
  const auto found = std::ranges::find(words, value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  if (problems_.size() == before) f.problem("json.unknown_word", key, {{"value", shortened(value)}, {"allowed", listed(words)}});
  return 0;
}

std::optional<std::int64_t> Strict::number_within(Fields& f, std::string_view key, std::int64_t least, std::int64_t most,
                                                  bool required) {
  std::optional<std::int64_t> value;
  if (required) {
    const std::size_t before = problems_.size();
    value = f.integer(key);
    if (problems_.size() != before || !f.has(key)) return {};
  } else {
    value = f.integer_if(key);
  }
  if (value && (*value < least || *value > most)) {
    f.problem("json.number_out_of_range", key,
              {{"value", std::to_string(*value)}, {"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return {};
  }
  return value;
}

bool Strict::is_small(const Json& value, const std::string& pointer, std::size_t most) {
  if (value.size() <= most) return true;
  problem("json.too_many", pointer, {{"count", std::to_string(value.size())}, {"limit", std::to_string(most)}});
  return false;
}

const Json* Strict::list_within(Fields& f, std::string_view key, std::size_t most) {
  const Json* list = f.optional_array(key);
  return list && is_small(*list, f.at(key), most) ? list : nullptr;
}

std::vector<std::string> Strict::names(Fields& f, std::string_view key, std::size_t most) {
  std::vector<std::string> found;
  const Json* list = list_within(f, key, most);
  std::set<std::string> seen;
  if (!list) return found;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string pointer = child(f.at(key), i);
    if (!(*list)[i].is_string()) {
      problem("json.not_a_text", pointer);
      continue;
    }
    std::string name = (*list)[i].get<std::string>();
    check_name(name, pointer);
    if (!seen.insert(name).second) { problem("json.repeated", pointer, {{"value", shortened(name)}}); }
    found.push_back(std::move(name));
  }
  return found;
}

void put(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void put(Json& object, const char* key, Json part) {
  if (!part.empty()) object[key] = std::move(part);
}

void put(Json& object, const char* key, const std::optional<Points>& points) {
  if (points) object[key] = to_json_text(*points);
}

Json strings(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(text);
  return list;
}

}  // namespace thuoc
