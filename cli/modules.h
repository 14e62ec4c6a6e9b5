// Where a program's modules come from: config file, import map, lock file, cache, net and disk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/graph/script_keeper.h"
#include "cli/host.h"
#include "cli/http_transport.h"
#include "cli/module_files.h"
#include "loader/disk/host_disk.h"
#include "loader/module_loader/module_loader.h"
#include "loader/typescript/cached_transpiler.h"
#include "runtime/js/platform.h"
#include "runtime/transpiler/isolate_transpiler.h"

namespace bailey::cli {

// How one thread of a program comes by the modules of its graph.
struct GraphAccess {
  loader::KeptModules* kept = nullptr;    // what the threads have of them, beside the disk
  bool keeps_all = false;                 // all that this thread loads is kept
  permissions::Broker* broker = nullptr;  // whose leave a worker's need; none: no worker's
  std::optional<permissions::ReadGrant> main_file = std::nullopt;  // what the main one is read with
};

// Belongs to the thread of `loop`.
class Modules {
 public:
  // All must outlive it. Errors are to be shown after "error: ".
  static Result<std::unique_ptr<Modules>> open(Host& host, const CommandLine& line,
      js::Platform& platform, EventLoop& loop, permissions::Broker& broker,
      net::tls::TrustStore& trust, const std::string& main_module, GraphAccess graph = {});

  ~Modules();
  loader::ModuleLoader& loader() { return *loader_; }
  // The config file; null when there is none.
  const loader::Config* config() const { return config_ ? &*config_ : nullptr; }

  // For commands that look at programs: what their scripts are and import, and where they lie.
  ScriptKeeper& scripts() { return scripts_; }
  loader::ImportParser& parser() { return typescript_; }
  loader::ModuleCache& cache() { return cache_; }

  // Where bailey keeps what it fetches and makes.
  static Result<std::string> cache_folder(Host& host, const CommandLine& line);
  static std::string remote_folder(const std::string& cache_folder);
  static std::string emit_folder(const std::string& cache_folder);
  // For what one program, with the grants it has, fetches behind the kernel wall.
  static std::string own_folder(const std::string& cache_folder, const CommandLine& line);

  // The local files that every thread of a program reads: config, lock file, import map.
  std::vector<std::string> files() const { return found_.local(); }

  // The import map named by --import-map or by the config; waits for it on `loop`.
  Result<> read_import_map(EventLoop& loop);

 private:
  class Progress;
  Modules(Host& host, js::Platform& platform, EventLoop& loop, net::tls::TrustStore& trust,
      const CommandLine& line, std::string cache_folder);
  Result<> read_config(const CommandLine& line, const std::string& main_module);
  Result<> open_lock(const CommandLine& line);

  Host& host_;
  std::string directory_;
  loader::HostDisk disk_;
  loader::HostGrantedFiles files_;
  loader::ModuleCache cache_;
  loader::ModuleCache own_cache_;
  HttpTransport transport_;
  transpiler::IsolateTranspiler typescript_;
  loader::CachedTranspiler transpiler_;
  ScriptKeeper scripts_;
  std::unique_ptr<Progress> progress_;
  std::optional<loader::Config> config_;
  std::optional<loader::Lockfile> lock_;
  ModuleFiles found_;
  loader::LoaderOptions options_;
  std::unique_ptr<loader::ModuleLoader> loader_;
};

// The config file of the program at `main_module`, a URL: what --config names, or the nearest one
// beside a local program.
Result<std::optional<loader::Config>> find_program_config(
    const CommandLine& line, const std::string& main_module, const std::string& directory);

// What --unsafely-ignore-certificate-errors means.
net::tls::IgnoredErrors ignored_errors(const CommandLine& line);

// What --cert, DENO_TLS_CA_STORE and their like make of the authorities to trust.
Result<std::unique_ptr<net::tls::TrustStore>> trust_store(Host& host, const CommandLine& line);

}  // namespace bailey::cli
