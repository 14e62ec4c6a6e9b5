// Binding of C++ functions to JavaScript. The signature is the whole declaration: argument types
// choose the conversions, grant types choose the permission checks, the return type chooses
// value, throw or promise.
//
// A leading `EventLoop&` or `Realm&` parameter is supplied by the binder, not by script.
#pragma once

#include <optional>
#include <span>
#include <tuple>

#include "permissions/grant.h"
#include "runtime/js/convert.h"
#include "runtime/js/promise.h"

namespace bailey::js {

// One native function of a `bailey:ops/<family>` module.
struct Op {
  std::string_view name;      // the export's name
  std::string_view api_name;  // what script called, for messages: "Deno.readFile()"
  v8::FunctionCallback callback = nullptr;
  v8::FunctionCallback sync_callback = nullptr;  // exported as `<name>Sync`
  std::string_view ungated_reason = {};          // why the op needs no permission
};

struct OpFamily {
  std::string_view name;  // "fs" for bailey:ops/fs
  std::span<const Op> ops;
};

namespace internal {

template <class T>
inline constexpr bool is_handle = false;
template <class T>
inline constexpr bool is_handle<std::shared_ptr<T>> = true;

template <class T>
inline constexpr bool is_supplied = std::is_same_v<T, EventLoop&> || std::is_same_v<T, Realm&>;

template <class R, class... Args>
struct SignatureOf {
  using Return = R;
  using Tuple = std::tuple<std::remove_cvref_t<Args>...>;
  static constexpr bool kOwnsArguments = (!std::is_reference_v<Args> && ...);
  static constexpr bool kGated =
      ((permissions::is_grant<std::remove_cvref_t<Args>> || is_handle<std::remove_cvref_t<Args>>) ||
          ...);
};

template <class F>
struct Signature;
template <class R, class... Args>
struct Signature<R (*)(Args...)> : SignatureOf<R, Args...> {
  static constexpr bool kSupplied = false;
};
template <class R, class First, class... Args>
  requires is_supplied<First>
struct Signature<R (*)(First, Args...)> : SignatureOf<R, Args...> {
  static constexpr bool kSupplied = true;
  using Supplied = First;
};

// Reads the arguments strictly left to right and stops at the first failure: a conversion can
// run script, so the order is visible.
template <class Tuple, std::size_t... I>
Result<Tuple> read_arguments([[maybe_unused]] Caller& caller,
    [[maybe_unused]] const v8::FunctionCallbackInfo<v8::Value>& info, std::index_sequence<I...>) {
  std::tuple<std::optional<std::tuple_element_t<I, Tuple>>...> slots;
  Error error;
  [[maybe_unused]] auto read = [&]<std::size_t N>() {
    auto value = FromJs<std::tuple_element_t<N, Tuple>>::from(caller, info[N]);
    if (value)
      std::get<N>(slots).emplace(*std::move(value));
    else
      error = std::move(value).error();
    return std::get<N>(slots).has_value();
  };
  if (!(read.template operator()<I>() && ...)) return std::unexpected(std::move(error));
  return Tuple{*std::move(std::get<I>(slots))...};
}

template <auto fn>
auto read_arguments(Caller& caller, const v8::FunctionCallbackInfo<v8::Value>& info) {
  using Tuple = typename Signature<decltype(fn)>::Tuple;
  return read_arguments<Tuple>(caller, info, std::make_index_sequence<std::tuple_size_v<Tuple>>());
}

// Calls fn with what script passed, after what the binder supplies.
template <auto fn, class Tuple>
auto invoke(Realm& realm, Tuple&& arguments) {
  return std::apply(
      [&](auto&&... each) {
        if constexpr (!Signature<decltype(fn)>::kSupplied)
          return fn(std::forward<decltype(each)>(each)...);
        else if constexpr (std::is_same_v<typename Signature<decltype(fn)>::Supplied, EventLoop&>)
          return fn(realm.loop(), std::forward<decltype(each)>(each)...);
        else
          return fn(realm, std::forward<decltype(each)>(each)...);
      },
      std::forward<Tuple>(arguments));
}

void throw_error(Realm& realm, const Error& error);

// Sets what an op returned as the call's value.
template <class T>
void return_value(Realm& realm, const v8::FunctionCallbackInfo<v8::Value>& info, T&& value) {
  using V = std::remove_cvref_t<T>;
  if constexpr (std::is_same_v<V, bool> || std::is_same_v<V, double> ||
                std::is_same_v<V, std::int32_t> || std::is_same_v<V, std::uint32_t>) {
    info.GetReturnValue().Set(value);
  } else if constexpr (std::is_same_v<V, LongText>) {
    v8::Local<v8::String> text;
    if (!new_string(realm.isolate(), value.text).ToLocal(&text))
      return throw_error(
          realm, {ErrorClass::RangeError, "the text is longer than a string can be"});
    info.GetReturnValue().Set(text);
  } else {
    info.GetReturnValue().Set(to_js(realm, std::forward<T>(value)));
  }
}

// An op that throws has a bug, and V8 must not be unwound: the process ends.
template <auto fn>
// NOLINTNEXTLINE(bugprone-exception-escape)
void call(const v8::FunctionCallbackInfo<v8::Value>& info) noexcept {
  using Return = typename Signature<decltype(fn)>::Return;
  Caller caller{Realm::of(info.GetIsolate()), info.Data()};
  auto arguments = read_arguments<fn>(caller, info);
  if (!arguments) return throw_error(caller.realm, arguments.error());
  if constexpr (is_task<Return>) {
    static_assert(Signature<decltype(fn)>::kOwnsArguments,
        "an async op takes its arguments by value: references die at the first co_await");
    info.GetReturnValue().Set(
        to_promise(caller.realm, invoke<fn>(caller.realm, *std::move(arguments))));
  } else if constexpr (std::is_void_v<Return>) {
    invoke<fn>(caller.realm, *std::move(arguments));
  } else if constexpr (requires(Return r) { r.error(); }) {
    auto result = invoke<fn>(caller.realm, *std::move(arguments));
    if (!result) return throw_error(caller.realm, result.error());
    if constexpr (!std::is_void_v<typename Return::value_type>)
      return_value(caller.realm, info, *std::move(result));
  } else {
    return_value(caller.realm, info, invoke<fn>(caller.realm, *std::move(arguments)));
  }
}

template <auto fn, auto now>
void call_on_worker(const v8::FunctionCallbackInfo<v8::Value>& info) noexcept {
  static_assert(!Signature<decltype(fn)>::kSupplied, "a blocking op runs away from the loop");
  Caller caller{Realm::of(info.GetIsolate()), info.Data()};
  auto arguments = read_arguments<fn>(caller, info);
  if (!arguments) {
    if (arguments.error().error_class == ErrorClass::Thrown) return;
    info.GetReturnValue().Set(rejected_promise(caller.realm, arguments.error()));
    return;
  }
  using Return = typename Signature<decltype(fn)>::Return;
  if constexpr (!std::is_null_pointer_v<decltype(now)>) {
    if (caller.realm.takes_instant_answer()) {
      if (auto done = std::apply(now, *arguments)) {
        info.GetReturnValue().Set(settled_promise(caller.realm, *std::move(done)));
        return;
      }
    }
  }
  auto work = [held = *std::move(arguments)]() mutable -> Return {
    return std::apply(fn, std::move(held));
  };
  info.GetReturnValue().Set(promise_of_blocking<Return>(caller.realm, std::move(work)));
}

}  // namespace internal

// An op that touches the world: its signature must take at least one grant, or a handle that was
// opened with one.
template <auto fn>
constexpr Op op(std::string_view name, std::string_view api_name = {}) {
  static_assert(internal::Signature<decltype(fn)>::kGated,
      "this op takes no grant; take one, or register it with ungated_op and say why");
  return {name, api_name, internal::call<fn>};
}

// An op that needs no permission. `reason` is for the reader and for SECURITY.md.
template <auto fn>
constexpr Op ungated_op(std::string_view name, std::string_view reason) {
  return {name, {}, internal::call<fn>, nullptr, reason};
}

// A blocking op in both its forms: `name` off the loop, giving a promise, and `nameSync`. One
// implementation and one permission check serve both. `now`, with the same parameters by
// reference, answers at once when that takes no waiting: it returns optional<Result<T>>. Not too
// often in a row, so that whoever awaits it in a loop leaves the event loop its turns.
template <auto fn, auto now = nullptr>
constexpr Op blocking_op(std::string_view name, std::string_view api_name = {}) {
  static_assert(internal::Signature<decltype(fn)>::kGated);
  return {name, api_name, internal::call_on_worker<fn, now>, internal::call<fn>};
}

// blocking_op for one that needs no permission.
template <auto fn>
constexpr Op ungated_blocking_op(std::string_view name, std::string_view reason) {
  return {name, {}, internal::call_on_worker<fn, nullptr>, internal::call<fn>, reason};
}

// The functions of `family`, as the object whose properties a bailey:ops module exports.
v8::Local<v8::Object> make_ops(Realm& realm, const OpFamily& family);

// Adds every native address of `families` that a snapshot may refer to, in a fixed order.
void add_op_references(std::span<const OpFamily> families, std::vector<std::intptr_t>& references);

}  // namespace bailey::js
