// Workers and message ports for script.
#include <algorithm>
#include <array>
#include <cstdio>

#include "permissions/broker.h"
#include "runtime/ops/all_ops.h"
#include "runtime/workers/worker.h"

namespace bailey::ops {
namespace {

using permissions::ChildPermission;
using permissions::ChildPermissions;
using permissions::ChildUse;
using workers::MessagePort;
using workers::Worker;
using Value = v8::Local<v8::Value>;
using Port = std::shared_ptr<MessagePort>;

constexpr std::int32_t kUnstableExitCode = 70;

// [ChildUse, values] of each kind, in the order of ChildPermissions.
using KindList = std::vector<std::pair<std::int32_t, std::vector<std::string>>>;

struct NewWorker {
  std::string url;
  std::string name;
  std::optional<KindList> permissions;  // none: all of the parent's
  std::vector<std::pair<std::string, std::string>> limits;

  static constexpr auto kFields = std::tuple{js::field("url", &NewWorker::url),
      js::field("name", &NewWorker::name), js::field("permissions", &NewWorker::permissions),
      js::field("limits", &NewWorker::limits)};
};

Result<permissions::Policy> policy_for(permissions::Broker& parent, std::optional<KindList> list) {
  if (!list) return parent.policy();
  ChildPermissions wanted;
  std::array<ChildPermission*, 8> kinds = {&wanted.read, &wanted.write, &wanted.net, &wanted.env,
      &wanted.sys, &wanted.run, &wanted.ffi, &wanted.import};
  if (list->size() != kinds.size()) return fail(ErrorClass::TypeError, "expected eight kinds");
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto& [use, values] = (*list)[i];
    if (use < 0 || use > static_cast<int>(ChildUse::Listed))
      return fail(ErrorClass::TypeError, "expected a permission");
    kinds[i]->use = static_cast<ChildUse>(use);
    kinds[i]->values = std::move(values);
  }
  return parent.narrow(wanted);
}

// What can be told apart within one process; the others belong to the program as a whole.
constexpr std::array kWorkerLimits = {
    limits::Limit::Memory, limits::Limit::CpuTime, limits::Limit::Time};

Result<limits::Limits> limits_for(const std::vector<std::pair<std::string, std::string>>& wanted) {
  limits::Limits read;
  for (const auto& [key, text] : wanted) {
    auto limit = limits::limit_called(key);
    if (!limit || !std::ranges::contains(kWorkerLimits, *limit))
      return fail(ErrorClass::TypeError,
          "(bailey.limits." + key +
              ") a Worker has no such limit, expected one of \"memory\", \"cpuTime\", \"time\"");
    auto amount = limits::parse(*limit, text);
    if (!amount)
      return fail(ErrorClass::TypeError, "(bailey.limits." + key + ") " + amount.error().message);
    read.set(*limit, *amount);
  }
  return read;
}

Result<v8::Local<v8::Function>> function_of(Value value) {
  if (!value->IsFunction()) return fail(ErrorClass::TypeError, "expected a function");
  return value.As<v8::Function>();
}

Result<std::pair<std::shared_ptr<Worker>, Port>> start_worker(
    js::Realm& realm, NewWorker options, Value on_notice) {
  auto told = BAILEY_TRY(function_of(on_notice));
  workers::WorkerStart start;
  start.policy = BAILEY_TRY(policy_for(realm.broker(), std::move(options.permissions)));
  start.limits = BAILEY_TRY(limits_for(options.limits));
  start.parents_subject = realm.part<workers::OwnSubject>().subject;
  start.url = std::move(options.url);
  start.name = std::move(options.name);
  auto& runner = realm.provided<workers::WorkerRunner>();
  // SECURITY: asked of the URL that is loaded, not of what script says of it;
  // tests/spec/workers/no_read, tests/escape/attacks/34_worker_main.
  auto allowed = runner.allow_main(start.url, realm.broker());
  if (allowed)
    start.main_file = *std::move(allowed);
  else
    start.refusal = std::move(allowed).error();
  start.parents_policy = realm.broker().policy();
  auto [ours, theirs] = workers::ChannelEnd::make_pair();
  start.channel = std::move(theirs);
  auto worker = std::make_shared<Worker>(realm);
  BAILEY_TRY(worker->start(runner, std::move(start), told));
  return std::pair(std::move(worker), std::make_shared<MessagePort>(realm, std::move(ours)));
}

void terminate(std::shared_ptr<Worker> worker) { worker->terminate(); }

// Ends the program when `feature` was not switched on, as Deno does.
void require_unstable(js::Realm& realm, std::string feature, std::string api) {
  if (std::ranges::contains(realm.program().unstable, feature)) return;
  std::fprintf(stderr, "Unstable API '%s'. The `--unstable-%s` flag must be provided.\n",
      api.c_str(), feature.c_str());
  realm.host().on_exit(kUnstableExitCode);
}

std::string worker_name(js::Realm& realm) { return realm.program().worker_name; }
Port parent_port(js::Realm& realm) { return realm.provided<workers::WorkerScope>().port; }
// Ends the worker once what it is doing now is done.
void close_worker(js::Realm& realm) {
  auto& scope = realm.provided<workers::WorkerScope>();
  scope.closing = true;
  scope.port->close();
  realm.loop().stop();
}

std::pair<Port, Port> new_channel(js::Realm& realm) {
  auto [first, second] = workers::ChannelEnd::make_pair();
  return {std::make_shared<MessagePort>(realm, std::move(first)),
      std::make_shared<MessagePort>(realm, std::move(second))};
}
Result<> bind(js::Realm& realm, Value object, Port port) {
  if (!object->IsObject()) return fail(ErrorClass::TypeError, "expected an object");
  js::set_transferable(realm, object.As<v8::Object>(), std::move(port));
  return {};
}
Result<> start_port(Port port, Value on_arrival) {
  port->start(BAILEY_TRY(function_of(on_arrival)));
  return {};
}
Result<> post(Port port, Value message, std::vector<Value> transfer) {
  return port->post(message, transfer);
}
void close_port(Port port) { port->close(); }
bool is_open(Port port) { return port->is_open(); }
void ref(Port port) { port->ref(); }
void unref(Port port) { port->unref(); }
bool has_ref(Port port) { return port->has_ref(); }

constexpr js::Op kWorkerOps[] = {
    js::ungated_op<start_worker>("startWorker", "the worker gets a part of what its parent has"),
    js::op<terminate>("terminate"),
    js::ungated_op<require_unstable>("requireUnstable", "reads the program's own flags"),
    js::ungated_op<worker_name>("workerName", "the worker's own name"),
    js::ungated_op<parent_port>("parentPort", "the worker's own channel"),
    js::ungated_op<close_worker>("closeWorker", "ends the worker itself"),
    js::ungated_op<new_channel>("newChannel", "messages within the program"),
    js::op<bind>("bind"),
    js::op<start_port>("startPort"),
    js::op<post>("post"),
    js::op<close_port>("closePort"),
    js::op<is_open>("isOpen"),
    js::op<ref>("ref"),
    js::op<unref>("unref"),
    js::op<has_ref>("hasRef"),
};

}  // namespace

std::span<const js::Op> worker_ops() { return kWorkerOps; }

}  // namespace bailey::ops
