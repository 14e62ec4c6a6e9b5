#include "runtime/os/whole_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <thread>

#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/whole_file");

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST_CASE_FIXTURE(tests::Disk, "a file is read to its end") {
  std::string big(3'000'001, 'x');
  big.back() = 'y';
  make_file("big", big);
  auto bytes = read_file(read("big"));
  REQUIRE(bytes);
  CHECK(bytes->text() == big);
}

TEST_CASE_FIXTURE(tests::Disk, "an empty file gives no bytes") {
  make_file("empty", "");
  auto bytes = read_file(read("empty"));
  REQUIRE(bytes);
  CHECK(bytes->size() == 0);
}

TEST_CASE_FIXTURE(tests::Disk, "files that hide their size are read to their end") {
  auto grant = tests::host_authority().read(paths, "/proc/cpuinfo");
  auto bytes = read_file(*grant);
  REQUIRE(bytes);
  CHECK(bytes->text().contains("processor"));
}

TEST_CASE_FIXTURE(tests::Disk, "a pipe is read until its writer closes it") {
  REQUIRE(::mkfifo(at("pipe").c_str(), 0600) == 0);
  std::thread writer([path = at("pipe")] {
    std::ofstream pipe(path);
    for (int i = 0; i < 10'000; ++i) pipe << "0123456789";
  });
  auto bytes = read_file(read("pipe"));
  writer.join();
  REQUIRE(bytes);
  CHECK(bytes->size() == 100'000);
}

TEST_CASE_FIXTURE(tests::Disk, "failures name the operation and the path as written") {
  CHECK(message_of(read_file(read("nope"))) ==
        "No such file or directory (os error 2): readfile '" + at("nope") + "'");
  make_folder("folder");
  CHECK(message_of(read_file(read("folder"))) ==
        "Is a directory (os error 21): readfile '" + at("folder") + "'");
  CHECK(code_of(write_file(write("no/file"), {})) == "ENOENT");
}

TEST_CASE_FIXTURE(tests::Disk, "a cached file is read on the loop") {
  make_file("warm", "content");
  (void)read_file(read("warm"));
  auto now = try_read_file_now(read("warm"));
  // A file system may not support it; what it may not do is give something else.
  if (now) CHECK((*now)->text() == "content");
  CHECK_FALSE(try_read_file_now(read("missing")).has_value());
}

TEST_CASE_FIXTURE(tests::Disk, "what is not a plain file is never read on the loop") {
  REQUIRE(::mkfifo(at("pipe").c_str(), 0600) == 0);
  make_folder("folder");
  CHECK_FALSE(try_read_file_now(read("pipe")).has_value());
  CHECK_FALSE(try_read_file_now(read("folder")).has_value());
  auto stat_file = tests::host_authority().read(paths, "/proc/stat");
  CHECK_FALSE(try_read_file_now(*stat_file).has_value());
  make_file("large", std::string(1 << 20, 'x'));
  CHECK_FALSE(try_read_file_now(read("large")).has_value());
}

TEST_CASE_FIXTURE(tests::Disk, "looking at a pipe from the loop does not wake its writer") {
  REQUIRE(::mkfifo(at("pipe").c_str(), 0600) == 0);
  REQUIRE_FALSE(try_read_file_now(read("pipe")).has_value());
  // A reader would have let this open succeed.
  int fd = ::open(at("pipe").c_str(), O_WRONLY | O_NONBLOCK);
  CHECK(fd == -1);
  CHECK(errno == ENXIO);
}

TEST_CASE_FIXTURE(tests::Disk, "writing replaces or appends") {
  REQUIRE(write_file(write("f"), bytes_of("first version")));
  REQUIRE(write_file(write("f"), bytes_of("second")));
  CHECK(content("f") == "second");
  REQUIRE(write_file(write("f"), bytes_of(" line"), {.placement = WritePlacement::Append}));
  CHECK(content("f") == "second line");
}

TEST_CASE_FIXTURE(
    tests::Disk, "a file that must not exist is not overwritten, one that must not made") {
  make_file("f", "old");
  CHECK(code_of(write_file(write("f"), {}, {.target = WriteTarget::MustNotExist})) == "EEXIST");
  CHECK(content("f") == "old");
  CHECK(code_of(write_file(write("g"), {}, {.target = WriteTarget::MustExist})) == "ENOENT");
  CHECK_FALSE(exists("g"));
}

TEST_CASE_FIXTURE(
    tests::Disk, "the mode holds whatever the umask and also for a file that existed") {
  REQUIRE(write_file(write("new"), {}, {.mode = 0666}));
  CHECK(mode("new") == 0666);
  REQUIRE(write_file(write("new"), {}, {.mode = 0600}));
  CHECK(mode("new") == 0600);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
