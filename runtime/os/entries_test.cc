#include "runtime/os/entries.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "runtime/os/file_info.h"
#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/entries");

TEST_CASE_FIXTURE(tests::Disk, "attributes change and are told") {
  make_file("f", "hello");
  REQUIRE(chmod(write("f"), 0100751));
  CHECK(mode("f") == 0751);
  REQUIRE(utime(write("f"), {.seconds = 1, .nanoseconds = 500'000'000},
      {.seconds = -2, .nanoseconds = 500'000'000}));
  REQUIRE(truncate(write("f"), 3));
  REQUIRE(utime(write("f"), {.seconds = 1, .nanoseconds = 500'000'000},
      {.seconds = -2, .nanoseconds = 500'000'000}));
  auto info = stat(read("f")).value();
  CHECK(info.kind == FileKind::Regular);
  CHECK(info.size == 3);
  CHECK(info.atime == 1500);
  CHECK(info.mtime == -1500);
  CHECK(info.ctime % 1000 == 0);
  CHECK(info.mode == 0100751);
  CHECK(info.nlink == 1);
  REQUIRE(chown(write("f"), std::nullopt, std::nullopt));
  CHECK(message_of(chmod(write("no"), 0)) ==
        "No such file or directory (os error 2): chmod '" + at("no") + "'");
  CHECK(code_of(truncate(write("."), 0)) == "EISDIR");
}

TEST_CASE_FIXTURE(tests::Disk, "kinds of special files are told") {
  auto null = tests::host_authority().read(paths, "/dev/null");
  CHECK(stat(*null)->kind == FileKind::CharDevice);
  CHECK(stat(read("."))->kind == FileKind::Directory);
}

TEST_CASE_FIXTURE(tests::Disk, "stat follows a link, lstat tells of the link") {
  make_file("f", "hello");
  make_link("link", "f");
  CHECK(stat(read("link"))->size == 5);
  CHECK(lstat(read_entry("link"))->kind == FileKind::Symlink);
  CHECK(message_of(lstat(read_entry("no"))) ==
        "No such file or directory (os error 2): lstat '" + at("no") + "'");
  auto root = tests::host_authority().read_entry(paths, "/");
  CHECK(lstat(*root)->kind == FileKind::Directory);
}

TEST_CASE_FIXTURE(tests::Disk, "attributes of a link itself change without touching its target") {
  make_file("f", "");
  make_link("link", "f");
  REQUIRE(lutime(write_entry("link"), {.seconds = 7}, {.seconds = 8}));
  CHECK(lstat(read_entry("link"))->mtime == 8000);
  CHECK(stat(read("f"))->mtime != 8000);
}

TEST_CASE_FIXTURE(tests::Disk, "renaming moves and replaces") {
  make_file("a", "a");
  make_file("b", "b");
  REQUIRE(rename(read_write_tree("a"), write_tree("b")));
  CHECK_FALSE(exists("a"));
  CHECK(content("b") == "a");
  CHECK(message_of(rename(read_write_tree("no"), write_tree("x"))) ==
        "No such file or directory (os error 2): rename '" + at("no") + "' -> '" + at("x") + "'");
}

TEST_CASE_FIXTURE(tests::Disk, "renaming a link moves the link") {
  make_file("f", "x");
  make_link("link", "f");
  REQUIRE(rename(read_write_tree("link"), write_tree("moved")));
  CHECK(read_link(read_entry("moved")).value() == "f");
  CHECK(exists("f"));
}

TEST_CASE_FIXTURE(tests::Disk, "hard links name the same file, and never follow a symlink") {
  make_file("f", "x");
  REQUIRE(link(read_write_entry("f"), read_write_entry("g")));
  CHECK(stat(read("g"))->nlink == 2);
  make_link("symlink", "/etc/hostname");
  REQUIRE(link(read_write_entry("symlink"), read_write_entry("h")));
  CHECK(lstat(read_entry("h"))->kind == FileKind::Symlink);
  CHECK(code_of(link(read_write_entry("f"), read_write_entry("g"))) == "EEXIST");
}

TEST_CASE_FIXTURE(tests::Disk, "symlinks keep their text") {
  REQUIRE(symlink("over/there", broker.symlink(at("link"), "").value()));
  CHECK(read_link(read_entry("link")).value() == "over/there");
  auto again = symlink("x", broker.symlink(at("link"), "").value());
  CHECK(message_of(again) == "File exists (os error 17): symlink 'x' -> '" + at("link") + "'");
  make_file("f", "");
  CHECK(message_of(read_link(read_entry("f"))) ==
        "Invalid argument (os error 22): readlink '" + at("f") + "'");
  CHECK_FALSE(symlink(std::string("a\0b", 3), broker.symlink(at("nul"), "").value()));
}

TEST_CASE_FIXTURE(tests::Disk, "the real path of what exists is told") {
  make_folder("d");
  make_link("link", "d");
  CHECK(real_path(read("link/.")).value() == at("d"));
  CHECK(message_of(real_path(read("no"))) ==
        "No such file or directory (os error 2): realpath '" + at("no") + "'");
  make_link("one", "two");
  make_link("two", "one");
  CHECK(code_of(real_path(read("one"))) == "ELOOP");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
