// The native half of bailey:deno/net: sockets that connect, listen and carry bytes.
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include "runtime/js/convert_grants.h"
#include "runtime/ops/all_ops.h"
#include "runtime/ops/connection.h"
#include "runtime/ops/net_parts.h"

namespace bailey::ops {
namespace {

namespace asio = boost::asio;
using Handle = std::shared_ptr<Connection>;
using ListenerHandle = std::shared_ptr<Listener>;
using Value = v8::Local<v8::Value>;
using Address = std::pair<std::string, std::int32_t>;

// An attempt to connect that script can give up.
struct Attempt {
  asio::cancellation_signal cancel;
};
using AttemptHandle = std::shared_ptr<Attempt>;

AttemptHandle new_attempt() { return std::make_shared<Attempt>(); }
void give_up(AttemptHandle attempt) { attempt->cancel.emit(asio::cancellation_type::all); }

Task<Handle> connect_tcp(EventLoop* loop, permissions::ConnectGrant grant, ConnectDelay delay) {
  auto stream = co_await net::connect(*loop, std::move(grant), delay.options());
  co_return std::make_shared<Connection>(*loop, std::move(stream));
}

Value connect(js::Realm& realm, permissions::ConnectGrant grant, ConnectDelay delay,
    std::optional<AttemptHandle> attempt) {
  auto task = connect_tcp(&realm.loop(), std::move(grant), delay);
  if (!attempt) return js::to_promise(realm, std::move(task));
  js::PendingPromise pending(realm);
  Value promise = pending.promise();
  auto slot = (*attempt)->cancel.slot();
  asio::co_spawn(realm.loop().io(), std::move(task),
      asio::bind_cancellation_slot(slot, [pending = std::move(pending), held = *attempt](
                                             std::exception_ptr failure, Handle made) mutable {
        if (failure) return pending.reject(error_of(std::move(failure)));
        pending.resolve(std::move(made));
      }));
  return promise;
}

Task<Handle> connect_unix_on(EventLoop* loop, permissions::UnixGrant grant) {
  co_return std::make_shared<Connection>(*loop, co_await net::connect(*loop, std::move(grant)));
}
Value connect_unix(js::Realm& realm, permissions::UnixGrant grant) {
  return js::to_promise(realm, connect_unix_on(&realm.loop(), std::move(grant)));
}

Result<ListenerHandle> listen(EventLoop& loop, permissions::ListenGrant grant, std::int32_t backlog,
    bool reuse_port, std::optional<std::shared_ptr<net::tls::ServerContext>> tls) {
  net::ListenOptions options{
      .backlog = backlog, .reuse_port = reuse_port ? net::ReusePort::Yes : net::ReusePort::No};
  auto socket = BAILEY_TRY(net::TcpListener::listen(loop, grant, options));
  return std::make_shared<Listener>(loop, std::move(socket), tls.value_or(nullptr));
}
Result<ListenerHandle> listen_unix(EventLoop& loop, permissions::UnixGrant grant) {
  return std::make_shared<Listener>(loop, BAILEY_TRY(net::UnixListener::listen(loop, grant)));
}

Result<Value> accept(js::Realm& realm, ListenerHandle listener) {
  auto turn = BAILEY_TRY(Listener::Accepting::begin(listener));
  return js::to_promise_held_by(
      realm, Pending(std::move(listener)), Listener::accept(std::move(turn)));
}

// False when it had been closed before.
bool close_listener(ListenerHandle listener) {
  if (!listener->is_open()) return false;
  listener->close();
  return true;
}
void ref_listener(ListenerHandle listener) { listener->ref(); }
void unref_listener(ListenerHandle listener) { listener->unref(); }

Address address_of(const net::Endpoint& endpoint) {
  return {endpoint.address.to_string(), endpoint.port};
}
Address listener_address(ListenerHandle listener) { return address_of(listener->local()); }
Address local_address(Handle connection) { return address_of(connection->local()); }
Address remote_address(Handle connection) { return address_of(connection->remote()); }

Task<double> read_later(Handle connection, js::AsyncOutput into) {
  auto count = co_await connection->read(std::as_writable_bytes(into.span()));
  co_return static_cast<double>(count);
}
Task<double> write_later(Handle connection, js::AsyncInput bytes) {
  auto count = co_await connection->write(std::as_bytes(bytes.span()));
  co_return static_cast<double>(count);
}
Task<> close_write_later(Handle connection) { co_await connection->close_write(); }

// How many bytes were put into `into`, 0 at the end: at once or as a promise.
Result<Value> read(js::Realm& realm, Handle connection, js::AsyncOutput into) {
  BAILEY_TRY(connection->require_open());
  if (auto count = connection->read_now(std::as_writable_bytes(into.span())))
    return v8::Number::New(realm.isolate(), static_cast<double>(*count));
  return js::to_promise_held_by(
      realm, PendingUse(connection, Connection::Use::Read), read_later(connection, into));
}

// How many of the bytes were written: at once or as a promise.
Result<Value> write(js::Realm& realm, Handle connection, js::AsyncInput bytes) {
  BAILEY_TRY(connection->require_open());
  if (auto count = connection->write_now(std::as_bytes(bytes.span())))
    return v8::Number::New(realm.isolate(), static_cast<double>(*count));
  return js::to_promise_held_by(
      realm, PendingUse(connection, Connection::Use::Write), write_later(connection, bytes));
}

Result<Value> close_write(js::Realm& realm, Handle connection) {
  BAILEY_TRY(connection->require_open());
  return js::to_promise_held_by(
      realm, PendingUse(connection, Connection::Use::Write), close_write_later(connection));
}

// False when it had been closed before.
bool close(Handle connection) {
  if (!connection->is_open()) return false;
  connection->close();
  return true;
}
void ref(Handle connection) { connection->ref(); }
void unref(Handle connection) { connection->unref(); }

Result<net::TcpStream*> tcp_of(const Handle& connection) {
  auto* stream = connection->tcp();
  if (stream == nullptr) return fail(ErrorClass::BadResource, "Bad resource ID");
  return stream;
}
Result<> set_no_delay(Handle connection, bool on) {
  auto* stream = BAILEY_TRY(tcp_of(connection));
  return stream->set_no_delay(on ? net::NoDelay::On : net::NoDelay::Off);
}
Result<> set_keep_alive(Handle connection, bool on) {
  auto* stream = BAILEY_TRY(tcp_of(connection));
  return stream->set_keep_alive(on ? net::KeepAlive::On : net::KeepAlive::Off);
}

constexpr js::Op kNetOps[] = {
    js::ungated_op<new_attempt>("newAttempt", "an empty record"),
    js::op<give_up>("giveUp"),
    js::op<connect>("connect", "Deno.connect()"),
    js::op<connect_unix>("connectUnix", "Deno.connect()"),
    js::op<listen>("listen", "Deno.listen()"),
    js::op<listen_unix>("listenUnix", "Deno.listen()"),
    js::op<accept>("accept"),
    js::op<close_listener>("closeListener"),
    js::op<ref_listener>("refListener"),
    js::op<unref_listener>("unrefListener"),
    js::op<listener_address>("listenerAddress"),
    js::op<local_address>("localAddress"),
    js::op<remote_address>("remoteAddress"),
    js::op<read>("read"),
    js::op<write>("write"),
    js::op<close_write>("closeWrite"),
    js::op<close>("close"),
    js::op<ref>("ref"),
    js::op<unref>("unref"),
    js::op<set_no_delay>("setNoDelay"),
    js::op<set_keep_alive>("setKeepAlive"),
};

}  // namespace

std::span<const js::Op> net_ops() { return kNetOps; }

}  // namespace bailey::ops
