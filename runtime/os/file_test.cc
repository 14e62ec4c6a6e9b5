#include "runtime/os/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "tests/support/disk.h"

namespace bailey::os {
namespace {

using tests::code_of;
using tests::message_of;

TEST_SUITE_BEGIN("runtime/os/file");

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

struct FileFixture : tests::Disk {
  FileFixture() { make_file("f", "hello"); }

  std::shared_ptr<File> for_reading() const {
    return File::open(read("f"), {.read = true}).value();
  }
  std::shared_ptr<File> for_writing() const {
    return File::open(write("f"), {.write = true}).value();
  }
  std::shared_ptr<File> for_both() const {
    return File::open(read_write("f"), {.read = true, .write = true}).value();
  }
  static std::string read_some(const File& file, std::size_t count) {
    std::string text(count, '\0');
    auto size = file.read({reinterpret_cast<std::uint8_t*>(text.data()), count});
    text.resize(size.value_or(0));
    return text;
  }
};

TEST_CASE("open options that contradict each other are refused with Deno's texts") {
  CHECK(message_of(check({})) == "'options' requires at least one option to be true");
  CHECK(message_of(check({.read = true, .truncate = true})) ==
        "'truncate' option requires 'write' to be true");
  CHECK(message_of(check({.append = true, .truncate = true})) ==
        "'truncate' option requires 'write' to be true");
  CHECK(message_of(check({.read = true, .create = true})) ==
        "'create' or 'createNew' options require 'write' or 'append' to be true");
  CHECK(message_of(check({.create_new = true})) ==
        "'create' or 'createNew' options require 'write' or 'append' to be true");
  CHECK(check({.append = true, .create = true}).has_value());
}

TEST_CASE_FIXTURE(FileFixture, "options may not ask for more than the grant") {
  auto wants_write = File::open(read("f"), {.read = true, .write = true});
  REQUIRE_FALSE(wants_write);
  CHECK(wants_write.error().error_class == ErrorClass::TypeError);
  CHECK_FALSE(File::open(read("f"), {.write = true, .truncate = true}));
  CHECK_FALSE(File::open(read("f"), {.append = true, .create = true}));
  CHECK_FALSE(File::open(write("f"), {.read = true, .write = true}));
  CHECK(content("f") == "hello");
}

TEST_CASE_FIXTURE(FileFixture, "opening creates, truncates and appends as asked") {
  CHECK(code_of(File::open(write("f"), {.write = true, .create_new = true})) == "EEXIST");
  CHECK(message_of(File::open(read("nope"), {.read = true})) ==
        "No such file or directory (os error 2): open '" + at("nope") + "'");
  REQUIRE(File::open(write("g"), {.write = true, .create = true, .mode = 0640}));
  CHECK(mode("g") == 0640);
  auto appending = File::open(write("f"), {.append = true}).value();
  REQUIRE(appending->write(bytes_of("!")));
  CHECK(content("f") == "hello!");
  REQUIRE(File::open(write("f"), {.write = true, .truncate = true}));
  CHECK(content("f") == "");
}

TEST_CASE_FIXTURE(FileFixture, "appending and truncating at once is refused") {
  auto file = File::open(write("f"), {.write = true, .append = true, .truncate = true});
  CHECK(message_of(file) ==
        "creating or truncating a file requires write or append access: open '" + at("f") + "'");
  CHECK(code_of(file) == "EINVAL");
}

TEST_CASE_FIXTURE(FileFixture, "reads go on where the last one ended, seeks move that place") {
  auto file = for_reading();
  CHECK(read_some(*file, 2) == "he");
  CHECK(read_some(*file, 9) == "llo");
  CHECK(read_some(*file, 9) == "");
  CHECK(file->seek(-4, SeekFrom::End).value() == 1);
  CHECK(read_some(*file, 2) == "el");
  CHECK(file->seek(1, SeekFrom::Current).value() == 4);
  CHECK(code_of(file->seek(-100, SeekFrom::Current)) == "EINVAL");
}

TEST_CASE_FIXTURE(FileFixture, "each method honours what the file was opened for") {
  auto reading = for_reading();
  CHECK(code_of(reading->write(bytes_of("x"))) == "EBADF");
  CHECK(code_of(reading->truncate(0)) == "EINVAL");
  CHECK(
      reading->utime({.seconds = 1}, {.seconds = 1}).error().error_class == ErrorClass::NotCapable);
  CHECK(reading->stat().has_value());

  auto writing = for_writing();
  std::uint8_t byte[1];
  CHECK(code_of(writing->read(byte)) == "EBADF");
  CHECK(writing->stat().error().error_class == ErrorClass::NotCapable);
  CHECK(writing->utime({.seconds = 1}, {.seconds = 2}).has_value());

  auto both = for_both();
  CHECK(both->stat()->size == 5);
  CHECK(both->truncate(2).has_value());
  CHECK(both->stat()->size == 2);
}

TEST_CASE_FIXTURE(FileFixture, "leave that was asked for later must be for the same file") {
  make_file("other", "");
  CHECK(for_writing()->stat(read("f")).has_value());
  CHECK_FALSE(for_writing()->stat(read("other")).has_value());
  CHECK(for_reading()->utime(write("f"), {.seconds = 5}, {.seconds = 6}).has_value());
  CHECK_FALSE(for_reading()->utime(write("other"), {}, {}).has_value());
  CHECK(for_reading()->stat()->mtime == 6000);
}

TEST_CASE_FIXTURE(FileFixture, "a closed file refuses everything") {
  auto file = for_both();
  REQUIRE(file->close());
  CHECK(message_of(file->close()) == "Bad resource ID");
  CHECK(message_of(file->seek(0, SeekFrom::Start)) == "Bad resource ID");
  CHECK(message_of(file->stat()) == "Bad resource ID");
  CHECK(message_of(file->lock(LockKind::Shared)) == "Bad resource ID");
  std::uint8_t byte[1];
  CHECK(file->read(byte).error().error_class == ErrorClass::BadResource);
  CHECK_FALSE(file->is_terminal());
}

TEST_CASE("closing during a read does not hand the descriptor to the next file") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
  File file(OwnedFd(ends[0]), permissions::Access::Read);
  std::uint8_t byte[1] = {0};
  std::thread reader([&] { CHECK(file.read(byte).value() == 1); });
  // Whether the reader is already waiting or not, the number stays taken while it reads.
  while (file.descriptor().value().use_count() < 3) std::this_thread::yield();
  REQUIRE(file.close());
  CHECK(::fcntl(ends[0], F_GETFD) >= 0);
  REQUIRE(::write(ends[1], "x", 1) == 1);
  reader.join();
  CHECK(byte[0] == 'x');
  CHECK(::fcntl(ends[0], F_GETFD) == -1);
  ::close(ends[1]);
}

TEST_CASE_FIXTURE(FileFixture, "locks exclude other holders") {
  auto one = for_both();
  auto two = for_both();
  REQUIRE(one->lock(LockKind::Exclusive));
  CHECK(two->try_lock(LockKind::Shared).value() == false);
  REQUIRE(one->unlock());
  CHECK(two->try_lock(LockKind::Shared).value() == true);
  CHECK(one->try_lock(LockKind::Shared).value() == true);
  CHECK(one->try_lock(LockKind::Exclusive).value() == false);
}

TEST_CASE_FIXTURE(FileFixture, "no descriptor is left to children") {
  auto fd = for_both()->descriptor().value();
  CHECK((::fcntl(fd->get(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::os
