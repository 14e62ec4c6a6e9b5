// Conversions between JavaScript values and C++ types. An op's signature selects them; nothing
// else in bailey reads a v8::Value by hand.
#pragma once

#include <v8.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/js/bytes.h"
#include "runtime/js/handle.h"
#include "runtime/js/realm.h"

namespace bailey::js {

// The call being served: where values live and who decides on access.
struct Caller {
  Realm& realm;
  v8::Local<v8::Value> op_name_value;

  v8::Isolate* isolate() const { return realm.isolate(); }
  v8::Local<v8::Context> context() const { return isolate()->GetCurrentContext(); }
  permissions::Broker& broker() const { return realm.broker(); }
  // The function as script called it, for messages: `Deno.readFile()`.
  std::string op_name() const;
};

template <class T>
struct FromJs;  // static Result<T> from(Caller&, v8::Local<v8::Value>)
template <class T>
struct ToJs;  // static v8::Local<v8::Value> to(Realm&, T)

template <class T>
v8::Local<v8::Value> to_js(Realm& realm, T&& value) {
  return ToJs<std::remove_cvref_t<T>>::to(realm, std::forward<T>(value));
}

// The JavaScript error object for `error`.
v8::Local<v8::Value> error_to_js(Realm& realm, const Error& error);

// Ends a program with a limit on open files when `error` is that there are too many. For errors
// that reach script by another way than error_to_js().
void tell_of_too_many_files(Realm& realm, const Error& error);

// ---- values from script

// Passed through untouched; for ops that work on values as such (inspect, clone).
template <>
struct FromJs<v8::Local<v8::Value>> {
  static Result<v8::Local<v8::Value>> from(Caller&, v8::Local<v8::Value> value) { return value; }
};

template <>
struct FromJs<std::string> {
  static Result<std::string> from(Caller& caller, v8::Local<v8::Value> value) {
    if (!value->IsString()) return fail(ErrorClass::TypeError, "expected a string");
    return to_utf8(caller.isolate(), value.As<v8::String>());
  }
};

template <>
struct FromJs<bool> {
  static Result<bool> from(Caller& caller, v8::Local<v8::Value> value) {
    return value->BooleanValue(caller.isolate());
  }
};

template <>
struct FromJs<double> {
  static Result<double> from(Caller&, v8::Local<v8::Value> value) {
    if (!value->IsNumber()) return fail(ErrorClass::TypeError, "expected a number");
    return value.As<v8::Number>()->Value();
  }
};

template <>
struct FromJs<std::int32_t> {
  static Result<std::int32_t> from(Caller&, v8::Local<v8::Value> value) {
    if (!value->IsInt32()) return fail(ErrorClass::TypeError, "expected an integer");
    return value.As<v8::Int32>()->Value();
  }
};

template <>
struct FromJs<std::uint32_t> {
  static Result<std::uint32_t> from(Caller&, v8::Local<v8::Value> value) {
    if (!value->IsUint32()) return fail(ErrorClass::TypeError, "expected an unsigned integer");
    return value.As<v8::Uint32>()->Value();
  }
};

// Integers a double holds exactly, as numbers or BigInts.
template <>
struct FromJs<std::int64_t> {
  static Result<std::int64_t> from(Caller& caller, v8::Local<v8::Value> value);
};

template <class T>
struct FromJs<std::optional<T>> {
  static Result<std::optional<T>> from(Caller& caller, v8::Local<v8::Value> value) {
    if (value->IsNullOrUndefined()) return std::nullopt;
    return BAILEY_TRY(FromJs<T>::from(caller, value));
  }
};

// SECURITY: an array of four thousand million holes takes no memory, but a list of them does, and
// reading it cannot be interrupted; tests/escape/every_op.js.
inline constexpr std::uint32_t kLongestList = 1U << 22U;

// A dense array; other iterables are the builtins' business. RangeError above kLongestList.
template <class T>
struct FromJs<std::vector<T>> {
  static Result<std::vector<T>> from(Caller& caller, v8::Local<v8::Value> value) {
    if (!value->IsArray()) return fail(ErrorClass::TypeError, "expected an array");
    auto array = value.As<v8::Array>();
    std::vector<T> items;
    items.reserve(std::min<std::uint32_t>(array->Length(), 1024));
    // A getter among the items may lengthen the array.
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
      if (array->Length() > kLongestList)
        return fail(ErrorClass::RangeError, "a list of more than 4194304 items is too long");
      v8::Local<v8::Value> item;
      if (!array->Get(caller.context(), i).ToLocal(&item)) return fail(ErrorClass::Thrown, "");
      items.push_back(BAILEY_TRY(FromJs<T>::from(caller, item)));
    }
    return items;
  }
};

template <class A, class B>
struct FromJs<std::pair<A, B>> {
  static Result<std::pair<A, B>> from(Caller& caller, v8::Local<v8::Value> value) {
    if (!value->IsArray()) return fail(ErrorClass::TypeError, "expected a pair");
    auto array = value.As<v8::Array>();
    v8::Local<v8::Value> first;
    v8::Local<v8::Value> second;
    if (!array->Get(caller.context(), 0).ToLocal(&first)) return fail(ErrorClass::Thrown, "");
    if (!array->Get(caller.context(), 1).ToLocal(&second)) return fail(ErrorClass::Thrown, "");
    auto a = BAILEY_TRY(FromJs<A>::from(caller, first));
    auto b = BAILEY_TRY(FromJs<B>::from(caller, second));
    return std::pair<A, B>(std::move(a), std::move(b));
  }
};

// A native object script was given earlier: its possession is the authority.
template <class T>
struct FromJs<std::shared_ptr<T>> {
  static Result<std::shared_ptr<T>> from(Caller& caller, v8::Local<v8::Value> value) {
    auto object = unwrap<T>(caller.realm, value);
    if (!object) return fail(ErrorClass::TypeError, "Illegal invocation");
    return object;
  }
};

template <>
struct FromJs<ConstBytes> {
  static Result<ConstBytes> from(Caller&, v8::Local<v8::Value> value) {
    return ConstBytes::from(value);
  }
};
template <>
struct FromJs<MutableBytes> {
  static Result<MutableBytes> from(Caller&, v8::Local<v8::Value> value) {
    return MutableBytes::from(value);
  }
};
template <>
struct FromJs<AsyncInput> {
  static Result<AsyncInput> from(Caller& caller, v8::Local<v8::Value> value) {
    return AsyncInput::from(caller.isolate(), value);
  }
};
template <>
struct FromJs<AsyncOutput> {
  static Result<AsyncOutput> from(Caller& caller, v8::Local<v8::Value> value) {
    return AsyncOutput::from(caller.isolate(), value);
  }
};

// ---- structs as option objects and as results

template <class Struct, class Member>
struct Field {
  std::string_view name;
  Member Struct::* member;
};

// One row of a struct's `kFields`: ties a property name to a data member.
template <class Struct, class Member>
constexpr Field<Struct, Member> field(std::string_view name, Member Struct::* member) {
  return {name, member};
}

template <class T>
concept HasFields = requires { T::kFields; };

// An options object. A missing property keeps the member's default.
template <HasFields T>
struct FromJs<T> {
  static Result<T> from(Caller& caller, v8::Local<v8::Value> value) {
    T options{};
    if (value->IsNullOrUndefined()) return options;
    if (!value->IsObject()) return fail(ErrorClass::TypeError, "expected an options object");
    Result<> outcome;
    auto read = [&](const auto& row) {
      outcome = read_field(caller, value.As<v8::Object>(), row, options);
      return outcome.has_value();
    };
    std::apply([&](const auto&... rows) { (void)(read(rows) && ...); }, T::kFields);
    if (!outcome) return std::unexpected(std::move(outcome).error());
    return options;
  }

 private:
  template <class Member>
  static Result<> read_field(
      Caller& caller, v8::Local<v8::Object> from, const Field<T, Member>& row, T& into) {
    v8::Local<v8::Value> property;
    if (!from->Get(caller.context(), js_name(caller.isolate(), row.name)).ToLocal(&property))
      return fail(ErrorClass::Thrown, "");
    if (property->IsUndefined()) return {};
    auto member = FromJs<Member>::from(caller, property);
    if (!member)
      return fail(
          member.error().error_class, std::string(row.name) + ": " + member.error().message);
    into.*row.member = *std::move(member);
    return {};
  }
};

// ---- values to script

template <>
struct ToJs<v8::Local<v8::Value>> {
  static v8::Local<v8::Value> to(Realm&, v8::Local<v8::Value> value) { return value; }
};
template <>
struct ToJs<bool> {
  static v8::Local<v8::Value> to(Realm& realm, bool value) {
    return v8::Boolean::New(realm.isolate(), value);
  }
};
template <std::integral T>
  requires(!std::same_as<T, bool>)
struct ToJs<T> {
  static v8::Local<v8::Value> to(Realm& realm, T number) {
    if constexpr (sizeof(T) <= 4 && std::signed_integral<T>)
      return v8::Integer::New(realm.isolate(), number);
    else
      return v8::Number::New(realm.isolate(), static_cast<double>(number));
  }
};
template <>
struct ToJs<double> {
  static v8::Local<v8::Value> to(Realm& realm, double number) {
    return v8::Number::New(realm.isolate(), number);
  }
};
template <>
struct ToJs<std::string_view> {
  static v8::Local<v8::Value> to(Realm& realm, std::string_view text) {
    return js_string(realm.isolate(), text);
  }
};
template <>
struct ToJs<std::string> {
  static v8::Local<v8::Value> to(Realm& realm, std::string_view text) {
    return js_string(realm.isolate(), text);
  }
};
template <>
struct ToJs<Bytes> {
  static v8::Local<v8::Value> to(Realm& realm, Bytes bytes) {
    return new_uint8_array(realm.isolate(), std::move(bytes));
  }
};
template <class T>
struct ToJs<std::optional<T>> {
  static v8::Local<v8::Value> to(Realm& realm, std::optional<T> value) {
    if (!value) return v8::Null(realm.isolate());
    return to_js(realm, *std::move(value));
  }
};
template <class T>
struct ToJs<std::vector<T>> {
  static v8::Local<v8::Value> to(Realm& realm, std::vector<T> items) {
    std::vector<v8::Local<v8::Value>> values;
    values.reserve(items.size());
    for (auto&& item : items) values.push_back(to_js(realm, T(std::move(item))));
    return v8::Array::New(realm.isolate(), values.data(), values.size());
  }
};
template <class A, class B>
struct ToJs<std::pair<A, B>> {
  static v8::Local<v8::Value> to(Realm& realm, std::pair<A, B> pair) {
    v8::Local<v8::Value> both[] = {
        to_js(realm, std::move(pair.first)), to_js(realm, std::move(pair.second))};
    return v8::Array::New(realm.isolate(), both, 2);
  }
};
template <class T>
struct ToJs<std::shared_ptr<T>> {
  static v8::Local<v8::Value> to(Realm& realm, std::shared_ptr<T> object) {
    if (!object) return v8::Null(realm.isolate());
    return wrap(realm, std::move(object));
  }
};
template <HasFields T>
struct ToJs<T> {
  static v8::Local<v8::Value> to(Realm& realm, T value) {
    auto object = v8::Object::New(realm.isolate());
    auto context = realm.context();
    auto write = [&](const auto& row) {
      object
          ->CreateDataProperty(context, js_name(realm.isolate(), row.name),
              to_js(realm, std::move(value.*row.member)))
          .Check();
    };
    std::apply([&](const auto&... rows) { (write(rows), ...); }, T::kFields);
    return object;
  }
};

// Text that may be longer than a string can be: an error then, where js_string would cut it.
struct LongText {
  std::string text;
};

}  // namespace bailey::js
