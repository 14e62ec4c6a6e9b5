// What of a program is told of the decisions of its brokers, and which thread they were made on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "permissions/access_observer.h"

namespace bailey::cli {

// A thread of the program, as its records name it.
struct ThreadIdentity {
  std::uint32_t number = 0;  // 0: the first; never used twice
  std::string worker = {};   // the name of a worker, or its URL when it has none
};

// Keeps what is decided on all threads.
class AccessRecord {
 public:
  virtual ~AccessRecord() = default;

  // Thread: any.
  virtual void note(const permissions::Decision& decision, const ThreadIdentity& thread) = 0;
};

// The observer of one thread's brokers.
class ThreadObserver final : public permissions::AccessObserver {
 public:
  // `records` must outlive it.
  ThreadObserver(std::vector<AccessRecord*> records, ThreadIdentity thread)
      : records_(std::move(records)), thread_(std::move(thread)) {}

  void decided(const permissions::Decision& decision) override {
    for (AccessRecord* record : records_) record->note(decision, thread_);
  }

 private:
  std::vector<AccessRecord*> records_;
  ThreadIdentity thread_;
};

}  // namespace bailey::cli
