#include "base/lang.h"

#include <algorithm>

#include "base/text_table.h"

namespace thuoc {
namespace {

const TextRow* find_row(std::string_view key) {
  const auto table = text_table();
  const auto row = std::lower_bound(table.begin(), table.end(), key,
                                    [](const TextRow& r, std::string_view k) { return r.key < k; });
  return row != table.end() && row->key == key ? &*row : nullptr;
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

std::string_view text(Lang lang, std::string_view key) {
  const TextRow* row = find_row(key);
  if (!row) return key;
  return lang == Lang::vi ? row->vi : row->en;
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

void add_arg(Args& args, std::string name, std::string vi, std::string en) {
  args.emplace_back(name, std::move(vi));
  if (!en.empty()) args.emplace_back(name + ".en", std::move(en));
}

}  // namespace thuoc
