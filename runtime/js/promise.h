// Promises for native work: the one place that holds resolvers.
#pragma once

#include <v8.h>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/asio/co_spawn.hpp>

#include "runtime/event_loop/task.h"
#include "runtime/js/convert.h"

namespace bailey::js {

// A promise script is waiting for. Holds the loop until it is settled or dropped.
class PendingPromise {
 public:
  explicit PendingPromise(Realm& realm);
  PendingPromise(PendingPromise&&) noexcept = default;

  v8::Local<v8::Promise> promise() const { return resolver_.Get(realm_->isolate())->GetPromise(); }
  Realm& realm() const { return *realm_; }
  // For promises that script can unref.
  LoopHold& hold() { return hold_; }

  // Settle it from the loop, each in a Turn of its own.
  template <class T>
  void resolve(T&& value) {
    Turn turn(*realm_);
    settle(Outcome::Resolve, to_js(*realm_, std::forward<T>(value)));
  }
  void resolve_undefined();
  void reject(const Error& error);

 private:
  enum class Outcome : std::uint8_t { Resolve, Reject };
  void settle(Outcome outcome, v8::Local<v8::Value> value);

  Realm* realm_;
  v8::Global<v8::Promise::Resolver> resolver_;
  LoopHold hold_;
};

// A promise that is rejected already.
v8::Local<v8::Promise> rejected_promise(Realm& realm, const Error& error);

template <class T>
v8::Local<v8::Promise> settled_promise(Realm& realm, Result<T> result) {
  if (!result) return rejected_promise(realm, result.error());
  auto resolver = v8::Promise::Resolver::New(realm.context()).ToLocalChecked();
  v8::Local<v8::Value> value = v8::Undefined(realm.isolate());
  if constexpr (!std::is_void_v<T>) value = to_js(realm, *std::move(result));
  resolver->Resolve(realm.context(), value).Check();
  return resolver->GetPromise();
}

// Starts `task` on the loop and returns the promise it will settle. `kept` lives until just
// before that.
template <class T, class Kept>
v8::Local<v8::Promise> to_promise(PendingPromise pending, Task<T> task, Kept kept) {
  auto promise = pending.promise();
  auto* loop = &pending.realm().loop();
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(loop->io(), std::move(task),
        [pending = std::move(pending), kept = std::move(kept)](std::exception_ptr failure) mutable {
          {
            [[maybe_unused]] auto ended = std::move(kept);
          }
          if (failure) return pending.reject(error_of(std::move(failure)));
          pending.resolve_undefined();
        });
  } else {
    boost::asio::co_spawn(loop->io(), std::move(task),
        [pending = std::move(pending), kept = std::move(kept)](
            std::exception_ptr failure, T value) mutable {
          {
            [[maybe_unused]] auto ended = std::move(kept);
          }
          if (failure) return pending.reject(error_of(std::move(failure)));
          pending.resolve(std::move(value));
        });
  }
  return promise;
}

template <class T>
v8::Local<v8::Promise> to_promise(Realm& realm, Task<T> task) {
  return to_promise(PendingPromise(realm), std::move(task), std::monostate());
}

// For work that script can unref: `kept` holds the loop, the promise does not.
template <class T, class Kept>
v8::Local<v8::Promise> to_promise_held_by(Realm& realm, Kept kept, Task<T> task) {
  PendingPromise pending(realm);
  pending.hold().unref();
  return to_promise(std::move(pending), std::move(task), std::move(kept));
}

// Runs `work`, which returns a Result, on the thread pool.
template <class R, class Work>
v8::Local<v8::Promise> promise_of_blocking(Realm& realm, Work work) {
  struct Job final : BlockingJob {
    Job(Realm& owner, Work what) : pending(owner), work(std::move(what)) {}
    void run() noexcept override { result.emplace(work()); }
    void done() noexcept override {
      if (!*result) return pending.reject(result->error());
      if constexpr (std::is_void_v<typename R::value_type>)
        pending.resolve_undefined();
      else
        pending.resolve(**std::move(result));
    }
    PendingPromise pending;
    Work work;
    std::optional<R> result;
  };
  auto job = std::make_unique<Job>(realm, std::move(work));
  auto promise = job->pending.promise();
  realm.loop().submit(std::move(job));
  return promise;
}

}  // namespace bailey::js
