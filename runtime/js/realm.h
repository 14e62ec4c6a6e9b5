// Realm: everything native that belongs to one isolate, reachable from it in one load.
#pragma once

#include <v8.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/base/result.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/js/handle_table.h"

namespace bailey::permissions {
class Broker;
}

namespace bailey::js {

class Builtins;
class ModuleHost;

// The functions that builtins hand to the engine: exports of bailey:internal/hooks.
enum class Hook : std::uint8_t {
  BuildError,                  // (className, message, code) => error object
  RunTimer,                    // (now) => ms to the next timer, 0 for at once, -1 for none
  RunImmediates,               // () => true when more of them are to run
  DispatchUnhandledRejection,  // (promise, reason) => true when a listener prevented the default
  DispatchRejectionHandled,    // (promise, reason) => void
  DispatchError,               // (error, message, url, line, column) => true when prevented
  DispatchLoad,                // () => void
  DispatchBeforeUnload,        // () => true when a listener asked to go on
  DispatchUnload,              // () => void
  ServeMain,                   // (namespace, host, ...) => port; see bailey:deno/serve_main
  HintAtServe,                 // (namespace) => void: for a server that was not served
  StartWorker,                 // () => void: turns the global into a worker's
  ReceiveMessages,             // () => void: starts to deliver the parent's messages
  MakePort,                    // (native) => MessagePort: the object for a port that arrived
  PackObject,                  // (object) => what a platform object is made of, or undefined
  UnpackObject,                // (parts) => the platform object made of them
  InspectThrown,               // (value, colors) => string: as console.log shows it
  Count,
};

// An exception nobody caught, as the process or the worker's parent gets to see it.
enum class UncaughtIn : std::uint8_t { Script, Promise };

// What embeds the realm's isolate: decides what an uncaught exception ends.
class RealmHost {
 public:
  virtual ~RealmHost() = default;
  // Called on the realm's thread inside its context; script may not run from here.
  virtual void on_uncaught(v8::Local<v8::Value> exception, UncaughtIn where) = 0;
  // Deno.exit(): ends the process or the worker. May return, then script is being terminated.
  virtual void on_exit(int code) = 0;
  // The system refused a file or a socket for want of numbers. May return.
  virtual void on_too_many_files() {}
};

// What script may ask about the program it is.
struct ProgramInfo {
  std::vector<std::string> arguments;  // Deno.args
  std::string main_module;             // URL
  std::string location;                // --location; empty when not given
  std::string worker_name;
  std::vector<std::string> unstable;  // feature names without "unstable-"
  std::string console_prefix;         // before everything that console prints
  std::string serve_address;          // DENO_SERVE_ADDRESS, until the first server takes it
  bool is_quiet = false;              // bailey's own notes are not wanted
  int exit_code = 0;                  // Deno.exitCode
  bool is_unloading = false;          // the unload event has been due
};

// Belongs to the isolate's thread. `loop`, `broker` and `host` must outlive it.
class Realm {
 public:
  Realm(v8::Isolate* isolate, v8::Local<v8::Context> context, EventLoop& loop,
      permissions::Broker& broker, RealmHost& host);
  Realm(const Realm&) = delete;
  Realm& operator=(const Realm&) = delete;
  ~Realm();

  static Realm& of(v8::Isolate* isolate) { return *static_cast<Realm*>(isolate->GetData(0)); }

  v8::Isolate* isolate() const { return isolate_; }
  v8::Local<v8::Context> context() const { return context_.Get(isolate_); }
  EventLoop& loop() const { return loop_; }
  permissions::Broker& broker() const { return broker_; }
  RealmHost& host() const { return host_; }
  ProgramInfo& program() { return program_; }

  // The realm's one T, made when first asked for: state that belongs to a family of ops.
  template <class T>
  T& part() {
    static const char key = 0;
    for (auto& one : parts_)
      if (one.key == &key) return static_cast<Part<T>*>(one.held.get())->value;
    auto made = std::make_unique<Part<T>>(*this);
    auto& value = made->value;
    parts_.push_back({&key, std::move(made)});
    return value;
  }

  // A T of the process that realms share, such as its environment. `shared` must outlive the realm.
  template <class T>
  void provide(T& shared) {
    provided_.push_back({provided_key<T>(), &shared});
  }
  // What was provided; that nobody did is a bug.
  template <class T>
  T& provided() const {
    for (const auto& one : provided_)
      if (one.key == provided_key<T>()) return *static_cast<T*>(one.shared);
    BAILEY_CHECK(!"nobody provided it");
    std::unreachable();
  }

  // The namespace object of bailey:internal/hooks, made when the snapshot was.
  void set_hooks(v8::Local<v8::Object> hooks);
  // False only while the snapshot is being made.
  bool has_hooks() const { return !hooks_object_.IsEmpty(); }
  v8::Local<v8::Function> hook(Hook which);

  // Calls `function` from the loop. An exception is reported as uncaught; the result is then
  // empty. Only inside a Turn.
  v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
      std::span<v8::Local<v8::Value>> arguments);
  v8::MaybeLocal<v8::Value> call_hook(Hook which, std::span<v8::Local<v8::Value>> arguments = {});

  // Gives `exception` to the `error` event and, if nobody prevents it, to the host.
  void report_exception(v8::Local<v8::Value> exception);

  // Of opaque native objects; see handle.h.
  v8::Local<v8::ObjectTemplate> handle_template();
  HandleTable& handles() { return handles_; }

  // Runs microtasks, then reports promises that were rejected without a handler, and those that
  // got one after they had been reported.
  void finish_macrotask();
  void begin_turn();
  void end_turn();

  // Whether an asynchronous op may answer before the next macrotask. Limited in each: a loop that
  // awaits only such answers would keep timers and sockets from their turns.
  bool takes_instant_answer() {
    if (instant_answers_left_ == 0) return false;
    --instant_answers_left_;
    return true;
  }

  // Everything that owns native memory through this isolate, freed with the realm.
  struct Owned {
    virtual ~Owned() = default;
    Owned* next = nullptr;
    Owned* previous = nullptr;
  };
  void own(Owned& node);
  static void disown(Owned& node);

  // Parts that are built on the realm and register themselves; each must outlive its use.
  void set_builtins(Builtins& builtins) { builtins_ = &builtins; }
  Builtins& builtins() const { return *builtins_; }
  void set_module_host(ModuleHost& modules) { module_host_ = &modules; }
  ModuleHost* module_host() const { return module_host_; }

 private:
  static void on_promise_reject(v8::PromiseRejectMessage message);
  void report_rejections();
  void report_handled();

  template <class T>
  static const void* provided_key() {
    static const char key = 0;
    return &key;
  }
  struct Provided {
    const void* key;
    void* shared;
  };
  struct AnyPart {
    virtual ~AnyPart() = default;
  };
  template <class T>
  struct Part final : AnyPart {
    explicit Part(Realm& realm) : value(realm) {}
    T value;
  };
  struct KeyedPart {
    const void* key;
    std::unique_ptr<AnyPart> held;
  };

  v8::Isolate* isolate_;
  v8::Global<v8::Context> context_;
  EventLoop& loop_;
  permissions::Broker& broker_;
  RealmHost& host_;
  Builtins* builtins_ = nullptr;
  ModuleHost* module_host_ = nullptr;
  v8::Global<v8::Object> hooks_object_;
  std::array<v8::Global<v8::Function>, static_cast<std::size_t>(Hook::Count)> hooks_;
  v8::Global<v8::ObjectTemplate> handle_template_;
  struct Rejection {
    v8::Global<v8::Promise> promise;
    v8::Global<v8::Value> reason;
  };
  std::vector<Rejection> rejections_;
  std::vector<Rejection> handled_late_;
  bool reporting_ = false;
  int turns_ = 0;  // open now, one in the other
  int instant_answers_left_ = 0;
  ProgramInfo program_;
  std::vector<KeyedPart> parts_;
  std::vector<Provided> provided_;
  HandleTable handles_;
  struct OwnedList : Owned {
  } owned_;
};

// One macrotask: enters the realm, and on leaving it runs microtasks and reports rejections.
// Everything that calls script from the loop happens inside one. A Turn inside another, as when an
// op settles a promise that script has not seen yet, leaves both to the outer one.
class Turn {
 public:
  explicit Turn(Realm& realm)
      : realm_(realm), handles_(realm.isolate()), entered_(realm.context()) {
    realm_.begin_turn();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { realm_.end_turn(); }

 private:
  Realm& realm_;
  v8::HandleScope handles_;
  v8::Context::Scope entered_;
};

// A v8 string from UTF-8; invalid sequences become U+FFFD. Empty when longer than V8 allows.
v8::MaybeLocal<v8::String> new_string(v8::Isolate* isolate, std::string_view text);
// The same for text known to be short (names, messages): cut where V8's limit is.
v8::Local<v8::String> js_string(v8::Isolate* isolate, std::string_view text);
// An internalised name known at compile time.
v8::Local<v8::String> js_name(v8::Isolate* isolate, std::string_view name);
// UTF-8 of a string; lone surrogates become U+FFFD.
std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::String> text);

}  // namespace bailey::js
