#include "runtime/engine/limited_worker.h"

namespace bailey::engine {

using limits::Limit;

LimitedWorker::LimitedWorker(
    limits::Watchdog& watchdog, const workers::WorkerStart& start, workers::WorkerLink& link)
    : watchdog_(watchdog),
      link_(link),
      limits_(start.limits),
      parent_(start.parents_subject),
      buffers_(std::make_shared<limits::BufferMeter>(
          limits_[Limit::Memory].value_or(limits::BufferMeter::kNoLimit))) {}

std::optional<WorkerMemory> LimitedWorker::memory() {
  auto limit = limits_[Limit::Memory];
  if (!limit) return std::nullopt;
  return WorkerMemory{
      *limit, buffers_, [this](std::uint64_t used) { on_reached(Limit::Memory, used); }};
}

Result<> LimitedWorker::watch(Runtime& runtime) {
  if (!limits_.any() && parent_ == nullptr) return {};
  runtime_ = &runtime;
  subject_.emplace(buffers_, [this](Limit limit, std::uint64_t used) { on_reached(limit, used); });
  subject_->watch(runtime.isolate());
  runtime.realm().part<workers::OwnSubject>().subject = &*subject_;
  return watchdog_.add(*subject_, limits_, limits::Counting::Itself, parent_, started_);
}

void LimitedWorker::leave() {
  if (runtime_ == nullptr) return;
  watchdog_.remove(*subject_);
  runtime_ = nullptr;
}

void LimitedWorker::on_reached(Limit limit, std::uint64_t used) {
  if (runtime_ == nullptr) return;
  auto text = limit == Limit::Time ? std::string() : limits::measured(limit, used);
  if (limit == Limit::Memory) text += " in use or asked for";
  runtime_->set_verdict(limits::limit_message(limit, *limits_[limit], "The worker", text));
  link_.break_off();
}

}  // namespace bailey::engine
