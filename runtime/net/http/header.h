// Header fields of HTTP messages and the rules for writing them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace bailey::net::http {

struct Header {
  std::string name;
  std::string value;
};
using Headers = std::vector<Header>;

// A field that somebody else owns.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

// Without regard to the case of ASCII letters.
bool same_token(std::string_view left, std::string_view right);

// The value of the first field called `name`; nullptr when there is none.
const std::string* find(const Headers& headers, std::string_view name);

// Whether a comma-separated list holds `token`.
bool list_contains(std::string_view list, std::string_view token);

// RFC 9110, section 5.6.2: what methods and field names are made of.
bool is_token(std::string_view text);
// RFC 9110, section 5.5, leniently: no control characters but tabs, no space around it.
bool is_field_value(std::string_view text);
// TypeError for a field that must not be written: it would end early or begin another one.
Result<> check_field(std::string_view name, std::string_view value);

}  // namespace bailey::net::http
