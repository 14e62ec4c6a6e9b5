#include "loader/module_loader/module_checks.h"

#include <format>
#include <string>

#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"

namespace bailey::loader {
namespace {

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorClass::TypeError, std::move(message));
}

}  // namespace

Result<MediaType> runnable_type(std::string_view url, MediaType found, js::ImportKind kind) {
  bool in_statement = kind == js::ImportKind::Static;
  switch (found) {
    case MediaType::Unknown:
      if (kind == js::ImportKind::Main) return MediaType::TypeScript;
      if (kind == js::ImportKind::Dynamic) return MediaType::JavaScript;
      break;
    case MediaType::Json:
      if (in_statement) {
        return refuse(std::format(
            "Expected a JavaScript or TypeScript module, but identified a Json module. Consider "
            "importing Json modules with an import attribute with the type of \"json\".\n  "
            "Specifier: {}\n  docs: https://docs.deno.com/examples/importing_json/",
            url));
      }
      return refuse(
          "Attempted to load JSON module without specifying \"type\": \"json\" attribute "
          "in the import statement.");
    case MediaType::Wasm:
      return refuse(
          std::format("WebAssembly modules cannot be imported yet. Read the file and use "
                      "WebAssembly.instantiate() instead.\n  Specifier: {}",
              url));
    case MediaType::Cjs:
    case MediaType::Cts:
      return refuse(std::format(
          "CommonJS modules cannot be loaded yet. Use import and export, and name the file .mjs or "
          ".mts.\n  Specifier: {}",
          url));
    default:
      if (is_script(found)) return found;
      break;
  }
  return refuse(std::format(
      "Expected a JavaScript or TypeScript module, but identified a {} module. Importing these "
      "types of modules is currently not supported.\n  Specifier: {}",
      name_of(found), url));
}

Result<> check_json(std::string_view url, MediaType found, js::ImportKind kind) {
  if (found == MediaType::Json) return {};
  bool dynamic = kind == js::ImportKind::Dynamic;
  auto shown = dynamic && found == MediaType::Unknown ? MediaType::JavaScript : found;
  return refuse(std::format("Expected a {} module, but identified a {} module.\n  Specifier: {}",
      dynamic ? "JSON" : "Json", name_of(shown), url));
}

Error no_such_scheme(std::string_view url) {
  auto scheme = scheme_of(url);
  if (scheme == "node") {
    auto name = url.substr(scheme.size() + 1);
    return {ErrorClass::TypeError,
        is_node_builtin(name)
            ? std::format("The modules of Node.js are not available yet.\n  Specifier: {}", url)
            : std::format("No such built-in module: {}", url)};
  }
  if (scheme == "npm" || scheme == "jsr") {
    return {ErrorClass::TypeError,
        std::format("Packages of {} cannot be loaded yet. Import the package's URL from a CDN such "
                    "as esm.sh instead.\n  Specifier: {}",
            scheme, url)};
  }
  return unsupported_scheme(url);
}

}  // namespace bailey::loader
