#include "runtime/engine/subjects.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <format>
#include <thread>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/js/call_stack.h"

namespace bailey::engine {
namespace {

using limits::Limit;

// How long script has to say where it is. It cannot while it is in native code, or waits.
constexpr std::chrono::milliseconds kTestimony{25};

constexpr std::string_view kHeapFull = "its JavaScript heap is full";

std::uint64_t clock_value(clockid_t clock) {
  timespec now{};
  BAILEY_CHECK(::clock_gettime(clock, &now) == 0);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

std::string amount(std::uint64_t bytes) { return limits::measured(Limit::Memory, bytes); }

// Heap, and what lies outside of it: buffers and WebAssembly memory.
std::pair<std::uint64_t, std::uint64_t> memory_of(
    v8::Isolate* isolate, const limits::BufferMeter& buffers) {
  v8::HeapStatistics heap;
  isolate->GetHeapStatistics(&heap);
  return {
      heap.total_physical_size(), std::max<std::uint64_t>(heap.external_memory(), buffers.used())};
}

}  // namespace

std::uint64_t ProgramSubject::cpu_time() { return clock_value(CLOCK_PROCESS_CPUTIME_ID); }

std::uint64_t ProgramSubject::memory() {
  return memory_ ? memory_->used(limits_.reserved_for_code()) : 0;
}

void ProgramSubject::on_pressure() {
  isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kCritical);
}

void ProgramSubject::on_reached(Limit limit, std::uint64_t used) {
  auto text = limit == Limit::Time      ? std::string()
              : limit == Limit::CpuTime ? limits::measured(limit, used)
                                        : amount(used) + " in use";
  {
    std::lock_guard lock(mutex_);
    reached_ = limit;
    used_ = text;
  }
  isolate_->RequestInterrupt(testify, this);
  std::this_thread::sleep_for(kTestimony);
  limits_.end(limit, text, {});
}

// Between two instructions of script, on its thread.
void ProgramSubject::testify(v8::Isolate* isolate, void* subject) {
  auto& self = *static_cast<ProgramSubject*>(subject);
  Limit limit{};
  std::string used;
  {
    std::lock_guard lock(self.mutex_);
    limit = *self.reached_;
    used = self.used_;
  }
  if (limit == Limit::Memory) used = self.memory_text(used);
  v8::HandleScope handles(isolate);
  self.limits_.end(limit, used, js::call_stack(isolate));
}

// What is in use, or `reason` alone when a collection has made that less than the limit.
std::string ProgramSubject::memory_text(std::string reason) {
  auto [heap, outside] = memory_of(isolate_, limits_.buffers());
  std::uint64_t used = std::max(memory(), heap + outside);
  if (used <= limits_.limits()[Limit::Memory].value_or(0)) return reason;
  return std::format(
      "{} in use: JavaScript heap {}, buffers and WebAssembly {}, other native memory {}",
      amount(used), amount(heap), amount(outside), amount(used - heap - outside));
}

void ProgramSubject::on_heap_full() {
  {
    std::lock_guard lock(mutex_);
    if (!reached_) {
      reached_ = Limit::Memory;
      used_ = kHeapFull;
      isolate_->RequestInterrupt(testify, this);
      return;
    }
  }
  limits_.end(Limit::Memory, kHeapFull, {});
}

void ProgramSubject::on_buffer_refused(std::size_t size) {
  v8::HandleScope handles(isolate_);
  auto [heap, outside] = memory_of(isolate_, limits_.buffers());
  limits_.end(Limit::Memory,
      std::format(
          "a buffer of {} was asked for, beside JavaScript heap {}, buffers and WebAssembly {}",
          amount(size), amount(heap), amount(outside)),
      js::call_stack(isolate_));
}

WorkerSubject::WorkerSubject(std::shared_ptr<limits::BufferMeter> buffers, OnReached on_reached)
    : buffers_(std::move(buffers)), on_reached_(std::move(on_reached)) {
  BAILEY_CHECK(::pthread_getcpuclockid(::pthread_self(), &clock_) == 0);
}

std::uint64_t WorkerSubject::cpu_time() { return clock_value(clock_); }

// Its heap can be measured on its own thread alone; what comes back is at most one look old while
// script runs, and while it does not, nothing changes.
std::uint64_t WorkerSubject::memory() {
  if (!asked_.exchange(true)) isolate_->RequestInterrupt(measure, this);
  return std::max(measured_.load(), buffers_->used());
}

void WorkerSubject::measure(v8::Isolate* isolate, void* subject) {
  auto& self = *static_cast<WorkerSubject*>(subject);
  auto [heap, outside] = memory_of(isolate, *self.buffers_);
  self.measured_ = heap + outside;
  self.asked_ = false;
}

void WorkerSubject::on_pressure() {
  isolate_->MemoryPressureNotification(v8::MemoryPressureLevel::kCritical);
}

}  // namespace bailey::engine
