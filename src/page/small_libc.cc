// In the place of the C library's (CMakeLists.txt, --wrap), for the module that has next to no numbers with a fraction:
// 9 KB of a school's download. The office's module, whose workbooks have them, keeps the library's.
#include <cstdarg>
#include <cstddef>

#include "base/decimal.h"

extern "C" {

int vsniprintf(char* out, std::size_t size, const char* format, va_list arguments);

// Dear ImGui and we write whole numbers and texts.
int __wrap_vsnprintf(char* out, std::size_t size, const char* format, va_list arguments) {
  return vsniprintf(out, size, format, arguments);
}

// How the JSON library reads what is no whole number.
double __wrap_strtod(const char* text, char** end) {
  const char* at = text;
  const double value = thuoc::decimal(text, &at);
  if (end) *end = const_cast<char*>(at);
  return value;
}

// Sine and cosine of angles beyond 400 million: those of a circle that is drawn end at 7.
int __wrap___rem_pio2_large(const double*, double* rest, int, int, int) {
  rest[0] = 0;
  return 0;
}

}  // extern "C"
