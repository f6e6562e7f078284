// Documents of which any part is made thousands of times as large, or something else than it was.
#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "base/strict.h"

namespace thuoc::test {

// Of a list the first `of_each` only.
inline void every_place(const Json& value, const std::string& pointer, const std::function<void(const std::string&)>& use,
                        std::size_t of_each = ~std::size_t{0}) {
  use(pointer);
  if (!value.is_structured()) return;
  std::size_t seen = 0;
  for (const auto& [key, inner] : value.items()) {
    if (value.is_array() && seen++ == of_each) return;
    every_place(inner, child(pointer, key), use, of_each);
  }
}

// A text of 200,000 letters, a list or an object of two thousand like the first in it.
inline void blow_up(Json& value) {
  constexpr int times = 2'000;
  if (value.is_string()) {
    value = std::string(200'000, 'a');
  } else if (value.is_array()) {
    const Json one = value.empty() ? Json("a") : value.front();
    for (int i = 0; i < times; ++i) value.push_back(one);
  } else if (value.is_object()) {
    const Json one = value.empty() ? Json("a") : value.front();
    for (int i = 0; i < times; ++i) value["x" + std::to_string(i)] = one;
  }
}

}  // namespace thuoc::test
