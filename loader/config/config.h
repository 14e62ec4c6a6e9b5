// deno.json and deno.jsonc: found, read, and checked as far as loading modules needs them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/disk/disk.h"
#include "loader/json/json.h"
#include "loader/resolve/import_map.h"
#include "runtime/base/result.h"

namespace bailey::loader {

enum class Jsx : std::uint8_t { Classic, Automatic, Development, Precompile, Preserve };

// What of `compilerOptions` changes the JavaScript that comes out.
struct CompilerOptions {
  Jsx jsx = Jsx::Classic;
  std::string jsx_factory = "React.createElement";
  std::string jsx_fragment_factory = "React.Fragment";
  std::string jsx_import_source = "react";
  bool experimental_decorators = false;
  bool emit_decorator_metadata = false;
  bool verbatim_module_syntax = false;

  bool operator==(const CompilerOptions&) const = default;
};

// The `lock` key: `false`, a path, or `{ path, frozen }`.
struct LockSetting {
  bool enabled = true;
  std::string path;     // absolute; deno.lock beside the config when none is named
  bool frozen = false;  // lock.frozen
};

// A config file. Errors and warnings are in Deno's words and name the file.
class Config {
 public:
  // `text` is what `path` holds.
  static Result<Config> parse(std::string path, std::string_view text);

  Config(Config&&) noexcept;
  Config& operator=(Config&&) noexcept;
  ~Config();

  const std::string& path() const { return path_; }
  const std::string& url() const { return url_; }
  // The file itself.
  const std::string& text() const { return text_; }
  // Everything in the file, for the parts of bailey that have keys of their own in it.
  const Json& json() const { return *json_; }

  const CompilerOptions& compiler_options() const { return compiler_options_; }
  const LockSetting& lock() const { return lock_; }
  // The map in `imports` and `scopes`; nullopt when the file has neither.
  Result<std::optional<ImportMap>> import_map() const;
  // The URL that `importMap` names; nullopt without one, or where `imports` or `scopes` win.
  const std::optional<std::string>& import_map_url() const { return import_map_url_; }

  // For stderr, whole lines without a last newline.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  Config(std::string path, std::string_view text, std::unique_ptr<Json> json);
  Result<> read_import_map_key();
  Result<> read_lock();
  Result<> read_compiler_options();
  void warn_about_unknown_options(const Json& options);

  std::string path_;
  std::string url_;
  std::string text_;
  std::unique_ptr<Json> json_;
  CompilerOptions compiler_options_;
  LockSetting lock_;
  std::optional<std::string> import_map_url_;
  std::vector<std::string> warnings_;
};

// The config that --config names, relative to `directory`.
Result<Config> load_config(Disk& disk, std::string_view path, std::string_view directory);

// The nearest deno.json or deno.jsonc in `directory` or above. A package.json on the way ends the
// search: such a folder is a project of its own.
Result<std::optional<Config>> find_config(Disk& disk, std::string_view directory);

}  // namespace bailey::loader
