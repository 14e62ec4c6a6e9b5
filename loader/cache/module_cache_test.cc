#include "loader/cache/module_cache.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "loader/cache/sha256.h"
#include "loader/disk/fake_disk.h"
#include "loader/disk/host_disk.h"
#include "tests/support/temp_dir.h"

namespace bailey::loader {
namespace {

constexpr std::string_view kUrl = "https://e.com/a.js";

struct Fixture {
  Fixture() {
    CachedModule module{.url = std::string(kUrl),
        .headers = {{"content-type", "text/javascript"}, {"etag", "\"1\""}},
        .body = "export const one = 1;",
        .time = 1'700'000'000};
    REQUIRE(cache.put(module).has_value());
    body = cache.body_path(module.sha256);
    entry = cache.entry_path(kUrl);
  }

  FakeDisk disk;
  ModuleCache cache{disk, "/cache"};
  std::string body;
  std::string entry;
};

TEST_SUITE_BEGIN("loader/cache");

TEST_CASE("sha256 is the digest everybody knows") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE_FIXTURE(Fixture, "what was put is found, headers and all") {
  auto found = cache.find(kUrl).found;
  REQUIRE(found.has_value());
  CHECK(found->body == "export const one = 1;");
  CHECK(found->headers.at("etag") == "\"1\"");
  CHECK(found->status == 200);
  CHECK(found->time == 1'700'000'000);
  CHECK_FALSE(cache.find("https://e.com/b.js").found.has_value());
  CHECK(cache.find("https://e.com/b.js").damage == "");
}

TEST_CASE_FIXTURE(Fixture, "a redirect has no body") {
  CachedModule redirect{.url = "https://e.com/r", .status = 302, .redirect = std::string(kUrl)};
  REQUIRE(cache.put(redirect).has_value());
  CHECK(cache.find("https://e.com/r").found->redirect == kUrl);
}

TEST_CASE_FIXTURE(Fixture, "the body is written before the entry that names it") {
  CHECK(disk.written == std::vector<std::string>{body, entry});
}

TEST_CASE_FIXTURE(Fixture, "one text under two URLs is stored once") {
  CachedModule other{.url = "https://e.com/b.js", .body = "export const one = 1;"};
  REQUIRE(cache.put(other).has_value());
  CHECK(disk.files.size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "an altered body counts as absent and is taken away") {
  disk.files[body] = "export const one = 2;";
  auto lookup = cache.find(kUrl);
  CHECK_FALSE(lookup.found.has_value());
  CHECK(lookup.damage == "the cached text '" + body + "' was altered");
  CHECK_FALSE(disk.files.contains(body));
}

TEST_CASE_FIXTURE(Fixture, "a body cut short, or gone, counts as absent") {
  disk.files[body] = "export const";
  CHECK_FALSE(cache.find(kUrl).found.has_value());
  CHECK(cache.find(kUrl).damage == "the cached text '" + body + "' was missing");
}

TEST_CASE_FIXTURE(Fixture, "every truncation of an entry counts as absent") {
  auto whole = disk.files[entry];
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    disk.files[entry] = whole.substr(0, size);
    auto lookup = cache.find(kUrl);
    CHECK_FALSE(lookup.found.has_value());
    CHECK(lookup.damage == "the cache entry '" + entry + "' was damaged");
  }
}

TEST_CASE_FIXTURE(Fixture, "an entry of another URL is not believed") {
  disk.files[cache.entry_path("https://e.com/other.js")] = disk.files[entry];
  CHECK_FALSE(cache.find("https://e.com/other.js").found.has_value());
}

TEST_CASE_FIXTURE(Fixture, "an entry cannot name a file outside of the cache") {
  disk.files["/etc/passwd"] = "root";
  disk.files[entry] = R"({"url": "https://e.com/a.js", "headers": {},
      "sha256": "../../../../../../../../../../../../../../../../../../../etc/passwd"})";
  CHECK_FALSE(cache.find(kUrl).found.has_value());
}

TEST_CASE_FIXTURE(Fixture, "a damaged body is replaced by the next put") {
  disk.files[body] = "export const one = 2;";
  CachedModule again{.url = std::string(kUrl), .body = "export const one = 1;"};
  REQUIRE(cache.put(again).has_value());
  CHECK(cache.find(kUrl).found->body == "export const one = 1;");
}

TEST_CASE_FIXTURE(Fixture, "a full disk is told with its remedy and leaves what was there") {
  disk.full = true;
  CachedModule again{.url = std::string(kUrl), .body = "export const one = 2;"};
  auto stored = cache.put(again);
  REQUIRE_FALSE(stored.has_value());
  CHECK(stored.error().message.starts_with(
      "Could not store \"https://e.com/a.js\" in the cache: No space left on device (os error "
      "28)"));
  CHECK(stored.error().message.ends_with("set BAILEY_DIR to a folder on another disk."));
  CHECK(cache.find(kUrl).found->body == "export const one = 1;");
}

TEST_CASE_FIXTURE(Fixture, "headers that are no UTF-8 do not spoil the entry") {
  CachedModule odd{.url = "https://e.com/odd", .headers = {{"x", "\xff\xfe"}}, .body = "1"};
  REQUIRE(cache.put(odd).has_value());
  CHECK(cache.find("https://e.com/odd").found->body == "1");
}

TEST_CASE("caches that fill one folder at once never show a wrong or half a text") {
  tests::TempDir folder;
  std::vector<std::thread> runs;
  std::atomic<int> wrong = 0;
  for (int run = 0; run < 4; ++run) {
    runs.emplace_back([&] {
      HostDisk disk;
      ModuleCache cache(disk, folder.path());
      for (int i = 0; i < 40; ++i) {
        auto url = "https://e.com/" + std::to_string(i % 5);
        CachedModule module{
            .url = url, .body = std::string(50'000, static_cast<char>('a' + i % 5))};
        if (!cache.put(module)) ++wrong;
        auto lookup = cache.find(url);
        if (!lookup.found || lookup.found->body != module.body) ++wrong;
      }
    });
  }
  for (auto& run : runs) run.join();
  CHECK(wrong == 0);
}

TEST_CASE("the cache has a place of its own") {
  std::map<std::string, std::string, std::less<>> env;
  auto folder = [&] {
    auto path = cache_folder(
        [&](std::string_view name) {
          auto found = env.find(name);
          return found == env.end() ? std::string() : found->second;
        },
        "/work dir");
    return path ? *path : "! " + path.error().message;
  };
  CHECK(folder() == "! Could not find a place for the cache: neither BAILEY_DIR nor HOME is set.");
  env["HOME"] = "/home/me";
  CHECK(folder() == "/home/me/.cache/bailey");
  env["XDG_CACHE_HOME"] = "relative is ignored";
  CHECK(folder() == "/home/me/.cache/bailey");
  env["XDG_CACHE_HOME"] = "/xdg";
  CHECK(folder() == "/xdg/bailey");
  env["BAILEY_DIR"] = "../d";
  CHECK(folder() == "/d");
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
