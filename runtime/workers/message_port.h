// The native half of a MessagePort, and of either side of a worker's own channel.
#pragma once

#include <memory>
#include <span>

#include "runtime/js/callback.h"
#include "runtime/js/structured_clone.h"
#include "runtime/workers/channel.h"

namespace bailey::workers {

// What a port's function is told, as its first argument.
enum class Arrival : std::uint8_t { Message, Unreadable, Deserted };

// Belongs to its realm's thread.
class MessagePort final : public js::Transferable,
                          public Receiver,
                          public std::enable_shared_from_this<MessagePort> {
 public:
  MessagePort(js::Realm& realm, std::unique_ptr<ChannelEnd> end);
  ~MessagePort() override;

  // The script object for `port`, made by bailey:web/message_port.
  static v8::MaybeLocal<v8::Object> wrapper(js::Realm& realm, std::shared_ptr<MessagePort> port);

  // Delivers what is queued and what comes: on_arrival(Arrival, data, ports), each in a macrotask
  // of its own. Holds the loop unless unreferenced.
  void start(v8::Local<v8::Function> on_arrival);
  Result<> post(v8::Local<v8::Value> message, std::span<const v8::Local<v8::Value>> transfer);
  void close();
  bool is_open() const { return end_ != nullptr; }

  void ref() {
    wanted_ = true;
    update_hold();
  }
  void unref() {
    wanted_ = false;
    update_hold();
  }
  bool has_ref() const { return hold_.referenced(); }

  Result<> check() const override;
  std::unique_ptr<js::InTransit> leave() override;

 private:
  void on_arrivals() override;
  void deliver(js::Packet packet);
  void tell(Arrival what, v8::Local<v8::Value> data, v8::Local<v8::Value> ports);
  void update_hold();

  js::Realm& realm_;
  std::unique_ptr<ChannelEnd> end_;  // none: closed or transferred
  js::Callback on_arrival_;
  LoopHold hold_;
  bool wanted_ = true;
};

}  // namespace bailey::workers
