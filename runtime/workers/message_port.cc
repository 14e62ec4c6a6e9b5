#include "runtime/workers/message_port.h"

#include <algorithm>
#include <utility>

#include "runtime/js/handle.h"

namespace bailey::workers {
namespace {

// What a round delivers before timers and other ports get their turn.
constexpr std::size_t kMostAtOnce = 64;

}  // namespace

MessagePort::MessagePort(js::Realm& realm, std::unique_ptr<ChannelEnd> end)
    : realm_(realm), end_(std::move(end)), hold_(realm.loop()) {
  hold_.unref();
}

MessagePort::~MessagePort() {
  if (end_) end_->detach();
}

v8::MaybeLocal<v8::Object> MessagePort::wrapper(
    js::Realm& realm, std::shared_ptr<MessagePort> port) {
  v8::Local<v8::Value> arguments[] = {js::wrap(realm, port)};
  v8::Local<v8::Value> made;
  if (!realm.hook(js::Hook::MakePort)
          ->Call(realm.context(), v8::Undefined(realm.isolate()), 1, arguments)
          .ToLocal(&made))
    return {};
  return made.As<v8::Object>();
}

void MessagePort::start(v8::Local<v8::Function> on_arrival) {
  if (!end_ || on_arrival_) return;
  on_arrival_ = js::Callback(realm_, on_arrival);
  update_hold();
  end_->attach(realm_.loop().io(), weak_from_this());
}

Result<> MessagePort::post(
    v8::Local<v8::Value> message, std::span<const v8::Local<v8::Value>> transfer) {
  for (auto each : transfer) {
    if (js::transferable_of(realm_, each).get() == this)
      return fail(ErrorClass::DomException, "Transfer list contains source port", "DataCloneError");
  }
  auto packet = BAILEY_TRY(js::pack(realm_, message, transfer));
  if (end_) end_->post(std::move(packet));
  return {};
}

void MessagePort::close() {
  if (!end_) return;
  end_->detach();
  end_.reset();
  on_arrival_ = {};
  update_hold();
}

Result<> MessagePort::check() const {
  if (end_) return {};
  return fail(
      ErrorClass::DomException, "Can not transfer disentangled message port", "DataCloneError");
}

std::unique_ptr<js::InTransit> MessagePort::leave() {
  end_->detach();
  auto leaving = std::exchange(end_, nullptr);
  on_arrival_ = {};
  update_hold();
  return leaving;
}

void MessagePort::on_arrivals() {
  auto self = shared_from_this();
  auto& loop = realm_.loop();
  std::size_t left = end_ ? std::min(end_->queued(), kMostAtOnce) : 0;
  for (; left > 0 && end_ && !loop.stopped(); --left) {
    auto packet = end_->take();
    if (!packet) break;
    deliver(*std::move(packet));
  }
  if (!end_ || loop.stopped()) return;
  bool deserted = end_->is_deserted();  // asked first: what is queued came before
  if (end_->queued() > 0) return end_->tell_again();
  if (!deserted) return;
  js::Turn turn(realm_);
  auto nothing = v8::Undefined(realm_.isolate());
  tell(Arrival::Deserted, nothing, nothing);
  close();
}

void MessagePort::deliver(js::Packet packet) {
  js::Turn turn(realm_);
  auto* isolate = realm_.isolate();
  v8::TryCatch caught(isolate);
  auto unpacked = js::unpack(realm_, std::move(packet));
  if (caught.HasTerminated()) return;
  if (!unpacked) {
    caught.Reset();
    return tell(Arrival::Unreadable, v8::Null(isolate), v8::Array::New(isolate));
  }
  std::vector<v8::Local<v8::Value>> ports(unpacked->objects.begin(), unpacked->objects.end());
  tell(Arrival::Message, unpacked->value, v8::Array::New(isolate, ports.data(), ports.size()));
}

void MessagePort::tell(Arrival what, v8::Local<v8::Value> data, v8::Local<v8::Value> ports) {
  v8::Local<v8::Value> arguments[] = {
      v8::Integer::New(realm_.isolate(), static_cast<int>(what)), data, ports};
  on_arrival_.call(realm_, arguments);
}

void MessagePort::update_hold() {
  if (wanted_ && end_ && on_arrival_)
    hold_.ref();
  else
    hold_.unref();
}

}  // namespace bailey::workers
