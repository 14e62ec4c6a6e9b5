// A message channel: two ends, each with a queue, which may be on different threads.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "runtime/js/structured_clone.h"

namespace bailey::workers {

// Told on its loop that there is something to receive, or that the other end is gone.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual void on_arrivals() = 0;
};

// One end of a channel; destroying it closes the channel. Belongs to one thread at a time.
class ChannelEnd final : public js::InTransit {
 public:
  static std::pair<std::unique_ptr<ChannelEnd>, std::unique_ptr<ChannelEnd>> make_pair();
  ~ChannelEnd() override;

  // Queues `packet` for the other end; drops it when that is closed, or when the packet itself
  // holds the only way to that end, so that nobody could ever receive it.
  void post(js::Packet packet);
  // The next message for this end.
  std::optional<js::Packet> take();
  // Whether the other end is closed: nothing more will arrive than what is queued.
  bool is_deserted() const;
  std::size_t queued() const;

  // From now on `receiver` is told of arrivals, those that are queued already included.
  void attach(boost::asio::io_context& io, std::weak_ptr<Receiver> receiver);
  // The receiver left something in the queue and is to be told again, once.
  void tell_again();
  // It is told of nothing more once this returns.
  void detach();

  v8::MaybeLocal<v8::Object> arrive(js::Realm& realm) override;

 private:
  struct Side {
    std::deque<js::Packet> queue;
    boost::asio::io_context* io = nullptr;
    std::weak_ptr<Receiver> receiver;
    bool woken = false;
    bool closed = false;
    // The end of whose queue this end lies in, while it is on its way; guarded by `in_transit`.
    const Side* carrier = nullptr;
  };
  struct Channel {
    std::mutex mutex;
    Side sides[2];
  };

  ChannelEnd(std::shared_ptr<Channel> channel, int side)
      : channel_(std::move(channel)), side_(side) {}
  Side& own() const { return channel_->sides[side_]; }
  Side& other() const { return channel_->sides[1 - side_]; }
  static void wake(const std::shared_ptr<Channel>& channel, int side);
  bool is_lost(const js::Packet& packet) const;
  static void set_carrier(const js::Packet& packet, const Side* carrier);

  std::shared_ptr<Channel> channel_;  // shared by the two ends
  int side_;
};

}  // namespace bailey::workers
