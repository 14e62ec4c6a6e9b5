// Modules from http: and https:, out of the cache or the net.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/cache/module_cache.h"
#include "loader/fetch/auth_tokens.h"
#include "loader/fetch/http_transport.h"
#include "loader/fetch/reload.h"
#include "loader/lock/lockfile.h"
#include "permissions/broker.h"
#include "runtime/event_loop/task.h"

namespace bailey::loader {

struct FetchOptions {
  Reload reload = {};
  bool cached_only = false;  // --cached-only
  bool no_remote = false;    // --no-remote
  AuthTokens tokens = {};
  // Servers choose by it what to send, so it begins as Deno's does.
  std::string user_agent = "Deno/2.9.6 (bailey)";
  std::size_t longest_body = std::size_t{512} << 20;
  std::chrono::milliseconds patience = std::chrono::minutes(2);  // for a whole answer
  std::chrono::milliseconds retry_delay{150};                    // before the one other try
};

enum class Freshness : std::uint8_t {
  AsCached,  // unless --reload says otherwise
  New,       // from the net whatever the cache holds
};

// Why a module is imported, and whose leave that takes.
struct ImportAsk {
  ImportAsk(permissions::ImportUse why, permissions::Broker* whose = nullptr)
      : use(why), broker(whose) {}
  permissions::ImportUse use;
  permissions::Broker* broker;  // null: that of FetchParts
};

struct RemoteModule {
  std::string url;  // after redirects
  // Shared with others that wait for the same URL: modules can be large.
  std::shared_ptr<const CachedModule> content;
  std::vector<std::pair<std::string, std::string>> redirects;  // from and to, hop by hop
};

// All must outlive the RemoteModules.
struct FetchParts {
  ModuleCache& cache;
  HttpTransport& transport;
  permissions::Broker& broker;
  FetchProgress* progress = nullptr;  // none: silent
  const Lockfile* lock = nullptr;     // none: redirects are not pinned
  ModuleCache* own_cache = nullptr;   // what is fetched after seal() goes here; none: to `cache`
};

// Belongs to the thread of the loop. Every hop of a redirect needs leave of its own.
class RemoteModules {
 public:
  RemoteModules(const FetchParts& parts, FetchOptions options);

  // The module when the cache has it, or the error when it cannot be had; nothing when it has to
  // be fetched.
  std::optional<Result<RemoteModule>> find_now(std::string_view url, ImportAsk ask);

  // The module, fetched if need be. Concurrent calls for one URL share one request. Throws
  // Failure with Deno's texts.
  Task<RemoteModule> fetch(std::string url, ImportAsk ask, Freshness freshness);

  // The kernel wall stands. Only computed imports are fetched, --reload or not, and what they
  // fetch goes to the run's own cache.
  void seal() { sealed_ = true; }

 private:
  using Content = std::shared_ptr<const CachedModule>;
  struct Step {
    permissions::ImportGrant grant;
    Content content;  // null: to be fetched
    permissions::ImportUse use;
    std::string validator;  // the ETag of a copy that may still be good
  };
  struct Flight;

  Result<Step> step(const std::string& url, ImportAsk ask, Freshness freshness);
  CacheLookup look_up(const std::string& url, permissions::ImportUse use);
  Task<Content> fetch_shared(std::string url, Step step);
  Task<Content> fetch_hop(std::string url, Step step);
  Task<HttpReply> request(HttpRequest request);
  Task<HttpReply> get_in_time(HttpRequest request);
  HttpRequest request_for(const std::string& url, const Step& step) const;
  Result<CachedModule> module_of(const std::string& url, HttpReply reply) const;

  FetchParts parts_;
  FetchOptions options_;
  std::map<std::string, std::shared_ptr<Flight>, std::less<>> flights_;
  // What this run fetched already: --reload asks for each once.
  std::set<std::string, std::less<>> fetched_;
  bool sealed_ = false;
};

// `404 Not Found`.
std::string status_line(int status);

}  // namespace bailey::loader
