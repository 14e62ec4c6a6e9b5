#include "cli/worker_environment.h"

#include "cli/modules.h"
#include "loader/resolve/url.h"

namespace bailey::cli {
namespace {

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
  js::ModuleSource& modules() override { return files->loader(); }
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
};

}  // namespace

// The loader asks for what is remote, and what is inline anybody may run.
Result<std::optional<permissions::ReadGrant>> CommandLineWorkers::allow_main(
    const std::string& url, permissions::Broker& parent) {
  if (loader::scheme_of(url) != "file") return std::nullopt;
  return BAILEY_TRY(parent.read(BAILEY_TRY(loader::file_path(url)), "Worker()"));
}

Result<std::unique_ptr<engine::WorkerParts>> CommandLineWorkers::make_parts(
    EventLoop& loop, workers::WorkerStart& start) {
  auto parts = std::make_unique<Parts>(host_, process_, start);
  parts->trust = BAILEY_TRY(trust_store(host_, line_));
  parts->ignored = ignored_errors(line_);
  // The graph is the parent's to allow, what the worker's script imports while it runs its own.
  GraphAccess graph{.broker = &parts->parents, .main_file = std::move(start.main_file)};
  parts->files = BAILEY_TRY(Modules::open(host_, line_, platform_, loop, parts->own, *parts->trust,
      options_.program.main_module, std::move(graph)));
  BAILEY_TRY(parts->files->read_import_map(loop));
  if (sealed_) parts->files->loader().seal();
  return parts;
}

}  // namespace bailey::cli
