#include "round/register.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/csv.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "round/register_words.h"
#include "round/table_text.h"

namespace thuoc {
namespace {

constexpr std::array<std::string_view, 7> column_names{"code", "name", "level", "ownership", "email", "commune", "note"};
using Fields7 = std::array<std::string, 7>;

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

// Cleaned again: what stood inside ="…" may be a blank or a TAB.
std::string plain(std::string_view cell) { return clean_text(plain_cell(clean_text(cell, false)), false); }

bool is_counter(const std::vector<PastedRow>& rows) {
  std::size_t n = 0;
  for (const PastedRow& row : rows) {
    if (!around_a_list(row.cells[0]).empty()) continue;
    if (row.cells.size() < 2) return false;
    if (clean_text(row.cells[0], false) != std::to_string(n + 1)) return false;
    if (++n == 3) break;
  }
  return n >= 2;
}

// "(1) (2) (3)" under a header, a row of letters, or a line of which only the number was written.
bool only_counts(std::string_view cell) {
  const std::string words = ascii_handle(cell);
  return words.size() <= 1 || words.find_first_not_of("0123456789") == words.npos || words.find_first_not_of("ivx") == words.npos;
}

std::vector<std::string> our_header() {
  std::vector<std::string> head;
  for (const std::string_view column : column_names) head.emplace_back(text(Lang::vi, "register.column." + std::string(column)));
  return head;
}

std::string beginning_of(const PastedRow& row) {
  std::string out;
  for (const std::string& cell : row.cells) {
    const std::string text = plain(cell);
    if (!text.empty()) out += (out.empty() ? "" : " · ") + text;
  }
  const std::string_view cut = cut_at(out, 80);
  return cut.size() == out.size() ? out : std::string(cut) + "…";
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

  ParsedRegister parse(std::string_view bytes) {
    const std::string text = table_text(bytes);
    if (const auto bad = first_bad_utf8(text)) {
      const auto line = std::ranges::count(text.substr(0, *bad), '\n') + 1;
      problem("register.not_utf8", static_cast<std::size_t>(line));
      return std::move(out_);
    }
    out_.delimiter = choose_delimiter(text);
    std::vector<PastedRow> rows = split_rows(text, out_.delimiter);
    std::erase_if(rows, [](const PastedRow& row) {
      return std::ranges::all_of(row.cells, [](const std::string& c) { return clean_text(c, false).empty(); });
    });
    if (rows.empty() || !columns(rows)) return std::move(out_);
    pass_over(rows);
    carry_communes(rows);
    out_.lines = rows.size();
    for (const PastedRow& row : rows) {
      if (out_.units.size() >= limits::units) {
        problem("register.too_many", row.line, {{"limit", std::to_string(limits::units)}});
        break;
      }
      one(row);
    }
    out_.left_out = out_.lines - out_.repeated - out_.units.size();
    remark_on_digits();
    return std::move(out_);
  }

 private:
  void problem(std::string code, std::size_t line, Args args = {}) {
    args.push_back({"line", std::to_string(line)});
    add_problem(out_.problems, {std::move(code), {file_, "", {}}, std::move(args)});
  }

  void name(std::string_view code, const PastedRow& row) { problem(std::string(code), row.line, {{"text", beginning_of(row)}}); }

  // What each column is, from the header where there is one; false where no code is in it.
  bool columns(std::vector<PastedRow>& rows) {
    const FoundHeader header = find_header(rows);
    if (header.known > 0 && !header.has_code) {
      problem("register.no_code_column", rows[header.row].line);
      return false;
    }
    const auto titles = header.known > 0 ? rows.begin() + static_cast<std::ptrdiff_t>(header.row)
                                         : std::ranges::find_if(rows, [](const PastedRow& row) {
                                             const auto filled = std::ranges::find_if(
                                                 row.cells, [](const std::string& c) { return !plain(c).empty(); });
                                             return filled == row.cells.end() || around_a_list(*filled).empty();
                                           });
    for (auto row = rows.begin(); row != titles; ++row) name("register.title_row", *row);
    rows.erase(rows.begin(), titles);
    if (header.known == 0) {
      if (is_counter(rows)) out_.columns.push_back("");
      for (const std::string_view column : column_names) out_.columns.emplace_back(column);
    } else {
      for (const std::string& cell : rows[0].cells) {
        std::string column(column_of(cell).value_or(""));
        if (!column.empty() && has(out_.columns, column)) {
          problem("register.column_twice", rows[0].line, {{"text", clean_text(cell, false)}});
          column.clear();
        }
        out_.columns.push_back(std::move(column));
      }
      is_ours_ = out_.delimiter == ',' && rows[0].cells == our_header();
      rows.erase(rows.begin());
    }
    code_at_ = static_cast<std::size_t>(std::ranges::find(out_.columns, "code") - out_.columns.begin());
    return true;
  }

  // Rows that are no unit's and that nobody has to mend: they are named and do not count as lines of the list.
  void pass_over(std::vector<PastedRow>& rows) {
    if (is_ours_) return;
    is_wide_ = std::ranges::any_of(rows, [](const PastedRow& row) {
      return std::ranges::count_if(row.cells, [](const std::string& cell) { return !cell.empty(); }) > 1;
    });
    bool below = false;  // the sum, the date or a signature: what follows without a code is of the same kind
    std::size_t at = 0;
    std::erase_if(rows, [&](const PastedRow& row) {
      const bool first = at++ == 0;
      const std::string_view why = why_no_unit(row, first, below);
      if (!why.empty()) name(why, row);
      below = why == "register.footer_row" || (below && !why.empty());
      return !why.empty();
    });
  }

  // A cell merged over several rows is copied as one that is filled and empty ones below. A column looks so where its
  // first cell is filled, no commune comes twice and at least a third of it is empty; a few holes may be anything.
  void carry_communes(std::vector<PastedRow>& rows) {
    const auto at = static_cast<std::size_t>(std::ranges::find(out_.columns, "commune") - out_.columns.begin());
    if (at == out_.columns.size() || is_ours_) return;
    std::set<std::string> communes;
    std::vector<PastedRow*> holes;
    for (PastedRow& row : rows) {
      const std::string commune = at < row.cells.size() ? plain(row.cells[at]) : "";
      if (commune.empty()) holes.push_back(&row);
      else if (!communes.insert(ascii_handle(commune)).second) return;
      if (communes.empty()) return;
    }
    if (holes.empty()) return;
    const bool is_merged = holes.size() * 2 >= communes.size();
    problem(is_merged ? "register.communes_carried" : "register.communes_missing", holes[0]->line,
            {{"count", std::to_string(holes.size())}});
    if (!is_merged) return;
    std::string above;
    for (PastedRow& row : rows) {
      if (row.cells.size() <= at) row.cells.resize(at + 1);
      if (plain(row.cells[at]).empty()) row.cells[at] = above;
      else above = row.cells[at];
    }
  }

  // Codes that lost the zeros in front of them, or what a spreadsheet does not keep: more than fifteen digits.
  void remark_on_digits() {
    constexpr std::size_t kept_by_spreadsheets = 15, shortest = 6;
    std::map<std::size_t, std::size_t> lengths;
    std::size_t numbers = 0;
    const auto is_number = [](std::string_view code) { return code.find_first_not_of("0123456789") == code.npos; };
    for (const auto& [code, unit] : out_.units) {
      if (!is_number(code)) continue;
      ++numbers;
      ++lengths[code.size()];
      if (code.size() > kept_by_spreadsheets && code.find_first_not_of('0', kept_by_spreadsheets) == code.npos)
        problem("register.code_rounded", lines_[code], {{"text", code}});
    }
    if (lengths.size() < 2) return;
    const auto [usual, count] = *std::ranges::max_element(lengths, {}, [](const auto& one) { return one.second; });
    if (usual < shortest || count * 2 <= numbers) return;
    std::size_t shorter = 0, line = 0;
    std::string first;
    for (const auto& [code, unit] : out_.units) {
      if (!is_number(code) || code.size() >= usual) continue;
      ++shorter;
      if (line == 0 || lines_[code] < line) line = lines_[code], first = code;
    }
    if (shorter > 0)
      problem("register.codes_shorter", line,
              {{"text", first}, {"usual", std::to_string(usual)}, {"count", std::to_string(shorter)}});
  }

  std::string_view why_no_unit(const PastedRow& row, bool first, bool below) const {
    const std::string code = code_at_ < row.cells.size() ? plain_code(plain(row.cells[code_at_])) : "";
    const bool has_digit = code.find_first_of("0123456789") != code.npos, has_blank = code.contains(' ');
    // What looks like a code is one, whatever else is in the line: this is asked of each of many thousands.
    if (!first && has_digit && !has_blank) return "";
    if (is_header_again(row)) return "register.header_again";
    std::size_t filled = 0, filled_known = 0, filled_texts = 0;  // of these but the code and numbers
    bool counts = true;
    std::string_view around;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string cell = plain(row.cells[i]);
      if (cell.empty()) continue;
      ++filled;
      const bool is_known = i < out_.columns.size() && !out_.columns[i].empty();
      filled_known += is_known;
      filled_texts += i != code_at_ && (is_known || !only_counts(cell));
      counts = counts && only_counts(cell);
      if (around.empty() && (code.empty() || i <= code_at_)) around = around_a_list(cell);
    }
    if (filled_known == 0 && counts) return "register.only_numbers";
    if (first && filled >= 3 && counts && is_counted(row)) return "register.only_numbers";
    if (has_digit && !has_blank) return "";
    if (!around.empty()) return around;
    if (below && !has_digit && (code.empty() || has_blank)) return "register.footer_row";
    const bool alone = filled_texts + !code.empty() == 1 && (code.empty() ? filled_known == 0 : has_blank);
    return alone && is_wide_ ? "register.heading_row" : "";
  }

  bool is_header_again(const PastedRow& row) const {
    std::size_t same = 0, named = 0;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      if (out_.columns[i].empty()) continue;
      ++named;
      const bool is_same = i < row.cells.size() && column_of(row.cells[i]) == out_.columns[i];
      if (i == code_at_ && !is_same) return false;
      same += is_same;
    }
    return same >= std::min<std::size_t>(named, 2);
  }

  // 1, 2, 3 … from the first column or the one behind it on.
  static bool is_counted(const PastedRow& row) {
    for (const std::size_t from : {0uz, 1uz, 2uz}) {
      std::size_t i = from;
      while (i < row.cells.size() && ascii_handle(row.cells[i]) == std::to_string(i - from + 1)) ++i;
      if (i == row.cells.size() && i >= from + 2) return true;
    }
    return false;
  }

  void one(const PastedRow& row) {
    if (row.open_quote) problem("register.open_quote", row.line);
    Fields7 fields;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      std::string cell = plain(row.cells[i]);
      if (i >= out_.columns.size()) {
        if (cell.empty()) continue;
        return problem("register.too_many_cells", row.line, {{"text", std::move(cell)}});
      }
      const auto column = std::ranges::find(column_names, out_.columns[i]);
      if (column != column_names.end()) fields[static_cast<std::size_t>(column - column_names.begin())] = std::move(cell);
    }
    const std::string code = plain_code(fields[0]);
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
    if (const auto known = ownership_of(given)) return std::string(*known);
    problem("register.unknown_ownership", line, {{"text", given}});
    return "";
  }

  std::string file_;
  ParsedRegister out_;
  std::size_t code_at_ = 0;
  bool is_ours_ = false;                       // write_register made it: each line is a unit
  bool is_wide_ = false;                       // some line has more than one cell
  std::map<std::string, std::string> levels_;  // words → id
  std::map<std::string, std::size_t> lines_;   // code → its first line
};

}  // namespace

ParsedRegister parse_register(std::string_view text, const Pack& pack, std::string_view file) {
  return Parser(pack, file).parse(text);
}

std::string write_register(const UnitRegister& units, const Pack& pack) {
  std::string out(csv_mark);
  out += csv_text_line(our_header());
  for (const auto& [code, unit] : units) {
    const auto level = std::ranges::find(pack.unit_levels, unit.level, &Pack::UnitLevel::id);
    out += csv_text_line({code, unit.name, level == pack.unit_levels.end() ? unit.level : level->title.vi,
                          unit.ownership.empty() ? "" : std::string(text(Lang::vi, "register.ownership." + unit.ownership)),
                          unit.email, unit.commune, unit.note});
  }
  return out;
}

}  // namespace thuoc
