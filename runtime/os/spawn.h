// Starting other programs. There is no shell anywhere: a program and its arguments.
//
// Children are made with vfork and watched through a pidfd, not with uv_spawn: a pidfd needs no
// SIGCHLD handler shared by the whole process, works the same on the loop, in a worker and on a
// pool thread, and signals sent through it can never reach a stranger that got the number since.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "permissions/grant.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "runtime/os/owned_fd.h"

namespace bailey::os {

enum class StdioKind : std::uint8_t { Inherit, Null, Piped };

enum class Session : std::uint8_t {
  Shared,   // the child belongs to our terminal and process group
  Detached  // it leads a session of its own
};

struct SpawnOptions {
  std::vector<std::string> arguments = {};  // without the program's name
  // Where the child runs; our own working directory when empty. Takes no grant of its own: a
  // program that may run can go where it likes.
  std::string directory = {};
  std::map<std::string, std::string> environment = {};  // all of it
  std::optional<std::uint32_t> uid = {};
  std::optional<std::uint32_t> gid = {};
  StdioKind standard_input = StdioKind::Inherit;
  StdioKind standard_output = StdioKind::Inherit;
  StdioKind standard_error = StdioKind::Inherit;
  Session session = Session::Shared;
  // Held by whoever has the child until its end was seen.
  std::shared_ptr<const void> place = {};
};

// How a child ended. A signal counts as the exit code 128 + its number.
struct ExitStatus {
  int code = 0;
  std::optional<int> signal = {};

  bool success() const { return code == 0 && !signal; }
};

// A running program. It goes on when this object goes. Thread: one at a time.
class Child {
 public:
  Child(pid_t pid, OwnedFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}

  pid_t pid() const { return pid_; }
  // Becomes readable when the child has ended; none where the kernel has no pidfds.
  const OwnedFd& pidfd() const { return pidfd_; }

  // The status when the child has ended; nothing while it runs.
  Result<std::optional<ExitStatus>> poll();
  // Waits for the end.
  Result<ExitStatus> wait();
  // TypeError when the child has ended already.
  Result<> kill(int signal);

  // Our ends of the pipes that were asked for; the write end of standard_input.
  OwnedFd standard_input;
  OwnedFd standard_output;
  OwnedFd standard_error;
  // SpawnOptions::place.
  std::shared_ptr<const void> place;

 private:
  enum class Patience : std::uint8_t { Wait, LookOnly };
  Result<std::optional<ExitStatus>> reap(Patience patience);

  pid_t pid_;
  OwnedFd pidfd_;
  std::optional<ExitStatus> status_;
};

// Starts the program that `program` allows. The child gets its three standard streams and no other
// descriptor, default signal handling, and nothing of our environment but what the options hold.
Result<Child> spawn(const permissions::RunGrant& program, const SpawnOptions& options);

struct Output {
  ExitStatus status;
  Bytes standard_output = {};
  Bytes standard_error = {};
};

// spawn(), then waits for the end and collects what was piped.
Result<Output> run_to_end(const permissions::RunGrant& program, const SpawnOptions& options);

// The name and value pairs as execve takes them. TypeErrors for what cannot be.
Result<std::vector<std::string>> environment_entries(
    const std::map<std::string, std::string>& environment);

}  // namespace bailey::os
