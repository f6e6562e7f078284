#include "round/table_text.h"

#include <algorithm>

#include "base/csv.h"

namespace thuoc {
namespace {

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
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

}  // namespace

std::vector<PastedRow> split_rows(std::string_view text, char delimiter) {
  std::vector<PastedRow> rows;
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    PastedRow row{line, {}, false};
    const std::size_t start = at;
    for (;;) {
      std::string cell;
      if (at < text.size() && text[at] == '"') {
        bool closed = false;
        for (++at; at < text.size(); ++at) {
          if (text[at] != '"') cell += text[at];
          else if (at + 1 < text.size() && text[at + 1] == '"') cell += text[++at];
          else {
            ++at, closed = true;
            break;
          }
        }
        if (!closed) {
          row.open_quote = true;
          break;
        }
        line += static_cast<std::size_t>(std::ranges::count(cell, '\n'));
      }
      // What stands behind a closing quote belongs to the cell all the same.
      const std::size_t end = std::min(text.find_first_of(std::string{delimiter, '\n'}, at), text.size());
      cell += without_cr(text.substr(at, end - at));
      row.cells.push_back(std::move(cell));
      at = end;
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

char sniff_delimiter(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" \r\n"), text.size());
  const std::string_view first = text.substr(start, text.find('\n', start) - start);
  char best = '\t';
  std::ptrdiff_t most = std::ranges::count(first, '\t');
  for (const char c : {';', ','})
    if (const auto count = std::ranges::count(first, c); count > most) best = c, most = count;
  return best;
}

std::string plain_cell(std::string_view cell) {
  if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"')) return std::string(cell.substr(2, cell.size() - 3));
  return without_apostrophes(cell);
}

}  // namespace thuoc
