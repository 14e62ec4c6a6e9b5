#include "runtime/js/realm.h"

#include <simdutf.h>

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/js/exception_text.h"

namespace bailey::js {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Hook::Count)> kHookNames = {
    "buildError", "runTimer", "runImmediates", "dispatchUnhandledRejection",
    "dispatchRejectionHandled", "dispatchError", "dispatchLoad", "dispatchBeforeUnload",
    "dispatchUnload", "serveMain", "hintAtServe", "startWorker", "receiveMessages", "makePort",
    "packObject", "unpackObject", "inspectThrown"};

constexpr int kInstantAnswersPerTurn = 64;

// Longer UTF-8 cannot fit whatever it decodes to.
constexpr std::size_t kMaxString = v8::String::kMaxLength;

bool is_ascii(std::string_view text) { return simdutf::validate_ascii(text.data(), text.size()); }

}  // namespace

Realm::Realm(v8::Isolate* isolate, v8::Local<v8::Context> context, EventLoop& loop,
    permissions::Broker& broker, RealmHost& host)
    : isolate_(isolate), context_(isolate, context), loop_(loop), broker_(broker), host_(host) {
  isolate->SetData(0, this);
  isolate->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  isolate->SetPromiseRejectCallback(on_promise_reject);
}

Realm::~Realm() {
  parts_.clear();
  while (owned_.next != nullptr) {
    Owned* node = owned_.next;
    disown(*node);
    delete node;
  }
  isolate_->SetData(0, nullptr);
}

void Realm::own(Owned& node) {
  node.next = owned_.next;
  node.previous = &owned_;
  if (node.next != nullptr) node.next->previous = &node;
  owned_.next = &node;
}

void Realm::disown(Owned& node) {
  if (node.previous != nullptr) node.previous->next = node.next;
  if (node.next != nullptr) node.next->previous = node.previous;
  node.next = node.previous = nullptr;
}

void Realm::set_hooks(v8::Local<v8::Object> hooks) { hooks_object_.Reset(isolate_, hooks); }

v8::Local<v8::Function> Realm::hook(Hook which) {
  auto& slot = hooks_[static_cast<std::size_t>(which)];
  if (slot.IsEmpty()) {
    auto name = js_name(isolate_, kHookNames[static_cast<std::size_t>(which)]);
    auto value = hooks_object_.Get(isolate_)->Get(context(), name).ToLocalChecked();
    BAILEY_CHECK(value->IsFunction());
    slot.Reset(isolate_, value.As<v8::Function>());
  }
  return slot.Get(isolate_);
}

v8::MaybeLocal<v8::Value> Realm::call(v8::Local<v8::Function> function,
    v8::Local<v8::Value> receiver, std::span<v8::Local<v8::Value>> arguments) {
  v8::TryCatch caught(isolate_);
  auto result =
      function->Call(context(), receiver, static_cast<int>(arguments.size()), arguments.data());
  if (caught.HasCaught() && !caught.HasTerminated()) {
    auto exception = caught.Exception();
    caught.Reset();
    report_exception(exception);
  }
  return result;
}

v8::MaybeLocal<v8::Value> Realm::call_hook(Hook which, std::span<v8::Local<v8::Value>> arguments) {
  return call(hook(which), v8::Undefined(isolate_), arguments);
}

void Realm::report_exception(v8::Local<v8::Value> exception) {
  // An exception inside the error event goes straight to the host.
  if (!reporting_ && has_hooks()) {
    reporting_ = true;
    auto ctx = context();
    auto summary = summarize_exception(isolate_, exception, UncaughtIn::Script);
    v8::Local<v8::Value> arguments[] = {exception, js_string(isolate_, summary.message),
        js_string(isolate_, summary.url), v8::Integer::New(isolate_, summary.line),
        v8::Integer::New(isolate_, summary.column)};
    v8::TryCatch caught(isolate_);
    v8::Local<v8::Value> prevented;
    bool dispatched = hook(Hook::DispatchError)
                          ->Call(ctx, v8::Undefined(isolate_), std::size(arguments), arguments)
                          .ToLocal(&prevented);
    reporting_ = false;
    if (caught.HasCaught()) exception = caught.Exception();
    if (dispatched && prevented->IsTrue()) return;
  }
  host_.on_uncaught(exception, UncaughtIn::Script);
}

v8::Local<v8::ObjectTemplate> Realm::handle_template() {
  if (handle_template_.IsEmpty()) {
    auto made = v8::ObjectTemplate::New(isolate_);
    made->SetInternalFieldCount(1);
    handle_template_.Reset(isolate_, made);
  }
  return handle_template_.Get(isolate_);
}

void Realm::on_promise_reject(v8::PromiseRejectMessage message) {
  auto* isolate = v8::Isolate::GetCurrent();
  auto* realm = static_cast<Realm*>(isolate->GetData(0));
  if (realm == nullptr) return;
  auto promise = message.GetPromise();
  auto& pending = realm->rejections_;
  switch (message.GetEvent()) {
    case v8::kPromiseRejectWithNoHandler:
      pending.push_back({v8::Global<v8::Promise>(isolate, promise),
          v8::Global<v8::Value>(isolate, message.GetValue())});
      break;
    case v8::kPromiseHandlerAddedAfterReject:
      // One that is not pending was reported, and a listener took it.
      if (std::erase_if(pending, [&](const Rejection& one) { return one.promise == promise; }) == 0)
        realm->handled_late_.push_back({v8::Global<v8::Promise>(isolate, promise),
            v8::Global<v8::Value>(isolate, promise->Result())});
      break;
    default:
      break;
  }
}

void Realm::report_rejections() {
  while (!rejections_.empty()) {
    Rejection first = std::move(rejections_.front());
    rejections_.erase(rejections_.begin());
    v8::Local<v8::Value> arguments[] = {first.promise.Get(isolate_), first.reason.Get(isolate_)};
    v8::Local<v8::Value> prevented;
    if (call_hook(Hook::DispatchUnhandledRejection, arguments).ToLocal(&prevented) &&
        prevented->IsTrue())
      continue;
    if (isolate_->IsExecutionTerminating()) return;
    host_.on_uncaught(arguments[1], UncaughtIn::Promise);
  }
}

void Realm::report_handled() {
  for (const Rejection& one : std::exchange(handled_late_, {})) {
    v8::Local<v8::Value> arguments[] = {one.promise.Get(isolate_), one.reason.Get(isolate_)};
    (void)call_hook(Hook::DispatchRejectionHandled, arguments);
    if (isolate_->IsExecutionTerminating()) return;
  }
}

void Realm::finish_macrotask() {
  isolate_->PerformMicrotaskCheckpoint();
  while (!(rejections_.empty() && handled_late_.empty()) && !isolate_->IsExecutionTerminating()) {
    report_rejections();
    if (!isolate_->IsExecutionTerminating()) report_handled();
    isolate_->PerformMicrotaskCheckpoint();
  }
}

void Realm::begin_turn() {
  if (turns_++ == 0) instant_answers_left_ = kInstantAnswersPerTurn;
}

void Realm::end_turn() {
  if (turns_ == 1) finish_macrotask();
  --turns_;
}

v8::MaybeLocal<v8::String> new_string(v8::Isolate* isolate, std::string_view text) {
  if (text.size() > kMaxString * 3) return {};
  if (is_ascii(text)) {
    return v8::String::NewFromOneByte(isolate, reinterpret_cast<const std::uint8_t*>(text.data()),
        v8::NewStringType::kNormal, static_cast<int>(text.size()));
  }
  return v8::String::NewFromUtf8(
      isolate, text.data(), v8::NewStringType::kNormal, static_cast<int>(text.size()));
}

v8::Local<v8::String> js_string(v8::Isolate* isolate, std::string_view text) {
  v8::Local<v8::String> made;
  if (new_string(isolate, text).ToLocal(&made)) return made;
  return new_string(isolate, text.substr(0, std::size_t{1} << 20)).ToLocalChecked();
}

v8::Local<v8::String> js_name(v8::Isolate* isolate, std::string_view name) {
  return v8::String::NewFromUtf8(
      isolate, name.data(), v8::NewStringType::kInternalized, static_cast<int>(name.size()))
      .ToLocalChecked();
}

std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::String> text) {
  std::string made;
  std::size_t length = text->Utf8LengthV2(isolate);
  made.resize_and_overwrite(length, [&](char* buffer, std::size_t size) {
    return text->WriteUtf8V2(isolate, buffer, size, v8::String::WriteFlags::kReplaceInvalidUtf8);
  });
  return made;
}

}  // namespace bailey::js
