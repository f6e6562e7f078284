#include "base/lang.h"

#include <set>
#include <string>

#include <unordered_map>

#include "base/text_rows.h"

namespace thuoc {
namespace {

struct Row {
  std::string_view vi, en;
};

// Keys and texts are views of what add_texts was given.
struct Table {
  std::unordered_map<std::string_view, Row> rows;
  bool english = false;

  void add(Lang lang, std::string_view run) {
    std::vector<std::string_view> parts;
    for (std::size_t end; (end = run.find('\0')) != run.npos; run.remove_prefix(end + 1)) { parts.push_back(run.substr(0, end)); }
    const std::size_t keys = parts.size() / 2;
    for (std::size_t i = 0; i < keys; ++i) {
      Row& row = rows[parts[i]];
      (lang == Lang::vi ? row.vi : row.en) = parts[keys + i];
    }
  }
};

Table& table() {
  static Table made = [] {
    Table first;
    first.add(Lang::vi, school_texts_vi());
    first.add(Lang::en, both_texts_en());
    return first;
  }();
  return made;
}

const std::string* value_of(const Args& args, std::string_view name) {
  for (const auto& [arg, value] : args)
    if (arg == name) return &value;
  return nullptr;
}

const std::string* value_of(const Args& args, std::string_view name, Lang lang) {
  if (lang == Lang::en)
    if (const auto* english = value_of(args, std::string(name) + ".en")) return english;
  return value_of(args, name);
}

}  // namespace

void add_texts(Lang lang, std::string_view rows) {
  table().add(lang, rows);
  if (lang == Lang::en) table().english = true;
}

bool has_english() { return table().english; }

std::string_view text(Lang lang, std::string_view key) {
  const auto row = table().rows.find(key);
  if (row == table().rows.end()) {
    // The caller's text may be gone before ours is shown.
    thread_local std::set<std::string, std::less<>> unknown;
    return *unknown.emplace(key).first;
  }
  return lang == Lang::vi || row->second.en.empty() ? row->second.vi : row->second.en;
}

std::string text(Lang lang, std::string_view key, const Args& args) {
  const std::string_view row = text(lang, key);
  std::string filled;
  std::size_t at = 0;
  // Values are copied as they are: braces in a school's own words must not become slots.
  while (at < row.size()) {
    const std::size_t open = row.find('{', at);
    const std::size_t close = open == row.npos ? row.npos : row.find('}', open);
    if (close == row.npos) break;
    filled += row.substr(at, open - at);
    const auto* value = value_of(args, row.substr(open + 1, close - open - 1), lang);
    filled += value ? std::string_view(*value) : row.substr(open, close - open + 1);
    at = close + 1;
  }
  filled += row.substr(at);
  return filled;
}

void add_arg(Args& args, std::string_view name, std::string vi, std::string en) {
  args.emplace_back(name, std::move(vi));
  if (!en.empty()) args.emplace_back(std::string(name) + ".en", std::move(en));
}

}  // namespace thuoc
