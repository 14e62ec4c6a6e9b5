// The one table from ErrorClass to the constructors script knows.
#include <array>

#include "runtime/base/check.h"
#include "runtime/base/os_error.h"
#include "runtime/js/convert.h"

namespace bailey::js {
namespace {

constexpr auto kFirstDenoClass = static_cast<std::size_t>(ErrorClass::NotFound);
constexpr std::array<std::string_view, 25> kDenoClasses = {"NotFound", "PermissionDenied",
    "ConnectionRefused", "ConnectionReset", "ConnectionAborted", "NotConnected", "AddrInUse",
    "AddrNotAvailable", "BrokenPipe", "AlreadyExists", "InvalidData", "TimedOut", "Interrupted",
    "WriteZero", "WouldBlock", "UnexpectedEof", "BadResource", "Http", "Busy", "NotSupported",
    "FilesystemLoop", "IsADirectory", "NetworkUnreachable", "NotADirectory", "NotCapable"};
static_assert(
    kFirstDenoClass + kDenoClasses.size() == static_cast<std::size_t>(ErrorClass::DomException),
    "one row per member of Deno.errors");

std::string_view class_name(ErrorClass error_class) {
  if (error_class == ErrorClass::DomException) return "DOMException";
  if (error_class == ErrorClass::URIError) return "URIError";
  return kDenoClasses[static_cast<std::size_t>(error_class) - kFirstDenoClass];
}

}  // namespace

void tell_of_too_many_files(Realm& realm, const Error& error) {
  if (error.code == kTooManyFiles) realm.host().on_too_many_files();
}

v8::Local<v8::Value> error_to_js(Realm& realm, const Error& error) {
  tell_of_too_many_files(realm, error);
  auto* isolate = realm.isolate();
  auto message = js_string(isolate, error.message);
  v8::Local<v8::Value> made;
  switch (error.error_class) {
    case ErrorClass::Error:
      made = v8::Exception::Error(message);
      break;
    case ErrorClass::TypeError:
      made = v8::Exception::TypeError(message);
      break;
    case ErrorClass::RangeError:
      made = v8::Exception::RangeError(message);
      break;
    case ErrorClass::SyntaxError:
      made = v8::Exception::SyntaxError(message);
      break;
    default: {
      v8::Local<v8::Value> arguments[] = {js_string(isolate, class_name(error.error_class)),
          message, js_string(isolate, error.code)};
      v8::TryCatch caught(isolate);
      // Fails only when the stack is exhausted; that error is then the more pressing one.
      if (!realm.hook(Hook::BuildError)
              ->Call(realm.context(), v8::Undefined(isolate), 3, arguments)
              .ToLocal(&made))
        return caught.HasCaught() ? caught.Exception() : v8::Exception::Error(message);
      return made;
    }
  }
  if (!error.code.empty()) {
    (void)made.As<v8::Object>()->CreateDataProperty(
        realm.context(), js_name(isolate, "code"), js_string(isolate, error.code));
  }
  return made;
}

std::string Caller::op_name() const {
  if (!op_name_value->IsString()) return {};
  return to_utf8(isolate(), op_name_value.As<v8::String>());
}

Result<std::int64_t> FromJs<std::int64_t>::from(Caller&, v8::Local<v8::Value> value) {
  if (value->IsBigInt()) {
    bool lossless = false;
    auto number = value.As<v8::BigInt>()->Int64Value(&lossless);
    if (!lossless) return fail(ErrorClass::RangeError, "the integer is out of range");
    return number;
  }
  if (!value->IsNumber()) return fail(ErrorClass::TypeError, "expected an integer");
  double number = value.As<v8::Number>()->Value();
  constexpr double kLimit = 9007199254740992.0;  // 2^53
  if (!(number >= -kLimit && number <= kLimit) ||
      static_cast<double>(static_cast<std::int64_t>(number)) != number)
    return fail(ErrorClass::TypeError, "expected an integer");
  return static_cast<std::int64_t>(number);
}

}  // namespace bailey::js
