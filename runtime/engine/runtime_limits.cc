// What Runtime does about limits: bounds for V8, and who is told when one is reached.
#include <utility>

#include "runtime/engine/counting_allocator.h"
#include "runtime/engine/runtime.h"
#include "runtime/workers/worker.h"

namespace bailey::engine {

using limits::Limit;

namespace {

constexpr std::uint64_t kUsualHeap = std::uint64_t{2} << 30;
// V8 wants whole pages, of the kind it reserves for code.
constexpr std::uint64_t kWhole = std::uint64_t{1} << 20;

// What V8 reserves for the code of an isolate, at most.
constexpr std::uint64_t kMostCode = std::uint64_t{512} << 20;

constexpr const char* kHeapsFull =
    "Worker terminated due to reaching memory limit: the JavaScript heaps of the process are full";

}  // namespace

void CodeReservation::expect(limits::ProgramLimits& limits) {
  limits_ = &limits;
  change_to(kMostCode);
}

void CodeReservation::measure(v8::Isolate* isolate) {
  void* start = nullptr;
  std::size_t size = 0;
  if (limits_ == nullptr) return;
  isolate->GetCodeRange(&start, &size);
  change_to(size);
}

void CodeReservation::change_to(std::uint64_t size) {
  if (limits_ == nullptr) return;
  limits_->reserved_for_code() += size - std::exchange(size_, size);  // modulo 2^64
}

std::shared_ptr<v8::ArrayBuffer::Allocator> Runtime::make_allocator() {
  if (options_.worker_memory)
    return std::make_shared<CountingAllocator>(
        options_.worker_memory->buffers, [this](std::size_t size) {
          options_.worker_memory->on_reached(options_.worker_memory->buffers->used() + size);
        });
  if (options_.scope == Scope::Worker || options_.limits == nullptr ||
      !options_.limits->limits()[Limit::Memory])
    return std::shared_ptr<v8::ArrayBuffer::Allocator>(
        v8::ArrayBuffer::Allocator::NewDefaultAllocator());
  std::shared_ptr<limits::BufferMeter> meter(&options_.limits->buffers(), [](auto*) {});
  return std::make_shared<CountingAllocator>(std::move(meter), [this](std::size_t size) {
    ProgramSubject(isolate_, *options_.limits, nullptr).on_buffer_refused(size);
  });
}

void Runtime::bound_heap(v8::ResourceConstraints& constraints) const {
  std::uint64_t limit = 0;
  if (options_.worker_memory)
    limit = options_.worker_memory->limit;
  else if (options_.scope == Scope::Window && options_.limits != nullptr)
    limit = options_.limits->limits()[Limit::Memory].value_or(0);
  // Below what V8 has by itself, that is: a large limit is no reason for a large heap.
  if (limit != 0 && limit < kUsualHeap)
    constraints.ConfigureDefaultsFromHeapSize(0, limit - limit % kWhole);
}

void Runtime::share_heap_room() {
  if (options_.limits == nullptr) return;
  auto& room = options_.limits->heap_room();
  if (room.size() == limits::HeapRoom::kUnbounded) return;
  std::function<void()> give_up;
  if (options_.break_off)
    give_up = [this] {
      set_verdict(kHeapsFull);
      options_.break_off();
    };
  heap_share_.emplace(room, isolate_, std::move(give_up));
}

// Of the program's isolates the first one, whose thread is the main one.
bool Runtime::is_first() const {
  return options_.scope == Scope::Window && options_.before_code != nullptr;
}

// Early: the kernel wall closes /proc. What V8 reserves is there already, what script needs not.
void Runtime::open_counters() {
  if (!is_first() || options_.limits == nullptr || !options_.limits->limits()[Limit::Memory])
    return;
  counters_ = limits::ProcessMemory::open();
}

Result<> Runtime::watch_program() {
  if (options_.limits == nullptr) return {};
  const auto& program = options_.limits->limits();
  if (!program[Limit::Memory] && !program[Limit::CpuTime] && !program[Limit::Time]) return {};
  auto memory = BAILEY_TRY(std::move(counters_));
  subject_ = std::make_unique<ProgramSubject>(isolate_, *options_.limits, std::move(memory));
  realm_->part<workers::OwnSubject>().subject = subject_.get();
  BAILEY_TRY(options_.limits->watchdog().add(
      *subject_, program, limits::Counting::WithParts, nullptr, options_.limits->started()));
  options_.limits->loaded();
  return {};
}

void Runtime::on_too_many_files() {
  if (options_.limits != nullptr) options_.limits->on_too_many_files();
}

void Runtime::set_verdict(std::string message) {
  std::lock_guard lock(verdict_mutex_);
  if (verdict_.empty()) verdict_ = std::move(message);
}

}  // namespace bailey::engine
