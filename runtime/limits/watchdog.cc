#include "runtime/limits/watchdog.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

namespace bailey::limits {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// How often one looks, at most and at least.
constexpr nanoseconds kShortest = milliseconds(2);
constexpr nanoseconds kLongest = milliseconds(50);
// Beside a limit on time alone there is nothing to see until it is over.
constexpr nanoseconds kIdle = std::chrono::hours(1);
// No program takes new memory into use faster than this, in bytes for each nanosecond.
constexpr std::uint64_t kFastestGrowth = 4;
// Above 7/8 of the limit garbage is collected, when this much came since or this time has passed.
constexpr std::uint64_t kGrowthShare = 16;
constexpr milliseconds kReliefInterval{1000};
// How long a program may be a little above its limit: a collection clears what nobody uses.
constexpr milliseconds kGrace{100};
constexpr std::uint64_t kGraceShare = 8;

constexpr std::size_t kStackSize = std::size_t{512} << 10;

std::uint64_t processors() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

Watchdog::~Watchdog() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_) ::pthread_join(*thread_, nullptr);
}

void* Watchdog::run_thread(void* watchdog) {
  ::pthread_setname_np(::pthread_self(), "watchdog");
  static_cast<Watchdog*>(watchdog)->run();
  return nullptr;
}

Result<> Watchdog::add(Subject& subject, const Limits& limits, Counting counting,
    const Subject* parent, Clock::time_point started) {
  std::lock_guard lock(mutex_);
  entries_.push_back(std::make_unique<Entry>(&subject, limits, counting, parent, started));
  changed_.notify_all();
  if (thread_) return {};
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, kStackSize);
  // The signals of the program are for its own threads.
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread{};
  int error = ::pthread_create(&thread, &attributes, run_thread, this);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::pthread_attr_destroy(&attributes);
  if (error != 0) {
    entries_.pop_back();
    return fail(ErrorClass::Error, std::string("cannot start a thread: ") + std::strerror(error));
  }
  thread_ = thread;
  return {};
}

void Watchdog::remove(const Subject& subject) {
  std::lock_guard lock(mutex_);
  auto* entry = find(&subject);
  if (entry == nullptr) return;
  if (auto* parent = find(entry->parent)) parent->cpu_of_ended += cpu_of(*entry);
  for (auto& other : entries_)
    if (other->parent == &subject) other->parent = entry->parent;
  std::erase_if(entries_, [&](const auto& one) { return one.get() == entry; });
}

Watchdog::Entry* Watchdog::find(const Subject* subject) {
  for (auto& entry : entries_)
    if (entry->subject == subject) return entry.get();
  return nullptr;
}

std::uint64_t Watchdog::cpu_of(Entry& entry) {
  std::uint64_t used = entry.subject->cpu_time();
  if (entry.counting == Counting::WithParts) return used;
  used += entry.cpu_of_ended;
  for (auto& other : entries_)
    if (other->parent == entry.subject) used += cpu_of(*other);
  return used;
}

std::uint64_t Watchdog::memory_of(Entry& entry) {
  std::uint64_t used = entry.subject->memory();
  if (entry.counting == Counting::WithParts) return used;
  for (auto& other : entries_)
    if (other->parent == entry.subject) used += memory_of(*other);
  return used;
}

void Watchdog::relieve(Entry& entry) {
  entry.subject->on_pressure();
  for (auto& other : entries_)
    if (other->parent == entry.subject) relieve(*other);
}

void Watchdog::reach(Entry& entry, Limit limit, std::uint64_t used) {
  entry.reached = limit;
  entry.used_then = used;
  entry.subject->on_reached(limit, used);
}

nanoseconds Watchdog::look_at_memory(Entry& entry, std::uint64_t limit, Clock::time_point now) {
  std::uint64_t used = memory_of(entry);
  bool over = used > limit;
  if (!over) entry.over_since.reset();
  if (used > limit - limit / 8) {
    bool grew = used > entry.used_when_relieved + limit / kGrowthShare;
    if (grew || (over && !entry.over_since) || now - entry.relieved > kReliefInterval) {
      entry.relieved = now;
      entry.used_when_relieved = used;
      relieve(entry);
    }
  } else {
    entry.used_when_relieved = std::min(entry.used_when_relieved, used);
  }
  if (over && !entry.over_since) entry.over_since = now;
  if (over && (used > limit + limit / kGraceShare || now - *entry.over_since > kGrace)) {
    reach(entry, Limit::Memory, used);
    return kShortest;
  }
  std::uint64_t room = over ? 0 : limit - used;
  return std::clamp(
      nanoseconds(static_cast<std::int64_t>(room / kFastestGrowth)), kShortest, kLongest);
}

// Returns when to look again.
nanoseconds Watchdog::look_at(Entry& entry, Clock::time_point now) {
  if (entry.reached) {
    entry.subject->on_reached(*entry.reached, entry.used_then);
    return kShortest * 2;
  }
  nanoseconds next = kIdle;
  if (auto limit = entry.limits[Limit::Time]) {
    auto used = static_cast<std::uint64_t>(nanoseconds(now - entry.started).count());
    if (used >= *limit) {
      reach(entry, Limit::Time, used);
      return kShortest;
    }
    next = std::min(next, nanoseconds(static_cast<std::int64_t>(*limit - used)));
  }
  if (auto limit = entry.limits[Limit::CpuTime]) {
    auto used = cpu_of(entry);
    if (used >= *limit) {
      reach(entry, Limit::CpuTime, used);
      return kShortest;
    }
    // All processors may be at work for it.
    nanoseconds left(static_cast<std::int64_t>((*limit - used) / processors()));
    next = std::min(next, std::max(left, kShortest * 2));
  }
  if (auto limit = entry.limits[Limit::Memory])
    next = std::min(next, look_at_memory(entry, *limit, now));
  return next;
}

void Watchdog::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    auto now = Clock::now();
    nanoseconds next = kIdle;
    for (auto& entry : entries_) next = std::min(next, look_at(*entry, now));
    changed_.wait_for(lock, next);
  }
}

}  // namespace bailey::limits
