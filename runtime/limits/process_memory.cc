#include "runtime/limits/process_memory.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/base/os_error.h"

namespace bailey::limits {
namespace {

// The stacks of ended threads that the C library keeps for the next ones, at most.
constexpr std::uint64_t kKeptStacks = 5;

// The number after `name` in the text of /proc/self/status.
std::uint64_t number_after(std::string_view text, std::string_view name) {
  std::size_t at = text.find(name);
  if (at == std::string_view::npos) return 0;
  text.remove_prefix(at + name.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::uint64_t default_stack_size() {
  pthread_attr_t attributes;
  std::size_t size = 0;
  if (::pthread_attr_init(&attributes) != 0) return 0;
  ::pthread_attr_getstacksize(&attributes, &size);
  ::pthread_attr_destroy(&attributes);
  return size;
}

}  // namespace

Result<std::unique_ptr<ProcessMemory>> ProcessMemory::open() {
  int fd = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return os_failure(errno, "open '/proc/self/status'");
  std::unique_ptr<ProcessMemory> memory(new ProcessMemory(fd));
  memory->first_ = BAILEY_TRY(memory->read());
  memory->most_threads_ = memory->first_.threads;
  memory->stack_size_ = default_stack_size();
  return memory;
}

ProcessMemory::~ProcessMemory() { ::close(fd_); }

Result<ProcessMemory::Counters> ProcessMemory::read() const {
  std::array<char, 4096> buffer;
  ssize_t count = ::pread(fd_, buffer.data(), buffer.size(), 0);
  if (count <= 0) return os_failure(errno, "read '/proc/self/status'");
  std::string_view text(buffer.data(), static_cast<std::size_t>(count));
  return Counters{.resident = number_after(text, "\nRssAnon:") * 1024,
      .allocated = number_after(text, "\nVmData:") * 1024,
      .threads = number_after(text, "\nThreads:")};
}

std::uint64_t ProcessMemory::used(std::uint64_t reserved) {
  auto counters = read();
  BAILEY_CHECK(counters);  // without its counters the limit would hold nobody
  most_threads_ = std::max(most_threads_, counters->threads);
  // Stacks are reserved whole and used a little; those of ended threads may be there still.
  std::uint64_t threads = std::min(most_threads_, counters->threads + kKeptStacks);
  std::uint64_t stacks = threads > first_.threads ? threads - first_.threads : 0;
  std::uint64_t spared = first_.allocated + stacks * stack_size_ + reserved;
  std::uint64_t grown = counters->allocated > spared ? counters->allocated - spared : 0;
  return std::max(counters->resident, first_.resident + grown);
}

}  // namespace bailey::limits
