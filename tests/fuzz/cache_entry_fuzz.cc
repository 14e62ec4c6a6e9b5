// A cache entry of any bytes: it never makes another text of a module, nor reaches outside.
#include <cstddef>
#include <cstdint>
#include <string>

#include "loader/cache/module_cache.h"
#include "loader/cache/sha256.h"
#include "loader/disk/fake_disk.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailey::loader;
  FakeDisk disk;
  ModuleCache cache(disk, "/cache");
  CachedModule module{.url = "https://e.com/a.js", .body = "text"};
  BAILEY_CHECK(cache.put(module).has_value());
  disk.files[cache.entry_path(module.url)] = std::string(reinterpret_cast<const char*>(data), size);
  auto lookup = cache.find(module.url);
  if (lookup.found && lookup.found->redirect.empty()) BAILEY_CHECK(lookup.found->body == "text");
  for (const auto& path : disk.asked)
    BAILEY_CHECK(path.starts_with("/cache/") && !path.contains(".."));
  return 0;
}
