#include "runtime/net/http/connection_pool.h"

#include <format>

#include "runtime/net/connect_race.h"
#include "runtime/net/http/request_failure.h"
#include "runtime/net/http/timeout.h"
#include "runtime/net/open_socket.h"
#include "runtime/net/tls/stream.h"

namespace bailey::net::http {
namespace {

using std::chrono::steady_clock;

// Refusals and cancellations pass as they are: they are not the network's doing.
bool passes_as_is(const Error& error) {
  return error.error_class == ErrorClass::NotCapable ||
         error.error_class == ErrorClass::Interrupted;
}

[[noreturn]] void throw_connect_failure(
    const Target& target, const char* stage, std::exception_ptr caught) {
  Error error = error_of(std::move(caught));
  if (passes_as_is(error)) throw Failure(std::move(error));
  std::vector<std::string> causes{"client error (Connect)"};
  if (*stage != '\0') causes.emplace_back(stage);
  causes.push_back(std::move(error.message));
  throw RequestFailure(std::format("error sending request for url ({})", target.shown),
      std::move(causes), std::move(error.code));
}

Task<std::unique_ptr<TcpStream>> connect_tcp(
    EventLoop* loop, Target target, Destination destination, ConnectOptions options) {
  const char* stage = "dns error";
  try {
    auto endpoints = co_await resolve(*loop, std::move(destination), options.names);
    stage = "tcp connect error";
    Socket socket = co_await race_to_connect(*loop, std::move(endpoints), std::move(options));
    co_return std::make_unique<TcpStream>(std::make_shared<OpenSocket>(*loop, std::move(socket)));
  } catch (...) {
    throw_connect_failure(target, stage, std::current_exception());
  }
}

Task<std::unique_ptr<ByteStream>> start_tls(EventLoop* loop, std::unique_ptr<ByteStream> carrier,
    std::shared_ptr<const tls::ClientContext> context, Target target) {
  auto stream = tls::Stream::client(
      *loop, std::move(carrier), std::move(context), target.origin.verified_host());
  try {
    co_await stream->handshake();
  } catch (...) {
    auto caught = std::current_exception();
    if (error_of(caught).error_class == ErrorClass::UnexpectedEof)
      caught = std::make_exception_ptr(Failure({ErrorClass::UnexpectedEof, "tls handshake eof"}));
    throw_connect_failure(target, "", caught);
  }
  co_return stream;
}

Task<std::shared_ptr<Connection>> open_connection(EventLoop* loop, Target target,
    Destination destination, ConnectOptions options,
    std::shared_ptr<const tls::ClientContext> context) {
  // A connection being made holds the loop, as every pending operation does.
  LoopHold hold(*loop);
  auto tcp = co_await connect_tcp(loop, target, std::move(destination), std::move(options));
  auto connection = std::make_shared<Connection>();
  connection->loop = loop;
  connection->local = tcp->local_address();
  connection->remote = tcp->remote_address();
  connection->origin_key = target.origin.key();
  // Requests are written whole; waiting for more to send would only delay them.
  value_or_throw(tcp->set_no_delay(NoDelay::On));
  connection->stream = std::move(tcp);
  if (context != nullptr)
    connection->stream = co_await start_tls(
        loop, std::move(connection->stream), std::move(context), std::move(target));
  co_return connection;
}

}  // namespace

ConnectionPool::ConnectionPool(EventLoop& loop, tls::TrustStore& trust, ClientOptions options)
    : loop_(loop), trust_(trust), options_(std::move(options)), sweeper_(loop.io()) {
  options_.tls.alpn_protocols = {"http/1.1"};
}

std::shared_ptr<Connection> ConnectionPool::take(
    const Origin& origin, const Destination& destination) {
  auto shelf = idle_.find(origin.key());
  if (shelf == idle_.end()) return nullptr;
  std::shared_ptr<Connection> taken;
  while (taken == nullptr && !shelf->second.empty()) {
    auto candidate = std::move(shelf->second.back().connection);
    shelf->second.pop_back();
    if (!candidate->stream->quiet()) continue;
    // SECURITY: permissions may have changed since this connection was made (test: "a kept
    // connection is not for a grant that refuses its address").
    if (destination.admits(candidate->remote.address)) taken = std::move(candidate);
  }
  if (shelf->second.empty()) idle_.erase(shelf);
  return taken;
}

Task<std::shared_ptr<Connection>> ConnectionPool::open(Target target, Destination destination) {
  std::shared_ptr<const tls::ClientContext> context;
  std::string shown = target.shown;
  if (target.origin.scheme == Origin::Scheme::Https) context = value_or_throw(tls_context());
  auto opening = open_connection(&loop_, std::move(target), std::move(destination),
      {.local = options_.local_address, .names = options_.names}, std::move(context));
  co_return co_await within(std::move(opening), options_.connect_timeout,
      RequestFailure(std::format("error sending request for url ({})", shown),
          {"client error (Connect)", "operation timed out"}));
}

void ConnectionPool::put(std::shared_ptr<Connection> connection) {
  if (closed_ || options_.idle_per_origin == 0 || !connection->buffer.empty()) return;
  Shelf& shelf = idle_[connection->origin_key];
  shelf.push_back({std::move(connection), steady_clock::now()});
  if (shelf.size() > options_.idle_per_origin) shelf.pop_front();
  sweep_later();
}

void ConnectionPool::close_idle() {
  idle_.clear();
  sweeper_.cancel();
}

void ConnectionPool::close() {
  closed_ = true;
  close_idle();
}

Result<std::shared_ptr<tls::ClientContext>> ConnectionPool::tls_context() {
  if (tls_context_ == nullptr)
    tls_context_ = BAILEY_TRY(tls::ClientContext::create(trust_, options_.tls));
  return tls_context_;
}

// The timer does not hold the loop: a program ends with connections on the shelves.
void ConnectionPool::sweep_later() {
  if (sweeping_ || options_.idle_timeout.count() == 0) return;
  sweeping_ = true;
  sweeper_.expires_after(options_.idle_timeout);
  sweeper_.async_wait([pool = weak_from_this()](boost::system::error_code) {
    if (auto self = pool.lock()) self->sweep();
  });
}

void ConnectionPool::sweep() {
  sweeping_ = false;
  auto expired = steady_clock::now() - options_.idle_timeout;
  for (auto shelf = idle_.begin(); shelf != idle_.end();) {
    while (!shelf->second.empty() && shelf->second.front().since <= expired)
      shelf->second.pop_front();
    shelf = shelf->second.empty() ? idle_.erase(shelf) : std::next(shelf);
  }
  if (!idle_.empty()) sweep_later();
}

}  // namespace bailey::net::http
