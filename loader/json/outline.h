// Where in a text the values of its JSON are: for messages about them, and for changing one in
// place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bailey::loader {

// One value; offsets are bytes of the text, and a byte order mark counts.
struct JsonOutline {
  std::string name = {};  // of the property it is the value of; empty in arrays and at the top
  std::size_t name_begin = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_object = false;
  std::vector<JsonOutline> children = {};  // in the order of the text, repetitions included

  // The property of that name that counts: the last one. nullptr when there is none.
  const JsonOutline* find(std::string_view property) const;
};

// Of a text that parse_jsonc() reads; the error is the same. An empty text has begin == end.
Result<JsonOutline> outline_jsonc(std::string_view text);

}  // namespace bailey::loader
