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

enum class UrlBase : unsigned char {
  Module,     // new URL("x", import.meta.url), new Worker("x")
  ImportMap,  // import.meta.resolve("x")
};

struct WrittenUrl {
  std::string text;
  UrlBase base = UrlBase::Module;
  bool operator==(const WrittenUrl&) const = default;
};

// What workers may be started from: where the JavaScript `source` makes any, the literals it makes
// them of, and those of URLs beside it that look like scripts. Each at most once.
std::vector<WrittenUrl> literal_workers(std::string_view source);

}  // namespace bailey::loader
