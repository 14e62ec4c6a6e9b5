#include "runtime/net/http/client.h"

#include <format>

#include "runtime/net/http/connection_pool.h"
#include "runtime/net/http/request_failure.h"
#include "runtime/net/http/request_head.h"
#include "runtime/net/http/response_body.h"
#include "runtime/net/http/timeout.h"

namespace bailey::net::http {
namespace {

// Bodies up to this size travel with the head in one write.
constexpr std::size_t kSmallBody = 64 * 1024;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

// What an exchange on one connection came to.
struct Outcome {
  std::unique_ptr<ResponseParser> parser;  // nullptr: failed
  std::exception_ptr failure = nullptr;    // what to tell
  bool answered = false;                   // the peer had begun to answer
};

class Exchange {
 public:
  Exchange(std::shared_ptr<ConnectionPool> pool, std::shared_ptr<Connection> connection,
      const Target& target)
      : pool_(std::move(pool)), connection_(std::move(connection)), target_(target) {}

  // Writes head and body and reads the head of the response. A streamed body is consumed.
  Task<Outcome> run(std::string head, RequestBody* body, RequestKind kind);

  std::shared_ptr<Connection> connection() const { return connection_; }
  std::shared_ptr<Upload> upload() const { return upload_; }

 private:
  Task<> write(std::string head, RequestBody* body);
  Task<std::unique_ptr<ResponseParser>> read_head(RequestKind kind);
  std::exception_ptr told(std::exception_ptr caught) const;

  std::shared_ptr<ConnectionPool> pool_;
  std::shared_ptr<Connection> connection_;
  const Target& target_;
  std::shared_ptr<Upload> upload_;
  bool answered_ = false;
};

Task<Outcome> Exchange::run(std::string head, RequestBody* body, RequestKind kind) {
  std::exception_ptr write_failure;
  try {
    co_await write(std::move(head), body);
  } catch (...) {
    // A peer that stopped reading may have said why: that answer is the better one.
    write_failure = std::current_exception();
  }
  Outcome outcome;
  try {
    outcome.parser = co_await read_head(kind);
  } catch (...) {
    outcome.failure = told(write_failure ? write_failure : std::current_exception());
    connection_->stream->close();
    if (upload_) upload_->stop();
  }
  outcome.answered = answered_;
  co_return outcome;
}

Task<> Exchange::write(std::string head, RequestBody* body) {
  auto* whole = std::get_if<std::string>(body);
  const bool small = whole != nullptr && whole->size() <= kSmallBody;
  if (small) head += *whole;
  co_await connection_->stream->write_all(bytes_of(head));
  if (small || std::holds_alternative<std::monostate>(*body)) co_return;
  // A whole body is copied: it may have to be sent again.
  upload_ = std::make_shared<Upload>(
      connection_, whole != nullptr ? RequestBody(*whole)
                                    : RequestBody(std::move(std::get<StreamedBody>(*body))));
  upload_->start();
}

Task<std::unique_ptr<ResponseParser>> Exchange::read_head(RequestKind kind) {
  const ParserLimits limits{pool_->options().head_bytes, pool_->options().header_count};
  auto parser = std::make_unique<ResponseParser>(limits, kind);
  ReadBuffer& buffer = connection_->buffer;
  for (;;) {
    if (!buffer.empty()) {
      answered_ = true;
      auto read = parser->put_head(buffer.unread());
      if (!read) throw Failure(std::move(read).error());
      buffer.consume(*read);
    }
    if (parser->head_done()) {
      const int status = parser->head().status;
      // 1xx heads but the last one, 101, announce another head.
      if (status >= 200 || status == 101) co_return parser;
      parser = std::make_unique<ResponseParser>(limits, kind);
      if (!buffer.empty()) continue;
    }
    std::size_t count = co_await connection_->stream->read_some(buffer.room());
    if (count == 0)
      throw Failure({ErrorClass::Error, "connection closed before message completed"});
    buffer.commit(count);
  }
}

// What the caller is told of `caught`.
std::exception_ptr Exchange::told(std::exception_ptr caught) const {
  if (upload_ && upload_->source_failure()) return upload_->source_failure();
  Error error = error_of(caught);
  if (error.error_class == ErrorClass::Interrupted) return caught;
  std::vector<std::string> causes{"client error (SendRequest)"};
  if (!error.code.empty()) causes.emplace_back("connection error");  // an errno from the socket
  causes.push_back(std::move(error.message));
  return std::make_exception_ptr(RequestFailure(
      std::format("error sending request from {} for {} ({})", connection_->local.to_string(),
          target_.shown, connection_->remote.to_string()),
      std::move(causes)));
}

Task<std::unique_ptr<Response>> send_on(
    std::shared_ptr<ConnectionPool> pool, Destination destination, Request request) {
  const Target target = value_or_throw(Target::parse(request.url));
  const std::string head =
      value_or_throw(request_head(request, target, pool->options().default_headers));
  const auto kind = request.method == "HEAD" ? RequestKind::Head : RequestKind::Usual;
  const bool repeatable =
      is_idempotent(request.method) && !std::holds_alternative<StreamedBody>(request.body);
  auto kept = pool->take(target.origin, destination);
  for (;;) {
    const bool was_kept = kept != nullptr;
    auto connection =
        was_kept ? std::exchange(kept, nullptr) : co_await pool->open(target, destination);
    Exchange exchange(pool, std::move(connection), target);
    auto outcome = co_await exchange.run(head, &request.body, kind);
    if (outcome.parser)
      co_return std::make_unique<Response>(std::make_shared<ResponseBody>(pool,
          exchange.connection(), std::move(outcome.parser), exchange.upload(), request.decoding));
    // The peer may have closed a kept connection just as the request set out.
    const bool once_more = was_kept && repeatable && !outcome.answered;
    if (!once_more) std::rethrow_exception(outcome.failure);
  }
}

Task<std::unique_ptr<Response>> send_in_time(
    std::shared_ptr<ConnectionPool> pool, Destination destination, Request request) {
  const auto limit = pool->options().head_timeout;
  RequestFailure expired(
      std::format("error sending request for url ({})", request.url), {"operation timed out"});
  co_return co_await within(
      send_on(std::move(pool), std::move(destination), std::move(request)), limit, expired);
}

Task<Reply> read_whole(Client* client, Destination destination, Request request, std::size_t most) {
  auto response = co_await client->send(std::move(destination), std::move(request));
  Reply reply{response->status(), response->reason(), response->headers(), {}};
  std::size_t size = 0;
  for (;;) {
    reply.body.resize(std::max<std::size_t>(16 * 1024, size * 2));
    auto room = std::as_writable_bytes(std::span(reply.body)).subspan(size);
    std::size_t count = co_await response->read_body(room);
    size += count;
    if (size > most)
      throw Failure({ErrorClass::TypeError, std::format("response body exceeds {} bytes", most)});
    if (count == 0) break;
  }
  reply.body.resize(size);
  co_return reply;
}

}  // namespace

Client::Client(EventLoop& loop, tls::TrustStore& trust, ClientOptions options)
    : pool_(std::make_shared<ConnectionPool>(loop, trust, std::move(options))) {}

Client::~Client() { pool_->close(); }

Task<std::unique_ptr<Response>> Client::send(Destination destination, Request request) {
  return send_in_time(pool_, std::move(destination), std::move(request));
}

void Client::close_idle() { pool_->close_idle(); }

Task<Reply> fetch_whole(
    Client& client, Destination destination, Request request, std::size_t most) {
  return read_whole(&client, std::move(destination), std::move(request), most);
}

}  // namespace bailey::net::http
