#include "runtime/net/unix_socket.h"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "runtime/net/socket_file.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/run_task.h"
#include "tests/support/temp_dir.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;
using tests::failure_of;
using tests::run_task;

struct Fixture {
  EventLoop loop;
  tests::TempDir folder;
  tests::FakePaths paths;
  tests::FakePrograms programs;
  permissions::Broker broker{
      permissions::Policy::everything(), {.paths = paths, .programs = programs}};

  permissions::UnixGrant leave(std::string_view path) {
    return broker.unix_socket(path, "Deno.listen()").value();
  }
};

TEST_SUITE_BEGIN("net/unix_socket");

TEST_CASE_FIXTURE(Fixture, "bytes go through a socket in the file system") {
  auto listener = UnixListener::listen(loop, leave(folder / "s")).value();
  std::unique_ptr<UnixStream> server;
  asio::co_spawn(loop.io(), listener->accept(),
      [&](std::exception_ptr, std::unique_ptr<UnixStream> peer) { server = std::move(peer); });
  auto client = run_task(loop, connect(loop, leave(folder / "s")));
  tests::run_until(loop, [&] { return server != nullptr; });

  run_task(loop, client->write_all(std::as_bytes(std::span(std::string_view("hello")))));
  std::array<std::byte, 10> buffer{};
  CHECK(run_task(loop, server->read_some(buffer)) == 5);
}

TEST_CASE_FIXTURE(Fixture, "the file goes with its listener") {
  auto listener = UnixListener::listen(loop, leave(folder / "s")).value();
  CHECK(std::filesystem::is_socket(folder / "s"));
  listener->close();
  CHECK_FALSE(std::filesystem::exists(folder / "s"));
  Error error = failure_of(loop, connect(loop, leave(folder / "s")));
  CHECK(error.message == "No such file or directory (os error 2)");
  CHECK(error.error_class == ErrorClass::NotFound);
}

TEST_CASE_FIXTURE(Fixture, "a file put in the socket's place is left alone") {
  auto listener = UnixListener::listen(loop, leave(folder / "s")).value();
  std::filesystem::remove(folder / "s");
  std::ofstream(folder / "s") << "somebody else's";
  listener.reset();
  CHECK(std::filesystem::is_regular_file(folder / "s"));
}

TEST_CASE_FIXTURE(Fixture, "a path in use or in no folder cannot be listened on") {
  auto listener = UnixListener::listen(loop, leave(folder / "s")).value();
  CHECK(
      UnixListener::listen(loop, leave(folder / "s")).error().error_class == ErrorClass::AddrInUse);
  CHECK(UnixListener::listen(loop, leave(folder / "none/s")).error().message ==
        "No such file or directory (os error 2)");
}

TEST_CASE_FIXTURE(Fixture, "a path longer than a socket address can be used") {
  std::string deep = folder / std::string(120, 'd').c_str();
  std::filesystem::create_directory(deep);
  auto listener = UnixListener::listen(loop, leave(deep + "/s"));
  REQUIRE(listener.has_value());
  CHECK(run_task(loop, connect(loop, leave(deep + "/s"))) != nullptr);
}

TEST_CASE_FIXTURE(Fixture, "a link put in a socket's way after the check is refused") {
  auto listener = UnixListener::listen(loop, leave(folder / "s")).value();
  auto grant = leave(folder / "checked");
  std::filesystem::create_symlink(folder / "s", folder / "checked");
  CHECK(failure_of(loop, connect(loop, grant)).code == "ELOOP");

  auto inside = leave(folder / "moved/s");
  std::filesystem::create_directory_symlink(folder.path(), folder / "moved");
  CHECK(UnixListener::listen(loop, inside).error().code == "ELOOP");
}

TEST_CASE("a Unix path holding a NUL is refused") {
  CHECK(
      unix_endpoint(std::string_view("/s\0.txt", 7)).error().error_class == ErrorClass::TypeError);
  CHECK(PinnedPath::open(std::string("/\0x", 3), PinnedPath::What::Folder).error().error_class ==
        ErrorClass::TypeError);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
