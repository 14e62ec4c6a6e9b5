// The heap of one isolate, as one of those that share the room of the process.
#pragma once

#include <v8.h>

#include <functional>

#include "runtime/limits/heap_room.h"

namespace bailey::engine {

// What all JavaScript heaps of a process can have together before V8 finds no more; kUnbounded
// where each has its own address space.
std::uint64_t heap_room_size();

// Measured after every collection: between two of them a heap grows by a part of what it has.
// Belongs to the isolate's thread.
class HeapShare {
 public:
  // As of limits::HeapRoom::Heap.
  HeapShare(limits::HeapRoom& room, v8::Isolate* isolate, std::function<void()> give_up);
  HeapShare(const HeapShare&) = delete;
  HeapShare& operator=(const HeapShare&) = delete;

  // The isolate is about to go. What it has counts until this object goes, too.
  void leave();
  // It can be ended no more, and keeps what it has.
  void abandon() { heap_.abandon(); }

 private:
  static void on_collected(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* share);
  void measure();

  v8::Isolate* isolate_;
  limits::HeapRoom::Heap heap_;
};

}  // namespace bailey::engine
