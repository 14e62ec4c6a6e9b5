#include "runtime/os/spawn.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <format>

#include "permissions/lexical_path.h"
#include "runtime/base/interruption.h"
#include "runtime/base/os_error.h"
#include "runtime/os/open_granted.h"

namespace bailey::os {
namespace {

std::unexpected<Error> spawn_failure(const permissions::RunGrant& program, int number) {
  Error error = os_error(number, "");
  error.message = std::format("Failed to spawn '{}': {}", program.resolved(), error.message);
  return std::unexpected(std::move(error));
}

std::unexpected<Error> nul_failure(const permissions::RunGrant& program) {
  return fail(ErrorClass::TypeError,
      std::format("Failed to spawn '{}': nul byte found in provided data", program.resolved()),
      "EINVAL");
}

// One standard stream: what the child gets and what we keep.
struct Stream {
  OwnedFd for_child;  // none: the child inherits ours
  OwnedFd ours;
};

enum class Direction : std::uint8_t { ToChild, FromChild };

// Errors are errno values.
std::expected<Stream, int> make_stream(StdioKind kind, Direction direction) {
  Stream stream;
  if (kind == StdioKind::Null) {
    stream.for_child = OwnedFd(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!stream.for_child) return std::unexpected(errno);
  } else if (kind == StdioKind::Piped) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::unexpected(errno);
    stream.for_child = OwnedFd(ends[direction == Direction::ToChild ? 0 : 1]);
    stream.ours = OwnedFd(ends[direction == Direction::ToChild ? 1 : 0]);
  }
  return stream;
}

// Pointers into strings that outlive it, ended by null, as execve wants them.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// All that the child needs, made before vfork: between vfork and execve nothing may allocate.
struct ChildPlan {
  const char* program;
  // Where links led when the program was judged: its folder, open, and its name there; -1: not
  // judged.
  int folder;
  const char* name;
  char** arguments;
  char** environment;
  const char* directory;       // null: stay
  std::array<int, 3> streams;  // -1: inherit
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  Session session;
};

// Signals caught by us would run our handlers in the child, on our memory.
void reset_signals() {
  for (int number = 1; number < NSIG; ++number) {
    struct sigaction action{};
    if (::sigaction(number, nullptr, &action) != 0) continue;
    bool ignored = action.sa_handler == SIG_IGN;
    // What our own parent told us to ignore stays ignored, but for SIGPIPE, which is our doing.
    if (action.sa_handler == SIG_DFL || (ignored && number != SIGPIPE)) continue;
    action.sa_handler = SIG_DFL;
    action.sa_flags = 0;
    ::sigaction(number, &action, nullptr);
  }
  // Not the mask of the thread that happens to start the child: pool threads block signals.
  sigset_t none;
  ::sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

// The C library's setuid would change the ids of our threads; the system call changes the child's.
bool become(const ChildPlan& plan) {
  if (plan.gid && ::syscall(SYS_setgid, *plan.gid) != 0) return false;
  if (!plan.uid) return true;
  // Root's other groups must not stay with whom it becomes.
  if (::getuid() == 0 && ::syscall(SYS_setgroups, 0, nullptr) != 0) return false;
  return ::syscall(SYS_setuid, *plan.uid) == 0;
}

// Whether the path that an interpreter will open leads to what was judged.
bool leads_to_judged(const ChildPlan& plan) {
  struct stat judged{};
  struct stat found{};
  if (::fstatat(plan.folder, plan.name, &judged, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (::stat(plan.program, &found) != 0) return false;
  if (judged.st_dev == found.st_dev && judged.st_ino == found.st_ino) return true;
  errno = ELOOP;
  return false;
}

// Returns only when it failed, with errno set. execve, not execvp: that one would hand a file
// without #! to a shell.
void execute(const ChildPlan& plan) {
  if (plan.folder >= 0) {
    // SECURITY: a link planted since the program was judged is not followed, neither here nor on
    // the way to the folder. runtime/os/spawn_test.cc.
    ::syscall(SYS_execveat, plan.folder, plan.name, plan.arguments, plan.environment,
        AT_SYMLINK_NOFOLLOW);
    // ENOENT: a script, whose interpreter cannot reach it through our descriptor.
    if ((errno != ENOENT && errno != ENOSYS) || !leads_to_judged(plan)) return;
  }
  ::execve(plan.program, plan.arguments, plan.environment);
}

// Runs in the child, on the parent's stack and memory, while the parent waits. Returns only when
// something failed, with errno set.
void become_program(const ChildPlan& plan) {
  for (std::size_t target = 0; target < plan.streams.size(); ++target) {
    int source = plan.streams[target];
    // Sources are never 0 to 2 themselves: process_setup.h keeps those open.
    if (source >= 0 && ::dup2(source, static_cast<int>(target)) < 0) return;
  }
  // SECURITY: every descriptor is opened close-on-exec; this is for the one that is forgotten.
  // runtime/os/spawn_test.cc.
  ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  if (plan.session == Session::Detached && ::setsid() < 0) return;
  if (!become(plan)) return;
  if (plan.directory != nullptr && ::chdir(plan.directory) != 0) return;
  reset_signals();
  execute(plan);
}

// Reads what the child left in the pipe: nothing once it became its program, else an errno.
int failure_from(int pipe) {
  int failure = 0;
  while (::read(pipe, &failure, sizeof(failure)) < 0 && errno == EINTR) continue;
  return failure;
}

// Returns the child's pid, or the negated errno of what failed in it.
pid_t start(const ChildPlan& plan) {
  // A pipe, not a variable: where vfork is a fork, as under ThreadSanitizer, memory is not shared.
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return -errno;
  OwnedFd reading(ends[0]);
  OwnedFd writing(ends[1]);
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = ::vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
  if (pid == 0) {
    become_program(plan);
    int failure = errno;
    (void)::write(ends[1], &failure, sizeof(failure));
    ::_exit(127);
  }
  int number = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return -number;
  writing.reset();
  int failure = failure_from(reading.get());
  if (failure == 0) return pid;
  ::waitpid(pid, nullptr, 0);
  return -failure;
}

ExitStatus status_of(const siginfo_t& info) {
  if (info.si_code == CLD_EXITED) return {.code = info.si_status};
  return {.code = 128 + info.si_status, .signal = info.si_status};
}

}  // namespace

Result<std::vector<std::string>> environment_entries(
    const std::map<std::string, std::string>& environment) {
  std::vector<std::string> entries;
  for (const auto& [name, value] : environment) entries.push_back(name + '=' + value);
  return entries;
}

Result<Child> spawn(const permissions::RunGrant& program, const SpawnOptions& options) {
  std::vector<std::string> arguments = {program.resolved()};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  auto environment = BAILEY_TRY(environment_entries(options.environment));
  bool has_nul = options.directory.contains('\0');
  for (const auto* list : {&arguments, &environment})
    for (const auto& text : *list) has_nul = has_nul || text.contains('\0');
  if (has_nul) return nul_failure(program);

  auto input = make_stream(options.standard_input, Direction::ToChild);
  if (!input) return spawn_failure(program, input.error());
  auto output = make_stream(options.standard_output, Direction::FromChild);
  if (!output) return spawn_failure(program, output.error());
  auto error = make_stream(options.standard_error, Direction::FromChild);
  if (!error) return spawn_failure(program, error.error());

  OwnedFd folder;
  auto [parent, name] = permissions::split_last(program.target());
  if (!program.target().empty()) {
    std::string parent_path(parent);
    int opened = internal::open_path(
        parent_path.c_str(), permissions::Links::Refuse, {.flags = O_PATH | O_DIRECTORY});
    if (opened < 0) return spawn_failure(program, -opened);
    folder = OwnedFd(opened);
  }
  std::string file_name(name);

  auto argument_pointers = pointers_to(arguments);
  auto environment_pointers = pointers_to(environment);
  pid_t pid = start({
      .program = program.resolved().c_str(),
      .folder = folder.get(),
      .name = file_name.c_str(),
      .arguments = argument_pointers.data(),
      .environment = environment_pointers.data(),
      .directory = options.directory.empty() ? nullptr : options.directory.c_str(),
      .streams = {input->for_child.get(), output->for_child.get(), error->for_child.get()},
      .uid = options.uid,
      .gid = options.gid,
      .session = options.session,
  });
  if (pid < 0) return spawn_failure(program, -pid);

  // Nobody but us can reap the child, so its number cannot have gone to another.
  Child child(pid, OwnedFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))));
  child.standard_input = std::move(input->ours);
  child.standard_output = std::move(output->ours);
  child.standard_error = std::move(error->ours);
  child.place = options.place;
  return child;
}

Result<std::optional<ExitStatus>> Child::reap(Patience patience) {
  if (status_) return status_;
  siginfo_t info{};
  int flags = WEXITED | (patience == Patience::LookOnly ? WNOHANG : 0);
  while (::waitid(P_PID, static_cast<id_t>(pid_), &info, flags) != 0)
    if (!should_retry(errno)) return os_failure(errno, "");
  if (info.si_pid == 0) return std::nullopt;
  status_ = status_of(info);
  place.reset();
  return status_;
}

Result<std::optional<ExitStatus>> Child::poll() { return reap(Patience::LookOnly); }

Result<ExitStatus> Child::wait() { return *BAILEY_TRY(reap(Patience::Wait)); }

Result<> Child::kill(int signal) {
  auto ended = BAILEY_TRY(poll());
  if (ended) return fail(ErrorClass::TypeError, "Child process has already terminated");
  // Not reaped, so the number is still the child's.
  if (::kill(pid_, signal) != 0) return os_failure(errno, "");
  return {};
}

}  // namespace bailey::os
