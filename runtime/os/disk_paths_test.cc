#include "runtime/os/disk_paths.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "tests/support/disk.h"

namespace bailey::os {
namespace {

TEST_SUITE_BEGIN("runtime/os/disk_paths");

TEST_CASE_FIXTURE(tests::Disk, "a path without links is its own answer, whether it exists or not") {
  CHECK(paths.resolve(at("no/such/file")).value() == at("no/such/file"));
  CHECK(paths.resolve("/").value() == "/");
  make_file("f", "");
  CHECK(paths.resolve(at("f/below")).value() == at("f/below"));
}

TEST_CASE_FIXTURE(tests::Disk, "links are followed wherever they stand") {
  make_folder("a");
  make_folder("a/b");
  make_link("relative", "a/b");
  make_link("absolute", at("a"));
  make_link("a/up", "../relative/../b");
  CHECK(paths.resolve(at("relative/x")).value() == at("a/b/x"));
  CHECK(paths.resolve(at("absolute/b/missing/x")).value() == at("a/b/missing/x"));
  CHECK(paths.resolve(at("a/up")).value() == at("a/b"));
}

TEST_CASE_FIXTURE(tests::Disk, "a dangling link leads to where it would be") {
  make_link("dangling", "not/there");
  CHECK(paths.resolve(at("dangling")).value() == at("not/there"));
}

TEST_CASE_FIXTURE(tests::Disk, "a loop of links ends") {
  make_link("one", "two");
  make_link("two", "one");
  auto resolved = paths.resolve(at("one/x"));
  REQUIRE(resolved);
  CHECK(resolved->starts_with(dir.path()));
}

TEST_CASE_FIXTURE(tests::Disk, "an entry keeps its own link") {
  make_folder("a");
  make_link("link", "a");
  make_link("a/inner", "/etc");
  CHECK(paths.resolve_entry(at("link/inner")).value() == at("a/inner"));
  CHECK(paths.resolve_entry(at("link")).value() == at("link"));
  CHECK(paths.resolve_entry("/").value() == "/");
}

TEST_CASE("links that only the kernel understands stay unfollowed") {
  DiskPaths paths;
  auto self = "/proc/" + std::to_string(::getpid());
  CHECK(paths.resolve("/proc/self/cwd").value() == self + "/cwd");
  CHECK(paths.resolve("/proc/self/root/etc/passwd").value() == self + "/root/etc/passwd");
  CHECK(paths.resolve("/proc/self/status").value() == self + "/status");
}

TEST_CASE("pipes that were there at the start are known, later ones are not") {
  int before[2];
  REQUIRE(::pipe2(before, O_CLOEXEC) == 0);
  int file = ::open("/dev/null", O_RDONLY);
  int own = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  DiskPaths paths;
  int after[2];
  REQUIRE(::pipe2(after, O_CLOEXEC) == 0);
  CHECK(paths.is_inherited_pipe(before[0]));
  CHECK_FALSE(paths.is_inherited_pipe(after[0]));
  CHECK_FALSE(paths.is_inherited_pipe(0));
  CHECK(std::ranges::contains(paths.inherited_others(), file));
  CHECK_FALSE(std::ranges::contains(paths.inherited_pipes(), file));
  CHECK_FALSE(std::ranges::contains(paths.inherited_others(), own));
  CHECK_FALSE(std::ranges::contains(paths.inherited_others(), before[0]));
  for (int fd : {file, own, before[0], before[1], after[0], after[1]}) ::close(fd);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
