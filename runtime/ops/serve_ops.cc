// The native half of bailey:deno/serve: an HTTP server whose handler is a script function.
#include <array>

#include "runtime/js/convert_grants.h"
#include "runtime/net/http_server/http_server.h"
#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

using net::FieldView;
using net::ServerConnection;
using Value = v8::Local<v8::Value>;

constexpr FieldView kPlainText[] = {{"content-type", "text/plain;charset=UTF-8"}};

// What the handler wants of a request besides its connection and number.
enum class Heads : bool { Unread, Read };

// A server and the functions it calls.
class Serving final : public net::HttpHandler {
 public:
  Serving(js::Realm& realm, Heads heads, v8::Local<v8::Function> on_request,
      v8::Local<v8::Function> on_abandoned)
      : realm_(realm),
        heads_(heads),
        on_request_(realm.isolate(), on_request),
        on_abandoned_(realm.isolate(), on_abandoned) {}
  ~Serving() override { server_.reset(); }

  template <class Grant>
  Result<> listen(const Grant& grant, const net::HttpServerOptions& options) {
    server_ = BAILEY_TRY(net::HttpServer::listen(realm_.loop(), grant, options, *this));
    return {};
  }
  net::HttpServer& server() { return *server_; }

  void on_request(std::shared_ptr<ServerConnection> connection, std::uint32_t number,
      const net::RequestHead& head) override {
    js::Turn turn(realm_);
    auto* isolate = realm_.isolate();
    auto integer = [&](std::uint32_t value) -> Value {
      return v8::Integer::NewFromUnsigned(isolate, value);
    };
    if (heads_ == Heads::Unread) {
      std::array<Value, 2> arguments = {wrapper(std::move(connection)), integer(number)};
      (void)realm_.call(on_request_.Get(isolate), v8::Undefined(isolate), arguments);
      return;
    }
    auto text =
        v8::String::NewFromOneByte(isolate, reinterpret_cast<const std::uint8_t*>(head.text.data()),
            v8::NewStringType::kNormal, static_cast<int>(head.text.size()))
            .ToLocalChecked();
    std::array<Value, 10> arguments = {wrapper(std::move(connection)), integer(number), text,
        integer(head.method.end), integer(head.target.start), integer(head.target.end),
        integer(head.host.start), integer(head.host.end), integer(head.fields_start),
        head.body == net::BodyKind::None ? Value(v8::Undefined(isolate))
        : head.body == net::BodyKind::Chunked
            ? Value(v8::Null(isolate))
            : Value(v8::Number::New(isolate, static_cast<double>(head.content_length)))};
    (void)realm_.call(on_request_.Get(isolate), v8::Undefined(isolate), arguments);
  }

  void on_abandoned(ServerConnection& connection, std::uint32_t number) override {
    if (!connection.attachment) return;
    js::Turn turn(realm_);
    auto* held = static_cast<v8::Global<v8::Object>*>(connection.attachment.get());
    std::array<Value, 2> arguments = {
        held->Get(realm_.isolate()), v8::Integer::NewFromUnsigned(realm_.isolate(), number)};
    (void)realm_.call(
        on_abandoned_.Get(realm_.isolate()), v8::Undefined(realm_.isolate()), arguments);
  }

 private:
  // One script object per connection, for all its requests.
  Value wrapper(std::shared_ptr<ServerConnection> connection) {
    if (!connection->attachment) {
      auto made = js::wrap(realm_, connection);
      connection->attachment = std::make_shared<v8::Global<v8::Object>>(realm_.isolate(), made);
    }
    return static_cast<v8::Global<v8::Object>*>(connection->attachment.get())
        ->Get(realm_.isolate());
  }

  js::Realm& realm_;
  Heads heads_;
  v8::Global<v8::Function> on_request_;
  v8::Global<v8::Function> on_abandoned_;
  std::shared_ptr<net::HttpServer> server_;
};

using ServingHandle = std::shared_ptr<Serving>;
using Connection = std::shared_ptr<ServerConnection>;

Result<ServingHandle> new_serving(
    js::Realm& realm, bool heads, Value on_request, Value on_abandoned) {
  if (!on_request->IsFunction() || !on_abandoned->IsFunction())
    return fail(ErrorClass::TypeError, "expected a function");
  return std::make_shared<Serving>(realm, heads ? Heads::Read : Heads::Unread,
      on_request.As<v8::Function>(), on_abandoned.As<v8::Function>());
}

// `tls`: what to serve https with; plain HTTP without it. `heads`: whether on_request is to get the
// requests' heads, which takes time.
Result<ServingHandle> listen(js::Realm& realm, permissions::ListenGrant grant, std::int32_t backlog,
    bool reuse_port, std::optional<std::shared_ptr<net::tls::ServerContext>> tls, bool heads,
    Value on_request, Value on_abandoned) {
  auto serving = BAILEY_TRY(new_serving(realm, heads, on_request, on_abandoned));
  net::HttpServerOptions options;
  options.listen.backlog = backlog;
  options.listen.reuse_port = reuse_port ? net::ReusePort::Yes : net::ReusePort::No;
  if (tls) options.tls = *std::move(tls);
  BAILEY_TRY(serving->listen(grant, options));
  return serving;
}

Result<ServingHandle> listen_unix(js::Realm& realm, permissions::UnixGrant grant, bool heads,
    Value on_request, Value on_abandoned) {
  auto serving = BAILEY_TRY(new_serving(realm, heads, on_request, on_abandoned));
  BAILEY_TRY(serving->listen(grant, {}));
  return serving;
}

using Address = std::pair<std::string, std::int32_t>;
Address address_of(const net::Endpoint& endpoint) {
  return {endpoint.address.to_string(), endpoint.port};
}
Address local_address(ServingHandle serving) {
  return address_of(serving->server().local_address());
}
Address remote_address(Connection connection) { return address_of(connection->remote_address()); }

void set_referenced(ServingHandle serving, bool referenced) {
  referenced ? serving->server().ref() : serving->server().unref();
}
void abort_server(ServingHandle serving) { serving->server().abort(); }

Value shutdown(js::Realm& realm, ServingHandle serving) {
  auto pending = std::make_shared<js::PendingPromise>(realm);
  auto promise = pending->promise();
  serving->server().shutdown([pending] { pending->resolve_undefined(); });
  return promise;
}

// Text or bytes of a body, valid until the next call: text is encoded into a buffer kept for it.
Result<std::span<const std::byte>> body_bytes(
    js::Realm& realm, Value body, js::ConstBytes& view, std::string& buffer) {
  if (body->IsUndefined()) return std::span<const std::byte>();
  if (body->IsString()) {
    auto text = body.As<v8::String>();
    auto* isolate = realm.isolate();
    std::size_t capacity = text->Utf8LengthV2(isolate);
    buffer.resize_and_overwrite(capacity, [&](char* into, std::size_t size) {
      return text->WriteUtf8V2(isolate, into, size, v8::String::WriteFlags::kReplaceInvalidUtf8);
    });
    return std::as_bytes(std::span(buffer));
  }
  view = BAILEY_TRY(js::ConstBytes::from(body));
  return std::as_bytes(view.span());
}

// Header fields from the flat list script keeps; undefined stands for those of plain text.
class Fields {
 public:
  static Result<Fields> from(js::Realm& realm, Value list) {
    Fields fields;
    if (list->IsUndefined()) return fields;
    js::Caller caller{realm, v8::Undefined(realm.isolate())};
    fields.texts_ = BAILEY_TRY(js::FromJs<std::vector<std::string>>::from(caller, list));
    fields.views_.emplace();
    for (std::size_t i = 0; i + 1 < fields.texts_.size(); i += 2)
      fields.views_->emplace_back(fields.texts_[i], fields.texts_[i + 1]);
    return fields;
  }
  std::span<const FieldView> span() const {
    return views_ ? std::span<const FieldView>(*views_) : std::span<const FieldView>(kPlainText);
  }

 private:
  std::vector<std::string> texts_;  // their characters stay where they are when this is moved
  std::optional<std::vector<FieldView>> views_;
};

Result<> respond(js::Realm& realm, Connection connection, std::uint32_t number,
    std::uint32_t status, Value list, Value body) {
  static thread_local std::string buffer;
  js::ConstBytes view;
  auto fields = BAILEY_TRY(Fields::from(realm, list));
  auto bytes = BAILEY_TRY(body_bytes(realm, body, view, buffer));
  auto done = connection->respond(number, static_cast<std::uint16_t>(status), fields.span(), bytes);
  if (buffer.capacity() > 1024 * 1024) std::string().swap(buffer);
  return done;
}

Result<> start_response(js::Realm& realm, Connection connection, std::uint32_t number,
    std::uint32_t status, Value list, std::optional<double> length) {
  auto fields = BAILEY_TRY(Fields::from(realm, list));
  std::optional<std::uint64_t> size;
  if (length) size = static_cast<std::uint64_t>(*length);
  return connection->start_response(
      number, static_cast<std::uint16_t>(status), fields.span(), size);
}

// True when the client keeps up, false when drained() should be waited for.
Result<bool> write_body(Connection connection, std::uint32_t number, js::ConstBytes piece) {
  return connection->write_body(number, std::as_bytes(piece.span()));
}

Result<> finish_response(Connection connection, std::uint32_t number) {
  return connection->finish_response(number);
}
void abort_response(Connection connection, std::uint32_t number) {
  connection->abort_response(number);
}

auto settle(std::shared_ptr<js::PendingPromise> pending) {
  return [pending](Result<> outcome) {
    if (outcome)
      pending->resolve_undefined();
    else
      pending->reject(outcome.error());
  };
}

Value drained(js::Realm& realm, Connection connection) {
  auto pending = std::make_shared<js::PendingPromise>(realm);
  auto promise = pending->promise();
  connection->on_drained(settle(pending));
  return promise;
}

Value completed(js::Realm& realm, Connection connection, std::uint32_t number) {
  auto pending = std::make_shared<js::PendingPromise>(realm);
  auto promise = pending->promise();
  connection->on_completed(number, settle(pending));
  return promise;
}

// How many bytes of the body were put into `into`, 0 at its end: at once or as a promise.
Result<Value> read_body(
    js::Realm& realm, Connection connection, std::uint32_t number, js::AsyncOutput into) {
  auto span = std::as_writable_bytes(into.span());
  auto now = BAILEY_TRY(connection->read_body_now(number, span));
  if (now) return v8::Number::New(realm.isolate(), static_cast<double>(*now));
  auto pending = std::make_shared<js::PendingPromise>(realm);
  Value promise = pending->promise();
  connection->read_body(number, span, [pending, into](Result<std::size_t> count) {
    if (count)
      pending->resolve(static_cast<double>(*count));
    else
      pending->reject(count.error());
  });
  return promise;
}

constexpr js::Op kServeOps[] = {
    js::op<listen>("listen", "Deno.serve()"),
    js::op<listen_unix>("listenUnix", "Deno.serve()"),
    js::op<local_address>("localAddress"),
    js::op<remote_address>("remoteAddress"),
    js::op<set_referenced>("setReferenced"),
    js::op<abort_server>("abortServer"),
    js::op<shutdown>("shutdown"),
    js::op<respond>("respond"),
    js::op<start_response>("startResponse"),
    js::op<write_body>("writeBody"),
    js::op<finish_response>("finishResponse"),
    js::op<abort_response>("abortResponse"),
    js::op<drained>("drained"),
    js::op<completed>("completed"),
    js::op<read_body>("readBody"),
};

}  // namespace

std::span<const js::Op> serve_ops() { return kServeOps; }

}  // namespace bailey::ops
