// Lock files of any bytes: what is read and written again reads the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "loader/disk/fake_disk.h"
#include "loader/lock/line_diff.h"
#include "loader/lock/lockfile.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  FakeDisk disk;
  std::string text(reinterpret_cast<const char*>(data), size);
  disk.files["/deno.lock"] = text;
  auto lock = Lockfile::load(disk, "/deno.lock", Lockfile::Mode::Update);
  if (!lock) return 0;
  lock->add_remote("https://e.com/new.js", "00");
  BAILEY_CHECK(lock->save(disk).has_value());
  auto again = Lockfile::load(disk, "/deno.lock", Lockfile::Mode::Frozen);
  // Not what stands on the disk: a file of an older version with nothing to add stays as it is.
  BAILEY_CHECK(again && again->text() == lock->text());
  (void)line_diff(text, again->text());
  return 0;
}
