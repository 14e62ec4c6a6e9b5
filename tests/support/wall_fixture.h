// A wall around a child process, and what the child then finds. For tests.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "permissions/lexical_path.h"
#include "permissions/os_sandbox/wall.h"
#include "permissions/parse_policy.h"
#include "tests/support/temp_dir.h"

namespace bailey::tests {

// The disk as it is, and programs by path only.
struct RealPaths : permissions::PathResolver, permissions::ProgramResolver {
  Result<std::string> resolve(std::string_view path) const override {
    auto parts = permissions::split_last(path);
    std::string rest;
    for (std::string at(path); at != "/";) {
      if (char* real = ::realpath(at.c_str(), nullptr)) {
        at = real;
        std::free(real);
        return at == "/" ? rest : at + rest;
      }
      parts = permissions::split_last(at);
      rest = "/" + std::string(parts.name) + rest;
      at = std::string(parts.parent);
    }
    return rest.empty() ? "/" : rest;
  }
  Result<std::string> resolve_entry(std::string_view path) const override {
    return std::string(path);
  }
  Result<std::string> current_directory() const override { return "/"; }
  bool is_inherited_pipe(int) const override { return false; }
  std::optional<std::string> find(
      std::string_view name, std::optional<std::string_view>) const override {
    return "/usr/bin/" + std::string(name);
  }
};

using permissions::FlagList;
using permissions::FlagUse;
using permissions::FlagValues;

inline FlagList list(std::vector<std::string> values) {
  return {FlagUse::Listed, std::move(values)};
}
inline const FlagList kWhole = {FlagUse::Whole, {}};

inline permissions::Policy policy_of(FlagValues flags) {
  static const RealPaths kPaths;
  flags.no_prompt = true;
  auto parsed = permissions::parse_policy(flags, kPaths, kPaths);
  REQUIRE(parsed.has_value());
  return parsed->policy;
}

// 0 where a call that answers -1 and errno succeeded, else the errno.
inline int outcome(long result) { return result == -1 ? errno : 0; }

// Runs `probe` in a child behind the wall of these flags; its answer, below 200, is the child's
// exit code. 255: no wall could be built; 1000 and the signal's number: killed.
inline int behind(
    const permissions::os_sandbox::WallPlan& plan, const std::function<int()>& probe) {
  pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    // The test runner's handlers are not for the child.
    for (int number : {SIGABRT, SIGSEGV, SIGSYS}) ::signal(number, SIG_DFL);
    if (!permissions::os_sandbox::build_wall(plan)) ::_exit(255);
    ::_exit(probe());
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

struct Wall {
  permissions::os_sandbox::KernelFeatures features = permissions::os_sandbox::detect_features();
  permissions::os_sandbox::RuntimeNeeds needs = {};
  permissions::os_sandbox::SandboxMode mode = permissions::os_sandbox::SandboxMode::Auto;

  // Whether this kernel has what a test is about; says so when it does not.
  bool has_landlock(int abi) const {
    if (features.landlock_abi < abi) MESSAGE("no Landlock ABI " << abi << " here: not tested");
    return features.landlock_abi >= abi;
  }
  bool has_seccomp() const {
    if (!features.has_seccomp) MESSAGE("no seccomp filters here: not tested");
    return features.has_seccomp;
  }

  permissions::os_sandbox::WallPlan plan(FlagValues flags = {}) const {
    auto planned =
        permissions::os_sandbox::plan_wall(policy_of(std::move(flags)), needs, features, mode);
    REQUIRE_MESSAGE(planned.has_value(), planned.error().message);
    return *planned;
  }
  int with(FlagValues flags, const std::function<int()>& probe) const {
    return behind(plan(std::move(flags)), probe);
  }
  int without_grants(const std::function<int()>& probe) const { return with({}, probe); }
};

inline void write_file(const std::string& path, std::string_view text = "text") {
  int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  REQUIRE(fd >= 0);
  REQUIRE(::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  ::close(fd);
}

inline int try_open(const std::string& path, int flags = O_RDONLY) {
  return outcome(::open(path.c_str(), flags | O_CLOEXEC, 0644));
}

}  // namespace bailey::tests
