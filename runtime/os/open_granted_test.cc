#include "runtime/os/open_granted.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "runtime/os/append_file.h"
#include "runtime/os/directory.h"
#include "runtime/os/entries.h"
#include "runtime/os/file_info.h"
#include "runtime/os/whole_file.h"
#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/open_granted");

// A grant for "door", which is then replaced by a symlink to "secret".
struct SwapFixture : tests::Disk {
  SwapFixture() {
    make_folder("inside");
    make_folder("outside");
    make_file("inside/door", "harmless");
    make_file("outside/door", "secret");
  }
  void swap_file() { make_link("inside/door", at("outside/door")); }
  void swap_folder() {
    ::rename(at("inside").c_str(), at("moved").c_str());
    make_link("inside", at("outside"));
  }
};

TEST_CASE_FIXTURE(SwapFixture, "a link planted over a granted file is not read") {
  auto grant = read("inside/door");
  swap_file();
  auto bytes = read_file(grant);
  CHECK(code_of(bytes) == "ELOOP");
  CHECK(bytes.error().error_class == ErrorClass::FilesystemLoop);
}

TEST_CASE_FIXTURE(
    SwapFixture, "a link planted over a granted file is not read on the loop either") {
  auto grant = read("inside/door");
  swap_file();
  CHECK_FALSE(try_read_file_now(grant).has_value());
}

TEST_CASE_FIXTURE(SwapFixture, "a link planted over a granted file is not written through") {
  auto grant = write("inside/door");
  swap_file();
  CHECK(code_of(write_file(grant, Bytes("overwritten").span())) == "ELOOP");
  CHECK(content("outside/door") == "secret");
}

TEST_CASE_FIXTURE(SwapFixture, "a link planted over a granted file is not looked at") {
  auto grant = read("inside/door");
  swap_file();
  // O_PATH may open the link itself, never what it leads to.
  CHECK(code_of(stat(grant)) == "ELOOP");
}

TEST_CASE_FIXTURE(SwapFixture, "a link planted over a granted file keeps its target's attributes") {
  auto grant = write("inside/door");
  swap_file();
  CHECK(code_of(chmod(grant, 0600)) == "ELOOP");
  CHECK(code_of(utime(grant, {.seconds = 1}, {.seconds = 1})) == "ELOOP");
  CHECK(code_of(truncate(grant, 0)) == "ELOOP");
  CHECK(content("outside/door") == "secret");
}

TEST_CASE_FIXTURE(SwapFixture, "a link planted over a folder on the way is not followed") {
  auto file = read("inside/door");
  auto entry = write_entry("inside/door");
  swap_folder();
  CHECK(code_of(read_file(file)) == "ELOOP");
  CHECK(code_of(remove(entry)) == "ELOOP");
  CHECK(exists("outside/door"));
}

TEST_CASE_FIXTURE(SwapFixture, "a link that was there when the path was judged is followed") {
  swap_file();
  auto bytes = read_file(read("inside/door"));
  REQUIRE(bytes);
  CHECK(bytes->text() == "secret");
}

TEST_CASE_FIXTURE(SwapFixture, "with everything granted the kernel follows links") {
  auto grant = broker.read(at("inside/door"), "");
  REQUIRE(grant);
  if (grant->links() == permissions::Links::Follow) {
    swap_file();
    CHECK(message_of(read_file(*grant)) == "");
  }
}

TEST_CASE_FIXTURE(tests::Disk, "a path that insists on a folder does not open a file") {
  make_file("f", "x");
  CHECK(code_of(stat(read("f/"))) == "ENOTDIR");
}

TEST_CASE_FIXTURE(tests::Disk, "what controls a process is not written wherever it is mounted") {
  for (const char* file : {"/proc/self/mem", "/proc/self/coredump_filter"}) {
    CAPTURE(file);
    CHECK(
        code_of(AppendFile::open(tests::host_authority().write(paths, file).value())) == "EACCES");
  }
}

TEST_CASE_FIXTURE(tests::Disk, "without openat2 the walk refuses links just the same") {
  auto walk = [&](std::string_view name, int flags) {
    int fd = internal::walk_without_links(at(name), {.flags = flags | O_CLOEXEC});
    if (fd >= 0) ::close(fd);
    return fd >= 0 ? 0 : -fd;
  };
  make_folder("d");
  make_file("d/f", "x");
  make_link("d/link", "f");
  make_link("to_d", "d");
  CHECK(walk("d/f", O_RDONLY) == 0);
  CHECK(walk("d", O_PATH | O_DIRECTORY) == 0);
  CHECK(walk("d/new", O_WRONLY | O_CREAT) == 0);
  CHECK(walk("d/link", O_RDONLY) == ELOOP);
  CHECK(walk("d/link", O_PATH) == ELOOP);
  CHECK(walk("d/link", O_WRONLY | O_CREAT) == ELOOP);
  CHECK(walk("to_d/f", O_RDONLY) == ELOOP);
  CHECK(walk("to_d", O_PATH | O_DIRECTORY) == ELOOP);
  CHECK(walk("d/no", O_RDONLY) == ENOENT);
  CHECK(walk("d/f/x", O_RDONLY) == ENOTDIR);
  CHECK(internal::walk_without_links("/", {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC}) >= 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
