#include "loader/fetch/remote_modules.h"

#include <exception>
#include <format>
#include <variant>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "loader/resolve/url.h"
#include "runtime/base/os_error.h"

namespace bailey::loader {
namespace {

namespace asio = boost::asio;

constexpr int kMostRedirects = 10;

bool is_redirect(int status) { return status >= 300 && status < 400 && status != 304; }

// Whether a second try has a chance: not after a refusal or a certificate that does not verify.
bool may_pass(const Error& error) {
  switch (error.error_class) {
    case ErrorClass::ConnectionRefused:
    case ErrorClass::ConnectionReset:
    case ErrorClass::ConnectionAborted:
    case ErrorClass::BrokenPipe:
    case ErrorClass::UnexpectedEof:
      return true;
    default:
      return false;
  }
}

// The causes, one a line, below the URL that failed.
Error import_failed(std::string_view url, const Error& cause) {
  // A refusal is said as it is: it names the flag that would help.
  if (cause.error_class == ErrorClass::NotCapable) return cause;
  std::string message = std::format("Import '{}' failed.", url);
  int number = 0;
  for (std::string_view rest = cause.message; !rest.empty();) {
    auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    message += std::format("\n    {}: {}", number++, line);
  }
  return {ErrorClass::TypeError, std::move(message), code_of_wrapper(cause)};
}

std::unexpected<Error> refuse(std::string message) {
  return fail(ErrorClass::TypeError, std::move(message));
}

// SECURITY: neither a lock file nor a cache entry makes a local file out of a remote module;
// tests/spec/loader/bad_config.
Result<> follow(RemoteModule& module, std::string next) {
  if (!is_remote(next)) {
    return refuse(
        std::format("Import '{}' failed: it redirects to \"{}\", which is not http or "
                    "https.",
            module.url, next));
  }
  module.redirects.emplace_back(module.url, next);
  module.url = std::move(next);
  return {};
}

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// How a request ended, as a value: waiting for the first of two tasks passes over exceptions.
struct Outcome {
  HttpReply reply = {};
  std::exception_ptr failure = nullptr;
};

Task<Outcome> outcome_of(Task<HttpReply> request) {
  Outcome outcome;
  try {
    outcome.reply = co_await std::move(request);
  } catch (...) {
    outcome.failure = std::current_exception();
  }
  co_return outcome;
}

}  // namespace

// A request that others wait for.
struct RemoteModules::Flight {
  explicit Flight(const asio::any_io_executor& executor) : landed(executor) {
    landed.expires_at(asio::steady_timer::time_point::max());
  }
  asio::steady_timer landed;  // never expires; cancelled when the answer is there
  Content content;
  std::exception_ptr failure;
};

RemoteModules::RemoteModules(const FetchParts& parts, FetchOptions options)
    : parts_(parts), options_(std::move(options)) {}

Result<RemoteModules::Step> RemoteModules::step(
    const std::string& url, ImportAsk ask, Freshness freshness) {
  auto use = ask.use;
  auto& broker = ask.broker == nullptr ? parts_.broker : *ask.broker;
  auto peer = host_and_port(url);
  // SECURITY: asked at every hop, cached or not; remote_modules_test "a redirect needs leave for
  // where it leads".
  Step step{.grant = BAILEY_TRY(broker.import(peer.host, peer.port, use)),
      .content = nullptr,
      .use = use,
      .validator = {}};
  if (options_.no_remote) {
    return refuse(std::format(
        "A remote specifier was requested: \"{}\", but --no-remote is specified.", url));
  }
  bool reloads = !options_.cached_only && !(sealed_ && use == permissions::ImportUse::Static);
  bool old = freshness == Freshness::New ||
             (reloads && options_.reload.covers(url) && !fetched_.contains(url));
  auto cached = look_up(url, use);
  if (cached.found && !old) {
    step.content = std::make_shared<const CachedModule>(*std::move(cached.found));
  } else if (options_.cached_only) {
    auto why = cached.damage.empty()
                   ? std::string()
                   : std::format("\n  Its copy cannot be used: {}.", cached.damage);
    return refuse(std::format(
        "Specifier not found in cache: \"{}\", --cached-only is specified.{}", url, why));
  } else if (cached.found && freshness == Freshness::AsCached) {
    auto etag = cached.found->headers.find("etag");
    if (etag != cached.found->headers.end()) step.validator = etag->second;
  }
  return step;
}

CacheLookup RemoteModules::look_up(const std::string& url, permissions::ImportUse use) {
  // SECURITY: whoever runs native code behind the wall can write what its own cache holds, so that
  // is for computed imports behind a wall alone; remote_modules_test "what is fetched behind the
  // wall is no other run's".
  bool has_own = sealed_ && parts_.own_cache != nullptr && use == permissions::ImportUse::Computed;
  if (has_own) {
    if (auto own = parts_.own_cache->find(url); own.found) return own;
  }
  return parts_.cache.find(url);
}

std::optional<Result<RemoteModule>> RemoteModules::find_now(std::string_view url, ImportAsk ask) {
  RemoteModule module{.url = std::string(without_fragment(url)), .content = {}, .redirects = {}};
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    auto pinned = parts_.lock == nullptr ? std::nullopt : parts_.lock->redirect(module.url);
    if (!pinned) {
      auto found = step(module.url, ask, Freshness::AsCached);
      if (!found) return std::unexpected(std::move(found).error());
      if (!found->content) return std::nullopt;
      module.content = std::move(found->content);
      if (module.content->redirect.empty()) return module;
    }
    BAILEY_TRY(follow(module, pinned ? *std::move(pinned) : module.content->redirect));
  }
  return refuse("Too many redirects.");
}

Task<RemoteModule> RemoteModules::fetch(std::string url, ImportAsk ask, Freshness freshness) {
  RemoteModule module{.url = std::string(without_fragment(url)), .content = {}, .redirects = {}};
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    auto pinned = parts_.lock == nullptr ? std::nullopt : parts_.lock->redirect(module.url);
    if (!pinned) {
      auto found = value_or_throw(step(module.url, ask, freshness));
      module.content = found.content ? std::move(found.content)
                                     : co_await fetch_shared(module.url, std::move(found));
      if (module.content->redirect.empty()) co_return module;
    }
    value_or_throw(follow(module, pinned ? *std::move(pinned) : module.content->redirect));
  }
  throw Failure({ErrorClass::TypeError, "Too many redirects."});
}

Task<RemoteModules::Content> RemoteModules::fetch_shared(std::string url, Step step) {
  auto executor = co_await asio::this_coro::executor;
  if (auto found = flights_.find(url); found != flights_.end()) {
    auto flight = found->second;
    boost::system::error_code ignored;
    co_await flight->landed.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (flight->failure) std::rethrow_exception(flight->failure);
    if (flight->content) co_return flight->content;
    // The wait was cancelled for us alone.
    throw Failure({ErrorClass::Interrupted, "loading was cancelled"});
  }
  auto flight = std::make_shared<Flight>(executor);
  flights_.emplace(url, flight);
  try {
    flight->content = co_await fetch_hop(url, std::move(step));
  } catch (...) {
    flight->failure = std::current_exception();
  }
  flights_.erase(url);
  flight->landed.cancel();
  if (flight->failure) std::rethrow_exception(flight->failure);
  co_return flight->content;
}

Task<RemoteModules::Content> RemoteModules::fetch_hop(std::string url, Step step) {
  if (parts_.progress != nullptr) parts_.progress->downloading(url);
  HttpReply reply;
  std::optional<Error> failure;
  try {
    reply = co_await request(request_for(url, step));
  } catch (const Failure& caught) {
    failure = import_failed(url, caught.error());
  }
  if (failure) throw Failure(*std::move(failure));
  if (reply.status == 304 && !step.validator.empty()) {
    auto cached = look_up(url, step.use);
    if (cached.found) {
      fetched_.insert(url);
      co_return std::make_shared<const CachedModule>(*std::move(cached.found));
    }
    // The copy was taken away while the server was asked about it.
    step.validator.clear();
    reply = co_await request(request_for(url, step));
  }
  auto module = value_or_throw(module_of(url, std::move(reply)));
  auto& cache = sealed_ && parts_.own_cache != nullptr ? *parts_.own_cache : parts_.cache;
  value_or_throw(cache.put(module));
  fetched_.insert(url);
  co_return std::make_shared<const CachedModule>(std::move(module));
}

// One other try after failures that pass: a server that restarts, a connection that was dropped.
Task<HttpReply> RemoteModules::request(HttpRequest request) {
  auto again = request;
  try {
    auto reply = co_await get_in_time(std::move(request));
    if (reply.status < 500) co_return reply;
  } catch (const Failure& caught) {
    if (!may_pass(caught.error())) throw;
  }
  asio::steady_timer pause(co_await asio::this_coro::executor, options_.retry_delay);
  co_await pause.async_wait(asio::use_awaitable);
  co_return co_await get_in_time(std::move(again));
}

// A server may accept, begin to answer and never end: whatever the transport waits for, this stops.
Task<HttpReply> RemoteModules::get_in_time(HttpRequest request) {
  using asio::experimental::awaitable_operators::operator||;
  asio::steady_timer limit(co_await asio::this_coro::executor, options_.patience);
  auto first = co_await (outcome_of(parts_.transport.get(std::move(request))) ||
                         limit.async_wait(asio::use_awaitable));
  if (auto* outcome = std::get_if<Outcome>(&first)) {
    if (outcome->failure) std::rethrow_exception(outcome->failure);
    co_return std::move(outcome->reply);
  }
  throw Failure({ErrorClass::TimedOut,
      std::format("the server took longer than {} to answer",
          std::chrono::duration_cast<std::chrono::seconds>(options_.patience))});
}

HttpRequest RemoteModules::request_for(const std::string& url, const Step& step) const {
  // The transport decodes what the server makes of `accept-encoding`.
  HttpHeaders headers{
      {"user-agent", options_.user_agent}, {"accept", "*/*"}, {"accept-encoding", "gzip,br"}};
  if (!step.validator.empty()) headers["if-none-match"] = step.validator;
  // SECURITY: chosen anew for each hop, so that a redirect never carries a token to another host;
  // remote_modules_test "a token stays with its host".
  if (auto token = options_.tokens.header_for(url); !token.empty())
    headers["authorization"] = std::move(token);
  return {.url = url,
      .grant = step.grant,
      .headers = std::move(headers),
      .longest_body = options_.longest_body};
}

Result<CachedModule> RemoteModules::module_of(const std::string& url, HttpReply reply) const {
  CachedModule module{.url = url, .status = reply.status, .time = seconds_now()};
  if (reply.status == 404) return refuse(std::format("Module not found \"{}\".", url));
  if (is_redirect(reply.status)) {
    auto location = reply.headers.find("location");
    if (location == reply.headers.end())
      return refuse(std::format("Failed reading location header for '{}'", url));
    auto target = join_url(location->second, url);
    if (!target) {
      return refuse(std::format("Failed reading location header for '{}' to '{}'\n    0: {}", url,
          location->second, target.error().message));
    }
    // SECURITY: a server must not make a local file out of a remote module; remote_modules_test
    // "a redirect leads to http and https alone".
    if (!is_remote(*target)) {
      return refuse(std::format(
          "Import '{}' failed: it redirects to \"{}\", which is not http or https.", url, *target));
    }
    module.redirect = without_fragment(*target);
  } else if (reply.status < 200 || reply.status >= 300) {
    return refuse(std::format("Import '{}' failed: {}", url, status_line(reply.status)));
  } else {
    module.body = std::move(reply.body);
  }
  // Cookies are nobody's business afterwards.
  reply.headers.erase("set-cookie");
  module.headers = std::move(reply.headers);
  return module;
}

}  // namespace bailey::loader
