#include "loader/module_loader/granted_files.h"

#include <doctest/doctest.h>

#include "tests/support/disk.h"

namespace bailey::loader {
namespace {

TEST_SUITE_BEGIN("loader/module_loader/granted_files");

TEST_CASE_FIXTURE(tests::Disk, "a file is read to its end, and not beyond the limit") {
  HostGrantedFiles files;
  std::string text(100'000, 'x');
  make_file("a", text);
  make_file("empty", "");
  CHECK(files.read(read("a"), 100'000).value() == text);
  CHECK(files.read(read("a"), 99'999).error().code == "EFBIG");
  CHECK(files.read(read("empty"), 10).value() == "");
  auto missing = files.read(read("nope"), 10).error();
  CHECK(missing.code == "ENOENT");
  CHECK(missing.message == "No such file or directory (os error 2)");
}

TEST_CASE_FIXTURE(tests::Disk, "a device without an end is not read for ever") {
  HostGrantedFiles files;
  auto zero = tests::host_authority().read(paths, "/dev/zero");
  CHECK(files.read(zero.value(), 1 << 20).error().code == "EFBIG");
}

TEST_CASE_FIXTURE(tests::Disk, "a folder is no file") {
  HostGrantedFiles files;
  make_folder("d");
  CHECK(files.read(read("d"), 10).error().code == "EISDIR");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
