#include "runtime/os/terminal.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>

#include <array>
#include <atomic>
#include <thread>

#include "tests/support/disk.h"

namespace bailey::os {
namespace {

TEST_SUITE_BEGIN("runtime/os/terminal");

// A terminal of our own: what is written to `keyboard` arrives at `screen`.
struct TerminalFixture {
  TerminalFixture() {
    keyboard = OwnedFd(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(keyboard);
    REQUIRE(::grantpt(keyboard.get()) == 0);
    REQUIRE(::unlockpt(keyboard.get()) == 0);
    char name[64];
    REQUIRE(::ptsname_r(keyboard.get(), name, sizeof name) == 0);
    file = std::make_shared<File>(
        OwnedFd(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)), permissions::Access::ReadWrite);
  }
  bool cooked() const {
    termios settings{};
    ::tcgetattr(keyboard.get(), &settings);
    return (settings.c_lflag & ICANON) != 0 && (settings.c_lflag & ECHO) != 0;
  }
  OwnedFd keyboard;
  std::shared_ptr<File> file;
};

TEST_CASE_FIXTURE(TerminalFixture, "raw mode comes and goes") {
  Terminals terminals;
  REQUIRE(file->is_terminal());
  REQUIRE(cooked());
  REQUIRE(terminals.set_mode(*file, TerminalMode::Raw));
  CHECK_FALSE(cooked());
  REQUIRE(terminals.set_mode(*file, TerminalMode::RawWithBreaks));
  REQUIRE(terminals.set_mode(*file, TerminalMode::Cooked));
  CHECK(cooked());
}

TEST_CASE_FIXTURE(TerminalFixture, "keys arrive one by one in raw mode") {
  Terminals terminals;
  REQUIRE(terminals.set_mode(*file, TerminalMode::Raw));
  REQUIRE(::write(keyboard.get(), "\x03", 1) == 1);
  std::uint8_t key[8];
  CHECK(file->read(key).value() == 1);
  CHECK(key[0] == 3);
}

TEST_CASE_FIXTURE(TerminalFixture, "a terminal is put back at the end, though script closed it") {
  {
    Terminals terminals;
    REQUIRE(terminals.set_mode(*file, TerminalMode::Raw));
    REQUIRE(file->close());
    CHECK_FALSE(cooked());
  }
  CHECK(cooked());
}

TEST_CASE("what is no terminal has no modes") {
  Terminals terminals;
  File null(OwnedFd(::open("/dev/null", O_RDONLY | O_CLOEXEC)), permissions::Access::Read);
  auto refused = terminals.set_mode(null, TerminalMode::Raw);
  CHECK(refused.error().error_class == ErrorClass::BadResource);
  CHECK(refused.error().message == "ENOTTY: Not a typewriter");
}

TEST_CASE_FIXTURE(TerminalFixture, "writing waits while a question is open") {
  TerminalGate gate;
  File guarded(
      OwnedFd(::dup(file->descriptor().value()->get())), permissions::Access::ReadWrite, &gate);
  std::atomic<bool> is_running = false;
  std::thread writer;
  pollfd screen{keyboard.get(), POLLIN, 0};
  {
    auto question = gate.close();
    writer = std::thread([&] {
      is_running = true;
      (void)guarded.write(std::array<std::uint8_t, 2>{'o', 'k'});
    });
    while (!is_running) std::this_thread::yield();
    CHECK(::poll(&screen, 1, 20) == 0);
  }
  writer.join();
  char shown[8];
  CHECK(::read(keyboard.get(), shown, sizeof shown) == 2);
}

TEST_CASE_FIXTURE(TerminalFixture, "what is typed while a question is open is not for script") {
  TerminalGate gate;
  auto fd = file->descriptor().value()->get();
  File guarded(OwnedFd(::dup(fd)), permissions::Access::ReadWrite, &gate);
  std::array<std::uint8_t, 8> read{};
  std::size_t count = 0;
  std::thread reader;
  {
    auto question = gate.close();
    reader = std::thread([&] { count = guarded.read(read).value_or(99); });
    REQUIRE(::write(keyboard.get(), "y\n", 2) == 2);
    char answer[8];
    CHECK(::read(fd, answer, sizeof answer) == 2);
  }
  REQUIRE(::write(keyboard.get(), "text\n", 5) == 5);
  reader.join();
  CHECK(count == 5);
  CHECK(read[0] == 't');
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
