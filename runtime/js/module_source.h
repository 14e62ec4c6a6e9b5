// Where modules come from: the one interface through which the engine asks for code.
// loader/ implements it; runtime/js never knows about URLs' schemes, caches or import maps.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/event_loop/task.h"

namespace bailey::js {

// What the `with { type: … }` attribute of an import asked for.
enum class ModuleType : std::uint8_t { JavaScript, Json, Text, Bytes };

// Where a request for a module was written.
enum class ImportKind : std::uint8_t {
  Main,     // the program itself, named on the command line or by new Worker()
  Static,   // an import statement, or an import() of a literal, in the start-up graph
  Dynamic,  // a computed import() while the program runs: permissions of the script apply
};

struct ModuleRequest {
  std::string url = {};  // resolved, absolute
  ModuleType type = ModuleType::JavaScript;
  ImportKind kind = ImportKind::Static;
  std::string referrer = {};  // URL of the importing module; empty for Main
};

// Position maps of transpiled code, by lines and columns counted from 1.
struct SourcePosition {
  std::string url;
  int line = 0;
  int column = 0;
};
class SourceMap {
 public:
  virtual ~SourceMap();
  // Where `line`:`column` of the generated code was written; nothing when it has no origin.
  virtual std::optional<SourcePosition> original(int line, int column) const = 0;
  // The original text of `line`, without its newline.
  virtual std::optional<std::string> source_line(int line) const = 0;
};

struct ModuleCode {
  std::string url;  // after redirects; what import.meta.url shows
  ModuleType type = ModuleType::JavaScript;
  std::string source;                     // UTF-8 JavaScript, JSON or text; raw bytes for Bytes
  std::unique_ptr<SourceMap> source_map;  // of transpiled code
};

// Belongs to the thread of its isolate.
class ModuleSource {
 public:
  virtual ~ModuleSource();

  // The URL that `specifier` means in the module at `referrer`: import map, then URL parsing.
  // Errors carry the text Deno prints.
  virtual Result<std::string> resolve(std::string_view specifier, std::string_view referrer) = 0;

  // Advice to print below a failed resolve() of an import statement, such as `\n  hint: …`. Empty
  // unless a source has some.
  virtual std::string advice(std::string_view specifier, std::string_view referrer);

  // The module at once when that takes no waiting (local file, cached, data:); nothing when
  // load() is needed.
  virtual std::optional<Result<ModuleCode>> load_now(const ModuleRequest& request) = 0;

  // The module, fetched if need be. Throws Failure.
  virtual Task<ModuleCode> load(ModuleRequest request) = 0;

  // What is wrong with `code`, which the engine refused to compile, as Deno's parser says it: text,
  // excerpt, `    at URL:L:C`. Empty when the engine's own words are the better ones.
  virtual std::string explain(const ModuleCode& code);

  // Called when all modules of a graph are loaded, before any of them runs. An error stops them:
  // a lock file that would have to change, say.
  virtual Result<> graph_loaded();
};

}  // namespace bailey::js
