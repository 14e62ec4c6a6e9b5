#include "loader/fetch/remote_modules.h"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "loader/disk/fake_disk.h"
#include "loader/fetch/fake_transport.h"
#include "tests/support/broker_fixture.h"
#include "tests/support/run_task.h"

namespace bailey::loader {
namespace {

using permissions::ImportUse;

struct Progress : FetchProgress {
  void downloading(std::string_view url) override { lines.emplace_back(url); }
  std::vector<std::string> lines;
};

struct Fixture : tests::BrokerFixture {
  Fixture() {
    allow({"e.com", "f.com", "g.com:8080"});
    options.retry_delay = std::chrono::milliseconds(0);
  }
  void allow(std::initializer_list<std::string> hosts) {
    start({.import = {.allow = tests::list(hosts)}});
  }

  // What the program's imports see of the net; made when first used.
  RemoteModules& modules() {
    if (!made) {
      FetchParts parts{.cache = cache,
          .transport = net,
          .broker = *broker,
          .progress = &progress,
          .lock = lock ? &*lock : nullptr,
          .own_cache = &own_cache};
      made = std::make_unique<RemoteModules>(parts, options);
    }
    return *made;
  }
  // Another run of the program: only the cache is the same.
  void restart() { made.reset(); }

  RemoteModule get(const std::string& url, Freshness freshness = Freshness::AsCached) {
    return tests::run_task(loop, modules().fetch(url, ImportUse::Static, freshness));
  }
  std::string body(const std::string& url) { return get(url).content->body; }
  std::string error(const std::string& url) {
    return tests::failure_of(loop, modules().fetch(url, ImportUse::Static, Freshness::AsCached))
        .message;
  }

  EventLoop loop;
  FakeDisk disk;
  ModuleCache cache{disk, "/cache"};
  ModuleCache own_cache{disk, "/own"};
  FakeTransport net;
  Progress progress;
  std::optional<Lockfile> lock;
  FetchOptions options;
  std::unique_ptr<RemoteModules> made;
};

TEST_SUITE_BEGIN("loader/fetch/remote_modules");

TEST_CASE_FIXTURE(Fixture, "a module is fetched once and then comes from the cache") {
  net.serve("https://e.com/a.js", "one");
  CHECK(body("https://e.com/a.js#fragment") == "one");
  restart();
  CHECK(body("https://e.com/a.js") == "one");
  CHECK(net.requests.size() == 1);
  CHECK(progress.lines == std::vector<std::string>{"https://e.com/a.js"});
  CHECK(
      modules().find_now("https://e.com/a.js", ImportUse::Static)->value().content->body == "one");
  CHECK_FALSE(modules().find_now("https://e.com/b.js", ImportUse::Static).has_value());
}

TEST_CASE_FIXTURE(Fixture, "requests say who asks and what for") {
  net.serve("https://e.com/a.js", "one");
  body("https://e.com/a.js");
  CHECK(net.headers.at(0).at("accept") == "*/*");
  CHECK(net.headers.at(0).at("accept-encoding") == "gzip,br");
  CHECK(net.headers.at(0).at("user-agent").starts_with("Deno/2.9.6"));
  CHECK_FALSE(net.headers.at(0).contains("if-none-match"));
  CHECK_FALSE(net.headers.at(0).contains("authorization"));
}

TEST_CASE_FIXTURE(Fixture, "redirects are followed and remembered hop by hop") {
  net.redirect("https://e.com/a", "/b");
  net.redirect("https://e.com/b", "https://f.com/c.js#x");
  net.serve("https://f.com/c.js", "end");
  auto module = get("https://e.com/a");
  CHECK(module.url == "https://f.com/c.js");
  CHECK(module.redirects ==
        std::vector<std::pair<std::string, std::string>>{
            {"https://e.com/a", "https://e.com/b"}, {"https://e.com/b", "https://f.com/c.js"}});
  restart();
  auto again = modules().find_now("https://e.com/a", ImportUse::Static)->value();
  CHECK(again.url == "https://f.com/c.js");
  CHECK(again.redirects.size() == 2);
  CHECK(net.requests.size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "ten redirects are followed, an eleventh and a loop are not") {
  for (int i = 11; i > 0; --i)
    net.redirect("https://e.com/" + std::to_string(i), "/" + std::to_string(i - 1));
  net.serve("https://e.com/0", "end");
  net.redirect("https://e.com/loop", "/loop");
  CHECK(body("https://e.com/10") == "end");
  CHECK(error("https://e.com/11") == "Too many redirects.");
  CHECK(error("https://e.com/loop") == "Too many redirects.");
  CHECK(modules().find_now("https://e.com/loop", ImportUse::Static)->error().message ==
        "Too many redirects.");
}

TEST_CASE_FIXTURE(Fixture, "a redirect needs leave for where it leads") {
  net.redirect("https://e.com/a", "https://evil.com/x");
  net.serve("https://evil.com/x", "evil");
  std::string denied =
      "Requires import access to \"evil.com:443\", run again with the --allow-import flag";
  CHECK(error("https://e.com/a") == denied);
  CHECK(net.requests == std::vector<std::string>{"https://e.com/a"});
  // The first hop is in the cache by now, and a copy of the second changes nothing.
  CachedModule planted{.url = "https://evil.com/x", .body = "evil"};
  REQUIRE(cache.put(planted).has_value());
  CHECK(error("https://e.com/a") == denied);
  CHECK(modules().find_now("https://e.com/a", ImportUse::Static)->error().message == denied);
}

TEST_CASE_FIXTURE(Fixture, "a redirect leads to http and https alone") {
  for (std::string target : {"file:///etc/passwd", "data:text/javascript,1", "blob:null/x"}) {
    net.redirect("https://e.com/a", target);
    CHECK(error("https://e.com/a") == "Import 'https://e.com/a' failed: it redirects to \"" +
                                          target + "\", which is not http or https.");
  }
  net.redirect("https://e.com/a", "http://[");
  CHECK(error("https://e.com/a") ==
        "Failed reading location header for 'https://e.com/a' to "
        "'http://['\n    0: invalid IPv6 address");
  net.serve("https://e.com/a", {{.reply = {.status = 301}}});
  CHECK(error("https://e.com/a") == "Failed reading location header for 'https://e.com/a'");
  CHECK(disk.files.empty());
}

TEST_CASE_FIXTURE(Fixture, "a token stays with its host") {
  options.tokens = AuthTokens("secret@e.com;u:p@g.com:8080");
  net.redirect("https://e.com/a", "https://f.com/b");
  net.redirect("https://f.com/b", "http://g.com:8080/c");
  net.serve("http://g.com:8080/c", "end");
  get("https://e.com/a");
  CHECK(net.headers.at(0).at("authorization") == "Bearer secret");
  CHECK_FALSE(net.headers.at(1).contains("authorization"));
  CHECK(net.headers.at(2).at("authorization") == "Basic dTpw");
}

TEST_CASE_FIXTURE(Fixture, "answers that are no module say what they are") {
  CHECK(error("https://e.com/nope.js") == "Module not found \"https://e.com/nope.js\".");
  net.serve("https://e.com/a.js", {{.reply = {.status = 403}}});
  CHECK(error("https://e.com/a.js") == "Import 'https://e.com/a.js' failed: 403 Forbidden");
  net.serve("https://e.com/a.js", {{.reply = {.status = 304}}});
  CHECK(error("https://e.com/a.js") == "Import 'https://e.com/a.js' failed: 304 Not Modified");
  net.serve("https://e.com/a.js", {{.reply = {.status = 599}}});
  CHECK(error("https://e.com/a.js") ==
        "Import 'https://e.com/a.js' failed: 599 <unknown status code>");
  CHECK(disk.files.empty());
}

TEST_CASE_FIXTURE(Fixture, "failures that pass are tried twice, others once") {
  Error reset{ErrorClass::ConnectionReset, "outer\ninner"};
  net.serve("https://e.com/a.js", {{.failure = reset}, {.reply = {.status = 200, .body = "ok"}}});
  CHECK(body("https://e.com/a.js") == "ok");
  net.serve("https://e.com/b.js", {{.reply = {.status = 503}}});
  CHECK(
      error("https://e.com/b.js") == "Import 'https://e.com/b.js' failed: 503 Service Unavailable");
  CHECK(net.requests.size() == 4);
  net.serve("https://e.com/c.js", {{.failure = reset}});
  CHECK(error("https://e.com/c.js") ==
        "Import 'https://e.com/c.js' failed.\n    0: outer\n    1: inner");
  CHECK(net.requests.size() == 6);
  net.serve("https://e.com/d.js",
      {{.failure = Error{ErrorClass::InvalidData, "invalid peer certificate: UnknownIssuer"}}});
  CHECK(error("https://e.com/d.js") ==
        "Import 'https://e.com/d.js' failed.\n    0: invalid peer certificate: UnknownIssuer");
  CHECK(net.requests.size() == 7);
  net.serve("https://e.com/e.js", {{.failure = Error{ErrorClass::NotCapable, "Requires …"}}});
  CHECK(error("https://e.com/e.js") == "Requires …");
  CHECK(net.requests.size() == 8);
}

TEST_CASE_FIXTURE(Fixture, "a server that never ends its answer is given up, once") {
  options.patience = std::chrono::milliseconds(1);
  net.serve("https://e.com/a.js", {{.never = true}});
  CHECK(error("https://e.com/a.js") ==
        "Import 'https://e.com/a.js' failed.\n    0: the server took "
        "longer than 0s to answer");
  CHECK(net.requests.size() == 1);
  CHECK(disk.files.empty());
}

TEST_CASE_FIXTURE(Fixture, "one request serves all that wait for a URL") {
  net.serve("https://e.com/a.js", "one");
  net.redirect("https://e.com/r", "/a.js");
  int done = 0;
  for (std::string url : {"https://e.com/a.js", "https://e.com/r", "https://e.com/a.js"}) {
    boost::asio::co_spawn(loop.io(), modules().fetch(url, ImportUse::Static, Freshness::AsCached),
        [&](std::exception_ptr failure, RemoteModule module) {
          CHECK(failure == nullptr);
          CHECK(module.content->body == "one");
          ++done;
        });
  }
  tests::run_until(loop, [&] { return done == 3; });
  CHECK(net.requests.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "one failure fails all that wait for a URL, and the next may succeed") {
  net.serve("https://e.com/a.js",
      {{.failure = Error{ErrorClass::InvalidData, "no"}}, {.reply = {.status = 200, .body = "x"}}});
  int failed = 0;
  for (int i = 0; i < 2; ++i) {
    boost::asio::co_spawn(loop.io(),
        modules().fetch("https://e.com/a.js", ImportUse::Static, Freshness::AsCached),
        [&](std::exception_ptr failure, const RemoteModule&) { failed += failure ? 1 : 0; });
  }
  tests::run_until(loop, [&] { return failed == 2; });
  CHECK(net.requests.size() == 1);
  CHECK(body("https://e.com/a.js") == "x");
}

TEST_CASE_FIXTURE(Fixture, "different modules are fetched at the same time") {
  int done = 0;
  for (int i = 0; i < 5; ++i) {
    auto url = "https://e.com/" + std::to_string(i);
    net.serve(url, "x");
    boost::asio::co_spawn(loop.io(), modules().fetch(url, ImportUse::Static, Freshness::AsCached),
        [&](std::exception_ptr, const RemoteModule&) { ++done; });
  }
  tests::run_until(loop, [&] { return done == 5; });
  CHECK(net.most_open == 5);
}

TEST_CASE_FIXTURE(Fixture, "--reload asks again, once a run, whether the copy is still good") {
  net.serve("https://e.com/a.js", "one", {{"etag", "\"v1\""}});
  body("https://e.com/a.js");
  restart();
  options.reload.all = true;
  net.serve("https://e.com/a.js", {{.reply = {.status = 304}}});
  CHECK(body("https://e.com/a.js") == "one");
  CHECK(body("https://e.com/a.js") == "one");
  CHECK(net.requests.size() == 2);
  CHECK(net.headers.at(1).at("if-none-match") == "\"v1\"");
  restart();
  net.serve("https://e.com/a.js", "two");
  CHECK(body("https://e.com/a.js") == "two");
  CHECK(body("https://e.com/a.js") == "two");
  CHECK(net.requests.size() == 3);
}

TEST_CASE_FIXTURE(Fixture, "what must be new is not asked about by its tag") {
  net.serve("https://e.com/a.js", "one", {{"etag", "\"v1\""}});
  body("https://e.com/a.js");
  net.serve("https://e.com/a.js", "two");
  CHECK(get("https://e.com/a.js", Freshness::New).content->body == "two");
  CHECK_FALSE(net.headers.at(1).contains("if-none-match"));
}

TEST_CASE_FIXTURE(Fixture, "--cached-only never asks the net, and says when a copy is damaged") {
  net.serve("https://e.com/a.js", "one");
  body("https://e.com/a.js");
  restart();
  options.cached_only = true;
  options.reload.all = true;
  CHECK(body("https://e.com/a.js") == "one");
  CHECK(error("https://e.com/b.js") ==
        "Specifier not found in cache: \"https://e.com/b.js\", --cached-only is specified.");
  auto path = cache.body_path(cache.find("https://e.com/a.js").found->sha256);
  disk.files[path] = "altered";
  CHECK(error("https://e.com/a.js") ==
        "Specifier not found in cache: \"https://e.com/a.js\", --cached-only is specified.\n  Its "
        "copy cannot be used: the cached text '" +
            path + "' was altered.");
  CHECK(net.requests.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a damaged copy is fetched again") {
  net.serve("https://e.com/a.js", "one");
  body("https://e.com/a.js");
  disk.files[cache.body_path(cache.find("https://e.com/a.js").found->sha256)] = "altered";
  CHECK(body("https://e.com/a.js") == "one");
  CHECK(net.requests.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "--no-remote refuses what permissions allow") {
  options.no_remote = true;
  CHECK(error("https://e.com/a.js") ==
        "A remote specifier was requested: \"https://e.com/a.js\", but --no-remote is specified.");
  CHECK(error("https://x.com/a.js").starts_with("Requires import access to \"x.com:443\""));
}

TEST_CASE_FIXTURE(Fixture, "the lock file pins where redirects lead") {
  disk.files["/app/deno.lock"] =
      R"({"version":"5","redirects":{"https://e.com/a":"https://f.com/c.js"}})";
  lock = Lockfile::load(disk, "/app/deno.lock", Lockfile::Mode::Update).value();
  net.serve("https://f.com/c.js", "pinned");
  CHECK(body("https://e.com/a") == "pinned");
  CHECK(net.requests == std::vector<std::string>{"https://f.com/c.js"});
}

TEST_CASE_FIXTURE(Fixture, "a cache on a full disk is an error, and the text is not half there") {
  net.serve("https://e.com/a.js", "one");
  disk.full = true;
  CHECK(error("https://e.com/a.js").starts_with("Could not store \"https://e.com/a.js\""));
  CHECK(disk.files.empty());
}

TEST_CASE_FIXTURE(Fixture, "cookies are not kept") {
  net.serve("https://e.com/a.js", "one", {{"set-cookie", "id=1"}, {"x", "y"}});
  body("https://e.com/a.js");
  auto headers = cache.find("https://e.com/a.js").found->headers;
  CHECK(headers == HttpHeaders{{"x", "y"}});
}

TEST_CASE_FIXTURE(Fixture, "what is fetched behind the wall is no other run's") {
  net.serve("https://e.com/a.js", "a");
  auto computed = [&] {
    auto fetching = modules().fetch("https://e.com/a.js", ImportUse::Computed, Freshness::AsCached);
    return tests::run_task(loop, std::move(fetching)).content->body;
  };
  modules().seal();
  CHECK(computed() == "a");
  CHECK_FALSE(cache.find("https://e.com/a.js").found);
  CachedModule planted{.url = "https://e.com/b.js", .body = "planted"};
  REQUIRE(own_cache.put(planted).has_value());
  CHECK_FALSE(modules().find_now("https://e.com/b.js", ImportUse::Static));
  restart();
  modules().seal();
  CHECK(computed() == "a");
  CHECK(net.requests.size() == 1);
  restart();
  CHECK_FALSE(modules().find_now("https://e.com/a.js", ImportUse::Computed));
}

TEST_CASE_FIXTURE(Fixture, "behind the wall --reload fetches computed imports alone, and once") {
  net.serve("https://e.com/a.js", {{.reply = {.status = 200, .headers = {}, .body = "old"}},
                                      {.reply = {.status = 200, .headers = {}, .body = "new"}}});
  CHECK(body("https://e.com/a.js") == "old");
  restart();
  options.reload.all = true;
  modules().seal();
  auto found = modules().find_now("https://e.com/a.js", ImportUse::Static);
  REQUIRE(found);
  CHECK((*found)->content->body == "old");
  for (int round = 0; round < 2; ++round) {
    auto fetching = modules().fetch("https://e.com/a.js", ImportUse::Computed, Freshness::AsCached);
    CHECK(tests::run_task(loop, std::move(fetching)).content->body == "new");
  }
  CHECK(net.requests.size() == 2);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
