// What only the engine knows of a value; never runs script.
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using Value = v8::Local<v8::Value>;

// The indices are those of Kind in bailey:internal/inspect/kinds.
std::int32_t kind_of(Value value) {
  using Test = bool (v8::Value::*)() const;
  struct Row {
    Test test;
    std::int32_t kind;
  };
  static constexpr Row kRows[] = {{&v8::Value::IsProxy, 1}, {&v8::Value::IsArray, 2},
      {&v8::Value::IsGeneratorFunction, 5}, {&v8::Value::IsAsyncFunction, 4},
      {&v8::Value::IsFunction, 3}, {&v8::Value::IsSet, 7}, {&v8::Value::IsMap, 8},
      {&v8::Value::IsTypedArray, 9}, {&v8::Value::IsSetIterator, 10},
      {&v8::Value::IsMapIterator, 11}, {&v8::Value::IsArgumentsObject, 12},
      {&v8::Value::IsRegExp, 13}, {&v8::Value::IsDate, 14}, {&v8::Value::IsNativeError, 15},
      {&v8::Value::IsArrayBuffer, 16}, {&v8::Value::IsSharedArrayBuffer, 17},
      {&v8::Value::IsDataView, 18}, {&v8::Value::IsPromise, 19}, {&v8::Value::IsWeakSet, 20},
      {&v8::Value::IsWeakMap, 21}, {&v8::Value::IsModuleNamespaceObject, 22},
      {&v8::Value::IsNumberObject, 23}, {&v8::Value::IsStringObject, 24},
      {&v8::Value::IsBooleanObject, 25}, {&v8::Value::IsBigIntObject, 26},
      {&v8::Value::IsSymbolObject, 27}};
  for (const Row& row : kRows) {
    if (!((*value)->*row.test)()) continue;
    // V8 has no question for "async and generator": both of the others are true then.
    if (row.kind == 5 && value->IsAsyncFunction()) return 6;
    return row.kind;
  }
  return 0;
}

Result<std::vector<Value>> proxy_details(Value value) {
  if (!value->IsProxy()) return fail(ErrorClass::TypeError, "not a proxy");
  auto proxy = value.As<v8::Proxy>();
  return std::vector<Value>{proxy->GetTarget(), proxy->GetHandler()};
}

Result<Value> promise_details(js::Realm& realm, Value value) {
  if (!value->IsPromise()) return fail(ErrorClass::TypeError, "not a promise");
  auto promise = value.As<v8::Promise>();
  auto state = promise->State();
  Value both[] = {v8::Integer::New(realm.isolate(), state),
      state == v8::Promise::kPending ? Value(v8::Undefined(realm.isolate())) : promise->Result()};
  return v8::Array::New(realm.isolate(), both, 2);
}

Result<Value> preview_entries(js::Realm& realm, Value value) {
  v8::Local<v8::Array> entries;
  bool key_value = false;
  if (!value->IsObject() || !value.As<v8::Object>()->PreviewEntries(&key_value).ToLocal(&entries))
    entries = v8::Array::New(realm.isolate());
  Value both[] = {entries, v8::Boolean::New(realm.isolate(), key_value)};
  return v8::Array::New(realm.isolate(), both, 2);
}

std::string constructor_name(js::Realm& realm, Value value) {
  if (!value->IsObject()) return {};
  return js::to_utf8(realm.isolate(), value.As<v8::Object>()->GetConstructorName());
}

Result<Value> own_non_index_keys(js::Realm& realm, Value value, bool include_hidden) {
  if (!value->IsObject()) return fail(ErrorClass::TypeError, "not an object");
  auto filter = include_hidden ? v8::ALL_PROPERTIES : v8::ONLY_ENUMERABLE;
  v8::Local<v8::Array> keys;
  if (!value.As<v8::Object>()
          ->GetPropertyNames(realm.context(), v8::KeyCollectionMode::kOwnOnly,
              static_cast<v8::PropertyFilter>(filter), v8::IndexFilter::kSkipIndices)
          .ToLocal(&keys))
    return fail(ErrorClass::Thrown, "");
  return keys;
}

// SECURITY: nothing: the colours of a stack trace must not reveal where the program runs.
Value working_directory(js::Realm& realm) { return v8::Undefined(realm.isolate()); }

constexpr js::Op kInspectOps[] = {
    js::ungated_op<kind_of>("kindOf", "looks at a value"),
    js::ungated_op<proxy_details>("proxyDetails", "looks at a value; for builtins alone"),
    js::ungated_op<promise_details>("promiseDetails", "looks at a value"),
    js::ungated_op<preview_entries>("previewEntries", "looks at a value"),
    js::ungated_op<constructor_name>("constructorName", "looks at a value"),
    js::ungated_op<own_non_index_keys>("ownNonIndexKeys", "looks at a value"),
    js::ungated_op<working_directory>("workingDirectory", "reveals nothing"),
};

}  // namespace

std::span<const js::Op> inspect_ops() { return kInspectOps; }

}  // namespace bailey::ops
