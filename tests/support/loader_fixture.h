// A loader on a disk and a net in memory, for tests.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/disk/fake_disk.h"
#include "loader/fetch/fake_transport.h"
#include "loader/module_loader/module_loader.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/run_task.h"

namespace bailey::loader {

struct FakeFiles : GrantedFiles {
  explicit FakeFiles(Disk& files) : disk(files) {}
  Result<std::string> read(const permissions::ReadGrant& grant, std::size_t limit) override {
    return disk.read(grant.resolved(), limit);
  }
  Disk& disk;
};

struct FakeTranspiler : Transpiler {
  Result<Transpiled> transpile(const TranspileRequest& request) override {
    return Transpiled{
        .code = std::string(name_of(request.type)) + ":" + std::string(request.source),
        .source_map = R"({"version":3,"sources":[""],"mappings":"AAAA"})"};
  }
  std::string_view version() const override { return "1"; }
};

struct LoaderFixture : tests::BrokerFixture {
  LoaderFixture() { start({}); }

  ModuleLoader& loader() {
    if (!made) {
      made = std::make_unique<ModuleLoader>(
          LoaderParts{.disk = disk,
              .files = files,
              .cache = cache,
              .transport = net,
              .broker = *broker,
              .transpiler = transpiler,
              .progress = nullptr,
              .lock = lock ? &*lock : nullptr,
              .kept = &kept,
              .blob = [](std::string_view url) -> std::optional<BlobContent> {
                if (url != "blob:null/1") return std::nullopt;
                return BlobContent{"text/javascript", "blobbed"};
              },
              .on_lock_closed = [this](std::string_view path) { closed_locks.emplace_back(path); },
              .on_tampering = [this](const Error& error) { tampering.push_back(error.message); }},
          std::move(options));
    }
    return *made;
  }

  Result<js::ModuleCode> get(const js::ModuleRequest& request) {
    if (auto now = loader().load_now(request)) return *std::move(now);
    try {
      return tests::run_task(loop, loader().load(request));
    } catch (const Failure& caught) {
      return std::unexpected(caught.error());
    }
  }
  // The source, or the error after an exclamation mark.
  std::string text(const js::ModuleRequest& request) {
    auto code = get(request);
    return code ? code->source : "! " + code.error().message;
  }
  std::string main(const std::string& url) {
    return text({.url = url, .kind = js::ImportKind::Main});
  }
  std::string import(const std::string& url, const std::string& referrer = "file:///app/main.js") {
    return text({.url = url, .kind = js::ImportKind::Static, .referrer = referrer});
  }
  std::string dynamic(const std::string& url, const std::string& referrer = "file:///app/main.js") {
    return text({.url = url, .kind = js::ImportKind::Dynamic, .referrer = referrer});
  }
  std::string typed(
      const std::string& url, js::ModuleType type, js::ImportKind kind = js::ImportKind::Static) {
    return text({.url = url, .type = type, .kind = kind, .referrer = "file:///app/main.js"});
  }

  EventLoop loop;
  FakeDisk disk;
  FakeFiles files{disk};
  ModuleCache cache{disk, "/cache"};
  FakeTransport net;
  FakeTranspiler transpiler;
  std::optional<Lockfile> lock;
  LoaderOptions options;
  std::vector<std::string> tampering;
  std::vector<std::string> closed_locks;
  KeptModules kept;
  std::unique_ptr<ModuleLoader> made;
};

inline std::string needs_read(std::string_view path) {
  return "! Requires read access to \"" + std::string(path) +
         "\", run again with the --allow-read flag";
}

}  // namespace bailey::loader
