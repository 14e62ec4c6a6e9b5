// Runtime: one isolate with its loop, broker and modules, assembled and ready to run a program.
#pragma once

#include <v8.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "permissions/broker.h"
#include "runtime/engine/heap_share.h"
#include "runtime/engine/isolate_ahead.h"
#include "runtime/engine/startup.h"
#include "runtime/engine/subjects.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/js/exception_text.h"
#include "runtime/js/module_host.h"
#include "runtime/js/platform.h"
#include "runtime/js/realm.h"
#include "runtime/limits/program_limits.h"

namespace bailey::engine {

// Starts V8; once per process, before any Runtime. `v8_flags` as on V8's own command line.
// The error names those that V8 does not know.
Result<> start_engine(js::Platform& platform, std::vector<std::string> v8_flags);

// What `bailey serve` does with the default export of the main module.
struct ServePlan {
  enum class Need : std::uint8_t { Required, IfExported };

  Need need = Need::Required;
  std::string host = "0.0.0.0";
  std::uint16_t port = 0;     // 0: any free port
  std::uint32_t threads = 1;  // that serve the same address, this one included
  bool is_lead = true;        // the one that speaks for all of them
  std::function<void(std::uint16_t port)> on_listening = {};
};

// Has the program's watchdog know that what an isolate reserves for code is not memory in use.
class CodeReservation {
 public:
  CodeReservation() = default;
  CodeReservation(const CodeReservation&) = delete;
  CodeReservation& operator=(const CodeReservation&) = delete;
  // After the isolate is gone.
  ~CodeReservation() { change_to(0); }
  // Before the isolate is initialized: the most that it may reserve.
  void expect(limits::ProgramLimits& limits);
  // Once it is.
  void measure(v8::Isolate* isolate);

 private:
  void change_to(std::uint64_t size);

  limits::ProgramLimits* limits_ = nullptr;
  std::uint64_t size_ = 0;
};

// Where a worker's memory ends.
struct WorkerMemory {
  std::uint64_t limit = 0;
  std::shared_ptr<limits::BufferMeter> buffers;
  std::function<void(std::uint64_t used)> on_reached = {};  // on the worker's thread
};

struct RuntimeOptions {
  Scope scope = Scope::Window;
  std::vector<std::string> preload = {};  // URLs of modules that run before the program
  std::optional<ServePlan> serve = std::nullopt;
  js::ProgramInfo program;
  js::Colors colors = js::Colors::Off;
  // The limits of the program; null where nobody asks for any. Must outlive the runtime.
  limits::ProgramLimits* limits = nullptr;
  std::optional<WorkerMemory> worker_memory = std::nullopt;
  // Stops a worker whose heap has to make place for others, on any thread; null where it must not.
  std::function<void()> break_off = {};
  // Called once by Runtime::run, when the modules are loaded and before any of their code runs. An
  // error ends the program. With `preload`, only the first of those is loaded by then.
  std::function<Result<>()> before_code = {};
};

// How a program ended without being asked to: the text to print and the exit code.
struct Ending {
  int exit_code = 0;
  std::string message;                // without "error: "; empty when it ended well
  js::ExceptionSummary summary = {};  // of what was not caught
};

// Belongs to the thread that made it. `platform`, `broker`, `modules` and `ahead` must outlive it.
class Runtime final : public js::RealmHost {
 public:
  Runtime(js::Platform& platform, EventLoop& loop, permissions::Broker& broker,
      js::ModuleSource& modules, RuntimeOptions options, IsolateAhead* ahead = nullptr);
  ~Runtime() override;

  // Loads and evaluates the program at `url` and runs the loop until nothing is left to do.
  Ending run(const std::string& url);

  // Thread: any. What a worker that was stopped from outside ended of.
  void set_verdict(std::string message);

  // The same for a worker: no events of a window's life, and it goes on until its loop is stopped.
  Ending run_worker(const std::string& url);

  // Called on a worker's thread when its main module has begun to run and it receives messages.
  std::function<void()> on_running;

  // For a worker whose script took more than V8 can unwind from: told once, then the thread
  // sleeps for ever, since V8 would end the process.
  std::function<void(const Ending&)> on_stuck;

  // Called when script calls Deno.exit() or an exception is not caught; does not return for the
  // main program.
  std::function<void(const Ending&)> on_end;

  js::Realm& realm() { return *realm_; }
  v8::Isolate* isolate() { return isolate_; }

 private:
  friend Result<> start_engine(js::Platform& platform, std::vector<std::string> v8_flags);
  static void abandon_worker();
  static void end_limited_program(std::string_view what);
  static void on_fatal(const char* file, int line, const char* message);
  static void on_out_of_memory(const char* location, const v8::OOMDetails& details);
  static std::size_t on_near_heap_limit(void* runtime, std::size_t current, std::size_t initial);
  std::string inside() const;
  Ending out_of_memory() const;
  Ending ended_by(std::string_view reason) const;
  Ending describe(v8::Local<v8::Value> exception, js::UncaughtIn where);
  void on_uncaught(v8::Local<v8::Value> exception, js::UncaughtIn where) override;
  void on_exit(int code) override;
  void on_too_many_files() override;
  bool is_first() const;
  std::shared_ptr<v8::ArrayBuffer::Allocator> make_allocator();
  void initialize_isolate();
  void share_heap_room();
  void bound_heap(v8::ResourceConstraints& constraints) const;
  void open_counters();
  Result<> watch_program();

  std::optional<Ending> load_module(const std::string& url, v8::Global<v8::Module>& module);
  std::optional<Ending> prepare_for_code();
  std::optional<Ending> run_preloaded();
  std::optional<Ending> evaluate_main(v8::Global<v8::Module>& main);
  void serve_exports(const v8::Global<v8::Module>& main);
  Ending stalled(v8::Local<v8::Module> main);
  bool expects_anything() const;
  void run_loop();
  void run_until_unload();

  js::Platform& platform_;
  EventLoop& loop_;
  RuntimeOptions options_;
  // Shared: memory that moved to another realm outlives this one.
  std::shared_ptr<v8::ArrayBuffer::Allocator> allocator_;
  CodeReservation code_;
  v8::Isolate* isolate_;
  std::optional<HeapShare> heap_share_;
  std::unique_ptr<js::Realm> realm_;
  std::unique_ptr<js::Builtins> builtins_;
  std::unique_ptr<js::ModuleHost> modules_;
  std::optional<Ending> ending_;
  Result<std::unique_ptr<limits::ProcessMemory>> counters_ = nullptr;
  std::unique_ptr<ProgramSubject> subject_;  // of the program's main thread, where it has limits
  std::mutex verdict_mutex_;
  std::string verdict_;
  bool out_of_memory_ = false;
  int unwinding_rooms_ = 0;
};

}  // namespace bailey::engine
