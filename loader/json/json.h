// JSON as the loader reads it: strict for what machines write, Deno's dialect for what people do.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "runtime/base/result.h"

namespace bailey::loader {

// Keeps the order of an object's keys; of repeated keys the last value counts.
using Json = nlohmann::ordered_json;

// Lines and columns count from 1, columns in characters.
struct TextPosition {
  int line = 1;
  int column = 1;
};

// Where byte `offset` of the UTF-8 `text` is.
TextPosition position_at(std::string_view text, std::size_t offset);

// RFC 8259 JSON: import map files, lock files, cache entries. The error, a SyntaxError, ends with
// `at line L column C`.
Result<Json> parse_json(std::string_view text);

// deno.json and deno.jsonc: also comments, trailing and missing commas, quotes of either kind,
// bare property names, hexadecimal numbers and leading plus signs. An empty text is null. The
// error, a SyntaxError, ends with `on line L column C`.
Result<Json> parse_jsonc(std::string_view text);

// Values nested deeper than this are refused: nothing real is, and destroying them recurses.
inline constexpr int kMaxJsonDepth = 511;

}  // namespace bailey::loader
