#include "base/error.h"

#include <algorithm>
#include <charconv>

#include "base/limits.h"
#include "base/strict.h"

namespace thuoc {
namespace {

constexpr std::string_view more_code = "problems.more";

Error more_problems(std::size_t count) { return {std::string(more_code), {}, {{"count", std::to_string(count)}}}; }

// What such a last one counts; 0 of any other.
std::size_t counted(const Error& problem) {
  std::size_t count = 0;
  if (problem.code != more_code || problem.args.empty()) return 0;
  const std::string& digits = problem.args.front().second;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

}  // namespace

std::string message(const Error& error, Lang lang) { return text(lang, error.code, error.args); }

std::string describe(const Error& error, Lang lang) {
  std::string where = error.place.file;
  if (error.place.offset) where += "@" + std::to_string(*error.place.offset);
  if (!error.place.pointer.empty()) where += ":" + error.place.pointer;
  const std::string sentence = message(error, lang);
  return where.empty() ? sentence : where + ": " + sentence;
}

Error shortened(Error problem) {
  const auto cut = [](std::string& text) {
    if (text.size() > limits::quoted_bytes) text = shortened(text, limits::quoted_bytes);
  };
  cut(problem.place.pointer);
  for (auto& [name, value] : problem.args) cut(value);
  return problem;
}

void add_problem(std::vector<Error>& problems, Error problem) {
  const std::size_t more = std::max<std::size_t>(counted(problem), 1);
  if (problems.size() < limits::problems) problems.push_back(shortened(std::move(problem)));
  // The one that gives way to the count is counted too.
  else if (const std::size_t before = counted(problems.back())) problems.back() = more_problems(before + more);
  else problems.back() = more_problems(1 + more);
}

void add_problems(std::vector<Error>& problems, std::vector<Error> more) {
  for (Error& problem : more) add_problem(problems, std::move(problem));
}

std::size_t count_of(const std::vector<Error>& problems) {
  const std::size_t more = problems.empty() ? 0 : counted(problems.back());
  return more == 0 ? problems.size() : problems.size() - 1 + more;
}

std::vector<std::string> messages(const std::vector<Error>& problems, Lang lang, std::size_t most) {
  std::vector<std::string> out;
  const std::size_t count = count_of(problems);
  const bool all = problems.size() <= most;
  for (const Error& problem : problems) {
    if (!all && out.size() == most) break;
    out.push_back(message(problem, lang));
  }
  if (!all) out.push_back(message(more_problems(count - most), lang));
  return out;
}

}  // namespace thuoc
