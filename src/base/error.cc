#include "base/error.h"

namespace thuoc {

std::string message(const Error& error, Lang lang) { return text(lang, error.code, error.args); }

std::string describe(const Error& error, Lang lang) {
  std::string where = error.place.file;
  if (error.place.offset) where += "@" + std::to_string(*error.place.offset);
  if (!error.place.pointer.empty()) where += ":" + error.place.pointer;
  const std::string sentence = message(error, lang);
  return where.empty() ? sentence : where + ": " + sentence;
}

}  // namespace thuoc
