// Child processes and signals: what Deno.Command, Deno.kill() and signal listeners do.
#include <boost/asio/co_spawn.hpp>

#include "permissions/broker.h"
#include "permissions/lexical_path.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/process_parts.h"
#include "runtime/ops/spawn_call.h"
#include "runtime/os/async_pipe.h"
#include "runtime/os/signal_watch.h"
#include "runtime/os/signals.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;
using Pipe = std::shared_ptr<os::AsyncPipe>;
using PipeFile = std::shared_ptr<os::File>;

// A child in script's hands, and the promise for its end while script waits.
struct Process {
  explicit Process(os::Child started) : child(std::make_shared<os::Child>(std::move(started))) {}
  std::shared_ptr<os::Child> child;
  std::shared_ptr<js::PendingPromise> waiting;
  bool referenced = true;
};
using ProcessHandle = std::shared_ptr<Process>;

// code, and the name of the signal that ended it
using Ending = std::pair<std::int32_t, std::optional<std::string>>;

Ending ending_of(const os::ExitStatus& status) {
  auto name = status.signal ? os::signal_name(*status.signal) : std::nullopt;
  return {status.code, name ? std::optional(std::string(*name)) : std::nullopt};
}

template <class End>
struct Spawned {
  std::int32_t pid = 0;
  ProcessHandle process;
  End input;
  End output;
  End error;

  static constexpr auto kFields = std::tuple{
      js::field("pid", &Spawned::pid),
      js::field("process", &Spawned::process),
      js::field("stdin", &Spawned::input),
      js::field("stdout", &Spawned::output),
      js::field("stderr", &Spawned::error),
  };
};

template <class End, class MakeEnd>
Result<Spawned<End>> spawn_with(const SpawnCall& call, MakeEnd make_end) {
  using permissions::Access;
  auto child = BAILEY_TRY(os::spawn(call.program, call.options));
  Spawned<End> spawned;
  spawned.pid = child.pid();
  spawned.input = make_end(std::move(child.standard_input), Access::Write);
  spawned.output = make_end(std::move(child.standard_output), Access::Read);
  spawned.error = make_end(std::move(child.standard_error), Access::Read);
  spawned.process = std::make_shared<Process>(std::move(child));
  return spawned;
}

Result<Spawned<Pipe>> spawn(EventLoop& loop, const SpawnCall& call) {
  return spawn_with<Pipe>(call, [&](os::OwnedFd fd, permissions::Access) {
    return fd ? std::make_shared<os::AsyncPipe>(loop, std::move(fd)) : nullptr;
  });
}

// For Deno.run(), whose streams are files.
Result<Spawned<PipeFile>> spawn_with_files(const SpawnCall& call) {
  return spawn_with<PipeFile>(call, [](os::OwnedFd fd, permissions::Access access) {
    return fd ? std::make_shared<os::File>(std::move(fd), access) : nullptr;
  });
}

struct Collected {
  Ending ending;
  Bytes output;
  Bytes error;

  static constexpr auto kFields = std::tuple{
      js::field("ending", &Collected::ending),
      js::field("stdout", &Collected::output),
      js::field("stderr", &Collected::error),
  };
};

Result<Collected> run_to_end(const SpawnCall& call) {
  auto output = BAILEY_TRY(os::run_to_end(call.program, call.options));
  return Collected{ending_of(output.status), std::move(output.standard_output),
      std::move(output.standard_error)};
}

// A promise that script can unref: an unreferenced child does not keep the program going.
Value wait(js::Realm& realm, const ProcessHandle& process) {
  auto pending = std::make_shared<js::PendingPromise>(realm);
  process->waiting = pending;
  if (!process->referenced) pending->hold().unref();
  auto task = [](EventLoop& loop, std::shared_ptr<os::Child> child) -> Task<os::ExitStatus> {
    return os::wait_for_end(loop, std::move(child));
  }(realm.loop(), process->child);
  boost::asio::co_spawn(realm.loop().io(), std::move(task),
      [process, pending](std::exception_ptr failure, os::ExitStatus status) {
        process->waiting.reset();
        if (failure) return pending->reject(error_of(std::move(failure)));
        pending->resolve(ending_of(status));
      });
  return pending->promise();
}

void set_referenced(const ProcessHandle& process, bool referenced) {
  process->referenced = referenced;
  if (!process->waiting) return;
  if (referenced)
    process->waiting->hold().ref();
  else
    process->waiting->hold().unref();
}

// A signal as script gives it: a name, or a number that the kernel judges.
Result<int> read_signal(js::Realm& realm, Value signal) {
  if (signal->IsInt32()) return signal.As<v8::Int32>()->Value();
  if (signal->IsString())
    return os::signal_number(js::to_utf8(realm.isolate(), signal.As<v8::String>()));
  return fail(ErrorClass::TypeError, "expected a signal");
}

Result<> kill_child(js::Realm& realm, const ProcessHandle& process, Value signal) {
  if (BAILEY_TRY(process->child->poll()))
    return fail(ErrorClass::TypeError, "Child process has already terminated");
  return process->child->kill(BAILEY_TRY(read_signal(realm, signal)));
}

Result<> kill(js::Realm& realm, std::int32_t pid, Value signal) {
  int number = BAILEY_TRY(read_signal(realm, signal));
  if (os::is_self(pid)) return os::kill_self(number);
  return os::kill(BAILEY_TRY(realm.broker().run_all("Deno.kill()")), pid, number);
}

Task<double> pipe_read(Pipe pipe, js::AsyncOutput into) {
  co_return static_cast<double>(co_await pipe->read(into.span()));
}
Task<> pipe_write(Pipe pipe, js::AsyncInput bytes) { co_await pipe->write_all(bytes.span()); }
Result<> pipe_close(const Pipe& pipe) { return pipe->close(); }
bool pipe_is_open(const Pipe& pipe) { return pipe->is_open(); }

Result<std::int32_t> signal_number(std::string name) { return os::signal_number(name); }

// The signals that the realm's script listens to.
struct Listeners {
  explicit Listeners(js::Realm&) {}
  struct Listener {
    std::unique_ptr<os::SignalWatch> watch;
    v8::Global<v8::Function> callback;
  };
  std::map<int, Listener> by_number;
};

void deliver(js::Realm& realm, int number) {
  js::Turn turn(realm);
  auto& listeners = realm.part<Listeners>().by_number;
  auto found = listeners.find(number);
  if (found == listeners.end()) return;
  auto callback = found->second.callback.Get(realm.isolate());
  (void)realm.call(callback, v8::Undefined(realm.isolate()), {});
}

Result<> watch_signal(js::Realm& realm, std::string name, Value callback) {
  int number = BAILEY_TRY(os::listenable_signal(name));
  if (!callback->IsFunction()) return fail(ErrorClass::TypeError, "expected a function");
  auto watch = std::make_unique<os::SignalWatch>(
      realm.loop(), number, [&realm, number] { deliver(realm, number); });
  BAILEY_TRY(watch->outcome());
  auto& listener = realm.part<Listeners>().by_number[number];
  listener.watch = std::move(watch);
  listener.callback.Reset(realm.isolate(), callback.As<v8::Function>());
  return {};
}

Result<> unwatch_signal(js::Realm& realm, std::string name) {
  realm.part<Listeners>().by_number.erase(BAILEY_TRY(os::signal_number(name)));
  return {};
}

constexpr js::Op kProcessOps[] = {
    js::op<spawn>("spawn", "Deno.Command()"),
    js::op<spawn_with_files>("spawnWithFiles", "Deno.run()"),
    js::op<run_to_end>("runToEnd", "Deno.Command.outputSync()"),
    js::op<wait>("wait"),
    js::op<set_referenced>("setReferenced"),
    js::op<kill_child>("killChild"),
    js::op<pipe_read>("pipeRead"),
    js::op<pipe_write>("pipeWrite"),
    js::op<pipe_close>("pipeClose"),
    js::op<pipe_is_open>("pipeIsOpen"),
    js::ungated_op<kill>("kill", "asks the broker itself, for every process but its own"),
    js::ungated_op<signal_number>("signalNumber", "a table of names"),
    js::ungated_op<watch_signal>("watchSignal", "signals sent to the program itself"),
    js::ungated_op<unwatch_signal>("unwatchSignal", "signals sent to the program itself"),
};

}  // namespace

std::span<const js::Op> process_ops() { return kProcessOps; }

}  // namespace bailey::ops
