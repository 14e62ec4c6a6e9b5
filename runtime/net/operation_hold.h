// What keeps the loop going while an operation on a stream or listener is pending.
#pragma once

#include <utility>

#include "runtime/event_loop/event_loop.h"

namespace bailey::net {

// Holds the loop while at least one operation is pending and the handle is referenced: an idle
// connection never keeps a program alive, and unref() lets even a pending read go unwaited.
class OperationHold {
 public:
  // `loop` must outlive this. Starts referenced, with nothing pending.
  explicit OperationHold(EventLoop& loop) : hold_(loop) { hold_.unref(); }
  OperationHold(const OperationHold&) = delete;
  OperationHold& operator=(const OperationHold&) = delete;

  // One operation, pending from construction to destruction.
  class Scope {
   public:
    explicit Scope(OperationHold& owner) : owner_(&owner) { owner.change(+1); }
    Scope(Scope&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
    Scope& operator=(Scope&&) = delete;
    ~Scope() {
      if (owner_ != nullptr) owner_->change(-1);
    }

   private:
    OperationHold* owner_;
  };

  void ref() { set_referenced(true); }
  void unref() { set_referenced(false); }

 private:
  void change(int by) {
    pending_ += by;
    update();
  }
  void set_referenced(bool referenced) {
    referenced_ = referenced;
    update();
  }
  void update() {
    if (referenced_ && pending_ > 0) {
      hold_.ref();
    } else {
      hold_.unref();
    }
  }

  LoopHold hold_;
  int pending_ = 0;
  bool referenced_ = true;
};

}  // namespace bailey::net
