// The loader put together: from a specifier to a module's code.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "loader/cache/module_cache.h"
#include "loader/config/config.h"
#include "loader/disk/disk.h"
#include "loader/fetch/remote_modules.h"
#include "loader/lock/lockfile.h"
#include "loader/module_loader/granted_files.h"
#include "loader/module_loader/kept_modules.h"
#include "loader/module_loader/literal_imports.h"
#include "loader/module_loader/local_errors.h"
#include "loader/resolve/media_type.h"
#include "loader/resolve/resolver.h"
#include "loader/typescript/transpiler.h"
#include "permissions/broker.h"
#include "runtime/js/module_source.h"

namespace bailey::loader {

struct LoaderOptions {
  FetchOptions fetch = {};
  CompilerOptions compiler = {};
  std::optional<ImportMap> import_map = std::nullopt;  // of the config
  std::optional<MediaType> main_type = std::nullopt;   // --ext
  bool sloppy = false;                                 // --sloppy-imports
  bool keeps_graph = false;  // all that is loaded is kept, for other threads of the program
  // What a worker's main module is read with, as its parent was given it.
  std::optional<permissions::ReadGrant> main_file = std::nullopt;
  std::size_t longest_module = std::size_t{512} << 20;
};

// What the kernel wall does to local modules.
enum class LocalFiles : std::uint8_t { StayReadable, AreClosed };

// What URL.createObjectURL() keeps.
struct BlobContent {
  std::string type;
  std::string bytes;
};

// All must outlive the loader.
struct LoaderParts {
  Disk& disk;
  GrantedFiles& files;
  ModuleCache& cache;
  HttpTransport& transport;
  permissions::Broker& broker;
  Transpiler& transpiler;
  FetchProgress* progress = nullptr;  // none: silent
  ModuleCache* own_cache = nullptr;   // see FetchParts
  Lockfile* lock = nullptr;           // none: nothing is locked
  KeptModules* kept = nullptr;        // none: everything is read when it is needed
  // Whose leave a worker's statements need, whatever they import; none: this is no worker's.
  permissions::Broker* graph_broker = nullptr;
  // The blob behind a blob: URL; none: there are no blobs.
  std::function<std::optional<BlobContent>(std::string_view url)> blob = {};
  // Called when the kernel wall keeps the lock file at `path` from learning new modules.
  std::function<void(std::string_view path)> on_lock_closed = {};
  // Called for a remote module that is not the one the lock file knows, before anything else
  // happens. Ends the process with kIntegrityExitCode, so that a script cannot catch it.
  std::function<void(const Error& error)> on_tampering = {};
};

// Decides on nothing itself: what leaves the start-up graph of local code goes to the broker.
//
// The graph is what is written in the program's own text: import statements, and import() of a
// literal. Local code in it is read without asking, as by Deno, except a worker's; texts and bytes
// never are.
// Belongs to the thread of its isolate.
class ModuleLoader : public js::ModuleSource {
 public:
  ModuleLoader(const LoaderParts& parts, LoaderOptions options);
  ~ModuleLoader() override;

  // Uses the import map at `url` (--import-map, or the config's importMap) instead of the
  // config's. What to print about the map, as ImportMap::diagnostics. Throws Failure.
  Task<std::string> use_import_map(std::string url);

  // Gives `source` as the module at `url`, for programs that are no file: `-`, eval, repl.
  void provide(std::string url, std::string source);

  // Reads what the modules loaded so far name by import() of a literal, and `programs`, URLs, with
  // all that those import, and keeps it: how many. Local modules that stay readable are only
  // transpiled, for the cache. What fails does so again when it is imported.
  Task<std::size_t> prefetch(std::vector<std::string> programs, LocalFiles files);

  // Fetches and transpiles, for the cache, what workers are made of by literals, with all that
  // those import, as far as script may load it: how many modules.
  Task<std::size_t> prepare_workers();

  // Whether the modules loaded so far make workers, by literals, of what script may load.
  bool makes_workers() const;

  // Whether there is something to read for prefetch({}) or prepare_workers().
  bool names_more() const { return !literals_.empty() || !workers_.empty(); }

  // The kernel wall stands: what is kept is all there will be, and what is fetched needs a grant.
  void seal();

  Result<std::string> resolve(std::string_view specifier, std::string_view referrer) override;
  std::string advice(std::string_view specifier, std::string_view referrer) override;
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override;
  Task<js::ModuleCode> load(js::ModuleRequest request) override;
  std::string explain(const js::ModuleCode& code) override;
  Result<> graph_loaded() override;

 private:
  // A module before it is looked into.
  struct Found {
    std::string url;
    std::string content_type;  // empty when nobody declared one
    std::string bytes;
    const KeptModule* kept = nullptr;  // where it comes from, if it was kept
  };

  bool is_in_graph(const js::ModuleRequest& request) const;
  bool is_from_remote(std::string_view referrer) const;
  bool is_local_code_of_graph(const js::ModuleRequest& request) const;
  permissions::Broker* asked_for(const js::ModuleRequest& request) const;
  bool reads_unasked(const js::ModuleRequest& request) const {
    return asked_for(request) == nullptr;
  }
  KindShown shown_to(const js::ModuleRequest& request) const;
  KindShown shown_to(permissions::Broker& reader) const;
  permissions::ImportUse use_of(const js::ModuleRequest& request) const;
  ImportAsk ask_for(const js::ModuleRequest& request, permissions::ImportUse use) const;
  void remember(const js::ModuleRequest& request, const js::ModuleCode& code);
  std::vector<std::string> worker_urls(
      const std::vector<WrittenUrl>& written, const std::string& referrer) const;
  bool may_load(const std::string& url) const;
  Task<std::optional<js::ModuleCode>> prepare(js::ModuleRequest request);

  bool is_remote_statement(const js::ModuleRequest& request) const;

  Task<std::optional<Result<Found>>> find(js::ModuleRequest request);
  std::optional<js::ModuleCode> code_of(const js::ModuleRequest& request, KeptModule& kept);
  const Result<KeptModule>* kept_for(const js::ModuleRequest& request) const;
  Result<js::ModuleCode> load_kept(const js::ModuleRequest& request, const KeptModule& kept);
  void keep(const js::ModuleRequest& request, const Found& found);

  Result<js::ModuleCode> load_local(const js::ModuleRequest& request);
  Result<Found> find_local(const js::ModuleRequest& request, const KindShown& shown);
  Task<Found> fetch_remote(js::ModuleRequest request);
  Result<Found> find_remote(const js::ModuleRequest& request, RemoteModule module);
  Result<permissions::ReadGrant> leave_to_read(
      permissions::Broker& asked, const js::ModuleRequest& request, const std::string& path);
  Result<std::string> read_local(
      const js::ModuleRequest& request, const std::string& path, const KindShown& shown);
  Result<js::ModuleCode> load_inline(const js::ModuleRequest& request);
  Result<js::ModuleCode> finish_remote(const js::ModuleRequest& request, RemoteModule module);
  Result<js::ModuleCode> finish(const js::ModuleRequest& request, Found found);
  Result<js::ModuleCode> script(const js::ModuleRequest& request, MediaType type, Found found);
  Result<> check_lock(const std::string& url, std::string_view text);
  Error tampered(Error error) const;

  LoaderParts parts_;
  LoaderOptions options_;
  Resolver resolver_;
  RemoteModules remote_;
  std::unordered_map<std::string, std::string> provided_;
  // What each module of the graph imports by import() of a literal; of those that were themselves
  // imported so, also what they import by statements. By URL.
  std::unordered_map<std::string, std::vector<std::string>> literals_;
  // What workers may be made of, by the URL of the module that makes them.
  std::unordered_map<std::string, std::vector<WrittenUrl>> workers_;
  std::set<std::string, std::less<>> loaded_;  // URLs of what the engine has
  bool sealed_ = false;
  // data: and blob: modules that remote ones imported.
  std::set<std::string, std::less<>> from_remote_;
};

}  // namespace bailey::loader
