// assets/forms/phu-luc-2.json as it stands, compiled in (cmake/embed.cmake).
#pragma once

#include <string_view>
#include <vector>

#include "rollup/rollup.h"

namespace thuoc {

std::string_view builtin_form();

struct LoadedForm {
  Form form;
  std::vector<Error> problems;
};
LoadedForm load_form(std::string_view json, std::string_view file);

}  // namespace thuoc
