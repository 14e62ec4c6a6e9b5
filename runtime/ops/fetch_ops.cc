// The native half of bailey:web/fetch: one request at a time through the realm's HTTP client.
#include <deque>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/js/convert_grants.h"
#include "runtime/net/http/client.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

namespace asio = boost::asio;
namespace http = net::http;
using Value = v8::Local<v8::Value>;

class HttpClient {
 public:
  explicit HttpClient(js::Realm& realm)
      : client_(realm.loop(), realm.provided<net::tls::TrustStore>(), options(realm)) {}
  http::Client& get() { return client_; }

 private:
  static http::ClientOptions options(js::Realm& realm) {
    http::ClientOptions options;
    options.tls.ignored_errors = realm.provided<net::tls::IgnoredErrors>();
    options.default_headers = {
        {"accept", "*/*"}, {"accept-language", "*"}, {"user-agent", "Deno/2.9.6 (bailey)"}};
    return options;
  }
  http::Client client_;
};

// A request body that script feeds while it is being sent.
class Feed {
 public:
  explicit Feed(EventLoop& loop) : wake_(loop.io()) { sleep(); }

  void push(std::string piece) {
    pieces_.push_back(std::move(piece));
    wake_.cancel();
  }
  void end() {
    ended_ = true;
    wake_.cancel();
  }
  void fail(std::string reason) {
    failure_ = Error{ErrorClass::TypeError, std::move(reason)};
    wake_.cancel();
  }
  // Calls `taken` when everything pushed has been sent.
  void on_taken(std::move_only_function<void()> taken) {
    if (pieces_.empty()) return taken();
    taken_ = std::move(taken);
  }

  // For the client: the next piece; nothing at the end.
  Task<std::optional<std::string>> next() {
    while (pieces_.empty() && !ended_ && !failure_) {
      boost::system::error_code ignored;
      co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
      sleep();
    }
    if (failure_) throw Failure(*failure_);
    if (pieces_.empty()) co_return std::nullopt;
    auto piece = std::move(pieces_.front());
    pieces_.pop_front();
    if (pieces_.empty() && taken_) std::exchange(taken_, nullptr)();
    co_return piece;
  }

 private:
  void sleep() { wake_.expires_at(asio::steady_timer::time_point::max()); }

  asio::steady_timer wake_;
  std::deque<std::string> pieces_;
  std::move_only_function<void()> taken_;
  std::optional<Error> failure_;
  bool ended_ = false;
};

class FeedSource final : public http::BodySource {
 public:
  explicit FeedSource(std::shared_ptr<Feed> feed) : feed_(std::move(feed)) {}
  Task<std::span<const std::byte>> next() override {
    auto piece = co_await feed_->next();
    current_ = piece ? *std::move(piece) : std::string();
    co_return std::as_bytes(std::span(current_));
  }

 private:
  std::shared_ptr<Feed> feed_;
  std::string current_;
};

// One exchange: asked for, then perhaps cancelled, then read. Shared by script and the task.
struct Exchange {
  asio::cancellation_signal cancel;
  std::unique_ptr<http::Response> response;
};

using ExchangeHandle = std::shared_ptr<Exchange>;
using FeedHandle = std::shared_ptr<Feed>;

FeedHandle new_feed(EventLoop& loop) { return std::make_shared<Feed>(loop); }

Value feed_piece(js::Realm& realm, FeedHandle feed, js::ConstBytes piece) {
  auto pending = std::make_shared<js::PendingPromise>(realm);
  Value promise = pending->promise();
  feed->push(std::string(piece.text()));
  feed->on_taken([pending] { pending->resolve_undefined(); });
  return promise;
}
void end_feed(FeedHandle feed) { feed->end(); }
void fail_feed(FeedHandle feed, std::string reason) { feed->fail(std::move(reason)); }

Result<http::RequestBody> request_body(js::Realm& realm, Value body, std::optional<double> length) {
  if (body->IsNullOrUndefined()) return std::monostate();
  if (body->IsString()) return js::to_utf8(realm.isolate(), body.As<v8::String>());
  if (auto feed = js::unwrap<Feed>(realm, body)) {
    http::StreamedBody streamed{std::make_unique<FeedSource>(std::move(feed)), std::nullopt};
    if (length) streamed.length = static_cast<std::uint64_t>(*length);
    return streamed;
  }
  auto bytes = BAILEY_TRY(js::ConstBytes::from(body));
  return std::string(bytes.text());
}

ExchangeHandle new_exchange() { return std::make_shared<Exchange>(); }

// A promise for undefined; the exchange then holds the response.
Result<Value> send(js::Realm& realm, permissions::ConnectGrant grant, ExchangeHandle exchange,
    std::string url, std::string method, std::vector<std::string> headers, Value body,
    std::optional<double> length) {
  http::Request request;
  request.url = std::move(url);
  request.method = std::move(method);
  for (std::size_t i = 0; i + 1 < headers.size(); i += 2)
    request.headers.push_back({std::move(headers[i]), std::move(headers[i + 1])});
  request.body = BAILEY_TRY(request_body(realm, body, length));
  auto pending = std::make_shared<js::PendingPromise>(realm);
  Value promise = pending->promise();
  asio::co_spawn(realm.loop().io(),
      realm.part<HttpClient>().get().send(std::move(grant), std::move(request)),
      asio::bind_cancellation_slot(
          exchange->cancel.slot(), [pending, exchange](std::exception_ptr failure,
                                       std::unique_ptr<http::Response> response) {
            if (failure) return pending->reject(error_of(std::move(failure)));
            exchange->response = std::move(response);
            pending->resolve_undefined();
          }));
  return promise;
}

Result<http::Response*> response_of(const ExchangeHandle& exchange) {
  if (!exchange->response) return fail(ErrorClass::BadResource, "there is no response");
  return exchange->response.get();
}

Result<std::int32_t> status(ExchangeHandle exchange) {
  return BAILEY_TRY(response_of(exchange))->status();
}
Result<std::string> reason(ExchangeHandle exchange) {
  return BAILEY_TRY(response_of(exchange))->reason();
}
// Flat: name, value, name, value …
Result<std::vector<std::string>> headers(ExchangeHandle exchange) {
  std::vector<std::string> flat;
  for (const auto& [name, value] : BAILEY_TRY(response_of(exchange))->headers()) {
    flat.push_back(name);
    flat.push_back(value);
  }
  return flat;
}

Task<double> read_body(ExchangeHandle exchange, js::AsyncOutput into) {
  if (!exchange->response) throw Failure({ErrorClass::Interrupted, "the response was cancelled"});
  auto count = co_await exchange->response->read_body(std::as_writable_bytes(into.span()));
  co_return static_cast<double>(count);
}

// Ends the request, or what is left of its response.
void cancel(ExchangeHandle exchange) {
  exchange->cancel.emit(asio::cancellation_type::all);
  exchange->response.reset();
}

constexpr js::Op kFetchOps[] = {
    js::ungated_op<new_feed>("newFeed", "a queue in memory"),
    js::op<feed_piece>("feedPiece"),
    js::op<end_feed>("endFeed"),
    js::op<fail_feed>("failFeed"),
    js::ungated_op<new_exchange>("newExchange", "an empty record"),
    js::op<send>("send", "fetch()"),
    js::op<status>("status"),
    js::op<reason>("reason"),
    js::op<headers>("headers"),
    js::op<read_body>("readBody"),
    js::op<cancel>("cancel"),
};

}  // namespace

std::span<const js::Op> fetch_ops() { return kFetchOps; }

}  // namespace bailey::ops
