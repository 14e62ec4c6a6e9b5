// The state that a stream shares with its pending operations. For .cc files of net only.
#pragma once

#include "runtime/event_loop/event_loop.h"
#include "runtime/net/operation_hold.h"
#include "runtime/net/socket.h"

namespace bailey::net {

struct OpenSocket {
  // `loop` must outlive this.
  OpenSocket(EventLoop& owner, Socket connected)
      : loop(owner), socket(std::move(connected)), hold(owner) {}

  EventLoop& loop;
  Socket socket;
  OperationHold hold;
  // The peer has ended its half: Asio would wait for an edge that has passed already.
  bool ended = false;
};

}  // namespace bailey::net
