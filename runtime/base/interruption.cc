#include "runtime/base/interruption.h"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <utility>

#include "runtime/base/check.h"

namespace bailey {
namespace {

thread_local Interruptible* current = nullptr;

// One that neither script can listen to nor libraries use.
int breaking_signal() { return SIGRTMIN + 5; }

// Handled, so that it does nothing but break off a call: ignored signals do not even that.
void listen_once() {
  static std::once_flag listening;
  std::call_once(listening, [] {
    struct sigaction action{};
    action.sa_handler = [](int) {};
    sigemptyset(&action.sa_mask);  // and no SA_RESTART
    BAILEY_CHECK(::sigaction(breaking_signal(), &action, nullptr) == 0);
  });
}

}  // namespace

Interruptible::Interruptible() : thread_(::pthread_self()) {
  BAILEY_CHECK(current == nullptr);
  listen_once();
  current = this;
}

Interruptible::~Interruptible() { current = nullptr; }

void Interruptible::interrupt() {
  interrupted_ = true;
  ::pthread_kill(thread_, breaking_signal());
  std::lock_guard lock(mutex_);
  if (also_) also_();
}

WhileInterruptible::WhileInterruptible(std::function<void()> stop) {
  if (current == nullptr) return;
  std::lock_guard lock(current->mutex_);
  outer_ = std::exchange(current->also_, std::move(stop));
  if (current->interrupted_) current->also_();
}

WhileInterruptible::~WhileInterruptible() {
  if (current == nullptr) return;
  std::lock_guard lock(current->mutex_);
  current->also_ = std::move(outer_);
}

bool should_retry(int error_number) {
  return error_number == EINTR && (current == nullptr || !current->interrupted_);
}

}  // namespace bailey
