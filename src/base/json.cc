#include "base/json.h"

#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "base/utf8.h"

namespace thuoc {
namespace {

// Receives nlohmann's parse events and builds the value itself, because only here are depth and
// repeated keys seen before they do harm. Returning false stops the parser.
class Builder {
 public:
  explicit Builder(std::string_view file) : file_(file) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) {
    // One integer type for all readers: what does not fit int64 is no count of anything.
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return refuse("json.fraction", next_pointer());
    return add(value);
  }
  bool number_float(Json::number_float_t, const std::string&) { return refuse("json.fraction", next_pointer()); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // never sent for JSON text

  bool start_object(std::size_t) { return open(Json::object()); }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    if (stack_.back()->contains(name)) {
      segments_.back() = name;
      return refuse("json.duplicate_key", pointer(), {{"key", name}});
    }
    segments_.back() = std::move(name);
    return true;
  }

  template <typename Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception& exception) {
    if (exception.id == 406)  // nlohmann: a number beyond double
      return refuse("json.fraction", next_pointer());
    problem = Error{"json.syntax", {file_, "", position == 0 ? 0 : position - 1}, {}};
    return false;
  }

  Json root;
  Error problem;

 private:
  std::string pointer() const {
    std::string out;
    for (const std::string& segment : segments_) out = child(out, segment);
    return out;
  }

  // The place of the value that is about to be added.
  std::string next_pointer() {
    if (!stack_.empty() && stack_.back()->is_array()) segments_.back() = std::to_string(stack_.back()->size());
    return pointer();
  }

  bool refuse(const char* code, std::string pointer, Args args = {}) {
    problem = Error{code, {file_, std::move(pointer), std::nullopt}, std::move(args)};
    return false;
  }

  Json* put(Json value) {
    if (stack_.empty()) {
      root = std::move(value);
      return &root;
    }
    Json& parent = *stack_.back();
    if (parent.is_array()) {
      segments_.back() = std::to_string(parent.size());
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[segments_.back()] = std::move(value));
  }

  bool add(Json value) {
    put(std::move(value));
    return true;
  }

  bool open(Json empty) {
    if (stack_.size() == limits::json_depth)
      return refuse("json.too_deep", next_pointer(), {{"limit", std::to_string(limits::json_depth)}});
    stack_.push_back(put(std::move(empty)));
    segments_.emplace_back();
    return true;
  }

  bool close() {
    stack_.pop_back();
    segments_.pop_back();
    return true;
  }

  std::string file_;
  std::vector<Json*> stack_;           // open objects and arrays, outermost first
  std::vector<std::string> segments_;  // for each: the key or index being filled
};

void name_type(Args& args, Json::value_t type) {
  const char* key = "json.type.value";
  if (type == Json::value_t::string) key = "json.type.text";
  if (type == Json::value_t::number_integer) key = "json.type.integer";
  if (type == Json::value_t::boolean) key = "json.type.boolean";
  if (type == Json::value_t::object) key = "json.type.object";
  if (type == Json::value_t::array) key = "json.type.array";
  add_arg(args, "expected", std::string(text(Lang::vi, key)), std::string(text(Lang::en, key)));
}

bool is_type(const Json& value, Json::value_t type) {
  if (type == Json::value_t::number_integer) return value.is_number_integer();
  return value.type() == type;
}

// Where the first value more than `most` begins. A comma or an opening bracket outside of texts brings
// one at most.
std::optional<std::size_t> first_value_over(std::string_view bytes, std::size_t most) {
  std::size_t values = 1;
  bool in_text = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_text && c == '\\') ++i;
    else if (c == '"') in_text = !in_text;
    else if (!in_text && (c == ',' || c == '[' || c == '{') && ++values > most) return i;
  }
  return std::nullopt;
}

std::size_t most_values(std::size_t bytes) {
  return bytes <= limits::json_bytes ? limits::json_values : limits::collection_values;
}

}  // namespace

Result<Json> parse_json(std::string_view bytes, std::string_view file, std::size_t most) {
  const std::string name(file);
  if (bytes.size() > most) return fail("json.too_large", {name, "", std::nullopt}, {{"limit", std::to_string(most >> 20)}});
  if (const auto bad = first_bad_utf8(bytes)) return fail("json.not_utf8", {name, "", bad});
  if (most <= limits::collection_bytes)
    if (const auto over = first_value_over(bytes, most_values(most)))
      return fail("json.too_many_values", {name, "", over}, {{"limit", std::to_string(most_values(most))}});
  Builder builder(file);
  if (!Json::sax_parse(bytes.begin(), bytes.end(), &builder)) {
    if (builder.problem.place.offset)
      builder.problem.place.offset = std::min<std::uint64_t>(*builder.problem.place.offset, bytes.size());
    return std::unexpected(std::move(builder.problem));
  }
  return std::move(builder.root);
}

// `replace`, because the default handler throws on text that is not UTF-8.
std::string to_text(const Json& value) { return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string to_compact_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string to_text_by_rows(const Json& object) {
  std::string out = "{";
  for (auto it = object.begin(); it != object.end(); ++it) {
    out += (it == object.begin() ? "\n" : ",\n") + to_compact_text(it.key()) + ": ";
    if (!it->is_object() || it->empty()) {
      out += to_compact_text(*it);
      continue;
    }
    out += '{';
    for (auto row = it->begin(); row != it->end(); ++row)
      out += (row == it->begin() ? "\n" : ",\n") + to_compact_text(row.key()) + ": " + to_compact_text(*row);
    out += "\n}";
  }
  return out + "\n}\n";
}

std::string child(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out += '/';
  for (const char c : key) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

std::string child(std::string_view pointer, std::size_t index) { return std::string(pointer) + "/" + std::to_string(index); }

std::string text_of(const Json& value, const char* key) {
  const auto found = value.find(key);  // end() of what is no object
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}
bool is_true(const Json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_boolean() && found->get<bool>();
}

Fields::Fields(const Json& value, std::string pointer, std::string file, std::vector<Error>& problems)
    : value_(value), pointer_(std::move(pointer)), file_(std::move(file)), problems_(problems) {
  if (value_.is_object()) return;
  Args args;
  name_type(args, Json::value_t::object);
  problem("json.wrong_type", "", std::move(args));
}

bool Fields::has(std::string_view key) const { return value_.is_object() && value_.find(key) != value_.end(); }

const Json* Fields::find(std::string_view key) {
  asked_.emplace_back(key);
  if (!value_.is_object()) return nullptr;
  const auto it = value_.find(key);
  return it == value_.end() ? nullptr : &*it;
}

const Json* Fields::find_typed(std::string_view key, Json::value_t type, bool required) {
  const Json* found = find(key);
  if (!found) {
    // A value that is no object was reported as such; its keys need not be missed one by one.
    if (required && value_.is_object()) problem("json.missing_key", key, {{"key", std::string(key)}});
    return nullptr;
  }
  if (is_type(*found, type)) return found;
  Args args{{"key", std::string(key)}};
  name_type(args, type);
  problem("json.wrong_type", key, std::move(args));
  return nullptr;
}

std::string Fields::text(std::string_view key) {
  const Json* found = find_typed(key, Json::value_t::string, true);
  return found ? found->get_ref<const std::string&>() : std::string();
}

std::string Fields::text_or(std::string_view key, std::string_view fallback) {
  const Json* found = find_typed(key, Json::value_t::string, false);
  return found ? found->get_ref<const std::string&>() : std::string(fallback);
}

std::int64_t Fields::integer(std::string_view key) {
  const Json* found = find_typed(key, Json::value_t::number_integer, true);
  return found ? found->get<std::int64_t>() : 0;
}

std::optional<std::int64_t> Fields::integer_if(std::string_view key) {
  const Json* found = find_typed(key, Json::value_t::number_integer, false);
  return found ? std::optional(found->get<std::int64_t>()) : std::nullopt;
}

bool Fields::boolean_or(std::string_view key, bool fallback) { return boolean_if(key).value_or(fallback); }

std::optional<bool> Fields::boolean_if(std::string_view key) {
  const Json* found = find_typed(key, Json::value_t::boolean, false);
  return found ? std::optional(found->get<bool>()) : std::nullopt;
}

const Json* Fields::object(std::string_view key) { return find_typed(key, Json::value_t::object, true); }
const Json* Fields::optional_object(std::string_view key) { return find_typed(key, Json::value_t::object, false); }
const Json* Fields::array(std::string_view key) { return find_typed(key, Json::value_t::array, true); }
const Json* Fields::optional_array(std::string_view key) { return find_typed(key, Json::value_t::array, false); }
const Json* Fields::any_if(std::string_view key) { return find(key); }

void Fields::problem(std::string code, std::string_view key, Args args) {
  add_problem(problems_, {std::move(code), {file_, key.empty() ? pointer_ : at(key), std::nullopt}, std::move(args)});
}

void Fields::done() {
  if (!value_.is_object()) return;
  for (auto it = value_.begin(); it != value_.end(); ++it)
    if (std::find(asked_.begin(), asked_.end(), it.key()) == asked_.end())
      problem("json.unknown_key", it.key(), {{"key", it.key()}});
}

}  // namespace thuoc
