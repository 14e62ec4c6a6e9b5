#include "runtime/workers/channel.h"

#include <boost/asio/post.hpp>

#include "runtime/js/handle.h"
#include "runtime/workers/message_port.h"

namespace bailey::workers {
namespace {

// Guards Side::carrier of every channel: who lies in whose queue is one graph over all of them.
// Taken before a channel's own mutex.
constinit std::mutex in_transit;

const ChannelEnd* as_end(const std::unique_ptr<js::InTransit>& object) {
  return dynamic_cast<const ChannelEnd*>(object.get());
}

}  // namespace

std::pair<std::unique_ptr<ChannelEnd>, std::unique_ptr<ChannelEnd>> ChannelEnd::make_pair() {
  auto channel = std::make_shared<Channel>();
  return {std::unique_ptr<ChannelEnd>(new ChannelEnd(channel, 0)),
      std::unique_ptr<ChannelEnd>(new ChannelEnd(channel, 1))};
}

// NOLINTNEXTLINE(bugprone-exception-escape): nobody is left to be told of what fails here
ChannelEnd::~ChannelEnd() {
  // Packets may hold ends of other channels: they die outside of the lock.
  std::deque<js::Packet> undelivered;
  {
    std::lock_guard moving(in_transit);
    own().carrier = nullptr;
  }
  std::lock_guard lock(channel_->mutex);
  own().closed = true;
  own().io = nullptr;
  undelivered.swap(own().queue);
  wake(channel_, 1 - side_);
}

// Every end lies in at most one queue, so that following its carriers is a walk along a line. Where
// it comes to an end of the packet's own, the packet would keep itself alive for ever.
bool ChannelEnd::is_lost(const js::Packet& packet) const {
  for (const Side* at = &other(); at != nullptr; at = at->carrier)
    for (const auto& object : packet.objects)
      if (const auto* end = as_end(object); end != nullptr && &end->own() == at) return true;
  return false;
}

void ChannelEnd::set_carrier(const js::Packet& packet, const Side* carrier) {
  for (const auto& object : packet.objects)
    if (const auto* end = as_end(object)) end->own().carrier = carrier;
}

void ChannelEnd::post(js::Packet packet) {
  std::unique_lock moving(in_transit, std::defer_lock);
  if (!packet.objects.empty()) {
    moving.lock();
    if (is_lost(packet)) return;
    set_carrier(packet, &other());
  }
  std::lock_guard lock(channel_->mutex);
  if (other().closed) return;
  other().queue.push_back(std::move(packet));
  wake(channel_, 1 - side_);
}

std::optional<js::Packet> ChannelEnd::take() {
  std::unique_lock lock(channel_->mutex);
  if (own().queue.empty()) return std::nullopt;
  auto first = std::move(own().queue.front());
  own().queue.pop_front();
  lock.unlock();
  if (!first.objects.empty()) {
    std::lock_guard moving(in_transit);
    set_carrier(first, nullptr);
  }
  return first;
}

bool ChannelEnd::is_deserted() const {
  std::lock_guard lock(channel_->mutex);
  return other().closed;
}

std::size_t ChannelEnd::queued() const {
  std::lock_guard lock(channel_->mutex);
  return own().queue.size();
}

void ChannelEnd::attach(boost::asio::io_context& io, std::weak_ptr<Receiver> receiver) {
  std::lock_guard lock(channel_->mutex);
  own().io = &io;
  own().receiver = std::move(receiver);
  own().woken = false;
  if (!own().queue.empty() || other().closed) wake(channel_, side_);
}

void ChannelEnd::tell_again() {
  std::lock_guard lock(channel_->mutex);
  wake(channel_, side_);
}

void ChannelEnd::detach() {
  std::lock_guard lock(channel_->mutex);
  own().io = nullptr;
  own().receiver.reset();
}

// Under the lock, so that the loop cannot end while something is posted to it.
void ChannelEnd::wake(const std::shared_ptr<Channel>& channel, int side) {
  auto& woken = channel->sides[side];
  if (woken.io == nullptr || woken.woken) return;
  woken.woken = true;
  boost::asio::post(*woken.io, [channel, side, receiver = woken.receiver] {
    {
      std::lock_guard lock(channel->mutex);
      channel->sides[side].woken = false;
    }
    if (auto told = receiver.lock()) told->on_arrivals();
  });
}

v8::MaybeLocal<v8::Object> ChannelEnd::arrive(js::Realm& realm) {
  std::unique_ptr<ChannelEnd> moved(new ChannelEnd(channel_, side_));
  channel_ = std::make_shared<Channel>();  // what this end closes now is nobody's
  return MessagePort::wrapper(realm, std::make_shared<MessagePort>(realm, std::move(moved)));
}

}  // namespace bailey::workers
