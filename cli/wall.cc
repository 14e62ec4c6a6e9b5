#include "cli/wall.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <thread>
#include <utility>

#include "cli/modules.h"
#include "permissions/os_sandbox/landlock_abi.h"
#include "runtime/net/name_services.h"
#include "runtime/net/tls/library_files.h"
#include "runtime/net/tls/trust_store.h"
#include "runtime/os/process_environment.h"

namespace bailey::cli {
namespace {

namespace os_sandbox = permissions::os_sandbox;
using permissions::Ruling;

// Whether script has, or may come to have, something of this kind.
template <class Book>
bool is_open(const Book& book, bool asks) {
  auto whole = book.whole();
  return whole == Ruling::Granted || book.index().has(Ruling::Granted) || (asks && !whole);
}

// A thread that has been joined is counted until the kernel has taken it down.
constexpr auto kPatience = std::chrono::seconds(2);

Result<> wait_to_be_alone() {
  auto until = std::chrono::steady_clock::now() + kPatience;
  int count = count_threads();
  for (; count > 1 && std::chrono::steady_clock::now() < until; count = count_threads())
    std::this_thread::sleep_for(std::chrono::microseconds(20));
  if (count <= 1) return {};
  return fail(ErrorClass::Error,
      std::format("cannot build the kernel sandbox: the process has {} threads already; run with "
                  "--sandbox=off to do without",
          count));
}

bool is_granted(const permissions::Policy& policy, std::string_view name) {
  return policy.env.state({std::string(name)}, permissions::PartialDenial::Overlook) ==
         permissions::State::Granted;
}

}  // namespace

os_sandbox::SandboxMode sandbox_mode(const CommandLine& line) {
  switch (line.permissions.sandbox) {
    case SandboxChoice::Auto:
      return os_sandbox::SandboxMode::Auto;
    case SandboxChoice::Require:
      return os_sandbox::SandboxMode::Require;
    case SandboxChoice::Off:
      break;
  }
  return os_sandbox::SandboxMode::Off;
}

bool may_ask(Host& host, const permissions::Policy& policy) {
  if (host.has_external_broker()) return true;
  return policy.prompting == permissions::Prompting::On && host.has_person();
}

Result<os_sandbox::RuntimeNeeds> runtime_needs(Host& host, const CommandLine& line,
    const permissions::Policy& policy, std::vector<std::string> files) {
  os_sandbox::RuntimeNeeds needs;
  needs.may_ask = may_ask(host, policy);
  needs.cached_only = line.modules.cached_only || line.modules.no_remote;
  needs.read = std::move(files);
  if (line.modules.cert) needs.read.push_back(*line.modules.cert);
  // Hashing needs no permission, and OpenSSL reads its settings when it is first used.
  for (std::string& file : net::tls::library_files()) needs.read.push_back(std::move(file));
  auto folder = BAILEY_TRY(Modules::cache_folder(host, line));
  auto remote = Modules::remote_folder(folder);
  needs.read.push_back(remote);
  if (is_open(policy.read, needs.may_ask)) needs.read.push_back(Modules::emit_folder(folder));
  bool imports = !needs.cached_only && is_open(policy.computed_import, needs.may_ask);
  if (imports) {
    // A rule of Landlock is for what is there.
    std::error_code ignored;
    std::filesystem::create_directories(remote, ignored);
    needs.write.push_back(std::move(remote));
  }
  if (imports || is_open(policy.net, needs.may_ask)) {
    if (auto bundle = net::tls::system_bundle()) needs.read.push_back(*std::move(bundle));
  }
  return needs;
}

Result<Wall> Wall::plan(Host& host, const CommandLine& line, const permissions::Policy& policy,
    std::vector<std::string> files) {
  auto mode = sandbox_mode(line);
  if (mode == os_sandbox::SandboxMode::Off) return Wall(policy, false, {});
  // An external broker may allow what the flags deny, and deny what they grant.
  static const permissions::Policy kNoRules;
  bool bypassed = host.has_external_broker() && !policy.is_unlimited();
  const permissions::Policy& rules = bypassed ? kNoRules : policy;
  auto needs = BAILEY_TRY(runtime_needs(host, line, rules, std::move(files)));
  auto plan = BAILEY_TRY(os_sandbox::plan_wall(rules, needs, os_sandbox::detect_features(), mode));
  // Programs that script starts are to find in their environment what they find under Deno.
  bool has_children = mode != os_sandbox::SandboxMode::Require && is_open(rules.run, needs.may_ask);
  bool forgets = !needs.may_ask && !has_children && !plan.is_empty();
  return Wall(policy, forgets, std::move(plan));
}

bool Wall::closes_files() const {
  bool reads_all = policy_->read.whole() == Ruling::Granted;
  return !reads_all && (plan_.handled_fs & os_sandbox::kReadFile) != 0;
}

bool Wall::closes_modules() const {
  bool writes_all = policy_->write.whole() == Ruling::Granted;
  bool closes_cache = !writes_all && (plan_.handled_fs & os_sandbox::kWriteFile) != 0;
  bool closes_net =
      plan_.handled_net != 0 || std::ranges::contains(plan_.filters, os_sandbox::Filter::NoTcp);
  return closes_files() || closes_cache || closes_net;
}

Result<> Wall::build(Host& host, js::Platform& platform, ThreadGate& gate) {
  if (!is_empty()) {
    platform.stop_threads();
    BAILEY_TRY(wait_to_be_alone());
    if (is_open(policy_->net, false) || is_open(policy_->computed_import, false))
      net::load_name_services();
    if (forgets_variables_)
      os::forget_variables(
          host.environment(), [&](std::string_view name) { return is_granted(*policy_, name); });
    BAILEY_TRY(os_sandbox::build_wall(plan_));
  }
  gate.open();
  return {};
}

}  // namespace bailey::cli
