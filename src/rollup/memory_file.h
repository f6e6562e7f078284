// C streams over bytes in memory. libxlsxwriter writes files and nothing else; where it asks for a
// temporary file or for its output file (cmake/deps.cmake leads both calls here), it gets these.
#pragma once

#include <cstdio>
#include <string>

namespace thuoc {

// While one of these lives, what this thread's libxlsxwriter opens for writing goes to `bytes`.
class OutputBytes {
 public:
  explicit OutputBytes(std::string& bytes);
  ~OutputBytes();
  OutputBytes(const OutputBytes&) = delete;
  OutputBytes& operator=(const OutputBytes&) = delete;
};

}  // namespace thuoc

extern "C" {
FILE* thuoc_memory_file(void);
FILE* thuoc_output_file(const char* name, const char* mode);
}
