#include "runtime/os/spawn.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <format>

#include "runtime/os/async_pipe.h"
#include "tests/support/disk.h"
#include "tests/support/run_task.h"

namespace bailey::os {
namespace {

using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/spawn");

struct SpawnFixture : tests::Disk {
  permissions::RunGrant run(const std::string& command) {
    return broker.run({.command = command}, "").value();
  }
  // As a list of granted programs gives it.
  permissions::RunGrant run_judged(const std::string& path) {
    permissions::Policy policy;
    policy.run.add({.path = path}, permissions::Ruling::Granted);
    permissions::Broker judge(std::move(policy), {paths, programs});
    return judge.run({.command = path}, "").value();
  }
  void make_script(std::string_view name, std::string_view line) {
    make_file(name, std::format("#!/bin/sh\n{}\n", line));
    ::chmod(at(name).c_str(), 0755);
  }
  static std::string printed(const permissions::RunGrant& program, SpawnOptions options = {}) {
    options.standard_output = StdioKind::Piped;
    auto output = run_to_end(program, options);
    return output ? std::string(output->standard_output.text()) : output.error().code;
  }
  // What a shell script, run by its path, prints.
  Output output_of(std::string_view script, SpawnOptions options = {}) {
    options.arguments = {"-c", std::string(script)};
    options.standard_output = StdioKind::Piped;
    options.standard_error = StdioKind::Piped;
    return run_to_end(run("/bin/sh"), options).value();
  }
};

TEST_CASE_FIXTURE(SpawnFixture, "output, errors and the exit code are collected") {
  auto output = output_of("echo out; echo err >&2; exit 3");
  CHECK(output.standard_output.text() == "out\n");
  CHECK(output.standard_error.text() == "err\n");
  CHECK(output.status.code == 3);
  CHECK_FALSE(output.status.success());
}

TEST_CASE_FIXTURE(SpawnFixture, "more output than a pipe holds on both streams does not stall") {
  auto output = output_of(
      "head -c 1000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 1000000 /dev/zero >&2");
  CHECK(output.standard_output.size() == 3'000'000);
  CHECK(output.standard_error.size() == 2'000'000);
}

TEST_CASE_FIXTURE(SpawnFixture, "the end by a signal is told") {
  auto status = output_of("kill -9 $$").status;
  CHECK(status.signal == SIGKILL);
  CHECK(status.code == 137);
}

TEST_CASE_FIXTURE(SpawnFixture, "arguments arrive as they are: there is no shell") {
  auto output = run_to_end(run("/bin/echo"),
      {.arguments = {"$HOME", ";id", "`id`", "a b", ""}, .standard_output = StdioKind::Piped});
  CHECK(output->standard_output.text() == "$HOME ;id `id` a b \n");
}

TEST_CASE_FIXTURE(SpawnFixture, "a text file that may be executed is not given to a shell") {
  make_file("tool", "echo from a shell\n");
  ::chmod(at("tool").c_str(), 0755);
  CHECK(message_of(spawn(run(at("tool")), {})) ==
        "Failed to spawn '" + at("tool") + "': Exec format error (os error 8)");
}

TEST_CASE_FIXTURE(SpawnFixture, "failures to start are told with Deno's texts") {
  CHECK(message_of(spawn(run(at("nope")), {})) ==
        "Failed to spawn '" + at("nope") + "': No such file or directory (os error 2)");
  make_file("data", "");
  ::chmod(at("data").c_str(), 0644);
  auto denied = spawn(run(at("data")), {});
  CHECK(message_of(denied) ==
        "Failed to spawn '" + at("data") + "': Permission denied (os error 13)");
  CHECK(denied.error().error_class == ErrorClass::PermissionDenied);
  CHECK(message_of(spawn(run("/bin/true"), {.directory = at("nope")})) ==
        "Failed to spawn '/bin/true': No such file or directory (os error 2)");
  CHECK(message_of(spawn(run("/bin/true"), {.arguments = {std::string("a\0", 2)}})) ==
        "Failed to spawn '/bin/true': nul byte found in provided data");
}

TEST_CASE_FIXTURE(SpawnFixture, "what was judged runs, not what a link was made to lead to since") {
  make_link("tool", "/bin/echo");
  auto grant = run_judged(at("tool"));
  make_link("tool", "/bin/false");
  CHECK(printed(grant, {.arguments = {"judged"}}) == "judged\n");
  // A program in place of which a link was put.
  std::filesystem::copy_file("/bin/echo", at("copy"));
  grant = run_judged(at("copy"));
  CHECK(printed(grant, {.arguments = {"judged"}}) == "judged\n");
  make_link("copy", "/bin/echo");
  CHECK(printed(grant, {.arguments = {"planted"}}) == "ELOOP");
  // A folder in place of which a link was put.
  make_folder("d");
  make_folder("e");
  std::filesystem::copy_file("/bin/echo", at("d/echo"));
  std::filesystem::copy_file("/bin/echo", at("e/echo"));
  grant = run_judged(at("d/echo"));
  std::filesystem::remove_all(at("d"));
  make_link("d", at("e"));
  CHECK(printed(grant, {.arguments = {"planted"}}) == "ELOOP");
}

TEST_CASE_FIXTURE(
    SpawnFixture, "a judged script runs under its own path, unless a link was planted") {
  make_script("real", "echo \"$0\"");
  make_link("script", at("real"));
  auto grant = run_judged(at("script"));
  CHECK(printed(grant) == at("script") + "\n");
  make_script("other", "echo planted");
  make_link("script", at("other"));
  CHECK(printed(grant) == "ELOOP");
}

TEST_CASE_FIXTURE(SpawnFixture, "a judged program has its own name and fails with Deno's texts") {
  auto name = printed(run_judged("/bin/cat"), {.arguments = {"/proc/self/comm"}});
  CHECK(name == "cat\n");
  CHECK(message_of(spawn(run_judged(at("nope")), {})) ==
        "Failed to spawn '" + at("nope") + "': No such file or directory (os error 2)");
  make_file("data", "");
  ::chmod(at("data").c_str(), 0644);
  CHECK(message_of(spawn(run_judged(at("data")), {})) ==
        "Failed to spawn '" + at("data") + "': Permission denied (os error 13)");
  make_file("text", "echo from a shell\n");
  ::chmod(at("text").c_str(), 0755);
  CHECK(tests::code_of(spawn(run_judged(at("text")), {})) == "ENOEXEC");
}

TEST_CASE_FIXTURE(SpawnFixture, "the child sees the given environment and folder, nothing else") {
  make_folder("d");
  auto output = output_of(
      "/usr/bin/env; pwd", {.directory = at("d"), .environment = {{"A", "1"}, {"B", "x=y"}}});
  auto text = output.standard_output.text();
  CHECK(text.contains("A=1\n"));
  CHECK(text.contains("B=x=y\n"));
  CHECK(text.contains(at("d") + "\n"));
  CHECK_FALSE(text.contains("HOME="));
}

TEST_CASE_FIXTURE(SpawnFixture, "the child gets no descriptor but the three standard ones") {
  int leaky = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  REQUIRE(leaky > 2);
  auto output = output_of("ls /proc/self/fd");
  ::close(leaky);
  // The fourth is what ls itself opened to look.
  CHECK(output.standard_output.text() == "0\n1\n2\n3\n");
}

TEST_CASE_FIXTURE(SpawnFixture, "signals are handled by default in the child") {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t usr1;
  sigset_t before;
  ::sigemptyset(&usr1);
  ::sigaddset(&usr1, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &usr1, &before);
  auto output =
      output_of("sed -n '/SigBlk/p;/SigCgt/p' /proc/self/status; kill -PIPE $$; echo alive");
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  CHECK(output.standard_output.text() == "SigBlk:\t0000000000000000\nSigCgt:\t0000000000000000\n");
  CHECK(output.status.signal == SIGPIPE);
}

TEST_CASE_FIXTURE(SpawnFixture, "a detached child leads its own session") {
  constexpr const char* kOwnSession = "[ $(cut -d' ' -f6 /proc/$$/stat) = $$ ]";
  CHECK(output_of(kOwnSession, {.session = Session::Detached}).status.code == 0);
  CHECK(output_of(kOwnSession).status.code == 1);
}

TEST_CASE_FIXTURE(SpawnFixture, "user and group change together, and root's groups do not stay") {
  SpawnOptions options{.arguments = {"-c", "id -u; id -g; id -G"},
      .uid = 1,
      .gid = 2,
      .standard_output = StdioKind::Piped};
  auto output = run_to_end(run("/bin/sh"), options);
  if (::getuid() == 0) {
    CHECK(output->standard_output.text() == "1\n2\n2\n");
    CHECK(::getuid() == 0);
  } else {
    CHECK(tests::code_of(output) == "EPERM");
  }
}

TEST_CASE_FIXTURE(SpawnFixture, "a child that has ended cannot be signalled") {
  auto child = spawn(run("/bin/true"), {}).value();
  REQUIRE(child.wait()->success());
  CHECK(message_of(child.kill(SIGTERM)) == "Child process has already terminated");
  CHECK(child.wait()->success());
}

TEST_CASE_FIXTURE(SpawnFixture, "the end of a child arrives on the loop") {
  EventLoop loop;
  auto child = std::make_shared<Child>(spawn(run("/bin/sleep"), {.arguments = {"100"}}).value());
  CHECK(child->poll().value() == std::nullopt);
  REQUIRE(child->kill(SIGTERM));
  auto status = tests::run_task(loop, wait_for_end(loop, child));
  CHECK(status.signal == SIGTERM);
}

TEST_CASE_FIXTURE(SpawnFixture, "pipes to and from a child are read and written on the loop") {
  EventLoop loop;
  auto child = spawn(
      run("/bin/cat"), {.standard_input = StdioKind::Piped, .standard_output = StdioKind::Piped});
  REQUIRE(child);
  auto input = std::make_shared<AsyncPipe>(loop, std::move(child->standard_input));
  auto output = std::make_shared<AsyncPipe>(loop, std::move(child->standard_output));
  Bytes sent(1'000'000);
  std::fill(sent.data(), sent.data() + sent.size(), 'x');
  std::size_t received = 0;
  bool written = false;
  auto write = [](std::shared_ptr<AsyncPipe> pipe, const Bytes* bytes, bool* done) -> Task<> {
    co_await pipe->write_all(bytes->span());
    (void)pipe->close();
    *done = true;
  };
  auto read = [](std::shared_ptr<AsyncPipe> pipe, std::size_t* total) -> Task<> {
    std::vector<std::uint8_t> block(65'536);
    while (std::size_t count = co_await pipe->read(block)) *total += count;
  };
  boost::asio::co_spawn(loop.io(), write(input, &sent, &written), [](std::exception_ptr) {});
  tests::run_task(loop, read(output, &received));
  CHECK(written);
  CHECK(received == sent.size());
  CHECK(child->wait()->success());
}

TEST_CASE("closing a pipe ends the read that waits for it") {
  EventLoop loop;
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  OwnedFd other(ends[1]);
  auto pipe = std::make_shared<AsyncPipe>(loop, OwnedFd(ends[0]));
  std::uint8_t byte[1];
  boost::asio::post(loop.io(), [&] { CHECK(pipe->close()); });
  auto error = tests::failure_of(loop, pipe->read(byte));
  CHECK(error.error_class == ErrorClass::BadResource);
  CHECK(message_of(pipe->close()) == "Bad resource ID");
}

TEST_CASE("writing to a pipe nobody reads is a broken pipe") {
  ::signal(SIGPIPE, SIG_IGN);
  EventLoop loop;
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  ::close(ends[0]);
  auto pipe = std::make_shared<AsyncPipe>(loop, OwnedFd(ends[1]));
  auto error = tests::failure_of(loop, pipe->write_all(Bytes("x").span()));
  CHECK(error.error_class == ErrorClass::BrokenPipe);
}

TEST_CASE("waiting for a pipe to be readable leaves its flags alone") {
  EventLoop loop;
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  OwnedFd writer(ends[1]);
  int before = ::fcntl(ends[0], F_GETFL);
  auto file = std::make_shared<File>(OwnedFd(ends[0]), permissions::Access::Read);
  boost::asio::post(loop.io(), [&] { CHECK(::write(writer.get(), "x", 1) == 1); });
  tests::run_task(loop, wait_readable(loop, file));
  CHECK(::fcntl(ends[0], F_GETFL) == before);
  std::uint8_t byte[1];
  CHECK(file->read(byte).value() == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
