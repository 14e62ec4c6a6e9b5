#include "cli/modules.h"

#include <algorithm>
#include <format>

#include "loader/lock/package_requirement.h"
#include "loader/resolve/specifier.h"
#include "loader/resolve/url.h"
#include "runtime/event_loop/wait_for.h"
#include "runtime/os/process_setup.h"
#include "runtime/os/whole_file.h"

namespace bailey::cli {
namespace {

loader::Reload reload(const AccessList& list) {
  loader::Reload wanted;
  wanted.all = list.scope == AccessList::Scope::All;
  for (std::string entry : list.entries) {
    while (entry.ends_with('/')) entry.pop_back();
    wanted.below.insert(std::move(entry));
  }
  return wanted;
}

std::optional<loader::MediaType> main_type(const ModuleOptions& options) {
  if (!options.extension) return std::nullopt;
  return loader::media_type_of_name("main." + *options.extension);
}

std::string folder_of(std::string_view path) {
  auto slash = path.find_last_of('/');
  return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

}  // namespace

// `Download URL` lines.
class Modules::Progress final : public loader::FetchProgress {
 public:
  explicit Progress(Host& host) : host_(host) {}
  void downloading(std::string_view url) override {
    bool colors = host_.colors() == js::Colors::On;
    host_.note((colors ? "\x1b[32mDownload\x1b[0m " : "Download ") + std::string(url));
  }

 private:
  Host& host_;
};

Modules::Modules(Host& host, js::Platform& platform, EventLoop& loop, net::tls::TrustStore& trust,
    const CommandLine& line, std::string cache_folder)
    : host_(host),
      cache_(disk_, remote_folder(cache_folder)),
      own_cache_(disk_, own_folder(cache_folder, line)),
      transport_(loop, trust, ignored_errors(line)),
      typescript_(platform, loop),
      transpiler_(typescript_, disk_, cache_folder),
      scripts_(line.environment.writes_emit_cache ? static_cast<loader::Transpiler&>(transpiler_)
                                                  : typescript_),
      progress_(std::make_unique<Progress>(host)) {}

Modules::~Modules() = default;

Result<std::string> Modules::cache_folder(Host& host, const CommandLine& line) {
  auto directory = BAILEY_TRY(host.paths().current_directory());
  auto variable = [&](std::string_view name) {
    if (name == "BAILEY_DIR" && line.environment.cache_dir) return *line.environment.cache_dir;
    return host.variable(std::string(name)).value_or("");
  };
  return loader::cache_folder(variable, directory);
}

std::string Modules::remote_folder(const std::string& cache_folder) {
  return cache_folder + "/remote";
}

// CachedTranspiler's own name for it.
std::string Modules::emit_folder(const std::string& cache_folder) { return cache_folder + "/emit"; }

std::string Modules::own_folder(const std::string& cache_folder, const CommandLine& line) {
  return cache_folder + "/computed/" + line.environment.run_identity;
}

Result<std::unique_ptr<Modules>> Modules::open(Host& host, const CommandLine& line,
    js::Platform& platform, EventLoop& loop, permissions::Broker& broker,
    net::tls::TrustStore& trust, const std::string& main_module, GraphAccess graph) {
  auto directory = BAILEY_TRY(host.paths().current_directory());
  auto folder = BAILEY_TRY(cache_folder(host, line));
  std::unique_ptr<Modules> modules(
      new Modules(host, platform, loop, trust, line, std::move(folder)));
  modules->directory_ = directory;
  BAILEY_TRY(modules->read_config(line, main_module));
  BAILEY_TRY(modules->open_lock(line));

  auto& options = modules->options_;
  options.fetch.reload = reload(line.modules.reload);
  options.fetch.cached_only = line.modules.cached_only;
  options.fetch.no_remote = line.modules.no_remote;
  if (line.environment.auth_tokens) {
    options.fetch.tokens = loader::AuthTokens(*line.environment.auth_tokens);
    for (int i = 0; i < options.fetch.tokens.dropped(); ++i)
      host.note("Badly formed auth token discarded.");
  }
  if (line.environment.import_timeout)
    options.fetch.patience = std::chrono::seconds(*line.environment.import_timeout);
  options.main_type = main_type(line.modules);
  options.keeps_graph = graph.keeps_all;
  options.main_file = std::move(graph.main_file);
  options.sloppy = std::ranges::contains(line.runtime.unstable, "sloppy-imports");
  loader::LoaderParts parts{.disk = modules->disk_,
      .files = modules->files_,
      .cache = modules->cache_,
      .transport = modules->transport_,
      .broker = broker,
      .transpiler = modules->scripts_};
  parts.blob = [&host](std::string_view url) -> std::optional<loader::BlobContent> {
    auto content = host.object_urls().find(url);
    if (!content) return std::nullopt;
    return loader::BlobContent{std::move(content->type), *content->bytes};
  };
  parts.kept = graph.kept;
  parts.graph_broker = graph.broker;
  if (!line.environment.run_identity.empty()) parts.own_cache = &modules->own_cache_;
  parts.progress = modules->progress_.get();
  if (modules->lock_) parts.lock = &*modules->lock_;
  parts.on_lock_closed = [&host](std::string_view path) {
    host.warn_once(std::format(
        "The kernel wall keeps new modules out of '{}': add what was imported at run time with "
        "`bailey cache URL`.",
        path));
  };
  parts.on_tampering = [&host](const Error& error) {
    host.show_error(error.message);
    host.terminals().restore();
    os::end_process(loader::kIntegrityExitCode);
  };
  modules->loader_ = std::make_unique<loader::ModuleLoader>(parts, std::move(options));
  return modules;
}

Result<> Modules::read_config(const CommandLine& line, const std::string& main_module) {
  config_ = BAILEY_TRY(find_program_config(line, main_module, directory_));
  if (config_) {
    for (const std::string& warning : config_->warnings()) host_.note(warning);
    options_.compiler = config_->compiler_options();
    options_.import_map = BAILEY_TRY(config_->import_map());
    if (options_.import_map)
      if (auto diagnostics = options_.import_map->diagnostics(); !diagnostics.empty())
        host_.note(diagnostics);
  }
  found_ = BAILEY_TRY(module_files(line, config_, directory_));
  return {};
}

Result<> Modules::open_lock(const CommandLine& line) {
  const auto& options = line.modules;
  if (found_.lock.empty()) return {};
  bool frozen = options.frozen.value_or(config_ && config_->lock().frozen);
  auto mode = frozen ? loader::Lockfile::Mode::Frozen : loader::Lockfile::Mode::Update;
  lock_ = BAILEY_TRY(loader::Lockfile::load(disk_, found_.lock, mode));
  if (config_) lock_->set_dependencies(loader::package_requirements(config_->json()));
  return {};
}

Result<> Modules::read_import_map(EventLoop& loop) {
  if (found_.import_map.empty()) return {};
  auto diagnostics = BAILEY_TRY(wait_for(loop, loader_->use_import_map(found_.import_map)));
  if (!diagnostics.empty()) host_.note(diagnostics);
  return {};
}

Result<std::optional<loader::Config>> find_program_config(
    const CommandLine& line, const std::string& main_module, const std::string& directory) {
  loader::HostDisk disk;
  if (const auto* file = std::get_if<ConfigFile>(&line.modules.config))
    return BAILEY_TRY(loader::load_config(disk, file->path, directory));
  auto path = loader::file_path(main_module);
  // Beside a local program; one from elsewhere has none.
  if (!path || !std::holds_alternative<DiscoverConfig>(line.modules.config)) return std::nullopt;
  return loader::find_config(disk, folder_of(*path));
}

net::tls::IgnoredErrors ignored_errors(const CommandLine& line) {
  const auto& list = line.modules.ignore_certificate_errors;
  using Scope = net::tls::IgnoredErrors::Scope;
  switch (list.scope) {
    case AccessList::Scope::Absent:
      return {};
    case AccessList::Scope::All:
      return {Scope::Everything, {}};
    case AccessList::Scope::Listed:
      return {Scope::Listed, list.entries};
  }
  return {};
}

Result<std::unique_ptr<net::tls::TrustStore>> trust_store(Host& host, const CommandLine& line) {
  std::vector<std::string> extra;
  if (line.modules.cert) {
    auto grant = BAILEY_TRY(host.authority().read(host.paths(), *line.modules.cert));
    auto pem = os::read_file(grant);
    if (!pem)
      return fail(pem.error().error_class,
          "cannot read the certificates of --cert: " + pem.error().message);
    std::string text(pem->text());
    if (auto parsed = net::tls::parse_certificates(text); !parsed)
      return fail(ErrorClass::InvalidData,
          "the file of --cert holds no usable certificate: " + *line.modules.cert);
    extra.push_back(std::move(text));
  }
  return std::make_unique<net::tls::TrustStore>(net::tls::system_bundle(), std::move(extra));
}

}  // namespace bailey::cli
