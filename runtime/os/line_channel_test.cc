#include "runtime/os/line_channel.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <cstring>
#include <future>
#include <thread>

#include "runtime/base/interruption.h"
#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;

TEST_SUITE_BEGIN("runtime/os/line_channel");

struct ChannelFixture : tests::Disk {
  ChannelFixture() : listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, at("s").c_str(), sizeof(address.sun_path) - 1);
    REQUIRE(::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(::listen(listener.get(), 1) == 0);
  }

  Result<LineChannel> connect(std::string_view name) {
    return LineChannel::connect(tests::host_authority().unix_socket(paths, at(name)).value());
  }
  OwnedFd accept() const {
    return OwnedFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  }
  static void write(const OwnedFd& peer, std::string_view text) {
    REQUIRE(::send(peer.get(), text.data(), text.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(text.size()));
  }

  OwnedFd listener;
};

TEST_CASE_FIXTURE(ChannelFixture, "lines come one by one, however they were sent") {
  auto channel = connect("s").value();
  auto peer = accept();
  write(peer, "one\n\ntwo\r\nthr");
  CHECK(channel.receive(10).value() == "one");
  CHECK(channel.receive(10).value().empty());
  CHECK(channel.receive(10).value() == "two\r");
  write(peer, "ee\n");
  CHECK(channel.receive(5).value() == "three");
  REQUIRE(channel.send("answer\n").has_value());
  char buffer[8] = {};
  CHECK(::recv(peer.get(), buffer, sizeof(buffer), MSG_WAITALL | MSG_DONTWAIT) == 7);
}

TEST_CASE_FIXTURE(ChannelFixture, "a line that is too long or not ended is an error") {
  auto channel = connect("s").value();
  auto peer = accept();
  write(peer, "123456\n");
  CHECK(channel.receive(5).error().error_class == ErrorClass::InvalidData);
  CHECK(channel.receive(6).value() == "123456");
  write(peer, "1234567");
  CHECK(channel.receive(6).error().error_class == ErrorClass::InvalidData);
  peer.reset();
  CHECK(channel.receive(100).error().error_class == ErrorClass::UnexpectedEof);
  CHECK(code_of(channel.send("x\n")) == "EPIPE");
}

TEST_CASE_FIXTURE(ChannelFixture, "what is no socket cannot be connected to") {
  make_file("f", "");
  CHECK(code_of(connect("f")) == "ECONNREFUSED");
  CHECK(code_of(connect("missing")) == "ENOENT");
  CHECK(code_of(connect(std::string(200, 'x'))) == "ENAMETOOLONG");
}

TEST_CASE_FIXTURE(ChannelFixture, "a thread that waits for a line can be made to stop") {
  auto channel = connect("s").value();
  auto peer = accept();
  write(peer, "begun");
  std::promise<Interruptible*> started;
  std::promise<ErrorClass> ended;
  std::promise<void> seen;
  std::thread reader([&] {
    Interruptible self;
    started.set_value(&self);
    ended.set_value(channel.receive(100).error().error_class);
    seen.get_future().wait();  // `self` lives until nobody interrupts it any more
  });
  auto* waiting = started.get_future().get();
  auto result = ended.get_future();
  do waiting->interrupt();
  while (result.wait_for(std::chrono::milliseconds(1)) != std::future_status::ready);
  seen.set_value();
  reader.join();
  CHECK(result.get() == ErrorClass::Interrupted);
  write(peer, " here\n");
  CHECK(channel.receive(100).value() == "begun here");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
