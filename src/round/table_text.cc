#include "round/table_text.h"

#include <algorithm>

#include "base/csv.h"
#include "base/utf8.h"

namespace thuoc {
namespace {

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string utf8_of_utf16(std::string_view bytes, bool big) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    const char32_t low = c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (low >= 0xDC00 && low < 0xE000) c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), at += 2;
    append_code_point(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
  }
  if (bytes.size() % 2 == 1) append_code_point(out, 0xFFFD);
  return out;
}

std::vector<std::string> plain_split(std::string_view line, char delimiter) {
  std::vector<std::string> cells;
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(line.find(delimiter, at), line.size());
    cells.emplace_back(line.substr(at, end - at));
    if (end == line.size()) return cells;
    at = end + 1;
  }
}

struct Quoted {
  enum Kind { none, closed, open } kind = none;  // none: the quote is a letter of the cell
  std::string cell;
  std::size_t end = 0;  // of the cell, at what divides it from the next
};

Quoted read_quoted(std::string_view text, std::size_t at, char delimiter) {
  Quoted quoted;
  std::string& cell = quoted.cell;
  bool in_first_line = true;
  for (++at; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') in_first_line = false;
    if (delimiter == '\t' && c == '\t' && !in_first_line) break;
    if (c != '"') {
      cell += c;
    } else if (at + 1 < text.size() && text[at + 1] == '"') {
      cell += text[++at];
    } else {
      std::size_t end = std::min(text.find_first_not_of(' ', at + 1), text.size());
      if (text.substr(end).starts_with("\r\n")) ++end;
      if (end == text.size() || text[end] == delimiter || text[end] == '\n') return {Quoted::closed, std::move(cell), end};
      if (in_first_line) return {};
      break;
    }
  }
  quoted.kind = Quoted::open;
  return quoted;
}

}  // namespace

std::string table_text(std::string_view bytes) {
  std::string text;
  if (bytes.starts_with("\xFF\xFE")) text = utf8_of_utf16(bytes.substr(2), false);
  else if (bytes.starts_with("\xFE\xFF")) text = utf8_of_utf16(bytes.substr(2), true);
  else text = bytes.substr(bytes.starts_with(csv_mark) ? csv_mark.size() : 0);
  std::size_t to = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = std::string_view(text).substr(at);
    std::size_t line_end = rest[0] == '\r' || rest[0] == '\v' || rest[0] == '\f' ? 1 : 0;
    if (rest.starts_with("\r\n") || rest.starts_with("\xC2\x85")) line_end = 2;
    else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) line_end = 3;
    text[to++] = line_end > 0 ? '\n' : text[at];
    at += line_end > 0 ? line_end - 1 : 0;
  }
  text.resize(to);
  return text;
}

std::vector<PastedRow> split_rows(std::string_view text, char delimiter) {
  std::vector<PastedRow> rows;
  const std::string cell_ends{delimiter, '\n'};
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    PastedRow row{line, {}, false};
    const std::size_t start = at;
    for (;;) {
      Quoted quoted;
      if (at < text.size() && text[at] == '"') quoted = read_quoted(text, at, delimiter);
      if (quoted.kind == Quoted::open) {
        row.open_quote = true;
        break;
      }
      if (quoted.kind == Quoted::closed) {
        line += static_cast<std::size_t>(std::ranges::count(quoted.cell, '\n'));
        row.cells.push_back(std::move(quoted.cell));
        at = quoted.end;
      } else {
        const std::size_t end = std::min(text.find_first_of(cell_ends, at), text.size());
        row.cells.emplace_back(without_cr(text.substr(at, end - at)));
        at = end;
      }
      if (at == text.size() || text[at] == '\n') break;
      ++at;
    }
    if (row.open_quote) {
      const std::size_t end = std::min(text.find('\n', start), text.size());
      row.cells = plain_split(without_cr(text.substr(start, end - start)), delimiter);
      line = row.line;
      at = end;
    }
    ++at;
    ++line;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string plain_cell(std::string_view cell) {
  if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"')) return std::string(cell.substr(2, cell.size() - 3));
  return without_apostrophes(cell);
}

std::string plain_code(std::string_view cell) {
  static constexpr std::string_view dashes[] = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014",
                                                "\u2015", "\u2212", "\uFE58", "\uFE63", "\uFF0D"};
  static constexpr std::string_view spaces[] = {" ",      "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
                                                "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
                                                "\u2009", "\u200A", "\u202F", "\u205F", "\u3000"};
  std::string out;
  for (std::size_t at = 0; at < cell.size();) {
    const std::string_view rest = cell.substr(at);
    const auto here = [&](std::string_view sign) { return rest.starts_with(sign); };
    if (const auto* dash = std::ranges::find_if(dashes, here); dash != std::end(dashes)) {
      out += '-';
      at += dash->size();
    } else if (const auto* space = std::ranges::find_if(spaces, here); space != std::end(spaces)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      at += space->size();
    } else {
      out += cell[at++];
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace thuoc
