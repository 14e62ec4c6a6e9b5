#include "runtime/engine/runtime.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <format>
#include <span>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/builtins/builtins.h"
#include "runtime/js/builtins.h"
#include "runtime/js/cage.h"
#include "runtime/js/snapshot.h"
#include "runtime/js/stack_frames.h"
#include "runtime/ops/all_ops.h"

namespace bailey::engine {
namespace {

constexpr int kHeapExhausted = 133;  // what Deno's trap shows as

// What a worker whose heap is full gets to unwind in, and how often: what V8 does in one go, such
// as sorting, may take a lot before it notices that it is to stop.
constexpr std::size_t kUnwindingRoom = std::size_t{256} << 20;
constexpr std::size_t kLeastUnwindingRoom = std::size_t{32} << 20;
constexpr int kMostUnwindingRooms = 8;

// What a program whose heap is full gets to tell where it was in.
constexpr std::size_t kTestimonyRoom = std::size_t{32} << 20;

constexpr std::string_view kWorkerOutOfMemory =
    "Worker terminated due to reaching memory limit: JS heap out of memory";

[[noreturn]] void end_out_of_memory(std::string_view location, std::string_view detail) {
  std::string text = "\nerror: JavaScript heap out of memory (" + std::string(location) + ")";
  if (!detail.empty()) text.append(": ").append(detail);
  std::fprintf(stderr, "%s\nhint: give it more with --v8-flags=--max-old-space-size=MEGABYTES\n",
      text.c_str());
  std::fflush(stderr);
  ::_exit(kHeapExhausted);
}

// A line for each, the first of which gets its "error: " where it is shown.
std::unexpected<Error> unknown_flags(std::span<char* const> flags) {
  std::string text;
  for (const char* flag : flags)
    text += std::format("{}V8 did not recognize flag '{}'\n", text.empty() ? "" : "error: ", flag);
  return fail(ErrorClass::Error, text + "\nFor a list of V8 flags, use '--v8-flags=--help'");
}

// V8 would read 4 KB of /dev/urandom for each of its generators, of which every isolate has
// several.
bool fill_with_entropy(unsigned char* buffer, std::size_t length) {
  return ::getentropy(buffer, length) == 0;
}

bool limits_memory(const RuntimeOptions& options) {
  return options.limits != nullptr && options.limits->limits()[limits::Limit::Memory];
}

}  // namespace

Result<> start_engine(js::Platform& platform, std::vector<std::string> v8_flags) {
  // The blob lies in the program's read-only data; verifying it again costs a millisecond.
  v8::V8::SetFlagsFromString("--no-verify-snapshot-checksum");
  // SECURITY: V8 13.6 unrolls loops in a way that takes the check whether to stop out of some
  // endless ones; tests/js/workers/terminate_test.js.
  v8::V8::SetFlagsFromString("--no-turboshaft-loop-unrolling");
  if (!v8_flags.empty()) {
    std::vector<char*> words = {const_cast<char*>("bailey")};
    for (std::string& flag : v8_flags) words.push_back(flag.data());
    int left = static_cast<int>(words.size());
    v8::V8::SetFlagsFromCommandLine(&left, words.data(), true);
    if (left > 1)
      return unknown_flags(std::span(words).subspan(1, static_cast<std::size_t>(left) - 1));
  }
  v8::V8::SetEntropySource(fill_with_entropy);
  v8::V8::InitializePlatform(&platform);
  v8::V8::Initialize();
  v8::V8::SetFatalErrorHandler(Runtime::on_fatal);
  return {};
}

Runtime::Runtime(js::Platform& platform, EventLoop& loop, permissions::Broker& broker,
    js::ModuleSource& modules, RuntimeOptions options, IsolateAhead* ahead)
    : platform_(platform),
      loop_(loop),
      options_(std::move(options)),
      allocator_(ahead == nullptr ? make_allocator() : ahead->allocator()),
      isolate_(ahead == nullptr ? v8::Isolate::Allocate() : ahead->take()) {
  if (ahead == nullptr) initialize_isolate();
  isolate_->Enter();
  open_counters();
  isolate_->SetOOMErrorHandler(on_out_of_memory);
  if (options_.scope == Scope::Worker || limits_memory(options_))
    isolate_->AddNearHeapLimitCallback(on_near_heap_limit, this);
  v8::HandleScope handles(isolate_);
  auto context = ahead == nullptr ? v8::Context::New(isolate_) : ahead->context();
  v8::Context::Scope entered(context);
  realm_ = std::make_unique<js::Realm>(isolate_, context, loop_, broker, *this);
  realm_->program() = std::move(options_.program);
  builtins_ = std::make_unique<js::Builtins>(*realm_, builtins::sources(), ops::all_ops());
  js::restore_from_snapshot(*realm_, *builtins_);
  js::install_import_meta(isolate_);
  modules_ = std::make_unique<js::ModuleHost>(*realm_, modules);
  share_heap_room();
}

void Runtime::initialize_isolate() {
  platform_.attach(isolate_, loop_);
  if (is_first()) js::fetch_first_heap(isolate_);
  v8::Isolate::CreateParams params;
  params.array_buffer_allocator_shared = allocator_;
  use_snapshot(params, options_.scope);
  bound_heap(params.constraints);
  if (limits_memory(options_) && !is_first()) code_.expect(*options_.limits);
  v8::Isolate::Initialize(isolate_, params);
  code_.measure(isolate_);
}

// Sleeps for ever on the thread of a worker; returns on every other.
void Runtime::abandon_worker() {
  auto* isolate = v8::Isolate::TryGetCurrent();  // none on V8's own threads
  auto* realm = isolate == nullptr ? nullptr : static_cast<js::Realm*>(isolate->GetData(0));
  auto* runtime = realm == nullptr ? nullptr : static_cast<Runtime*>(&realm->host());
  if (runtime == nullptr || !runtime->on_stuck) return;
  if (runtime->heap_share_) runtime->heap_share_->abandon();
  runtime->on_stuck(runtime->out_of_memory());
  for (;;) ::pause();
}

// Returns when the program has no limit on memory.
void Runtime::end_limited_program(std::string_view what) {
  auto* isolate = v8::Isolate::TryGetCurrent();
  auto* realm = isolate == nullptr ? nullptr : static_cast<js::Realm*>(isolate->GetData(0));
  auto* runtime = realm == nullptr ? nullptr : static_cast<Runtime*>(&realm->host());
  if (runtime != nullptr && limits_memory(runtime->options_))
    runtime->options_.limits->end(limits::Limit::Memory, what, {});
}

// Nothing can be allocated any more: say so and end without a core dump.
void Runtime::on_out_of_memory(const char* location, const v8::OOMDetails& details) {
  abandon_worker();
  end_limited_program("its memory is full");
  end_out_of_memory(location == nullptr ? "allocation failed" : location,
      details.detail == nullptr ? "" : details.detail);
}

void Runtime::on_fatal(const char*, int, const char* message) {
  // What is too large for any heap. Every other failure is a bug in V8, after which nothing in the
  // process can be relied on: V8 then aborts it.
  if (!std::string_view(message).starts_with("Fatal JavaScript invalid size error")) return;
  abandon_worker();
  end_limited_program("script asked for more at once than a heap can hold");
  end_out_of_memory("invalid size", "");
}

// Raising the limit keeps V8 from ending the process while the script is being unwound.
std::size_t Runtime::on_near_heap_limit(void* runtime, std::size_t current, std::size_t) {
  auto& self = *static_cast<Runtime*>(runtime);
  if (self.options_.scope == Scope::Window) {
    if (self.subject_) self.subject_->on_heap_full();
    return current + kTestimonyRoom;
  }
  self.out_of_memory_ = true;
  self.loop_.stop();
  self.isolate_->TerminateExecution();
  if (self.unwinding_rooms_++ >= kMostUnwindingRooms) return current;
  if (!self.options_.worker_memory) return current + kUnwindingRoom;
  // In proportion to what the worker may have.
  return current + std::clamp<std::size_t>(
                       self.options_.worker_memory->limit, kLeastUnwindingRoom, kUnwindingRoom);
}

Runtime::~Runtime() {
  if (subject_) options_.limits->watchdog().remove(*subject_);
  modules_.reset();
  builtins_.reset();
  realm_.reset();
  loop_.close();
  if (heap_share_) heap_share_->leave();
  isolate_->Exit();
  // In this order: tearing the heap down may ask for the isolate's task runner.
  isolate_->Dispose();
  platform_.detach(isolate_);
  heap_share_.reset();  // until here another thread may ask for the heap's place
}

std::string Runtime::inside() const {
  if (options_.scope == Scope::Window) return {};
  return "in worker \"" + realm_->program().worker_name + "\"";
}

Ending Runtime::describe(v8::Local<v8::Value> exception, js::UncaughtIn where) {
  return {1, js::describe_exception(isolate_, exception, where, inside(), options_.colors),
      js::summarize_exception(isolate_, exception, where)};
}

void Runtime::on_uncaught(v8::Local<v8::Value> exception, js::UncaughtIn where) {
  if (ending_) return;  // what follows the first is of no interest
  ending_ = describe(exception, where);
  if (on_end) on_end(*ending_);
  loop_.stop();
}

void Runtime::on_exit(int code) {
  ending_ = Ending{code, "", {}};
  if (on_end) on_end(*ending_);
  loop_.stop();
  isolate_->TerminateExecution();
}

std::optional<Ending> Runtime::load_module(const std::string& url, v8::Global<v8::Module>& main) {
  std::optional<Ending> failed;
  bool done = false;
  {
    js::Turn turn(*realm_);
    modules_->load({url, js::ModuleType::JavaScript, js::ImportKind::Main, ""}, [&](auto loaded) {
      done = true;
      if (loaded) {
        main.Reset(isolate_, *loaded);
        return;
      }
      auto& failure = loaded.error();
      failed = Ending{1, failure.error.message, {failure.error.message, "", 0, 0}};
      if (!failure.exception.IsEmpty())
        failed = describe(failure.exception.Get(isolate_), js::UncaughtIn::Script);
    });
  }
  while (!done && !loop_.stopped()) loop_.run_one();
  return failed;
}

// V8's own tasks hold no loop, but what script waits for may be one: WebAssembly.compile().
bool Runtime::expects_anything() const {
  return loop_.expects_anything() || isolate_->HasPendingBackgroundTasks();
}

void Runtime::run_loop() {
  for (;;) {
    loop_.run();
    if (ending_ || loop_.stopped() || !isolate_->HasPendingBackgroundTasks()) return;
    loop_.run_one();
  }
}

std::optional<Ending> Runtime::evaluate_main(v8::Global<v8::Module>& main) {
  v8::Global<v8::Promise> evaluation;
  {
    js::Turn turn(*realm_);
    v8::Local<v8::Value> promise;
    if (main.Get(isolate_)->Evaluate(realm_->context()).ToLocal(&promise))
      evaluation.Reset(isolate_, promise.As<v8::Promise>());
  }
  for (;;) {
    if (ending_) return ending_;
    v8::HandleScope handles(isolate_);
    if (evaluation.IsEmpty() || evaluation.Get(isolate_)->State() != v8::Promise::kPending)
      return std::nullopt;
    if (!expects_anything() || loop_.stopped()) return stalled(main.Get(isolate_));
    loop_.run_one();
  }
}

Ending Runtime::stalled(v8::Local<v8::Module> main) {
  auto context = realm_->context();
  v8::Context::Scope entered(context);
  std::string text = "Top-level await promise never resolved";
  auto [modules, messages] = main->GetStalledTopLevelAwaitMessages(isolate_);
  for (auto message : messages) {
    auto resource = message->GetScriptOrigin().ResourceName();
    if (!resource->IsString()) continue;
    v8::Location location(message->GetLineNumber(context).FromMaybe(1) - 1,
        message->GetStartColumn(context).FromMaybe(0));
    auto place = modules_->written_at(js::to_utf8(isolate_, resource.As<v8::String>()), location);
    if (auto line = modules_->source_line(place.url, place.line))
      text += js::source_excerpt(*line, place.column, options_.colors);
    auto frame = js::frame_for({place.url, place.line, place.column});
    text += "\n" + (options_.colors == js::Colors::On ? js::paint_frames(frame) : frame);
  }
  return {1, text, {}};
}

// Serves what the program exports, or says that nobody asked for it to be served.
void Runtime::serve_exports(const v8::Global<v8::Module>& main) {
  js::Turn turn(*realm_);
  auto exports = main.Get(isolate_)->GetModuleNamespace();
  if (!options_.serve) {
    auto has_default =
        exports.As<v8::Object>()->Has(realm_->context(), js::js_name(isolate_, "default"));
    v8::Local<v8::Value> arguments[] = {exports};
    if (has_default.FromMaybe(false)) (void)realm_->call_hook(js::Hook::HintAtServe, arguments);
    return;
  }
  const ServePlan& plan = *options_.serve;
  v8::Local<v8::Value> arguments[] = {exports, js::js_string(isolate_, plan.host),
      v8::Integer::New(isolate_, plan.port), v8::Integer::NewFromUnsigned(isolate_, plan.threads),
      v8::Boolean::New(isolate_, plan.is_lead),
      v8::Boolean::New(isolate_, plan.need == ServePlan::Need::Required)};
  v8::TryCatch caught(isolate_);
  v8::Local<v8::Value> port;
  if (!realm_->hook(js::Hook::ServeMain)
          ->Call(realm_->context(), v8::Undefined(isolate_), std::size(arguments), arguments)
          .ToLocal(&port)) {
    if (caught.CanContinue()) on_uncaught(caught.Exception(), js::UncaughtIn::Promise);
    return;
  }
  auto number = static_cast<std::uint16_t>(port->Uint32Value(realm_->context()).FromMaybe(0));
  if (number != 0 && plan.on_listening) plan.on_listening(number);
}

void Runtime::run_until_unload() {
  for (;;) {
    run_loop();
    if (ending_) return;
    js::Turn turn(*realm_);
    v8::Local<v8::Value> go_on;
    bool asked = realm_->call_hook(js::Hook::DispatchBeforeUnload).ToLocal(&go_on);
    if (!asked || !go_on->IsTrue() || !loop_.held()) break;
  }
  js::Turn turn(*realm_);
  (void)realm_->call_hook(js::Hook::DispatchUnload);
}

std::optional<Ending> Runtime::prepare_for_code() {
  auto prepare = std::exchange(options_.before_code, nullptr);
  if (!prepare) return std::nullopt;
  auto prepared = prepare();
  if (prepared) prepared = watch_program();
  if (!prepared) return Ending{1, prepared.error().message, {}};
  return std::nullopt;
}

// Each to its end before the next one is even loaded.
std::optional<Ending> Runtime::run_preloaded() {
  for (const std::string& url : options_.preload) {
    v8::Global<v8::Module> module;
    if (auto failed = load_module(url, module)) return failed;
    if (auto failed = prepare_for_code()) return failed;
    if (auto ended = evaluate_main(module)) return ended;
  }
  return std::nullopt;
}

Ending Runtime::run(const std::string& url) {
  modules_->set_main(url);
  if (auto ended = run_preloaded()) return *ended;
  v8::Global<v8::Module> main;
  if (auto failed = load_module(url, main)) return *failed;
  if (auto failed = prepare_for_code()) return *failed;
  if (auto ended = evaluate_main(main)) return *ended;
  serve_exports(main);
  if (ending_) return *ending_;
  {
    js::Turn turn(*realm_);
    (void)realm_->call_hook(js::Hook::DispatchLoad);
  }
  if (!ending_) run_until_unload();
  return ending_.value_or(Ending{realm_->program().exit_code, "", {}});
}

Ending Runtime::ended_by(std::string_view reason) const {
  std::string text = "Error: " + std::string(reason);
  return {1, "Uncaught (" + inside() + ") " + text, {"Uncaught " + text, "", 0, 0}};
}

Ending Runtime::out_of_memory() const {
  if (!options_.worker_memory) return ended_by(kWorkerOutOfMemory);
  return ended_by(limits::limit_message(limits::Limit::Memory, options_.worker_memory->limit,
      "The worker", "its JavaScript heap is full"));
}

Ending Runtime::run_worker(const std::string& url) {
  LoopHold open(loop_);  // a worker does not end for want of work
  {
    js::Turn turn(*realm_);
    (void)realm_->call_hook(js::Hook::StartWorker);
  }
  v8::Global<v8::Module> main;
  modules_->set_main(url);
  auto failed = load_module(url, main);
  if (!failed && !loop_.stopped()) {
    js::Turn turn(*realm_);
    v8::Local<v8::Value> evaluated;
    if (main.Get(isolate_)->Evaluate(realm_->context()).ToLocal(&evaluated))
      (void)realm_->call_hook(js::Hook::ReceiveMessages);
  }
  if (!failed && on_running) on_running();
  if (!failed) loop_.run();
  {
    std::lock_guard lock(verdict_mutex_);
    if (!verdict_.empty()) return ended_by(verdict_);
  }
  if (out_of_memory_) return out_of_memory();
  if (!failed) return ending_.value_or(Ending{});
  if (!failed->message.starts_with("Uncaught "))
    failed->message = "Uncaught (" + inside() + ") " + failed->message;
  return *failed;
}

}  // namespace bailey::engine
