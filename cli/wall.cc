#include "cli/wall.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <format>
#include <thread>
#include <utility>

#include "cli/modules.h"
#include "permissions/env_index.h"
#include "permissions/os_sandbox/landlock_abi.h"
#include "runtime/net/name_services.h"
#include "runtime/net/tls/library_files.h"
#include "runtime/net/tls/trust_store.h"
#include "runtime/os/process_environment.h"
#include "runtime/os/process_setup.h"

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

// A rule of Landlock is for what is there. Where a folder cannot be made, nothing can be kept in it
// without a wall either, and whoever writes there says so.
void make_needed_folders(const os_sandbox::RuntimeNeeds& needs) {
  std::error_code left_to_the_writer;
  for (const std::string& folder : needs.write)
    std::filesystem::create_directories(folder, left_to_the_writer);
}

// What a program finds closed that a person lets start behind `plan`; empty when nothing is.
std::string closed_to_programs(const os_sandbox::WallPlan& plan) {
  using os_sandbox::Filter;
  std::string closed;
  auto add = [&](bool is_closed, std::string_view what) {
    if (is_closed) closed += std::format("{}{}", closed.empty() ? "" : ", ", what);
  };
  add((plan.handled_fs & os_sandbox::kWriteFile) != 0, "write files");
  add(std::ranges::contains(plan.filters, Filter::NoTcp) || plan.handled_net != 0,
      "use the network");
  add(plan.has_landlock() || !plan.filters.empty(), "gain rights as sudo does");
  return closed;
}

// SECURITY: what bailey was started with is no grant of the flags: tests/spec/sandbox/inherited. In
// auto it stays, since a lock may hang on it.
void close_inherited(const os::DiskPaths& paths, const permissions::Policy& policy) {
  os::close_descriptors(paths.inherited_others());
  if (!is_open(policy.read, false) && !is_open(policy.write, false))
    os::close_descriptors(paths.inherited_pipes());
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

namespace {

os_sandbox::Asked asked(Host& host, const permissions::Policy& policy) {
  if (host.has_external_broker()) return os_sandbox::Asked::Broker;
  bool prompts = policy.prompting == permissions::Prompting::On && host.has_person();
  return prompts ? os_sandbox::Asked::Person : os_sandbox::Asked::Nobody;
}

Result<os_sandbox::RuntimeNeeds> runtime_needs(Host& host, const CommandLine& line,
    const permissions::Policy& policy, std::vector<std::string> files) {
  os_sandbox::RuntimeNeeds needs;
  needs.asked = asked(host, policy);
  needs.cached_only = line.modules.cached_only || line.modules.no_remote;
  needs.read = std::move(files);
  if (line.modules.cert) needs.read.push_back(*line.modules.cert);
  // Hashing needs no permission, and OpenSSL reads its settings when it is first used.
  for (std::string& file : net::tls::library_files()) needs.read.push_back(std::move(file));
  auto folder = BAILEY_TRY(Modules::cache_folder(host, line));
  auto remote = Modules::remote_folder(folder);
  bool has_own = !line.environment.run_identity.empty();
  auto fetched = has_own ? Modules::own_folder(folder, line) : remote;
  needs.read.push_back(remote);
  if (has_own) needs.read.push_back(fetched);
  if (is_open(policy.read, needs.may_ask())) needs.read.push_back(Modules::emit_folder(folder));
  bool imports = !needs.cached_only && is_open(policy.computed_import, needs.may_ask());
  // SECURITY: not the cache that other runs take modules from; tests/spec/sandbox/computed.
  if (imports) needs.write.push_back(std::move(fetched));
  if (imports || is_open(policy.net, needs.may_ask())) {
    if (auto bundle = net::tls::system_bundle()) needs.read.push_back(*std::move(bundle));
  }
  return needs;
}

}  // namespace

bool keeps_own_modules(Host& host, const permissions::Policy& policy) {
  bool asks = asked(host, policy) != os_sandbox::Asked::Nobody;
  if (policy.write.whole() == Ruling::Granted) return false;
  // Where writing may still be granted, the cache stays open.
  bool closes_cache = !is_open(policy.write, asks);
  return is_open(policy.computed_import, asks && closes_cache);
}

Result<WallBasis> wall_basis(Host& host, const CommandLine& line, const ProgramPlan& plan,
    const permissions::Policy& policy, std::vector<std::string> files) {
  WallBasis basis{.mode = sandbox_mode(line), .features = os_sandbox::detect_features()};
  auto serves = plan.serve_address();
  if (host.has_external_broker() && !policy.is_unlimited()) {
    // It may allow what the flags deny, and deny what they grant.
  } else if (serves) {
    // The address is bailey's own need and no grant of the user's.
    ProgramPlan without = plan;
    without.serve.reset();
    basis.rules = BAILEY_TRY(starting_policy(host, line, without)).policy;
  } else {
    basis.rules = policy;
  }
  basis.needs = BAILEY_TRY(runtime_needs(host, line, basis.rules, std::move(files)));
  basis.needs.serves = std::move(serves);
  return basis;
}

Result<Wall> Wall::plan(WallBasis basis) {
  auto plan =
      BAILEY_TRY(os_sandbox::plan_wall(basis.rules, basis.needs, basis.features, basis.mode));
  return Wall(std::move(basis), std::move(plan));
}

bool Wall::closes_files() const {
  bool reads_all = basis_.rules.read.whole() == Ruling::Granted;
  return !reads_all && (plan_.handled_fs & os_sandbox::kReadFile) != 0;
}

bool Wall::closes_modules() const {
  bool writes_all = basis_.rules.write.whole() == Ruling::Granted;
  bool closes_cache = !writes_all && (plan_.handled_fs & os_sandbox::kWriteFile) != 0;
  bool closes_net =
      plan_.handled_net != 0 || std::ranges::contains(plan_.filters, os_sandbox::Filter::NoTcp);
  return closes_files() || closes_cache || closes_net;
}

Result<> Wall::build(Host& host, const permissions::ChildEnvGrant& inherited,
    js::Platform& platform, ThreadGate& gate) {
  if (!is_empty()) {
    platform.stop_threads();
    BAILEY_TRY(wait_to_be_alone());
    const auto& rules = basis_.rules;
    if (is_open(rules.net, false) || is_open(rules.computed_import, false) || basis_.needs.serves)
      net::load_name_services();
    if (plan_.forgets_variables) {
      bool has_children = is_open(rules.run, false);
      os::forget_variables(host.environment(), [&](std::string_view name) {
        return is_granted(rules, name) || permissions::is_always_readable(name) ||
               (has_children && inherited.passes(name));
      });
    }
    make_needed_folders(basis_.needs);
    if (basis_.mode == os_sandbox::SandboxMode::Require) close_inherited(host.paths(), rules);
    BAILEY_TRY(os_sandbox::build_wall(plan_));
    bool may_start_programs = basis_.needs.may_ask() && is_open(rules.run, true);
    if (auto closed = closed_to_programs(plan_); may_start_programs && !closed.empty())
      host.warn_of_programs(std::format(
          "Programs started from here stay behind the kernel wall; they cannot: {}. Outside it "
          "start those that --allow-run names.",
          closed));
  }
  gate.open();
  return {};
}

}  // namespace bailey::cli
