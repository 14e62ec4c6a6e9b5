// What kind of text a module is, told from its name and its content type.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bailey::loader {

enum class MediaType : std::uint8_t {
  JavaScript,
  Jsx,
  Mjs,
  Cjs,
  TypeScript,
  Mts,
  Cts,
  Dts,
  Dmts,
  Dcts,
  Tsx,
  Css,
  Json,
  Jsonc,
  Json5,
  Markdown,
  Wasm,
  SourceMap,
  Unknown,
};

// By the extension of a path or of a URL's path.
MediaType media_type_of_name(std::string_view path);

// By `content_type` where it is specific, else by the URL's extension; of a data: URL by the type
// it declares. An empty content type says nothing.
MediaType media_type_of(std::string_view url, std::string_view content_type);

// For --ext: ts, tsx, js, jsx, mts, mjs, cts, cjs. nullopt for any other.
std::optional<MediaType> media_type_of_extension(std::string_view extension);

// The name that messages show: "Json".
std::string_view name_of(MediaType type);

// Whether it needs the transpiler before V8 can run it.
bool needs_transpiling(MediaType type);

// Whether a module with this type can be run: JavaScript, TypeScript and their variants.
bool is_script(MediaType type);

// The charset parameter of a content type as written; empty when there is none.
std::string_view charset_of(std::string_view content_type);

}  // namespace bailey::loader
