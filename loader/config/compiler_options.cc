// The `compilerOptions` of a config file. https://www.typescriptlang.org/tsconfig
#include <algorithm>
#include <array>
#include <format>

#include <nlohmann/json.hpp>

#include "loader/config/config.h"
#include "loader/json/unexpected_type.h"

namespace bailey::loader {
namespace {

// The options that mean something to Deno, be it to run, to check or to edit. Sorted.
constexpr std::array<std::string_view, 39> kKnownOptions = {"allowUnreachableCode",
    "allowUnusedLabels", "baseUrl", "checkJs", "emitDecoratorMetadata", "erasableSyntaxOnly",
    "exactOptionalPropertyTypes", "experimentalDecorators", "isolatedDeclarations", "jsx",
    "jsxFactory", "jsxFragmentFactory", "jsxImportSource", "jsxImportSourceTypes",
    "jsxPrecompileSkipElements", "lib", "module", "noErrorTruncation", "noFallthroughCasesInSwitch",
    "noImplicitAny", "noImplicitOverride", "noImplicitReturns", "noImplicitThis",
    "noPropertyAccessFromIndexSignature", "noUncheckedIndexedAccess", "noUnusedLocals",
    "noUnusedParameters", "paths", "rootDirs", "skipLibCheck", "strict", "strictBindCallApply",
    "strictBuiltinIteratorReturn", "strictFunctionTypes", "strictNullChecks",
    "strictPropertyInitialization", "types", "useUnknownInCatchVariables", "verbatimModuleSyntax"};
static_assert(std::ranges::is_sorted(kKnownOptions));

std::unexpected<Error> bad_type(
    std::string_view url, const Json& value, std::string_view expected) {
  return fail(ErrorClass::TypeError,
      std::format("compilerOptions should be an object at '{}'\n\nCaused by:\n    {}", url,
          unexpected_type(value, expected)));
}

Result<> take(const Json& options, const char* key, std::string& out, std::string_view url) {
  auto found = options.find(key);
  if (found == options.end() || found->is_null()) return {};
  if (!found->is_string()) return bad_type(url, *found, "a string");
  out = found->get_ref<const std::string&>();
  return {};
}

Result<> take(const Json& options, const char* key, bool& out, std::string_view url) {
  auto found = options.find(key);
  if (found == options.end() || found->is_null()) return {};
  if (!found->is_boolean()) return bad_type(url, *found, "a boolean");
  out = found->get<bool>();
  return {};
}

Result<Jsx> jsx_of(std::string_view name, std::string_view url) {
  constexpr std::array kNames = {std::pair{std::string_view(""), Jsx::Classic},
      std::pair{std::string_view("react"), Jsx::Classic},
      std::pair{std::string_view("react-jsx"), Jsx::Automatic},
      std::pair{std::string_view("react-jsxdev"), Jsx::Development},
      std::pair{std::string_view("precompile"), Jsx::Precompile},
      std::pair{std::string_view("preserve"), Jsx::Preserve}};
  auto row = std::ranges::find(kNames, name, [](auto& pair) { return pair.first; });
  if (row != kNames.end()) return row->second;
  return fail(ErrorClass::TypeError,
      std::format("Unsupported 'jsx' compiler option value '{}'. Supported: 'react-jsx', "
                  "'react-jsxdev', 'react', 'precompile'\n  at {}",
          name, url));
}

}  // namespace

Result<> Config::read_compiler_options() {
  auto found = json_->find("compilerOptions");
  if (found == json_->end() || found->is_null()) return {};
  const Json& options = *found;
  if (!options.is_object()) return bad_type(url_, options, "a map");
  std::string jsx;
  BAILEY_TRY(take(options, "jsx", jsx, url_));
  auto& out = compiler_options_;
  out.jsx = BAILEY_TRY(jsx_of(jsx, url_));
  BAILEY_TRY(take(options, "jsxFactory", out.jsx_factory, url_));
  BAILEY_TRY(take(options, "jsxFragmentFactory", out.jsx_fragment_factory, url_));
  std::string source;
  BAILEY_TRY(take(options, "jsxImportSource", source, url_));
  if (!source.empty() && out.jsx == Jsx::Classic) {
    return fail(ErrorClass::TypeError,
        std::format("'jsxImportSource' is only supported when 'jsx' is set to 'react-jsx' or "
                    "'react-jsxdev'.\n  at {}",
            url_));
  }
  if (!source.empty()) out.jsx_import_source = std::move(source);
  BAILEY_TRY(take(options, "experimentalDecorators", out.experimental_decorators, url_));
  BAILEY_TRY(take(options, "emitDecoratorMetadata", out.emit_decorator_metadata, url_));
  BAILEY_TRY(take(options, "verbatimModuleSyntax", out.verbatim_module_syntax, url_));
  warn_about_unknown_options(options);
  return {};
}

void Config::warn_about_unknown_options(const Json& options) {
  std::vector<std::string> ignored;
  for (const auto& [key, value] : options.items())
    if (!std::ranges::binary_search(kKnownOptions, std::string_view(key))) ignored.push_back(key);
  if (!ignored.empty()) {
    std::ranges::sort(ignored);
    std::string list;
    for (const auto& key : ignored) list += (list.empty() ? "" : ", ") + key;
    warnings_.push_back(
        std::format("Unsupported compiler options in \"{}\".\n  The following "
                    "options were ignored:\n    {}",
            url_, list));
  }
  if (compiler_options_.experimental_decorators) {
    warnings_.emplace_back(
        "Warning experimentalDecorators compiler option is deprecated and may be removed at any "
        "time");
  }
}

}  // namespace bailey::loader
