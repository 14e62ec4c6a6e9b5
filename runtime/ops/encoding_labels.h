// The encodings and labels of https://encoding.spec.whatwg.org/#names-and-labels
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bailey::ops {

enum class Encoding : unsigned char { Utf8, Utf16, Legacy };

struct EncodingRow {
  std::string_view name;  // in lower case
  const char* icu_name;   // the converter that knows its codes
  Encoding encoding;
};

// The row of a canonical name; nullptr when there is none.
const EncodingRow* find_encoding(std::string_view name);

// The canonical name, in lower case, that `label` stands for.
std::optional<std::string> canonical_encoding_name(std::string_view label);

}  // namespace bailey::ops
