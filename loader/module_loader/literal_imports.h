// The specifiers that are written out in a module's text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bailey::loader {

enum class ImportForms : unsigned char {
  Calls,            // import("x")
  CallsAndClauses,  // and import "x", from "x"
};

// The string literals of imports in the JavaScript `source`, each at most once. Finds all that are
// written plainly, without escapes; may also find some in comments and strings. What is found was
// there to be read before the program ran, and that is all its users need.
std::vector<std::string> literal_imports(std::string_view source, ImportForms forms);

}  // namespace bailey::loader
