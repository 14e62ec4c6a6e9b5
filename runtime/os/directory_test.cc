#include "runtime/os/directory.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "runtime/os/copy_file.h"
#include "runtime/os/temporary.h"
#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/directory");

TEST_CASE_FIXTURE(
    tests::Disk, "a folder lists what it holds, with kinds and without following links") {
  make_folder("d");
  make_file("d/file", "");
  make_folder("d/sub");
  make_link("d/link", "/etc");
  REQUIRE(::mkfifo(at("d/pipe").c_str(), 0600) == 0);
  make_file("d/bad\xff", "");
  auto entries = read_directory(read("d")).value();
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  REQUIRE(entries.size() == 5);
  CHECK(entries[0].name == "bad\xff");
  CHECK(entries[1].kind == FileKind::Regular);
  CHECK(entries[2].kind == FileKind::Symlink);
  CHECK(entries[3].kind == FileKind::Fifo);
  CHECK(entries[4].kind == FileKind::Directory);
  CHECK(code_of(read_directory(read("d/file"))) == "ENOTDIR");
  CHECK(message_of(read_directory(read("nope"))) ==
        "No such file or directory (os error 2): readdir '" + at("nope") + "'");
}

TEST_CASE_FIXTURE(tests::Disk, "making a folder") {
  REQUIRE(make_directory(write_entry("d"), 0700));
  CHECK(mode("d") == 0700);
  CHECK(message_of(make_directory(write_entry("d"))) ==
        "File exists (os error 17): mkdir '" + at("d") + "'");
  CHECK(code_of(make_directory(write_entry("a/b"))) == "ENOENT");
}

TEST_CASE_FIXTURE(tests::Disk, "making a folder with its parents") {
  REQUIRE(make_directories(write("a/b/c")));
  REQUIRE(make_directories(write("a/b/c")));
  CHECK(exists("a/b/c"));
  make_file("file", "");
  CHECK(code_of(make_directories(write("file"))) == "EEXIST");
  CHECK(code_of(make_directories(write("file/x"))) == "ENOTDIR");
}

TEST_CASE_FIXTURE(tests::Disk, "a link planted on the way stops the making of folders") {
  make_folder("outside");
  auto grant = write("way/in");
  make_link("way", at("outside"));
  CHECK_FALSE(make_directories(grant).has_value());
  CHECK_FALSE(exists("outside/in"));
}

TEST_CASE_FIXTURE(tests::Disk, "remove takes files, links and empty folders") {
  make_file("f", "");
  make_folder("d");
  make_file("d/x", "");
  make_link("link", "d");
  REQUIRE(remove(write_entry("f")));
  REQUIRE(remove(write_entry("link")));
  CHECK(exists("d/x"));
  CHECK(message_of(remove(write_entry("d"))) ==
        "Directory not empty (os error 39): remove '" + at("d") + "'");
  CHECK(code_of(remove(write_entry("nope"))) == "ENOENT");
}

TEST_CASE_FIXTURE(tests::Disk, "remove_all takes a tree and leaves what its links lead to") {
  make_folder("outside");
  make_file("outside/keep", "");
  make_folder("tree");
  make_folder("tree/sub");
  make_folder("tree/sub/subsub");
  make_file("tree/sub/file", "");
  make_link("tree/sub/link", at("outside"));
  REQUIRE(remove_all(write_tree("tree")));
  CHECK_FALSE(exists("tree"));
  CHECK(exists("outside/keep"));
  make_link("link", at("outside"));
  REQUIRE(remove_all(write_tree("link")));
  CHECK(exists("outside/keep"));
  CHECK(code_of(remove_all(write_tree("nope"))) == "ENOENT");
}

TEST_CASE_FIXTURE(tests::Disk, "what is called by a dot is not removed") {
  make_folder("d");
  CHECK(code_of(remove(write_entry("d/."))) == "EINVAL");
  CHECK(code_of(remove_all(write_tree("d/."))) == "EINVAL");
  CHECK(code_of(remove_all(write_tree("d/x/.."))) == "EINVAL");
  CHECK(exists("d"));
  auto root = tests::host_authority().write_entry(paths, "/");
  CHECK(code_of(remove(*root)) == "EBUSY");
}

TEST_CASE_FIXTURE(tests::Disk, "remove_all takes a deep tree") {
  std::string path = "deep";
  for (int i = 0; i < 400; ++i) {
    REQUIRE(make_directory(write_entry(path)));
    path += "/d";
  }
  REQUIRE(remove_all(write_tree("deep")));
  CHECK_FALSE(exists("deep"));
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("runtime/os/temporary");

TEST_CASE_FIXTURE(tests::Disk, "temporary things carry their prefix and suffix and are private") {
  auto file = make_temporary_file(write("."), {.prefix = "p", .suffix = ".txt"});
  REQUIRE(file);
  CHECK(file->starts_with(at("./p")));
  CHECK(file->ends_with(".txt"));
  struct stat found{};
  REQUIRE(::stat(file->c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0600);
  auto folder = make_temporary_directory(write(""), {});
  REQUIRE(folder);
  REQUIRE(::stat(folder->c_str(), &found) == 0);
  CHECK(S_ISDIR(found.st_mode));
  CHECK((found.st_mode & 07777) == 0700);
}

TEST_CASE_FIXTURE(tests::Disk, "prefix and suffix cannot leave the folder") {
  make_folder("d");
  make_folder("bad");
  CHECK(message_of(make_temporary_file(write("d"), {.prefix = "../bad/"})) ==
        "Invalid character in prefix or suffix: \"/\"");
  CHECK(message_of(make_temporary_directory(write("d"), {.suffix = "/../../bad"})) ==
        "Invalid character in prefix or suffix: \"/\"");
  CHECK(message_of(make_temporary_file(write("d"), {.suffix = "\\x"})) ==
        "Invalid character in prefix or suffix: \"\\\\\"");
  CHECK(message_of(make_temporary_file(write("d"), {.suffix = std::string("\0", 1)})) ==
        "Invalid character in prefix or suffix: \"\\0\"");
  CHECK(read_directory(read("bad"))->empty());
  CHECK(read_directory(read("d"))->empty());
}

TEST_CASE_FIXTURE(tests::Disk, "a missing folder is reported without its path") {
  CHECK(message_of(make_temporary_file(write("no"), {})) ==
        "No such file or directory (os error 2): tmpfile");
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("runtime/os/copy_file");

TEST_CASE_FIXTURE(tests::Disk, "a copy has the content and the mode of its source") {
  make_file("from", std::string(200'000, 'x'));
  ::chmod(at("from").c_str(), 0640);
  make_file("to", std::string(300'000, 'y'));
  REQUIRE(copy_file(read("from"), write("to")));
  CHECK(content("to") == std::string(200'000, 'x'));
  CHECK(mode("to") == 0640);
}

TEST_CASE_FIXTURE(tests::Disk, "files that hide their size are copied") {
  auto from = tests::host_authority().read(paths, "/proc/cpuinfo");
  REQUIRE(copy_file(*from, write("to")));
  CHECK(content("to").contains("processor"));
}

TEST_CASE_FIXTURE(tests::Disk, "what cannot be copied is said with both paths") {
  make_file("f", "x");
  make_folder("d");
  auto both = [&](const char* a, const char* b) {
    return "copy '" + at(a) + "' -> '" + at(b) + "'";
  };
  CHECK(message_of(copy_file(read("d"), write("x"))) ==
        "the source path is neither a regular file nor a symlink to a regular file: " +
            both("d", "x"));
  CHECK(message_of(copy_file(read("f"), write("f"))) ==
        "Source and destination paths refer to the same file: " + both("f", "f"));
  CHECK(content("f") == "x");
  CHECK(message_of(copy_file(read("no"), write("x"))) ==
        "No such file or directory (os error 2): " + both("no", "x"));
  CHECK(message_of(copy_file(read("f"), write("d"))) ==
        "Is a directory (os error 21): " + both("f", "d"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
