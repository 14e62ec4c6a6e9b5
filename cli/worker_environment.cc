#include "cli/worker_environment.h"

#include "cli/modules.h"
#include "loader/resolve/url.h"

namespace bailey::cli {
namespace {

// As the loader tells what is read from the disk.
bool is_local(const std::string& url) { return loader::scheme_of(url) == "file"; }

// The worker's graph is the parent's to allow, what its script imports while it runs its own.
class WorkerModules final : public js::ModuleSource {
 public:
  WorkerModules(js::ModuleSource& source, permissions::Broker& parents, permissions::Broker& own)
      : source_(source), parents_(parents), own_(own) {}

  Result<std::string> resolve(std::string_view specifier, std::string_view referrer) override {
    return source_.resolve(specifier, referrer);
  }
  std::string advice(std::string_view specifier, std::string_view referrer) override {
    return source_.advice(specifier, referrer);
  }
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override {
    // SECURITY: a worker's modules are no part of the start-up graph, so every local one is read
    // with leave; tests/spec/workers/graph_needs_read. For the main one allow_main() has asked.
    if (request.kind != js::ImportKind::Main && is_local(request.url)) {
      auto& broker = request.kind == js::ImportKind::Dynamic ? own_ : parents_;
      auto leave = loader::file_path(request.url).and_then([&](const std::string& path) {
        return broker.read(path, "import()");
      });
      if (!leave) return std::unexpected(std::move(leave).error());
    }
    return source_.load_now(request);
  }
  Task<js::ModuleCode> load(js::ModuleRequest request) override {
    return source_.load(std::move(request));
  }
  std::string explain(const js::ModuleCode& code) override { return source_.explain(code); }
  Result<> graph_loaded() override { return source_.graph_loaded(); }

 private:
  js::ModuleSource& source_;
  permissions::Broker& parents_;
  permissions::Broker& own_;
};

// What records call the worker; names and data: URLs can be of any length.
std::string name_of(const workers::WorkerStart& start) {
  constexpr std::size_t kLongest = 200;
  const std::string& name = start.name.empty() ? start.url : start.name;
  return name.size() <= kLongest ? name : name.substr(0, kLongest) + "…";
}

struct Parts final : engine::WorkerParts {
  Parts(Host& host, ops::ProcessParts& shared, const workers::WorkerStart& start)
      : process(shared),
        observer(host.observe_thread(name_of(start))),
        parents(start.parents_policy, host.broker_parts(observer.get())),
        own(start.policy, host.broker_parts(observer.get())) {}

  permissions::Broker& broker() override { return own; }
  js::ModuleSource& modules() override { return *source; }
  void provide(js::Realm& realm) override {
    realm.provide(process);
    realm.provide(*trust);
    realm.provide(ignored);
  }

  ops::ProcessParts& process;
  std::unique_ptr<permissions::AccessObserver> observer;
  permissions::Broker parents;
  permissions::Broker own;
  std::unique_ptr<net::tls::TrustStore> trust;
  net::tls::IgnoredErrors ignored;
  std::unique_ptr<Modules> files;
  std::unique_ptr<WorkerModules> source;
};

}  // namespace

// The loader asks for what is remote, and what is inline anybody may run.
Result<> CommandLineWorkers::allow_main(const std::string& url, permissions::Broker& parent) {
  if (!is_local(url)) return {};
  BAILEY_TRY(parent.read(BAILEY_TRY(loader::file_path(url)), "Worker()"));
  return {};
}

Result<std::unique_ptr<engine::WorkerParts>> CommandLineWorkers::make_parts(
    EventLoop& loop, const workers::WorkerStart& start) {
  auto parts = std::make_unique<Parts>(host_, process_, start);
  parts->trust = BAILEY_TRY(trust_store(host_, line_));
  parts->ignored = ignored_errors(line_);
  parts->files = BAILEY_TRY(Modules::open(
      host_, line_, platform_, loop, parts->own, *parts->trust, options_.program.main_module));
  BAILEY_TRY(parts->files->read_import_map(loop));
  if (sealed_) parts->files->loader().seal();
  parts->source =
      std::make_unique<WorkerModules>(parts->files->loader(), parts->parents, parts->own);
  return parts;
}

}  // namespace bailey::cli
