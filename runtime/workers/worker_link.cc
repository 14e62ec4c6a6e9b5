#include "runtime/workers/worker_link.h"

#include <boost/asio/post.hpp>

namespace bailey::workers {

WorkerLink::WorkerLink(boost::asio::io_context& parent, std::weak_ptr<Receiver> receiver)
    : parent_(&parent), receiver_(std::move(receiver)) {}

void WorkerLink::terminate() {
  std::lock_guard lock(mutex_);
  terminated_ = true;
  if (thread_ != nullptr) thread_->interrupt();
  if (isolate_ == nullptr) return;
  isolate_->TerminateExecution();
  loop_->stop();
}

void WorkerLink::break_off() {
  std::lock_guard lock(mutex_);
  if (thread_ != nullptr) thread_->interrupt();
  if (isolate_ == nullptr) return;
  isolate_->TerminateExecution();
  loop_->stop();
}

void WorkerLink::interrupt() {
  std::lock_guard lock(mutex_);
  if (terminated_ && thread_ != nullptr) thread_->interrupt();
}

void WorkerLink::enter_thread(Interruptible& thread) {
  std::lock_guard lock(mutex_);
  thread_ = &thread;
  if (terminated_) thread.interrupt();
}

void WorkerLink::leave_thread() {
  std::lock_guard lock(mutex_);
  thread_ = nullptr;
}

std::optional<Notice> WorkerLink::take() {
  std::lock_guard lock(mutex_);
  if (notices_.empty()) return std::nullopt;
  auto first = std::move(notices_.front());
  notices_.pop_front();
  return first;
}

void WorkerLink::forget_parent() {
  std::lock_guard lock(mutex_);
  parent_ = nullptr;
}

bool WorkerLink::enter(v8::Isolate* isolate, EventLoop& loop) {
  std::lock_guard lock(mutex_);
  if (terminated_) return false;
  isolate_ = isolate;
  loop_ = &loop;
  return true;
}

void WorkerLink::leave() {
  std::lock_guard lock(mutex_);
  isolate_ = nullptr;
  loop_ = nullptr;
}

bool WorkerLink::is_terminated() const {
  std::lock_guard lock(mutex_);
  return terminated_;
}

bool WorkerLink::is_abandoned() const {
  std::lock_guard lock(mutex_);
  return abandoned_;
}

void WorkerLink::notify(Notice notice) {
  std::lock_guard lock(mutex_);
  if (const auto* end = std::get_if<End>(&notice)) abandoned_ = *end == End::Abandoned;
  if (parent_ == nullptr) return;
  notices_.push_back(std::move(notice));
  boost::asio::post(*parent_, [receiver = receiver_] {
    if (auto told = receiver.lock()) told->on_arrivals();
  });
}

}  // namespace bailey::workers
