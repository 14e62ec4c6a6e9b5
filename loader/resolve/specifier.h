// What a specifier means when no import map speaks about it.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::loader {

// Whether `specifier` begins with `/`, `./` or `../`.
bool is_relative(std::string_view specifier);

// The URL of `specifier` in the module at `referrer`: an absolute URL, or a relative one. Errors
// are TypeErrors in Deno's words.
Result<std::string> resolve_specifier(std::string_view specifier, std::string_view referrer);

// Whether `specifier` names a module of Node.js without its `node:`.
bool is_node_builtin(std::string_view specifier);

// What `npm:` specifiers become: `npm:/chalk@5/` is `npm:chalk@5`.
std::string normalized_npm(std::string url);

// The TypeError for a name that is neither a URL, nor relative, nor known.
Error not_a_dependency(std::string_view specifier);

// Advice to print, indented, below not_a_dependency of an import statement. Empty for other
// specifiers than bare ones.
std::string dependency_hint(std::string_view specifier);

// `path` from `directory`, an absolute path, with `.` and `..` taken out.
std::string absolute_path(std::string_view path, std::string_view directory);

// The URL of the program named on the command line: a URL, or a path relative to `directory`.
Result<std::string> main_module_url(std::string_view argument, std::string_view directory);

// The error for a scheme that no module can have.
Error unsupported_scheme(std::string_view url);

}  // namespace bailey::loader
