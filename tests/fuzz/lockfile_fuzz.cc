// Lock files of any bytes: what is read and written again reads the same, a digest that the file
// knows is never replaced, and a frozen file is never written.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "loader/disk/fake_disk.h"
#include "loader/json/json.h"
#include "loader/lock/line_diff.h"
#include "loader/lock/lockfile.h"
#include "runtime/base/check.h"

namespace {

using namespace bailey::loader;

constexpr const char* kPath = "/deno.lock";

// SECURITY: a digest that the file knows is what the module has to have, whatever was met since.
void check_digests(const Lockfile& lock, const std::string& text) {
  auto json = parse_json(text);
  if (!json || !json->is_object()) return;
  auto remote = json->find("remote");
  if (remote == json->end() || !remote->is_object()) return;
  for (const auto& [url, digest] : remote->items())
    BAILEY_CHECK(digest == std::string(lock.digest(url)));
}

void meet_others(Lockfile& lock, const std::string& text) {
  auto json = parse_json(text);
  if (json && json->is_object() && json->contains("remote") && json->at("remote").is_object())
    for (const auto& entry : json->at("remote").items()) lock.add_remote(entry.key(), "other");
  lock.add_remote("https://e.com/new.js", "00");
  lock.add_redirect("https://e.com/from", "https://e.com/to");
}

// A frozen file passes as it is, and refuses what is new, with the difference.
void check_frozen(FakeDisk& disk) {
  auto lock = Lockfile::load(disk, kPath, Lockfile::Mode::Frozen).value();
  auto before = disk.files[kPath];
  bool is_conflict = !parse_json(before);
  if (!is_conflict) BAILEY_CHECK(lock.save(disk).has_value());
  auto known = lock.text();
  lock.add_remote("https://e.com/frozen.js", "11");
  auto saved = lock.save(disk);
  if (lock.text() != known && lock.text() != before)
    BAILEY_CHECK(!saved && !saved.error().message.empty());
  BAILEY_CHECK(disk.files[kPath] == before);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FakeDisk disk;
  std::string text(reinterpret_cast<const char*>(data), size);
  disk.files[kPath] = text;
  auto lock = Lockfile::load(disk, kPath, Lockfile::Mode::Update);
  if (!lock) {
    BAILEY_CHECK(lock.error().message.contains(kPath));
    return 0;
  }
  check_frozen(disk);
  meet_others(*lock, text);
  check_digests(*lock, text);
  BAILEY_CHECK(lock->save(disk).has_value());
  auto again = Lockfile::load(disk, kPath, Lockfile::Mode::Frozen);
  // Not what stands on the disk: a file of an older version with nothing to add stays as it is.
  BAILEY_CHECK(again && again->text() == lock->text());
  check_digests(*again, text);
  BAILEY_CHECK(again->redirect("https://e.com/from").has_value());
  (void)line_diff(text, again->text());
  return 0;
}
