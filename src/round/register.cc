#include "round/register.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/csv.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "round/table_text.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 7> column_names{"code", "name", "level", "ownership", "email", "commune", "note"};
using Fields7 = std::array<std::string, 7>;

struct Synonym {
  std::string_view words;  // without accents, joined by '-'
  std::string_view means;
};

// What offices write above these columns. "" is a column that is known and not needed.
constexpr Synonym headers[] = {
    {"ma", "code"},
    {"ma-truong", "code"},
    {"ma-don-vi", "code"},
    {"ma-so", "code"},
    {"code", "code"},
    {"ma-dinh-danh", "code"},
    {"ma-truong-hoc", "code"},
    {"ma-co-so", "code"},
    {"ma-co-so-giao-duc", "code"},
    {"unit-code", "code"},
    {"ten", "name"},
    {"ten-truong", "name"},
    {"ten-don-vi", "name"},
    {"don-vi", "name"},
    {"truong", "name"},
    {"ten-co-so-giao-duc", "name"},
    {"co-so-giao-duc", "name"},
    {"name", "name"},
    {"cap-hoc", "level"},
    {"cap", "level"},
    {"bac-hoc", "level"},
    {"nhom-cap-hoc", "level"},
    {"level", "level"},
    {"loai-don-vi", "level"},
    {"loai-truong", "level"},
    {"loai-hinh", "ownership"},
    {"ownership", "ownership"},
    {"loai-hinh-truong", "ownership"},
    {"loai-hinh-dao-tao", "ownership"},
    {"email", "email"},
    {"e-mail", "email"},
    {"mail", "email"},
    {"thu-dien-tu", "email"},
    {"hop-thu", "email"},
    {"dia-chi-email", "email"},
    {"dia-chi-e-mail", "email"},
    {"xa", "commune"},
    {"phuong", "commune"},
    {"xa-phuong", "commune"},
    {"xa-phuong-dac-khu", "commune"},
    {"phuong-xa", "commune"},
    {"dia-ban", "commune"},
    {"commune", "commune"},
    {"ghi-chu", "note"},
    {"note", "note"},
    {"stt", ""},
    {"tt", ""},
    {"so-thu-tu", ""},
};
constexpr Synonym ownerships[] = {
    {"cong-lap", "public"},
    {"public", "public"},
    {"1", "public"},
    {"dan-lap", "people-founded"},
    {"people-founded", "people-founded"},
    {"2", "people-founded"},
    {"tu-thuc", "private"},
    {"tu-nhan", "private"},
    {"private", "private"},
    {"3", "private"},
};

const Synonym* find(std::span<const Synonym> list, std::string_view words) {
  const auto found = std::ranges::find(list, words, &Synonym::words);
  return found == list.end() ? nullptr : &*found;
}

bool has(const std::vector<std::string>& list, std::string_view one) { return std::ranges::find(list, one) != list.end(); }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
}

// "Tiểu học và THCS", "TH&THCS", "02 Tiểu học" → "th-thcs", "th-thcs", "th".
std::string level_words(std::string_view given) {
  std::string words = "-" + ascii_handle(given) + "-";
  replace_all(words, "-tieu-hoc-", "-th-");
  replace_all(words, "-trung-hoc-co-so-", "-thcs-");
  replace_all(words, "-trung-hoc-pho-thong-", "-thpt-");
  for (const char* filler : {"-va-", "-cap-", "-truong-", "-lien-", "-trung-tam-"}) replace_all(words, filler, "-");
  const std::size_t start = std::min(words.find_first_not_of("-0123456789"), words.size());
  words.erase(0, start);
  while (words.ends_with('-')) words.pop_back();
  return words;
}

// A spreadsheet that took a code for a number: "1,23457E+11". The digits are gone.
bool is_mangled(std::string_view code) {
  const std::size_t e = code.find("E+");
  return e != code.npos && e > 0 && code.find_first_not_of("0123456789.,") == e &&
         code.find_first_not_of("0123456789", e + 2) == code.npos;
}

bool is_counter(const std::vector<PastedRow>& rows) {
  std::size_t n = 0;
  for (const PastedRow& row : rows) {
    if (row.cells.size() < 2) return false;
    if (clean_text(row.cells[0], false) != std::to_string(n + 1)) return false;
    if (++n == 3) break;
  }
  return n >= 2;
}

class Parser {
 public:
  Parser(const Pack& pack, std::string_view file) : file_(file) {
    for (const Pack::UnitLevel& level : pack.unit_levels) {
      for (const std::string_view name :
           {std::string_view(level.id), std::string_view(level.title.vi), std::string_view(level.title.en)})
        levels_.try_emplace(level_words(name), level.id);
    }
    levels_.erase("");
  }

  ParsedRegister parse(std::string_view text) {
    if (text.starts_with(csv_mark)) text.remove_prefix(csv_mark.size());
    if (const auto bad = first_bad_utf8(text)) {
      const auto line = std::ranges::count(text.substr(0, *bad), '\n') + 1;
      problem("register.not_utf8", static_cast<std::size_t>(line));
      return std::move(out_);
    }
    out_.delimiter = sniff_delimiter(text);
    std::vector<PastedRow> rows = split_rows(text, out_.delimiter);
    std::erase_if(rows, [](const PastedRow& row) {
      return std::ranges::all_of(row.cells, [](const std::string& c) { return clean_text(c, false).empty(); });
    });
    if (rows.empty() || !columns(rows)) return std::move(out_);
    out_.lines = rows.size();
    for (const PastedRow& row : rows) {
      if (out_.units.size() >= limits::units) {
        problem("register.too_many", row.line, {{"limit", std::to_string(limits::units)}});
        break;
      }
      one(row);
    }
    out_.left_out = out_.lines - out_.repeated - out_.units.size();
    return std::move(out_);
  }

 private:
  void problem(std::string code, std::size_t line, Args args = {}) {
    args.push_back({"line", std::to_string(line)});
    add_problem(out_.problems, {std::move(code), {file_, "", {}}, std::move(args)});
  }

  // What each column is, from the first line where that is a header; false where no code is in it.
  bool columns(std::vector<PastedRow>& rows) {
    std::size_t known = 0;
    std::vector<std::string> named;
    for (const std::string& cell : rows[0].cells) {
      std::string words = ascii_handle(cell);
      const Synonym* found = find(headers, words);
      known += found != nullptr;
      std::string column(found ? found->means : "");
      if (!column.empty() && has(named, column)) {
        problem("register.column_twice", rows[0].line, {{"text", clean_text(cell, false)}});
        column.clear();
      }
      named.push_back(std::move(column));
    }
    if (known >= 2 || (known == 1 && rows[0].cells.size() == 1)) {
      if (!has(named, "code")) {
        problem("register.no_code_column", rows[0].line);
        return false;
      }
      out_.columns = std::move(named);
      rows.erase(rows.begin());
      return true;
    }
    if (is_counter(rows)) out_.columns.push_back("");
    for (const std::string_view name : column_names) out_.columns.emplace_back(name);
    return true;
  }

  void one(const PastedRow& row) {
    if (row.open_quote) problem("register.open_quote", row.line);
    Fields7 fields;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      // Cleaned again: what stood inside ="…" may be a blank or a TAB.
      std::string cell = clean_text(plain_cell(clean_text(row.cells[i], false)), false);
      if (i >= out_.columns.size()) {
        if (cell.empty()) continue;
        return problem("register.too_many_cells", row.line, {{"text", std::move(cell)}});
      }
      const auto column = std::ranges::find(column_names, out_.columns[i]);
      if (column != column_names.end()) fields[static_cast<std::size_t>(column - column_names.begin())] = std::move(cell);
    }
    const std::string& code = fields[0];
    if (code.empty()) return problem("register.no_code", row.line, {{"text", fields[1]}});
    if (code.size() > limits::name_bytes) return problem("register.code_too_long", row.line);
    if (is_mangled(code)) return problem("register.code_mangled", row.line, {{"text", code}});
    for (const std::string& field : fields)
      if (field.size() > limits::text_bytes) return problem("register.too_long", row.line);
    RegisteredUnit unit{fields[1], level(fields[2], row.line), ownership(fields[3], row.line), fields[4], fields[5], fields[6]};
    if (!unit.email.empty() && unit.email.find('@') == std::string::npos)
      problem("register.odd_email", row.line, {{"text", unit.email}});
    const auto [at, fresh] = out_.units.try_emplace(code, unit);
    if (fresh) {
      lines_[code] = row.line;
    } else if (at->second == unit) {
      ++out_.repeated;
    } else {
      problem("register.code_twice", row.line, {{"text", code}, {"first", std::to_string(lines_[code])}});
    }
  }

  std::string level(const std::string& given, std::size_t line) {
    if (given.empty()) return "";
    const auto found = levels_.find(level_words(given));
    if (found != levels_.end()) return found->second;
    problem("register.unknown_level", line, {{"text", given}});
    return "";
  }

  std::string ownership(const std::string& given, std::size_t line) {
    if (given.empty()) return "";
    if (const Synonym* found = find(ownerships, ascii_handle(given))) return std::string(found->means);
    problem("register.unknown_ownership", line, {{"text", given}});
    return "";
  }

  std::string file_;
  ParsedRegister out_;
  std::map<std::string, std::string> levels_;  // words → id
  std::map<std::string, std::size_t> lines_;   // code → its first line
};

}  // namespace

ParsedRegister parse_register(std::string_view text, const Pack& pack, std::string_view file) {
  return Parser(pack, file).parse(text);
}

std::string write_register(const UnitRegister& units, const Pack& pack) {
  std::string out(csv_mark);
  std::vector<std::string> head;
  for (const std::string_view column : column_names) head.emplace_back(text(Lang::vi, "register.column." + std::string(column)));
  out += csv_text_line(head);
  for (const auto& [code, unit] : units) {
    const auto level = std::ranges::find(pack.unit_levels, unit.level, &Pack::UnitLevel::id);
    out += csv_text_line({code, unit.name, level == pack.unit_levels.end() ? unit.level : level->title.vi,
                          unit.ownership.empty() ? "" : std::string(text(Lang::vi, "register.ownership." + unit.ownership)),
                          unit.email, unit.commune, unit.note});
  }
  return out;
}

}  // namespace thuoc
