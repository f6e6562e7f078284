// What went wrong, where, and what the person can do about it.
// Results, not exceptions, cross a module's border.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/lang.h"

namespace thuoc {

// Where a problem is. Any part may be empty.
struct Place {
  std::string file;                     // a file or an entry inside a bundle
  std::string pointer;                  // JSON pointer (RFC 6901), "" is the whole document
  std::optional<std::uint64_t> offset;  // byte offset in `file`
};

struct Error {
  // A key of the text tables (assets/texts), e.g. "zip.trailing_bytes". The text is a whole
  // sentence that says what happened and what to do next.
  std::string code;
  Place place;
  Args args;
};

// The sentence for a person, without the place.
std::string message(const Error& error, Lang lang);

// "file:pointer: sentence" or "file@offset: sentence"; parts that are empty are left out.
std::string describe(const Error& error, Lang lang);

// Adds to the problems of a file, of which nobody knows how many it makes. They stop at
// limits::problems: the last then says how many more there are ("problems.more"). What they quote and
// their pointers are cut at limits::quoted_bytes, for a file may say a long name a thousand times.
void add_problem(std::vector<Error>& problems, Error problem);
void add_problems(std::vector<Error>& problems, std::vector<Error> more);
// How many that makes, with those that the last only counts.
std::size_t count_of(const std::vector<Error>& problems);
// The sentences of the first `most`, and one more where there are more.
std::vector<std::string> messages(const std::vector<Error>& problems, Lang lang, std::size_t most);
Error shortened(Error problem);

template <typename T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

inline std::unexpected<Error> fail(std::string code, Place place = {}, Args args = {}) {
  return std::unexpected(Error{std::move(code), std::move(place), std::move(args)});
}

}  // namespace thuoc
