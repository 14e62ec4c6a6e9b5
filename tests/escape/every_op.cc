// every_op SCRIPT: runs a module that finds every native function in `ops`, by family and name, in
// a runtime without any permission; `gated` tells which of them take a grant or a handle.
#include <cstdio>
#include <fstream>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <utility>

#include "cli/host.h"
#include "permissions/broker.h"
#include "permissions/host_authority.h"
#include "runtime/engine/runtime.h"
#include "runtime/net/tls/context.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/process_parts.h"
#include "runtime/os/process_setup.h"
#include "runtime/workers/no_workers.h"

namespace bailey {
namespace {

// The one module of the program; there is no other to be found.
class OneModule final : public js::ModuleSource {
 public:
  explicit OneModule(std::string text) : text_(std::move(text)) {}

  Result<std::string> resolve(std::string_view specifier, std::string_view) override {
    return std::string(specifier);
  }
  std::optional<Result<js::ModuleCode>> load_now(const js::ModuleRequest& request) override {
    if (request.kind != js::ImportKind::Main) return fail(ErrorClass::NotFound, "one module only");
    js::ModuleCode code;
    code.url = request.url;
    code.source = text_;
    return code;
  }
  Task<js::ModuleCode> load(js::ModuleRequest request) override {
    auto loaded = load_now(request);
    if (!*loaded) throw Failure(loaded->error());
    co_return **std::move(loaded);
  }

 private:
  std::string text_;
};

// Makes every family's functions and `gated`, a list of "family.name", properties of the global.
void provide_ops(js::Realm& realm) {
  js::Turn turn(realm);
  auto* isolate = realm.isolate();
  auto context = realm.context();
  auto all = v8::Object::New(isolate);
  auto gated = v8::Array::New(isolate);
  for (const js::OpFamily& family : ops::all_ops()) {
    all->Set(context, js::js_string(isolate, family.name), js::make_ops(realm, family)).Check();
    for (const js::Op& op : family.ops) {
      if (!op.ungated_reason.empty()) continue;
      auto name = std::string(family.name) + "." + std::string(op.name);
      gated->Set(context, gated->Length(), js::js_string(isolate, name)).Check();
    }
  }
  auto global = context->Global();
  global->Set(context, js::js_string(isolate, "ops"), all).Check();
  global->Set(context, js::js_string(isolate, "gated"), gated).Check();
}

int run(cli::Host& host, std::string script) {
  js::Platform platform;
  if (!engine::start_engine(platform, {})) return 2;
  EventLoop loop;
  permissions::Broker broker({}, {.paths = host.paths(), .programs = host.programs()});
  OneModule modules(std::move(script));
  net::tls::TrustStore trust(std::nullopt, {});
  net::tls::IgnoredErrors ignored;
  workers::NoWorkers workers;  // a matter of other tests
  limits::ProgramLimits limits({}, {});
  ops::ProcessParts process{host.environment(), host.terminals(), host.object_urls(), limits};
  engine::Runtime runtime(platform, loop, broker, modules, {});
  runtime.realm().provide<workers::WorkerRunner>(workers);
  runtime.realm().provide(process);
  runtime.realm().provide(trust);
  runtime.realm().provide(ignored);
  runtime.on_end = [&](const engine::Ending& ending) {
    if (!ending.message.empty()) host.show_error(ending.message);
    host.end(ending.exit_code);
  };
  provide_ops(runtime.realm());
  auto ending = runtime.run("file:///every_op.js");
  if (!ending.message.empty()) host.show_error(ending.message);
  host.end(ending.exit_code);
}

}  // namespace
}  // namespace bailey

int main(int argc, char** argv) {
  bailey::os::set_up_process();
  bailey::os::DiskPaths paths;
  bailey::permissions::HostAuthority authority;
  bailey::cli::Host host(authority, paths, environ);
  std::ostringstream script;
  for (const char* path : std::span(argv, static_cast<std::size_t>(argc)).subspan(1))
    script << std::ifstream(path).rdbuf();
  return bailey::run(host, std::move(script).str());
}
