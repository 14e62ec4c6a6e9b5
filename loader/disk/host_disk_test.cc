#include "loader/disk/host_disk.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

namespace bailey::loader {
namespace {

namespace fs = std::filesystem;

struct Fixture {
  std::size_t entries(const std::string& folder) const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(root + folder), fs::directory_iterator()));
  }

  tests::TempDir dir;
  std::string root = dir.path();
  HostDisk disk;
};

TEST_SUITE_BEGIN("loader/disk");

TEST_CASE_FIXTURE(Fixture, "a file is put in place with the folders it needs and nothing else") {
  REQUIRE(disk.replace(root + "/a/b/c.txt", "one").has_value());
  REQUIRE(disk.replace(root + "/a/b/c.txt", "two").has_value());
  CHECK(disk.read(root + "/a/b/c.txt", 100).value() == "two");
  CHECK(entries("/a/b") == 1);
}

TEST_CASE_FIXTURE(Fixture, "a write that cannot be finished leaves nothing behind") {
  fs::create_directories(root + "/taken/x");
  auto result = disk.replace(root + "/taken", "bytes");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().message.starts_with("Is a directory (os error 21): write '"));
  CHECK(entries("") == 1);
}

TEST_CASE_FIXTURE(Fixture, "a full disk is an error that names the file") {
  auto result = disk.replace("/dev/full/x", "bytes");
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().message.ends_with("'/dev/full/x'"));
}

// A file that may not grow stands in for a disk without room: the write fails half way.
class ShortFiles {
 public:
  explicit ShortFiles(rlim_t most) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit now{.rlim_cur = most, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ShortFiles(const ShortFiles&) = delete;
  ShortFiles& operator=(const ShortFiles&) = delete;
  ~ShortFiles() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_CASE_FIXTURE(Fixture, "a write that fails half way keeps the old file and leaves no other") {
  REQUIRE(disk.replace(root + "/a", "old").has_value());
  {
    ShortFiles no_room(1000);
    auto result = disk.replace(root + "/a", std::string(5000, 'x'));
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == "EFBIG");
  }
  CHECK(disk.read(root + "/a", 100).value() == "old");
  CHECK(entries("") == 1);
}

TEST_CASE_FIXTURE(Fixture, "reading stops at the limit") {
  REQUIRE(disk.replace(root + "/big", std::string(5000, 'x')).has_value());
  CHECK(disk.read(root + "/big", 5000).value().size() == 5000);
  CHECK(disk.read(root + "/big", 4999).error().code == "EFBIG");
  CHECK(disk.read("/dev/zero", 5000).error().code == "EFBIG");
}

TEST_CASE_FIXTURE(Fixture, "missing files and folders are told apart from files") {
  REQUIRE(disk.replace(root + "/d/f", "").has_value());
  CHECK(disk.kind(root + "/d") == PathKind::Folder);
  CHECK(disk.kind(root + "/d/f") == PathKind::File);
  CHECK(disk.kind(root + "/d/f/g") == PathKind::Missing);
  CHECK(disk.kind("/dev/null") == PathKind::Other);
  CHECK(disk.read(root + "/nope", 1).error().code == "ENOENT");
  CHECK(disk.read(root + "/d", 1).error().code == "EISDIR");
  CHECK(disk.remove(root + "/d/f").has_value());
  CHECK(disk.remove(root + "/d/f").has_value());
}

TEST_CASE_FIXTURE(Fixture, "writers of one file never mix") {
  std::vector<std::thread> writers;
  for (char c = 'a'; c < 'e'; ++c) {
    writers.emplace_back([this, c] {
      HostDisk own;
      for (int i = 0; i < 50; ++i) (void)own.replace(root + "/x/y/shared", std::string(20'000, c));
    });
  }
  for (auto& writer : writers) writer.join();
  auto bytes = disk.read(root + "/x/y/shared", 1 << 20).value();
  CHECK(bytes == std::string(20'000, bytes.at(0)));
  CHECK(entries("/x/y") == 1);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
