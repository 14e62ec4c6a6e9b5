// Whether what was found is what the import asked for, in Deno's words.
#pragma once

#include <string_view>

#include "loader/resolve/media_type.h"
#include "runtime/base/result.h"
#include "runtime/js/module_source.h"

namespace bailey::loader {

// The type as which the module at `url` is to be run: `found`, or what stands in for one that
// nobody knows. A TypeError for what cannot be run.
Result<MediaType> runnable_type(std::string_view url, MediaType found, js::ImportKind kind);

// A TypeError unless `found` is JSON.
Result<> check_json(std::string_view url, MediaType found, js::ImportKind kind);

// The TypeError for a URL that is neither a file nor remote nor data: nor blob:.
Error no_such_scheme(std::string_view url);

}  // namespace bailey::loader
