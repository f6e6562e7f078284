// The register of units ("danh sách đơn vị"), from what people paste: CSV, text copied from a
// spreadsheet, whatever divides the columns.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rubric/rubric.h"

namespace thuoc {

struct RegisteredUnit {
  std::string name;
  std::string level;      // id of Pack::unit_levels, or "" where the list does not say or nobody knows the word
  std::string ownership;  // "public", "people-founded", "private", or ""
  std::string email;      // as given; several divided by ';'
  std::string commune;
  std::string note;  // the office's own
  bool operator==(const RegisteredUnit&) const = default;
};
using UnitRegister = std::map<std::string, RegisteredUnit>;  // by unit code

// Reads a pasted list. The header is the first of ten lines that names at least the code column ("Mã
// trường", "ma truong", "code" …); without one the columns are code, name, level, ownership, e-mail,
// commune. Divided by tab, ';' or ',', by which a header is found; quoted cells may hold line ends. A
// BOM, UTF-16 with one, every kind of line end, blank lines and UTF-8 in any composition are taken.
//
// What stands around the units (titles above the header, the header again, headings of groups, sums, signatures,
// lines with a number only) is no line of the list: each is told with its number and reason and counted nowhere.
//
// Empty communes below a filled one are filled from it where the column looks merged, which is told; so are codes that
// may have lost zeros.
//
// A line that cannot be used (no code, a code that another line has with other data, more cells than
// columns, a code that a spreadsheet has turned into 1,2E+11) is told with its number and left out; a
// word of cấp học or loại hình that nobody knows, or an odd e-mail address, is told and the unit is
// kept. Codes register.*; each sentence names the line, counted from 1.
struct ParsedRegister {
  UnitRegister units;
  std::vector<Error> problems;       // at most limits::problems; `left_out` counts all
  std::size_t left_out = 0;          // lines that could not be used
  std::size_t lines = 0;             // with anything in them, the header aside
  std::size_t repeated = 0;          // lines that say exactly what an earlier one said
  std::vector<std::string> columns;  // what each column was taken for: "code", "name", … or ""
  char delimiter = '\t';
};
ParsedRegister parse_register(std::string_view text, const Pack& pack, std::string_view file);

// CSV with BOM and header, as parse_register reads it back.
std::string write_register(const UnitRegister& units, const Pack& pack);

}  // namespace thuoc
