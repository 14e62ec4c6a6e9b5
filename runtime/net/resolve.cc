#include "runtime/net/resolve.h"

#include <netdb.h>

#include <cerrno>
#include <memory>
#include <optional>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/base/os_error.h"
#include "runtime/net/socket.h"

namespace bailey::net {
namespace {

namespace asio = boost::asio;

constexpr auto kResume = asio::as_tuple(asio::use_awaitable);

using Endpoints = std::vector<Endpoint>;

Error lookup_error(int code) {
  if (code == EAI_SYSTEM) return os_error(errno, "");
  return {ErrorClass::Error,
      std::string("failed to lookup address information: ") + ::gai_strerror(code)};
}

enum class Names { Ask, LiteralsOnly };

// An empty list, with LiteralsOnly, for a name.
Result<Endpoints> ask_system(const std::string& host, Names names) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  if (names == Names::LiteralsOnly) hints.ai_flags = AI_NUMERICHOST;
  addrinfo* list = nullptr;
  int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (code == EAI_NONAME && names == Names::LiteralsOnly) return Endpoints{};
  // RFC 6761, 6.3: this name is this machine, also where no hosts file says so.
  if (code != 0 && host == "localhost") return ask_system("127.0.0.1", Names::LiteralsOnly);
  if (code != 0) return std::unexpected(lookup_error(code));
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  Endpoints found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next)
    if (entry->ai_family == AF_INET || entry->ai_family == AF_INET6)
      found.push_back(Endpoint::from(entry->ai_addr));
  if (found.empty()) return std::unexpected(lookup_error(EAI_NONAME));
  return found;
}

class SystemNames final : public NameService {
 public:
  Result<Endpoints> look_up(const std::string& host) const override {
    return ask_system(host, Names::Ask);
  }
};

Endpoints at_port(Endpoints endpoints, std::uint16_t port) {
  for (Endpoint& endpoint : endpoints) endpoint.port = port;
  return endpoints;
}

// What `host` is when it is an address, in any form; empty for a name.
Result<Endpoints> literal(const std::string& host, std::uint16_t port) {
  // SECURITY: getaddrinfo would look up what stands before a NUL, which is not the name that was
  // checked (test: "a host name holding a NUL is refused").
  if (host.contains('\0'))
    return fail(ErrorClass::TypeError, "file name contained an unexpected NUL byte");
  return at_port(BAILEY_TRY(ask_system(host, Names::LiteralsOnly)), port);
}

template <class Grant>
Result<Endpoints> admitted(const Grant& grant, Endpoints endpoints) {
  // SECURITY: deny rules see what the name resolved to, and the caller connects to nothing else
  // (test: "a name that resolves to a denied address is refused").
  for (const Endpoint& endpoint : endpoints) BAILEY_TRY(grant.admits(endpoint.address));
  return endpoints;
}

using LookupHandler =
    asio::any_completion_handler<void(boost::system::error_code, Result<Endpoints>)>;

// A lookup that somebody waits for, shared between the pool job and the cancellation slot.
struct Lookup {
  EventLoop& loop;
  LookupHandler handler;

  void complete(boost::system::error_code error, Result<Endpoints> result) {
    if (handler) asio::post(loop.io(), asio::append(std::move(handler), error, std::move(result)));
    handler = nullptr;
  }

  // getaddrinfo cannot be stopped; nobody waits for it any more, so it must not hold the loop.
  void abandon() {
    if (!handler) return;
    loop.release();
    complete(asio::error::operation_aborted, Endpoints{});
  }
};

class LookupJob : public BlockingJob {
 public:
  LookupJob(std::shared_ptr<Lookup> lookup, const NameService& names, std::string host)
      : lookup_(std::move(lookup)), names_(names), host_(std::move(host)) {}

  // NOLINTNEXTLINE(bugprone-exception-escape): without memory there is no way on
  void run() noexcept override { result_ = names_.look_up(host_); }
  // NOLINTNEXTLINE(bugprone-exception-escape): the loop cannot go on without it
  void done() noexcept override {
    if (!lookup_->handler) lookup_->loop.hold();  // what abandon() took; the loop takes it again
    lookup_->complete({}, std::move(result_));
  }

 private:
  std::shared_ptr<Lookup> lookup_;
  const NameService& names_;
  std::string host_;
  Result<Endpoints> result_;
};

void start_lookup(
    EventLoop& loop, const NameService& names, std::string host, LookupHandler handler) {
  auto slot = asio::get_associated_cancellation_slot(handler);
  auto lookup = std::make_shared<Lookup>(loop, std::move(handler));
  if (slot.is_connected())
    slot.assign([waiting = std::weak_ptr(lookup)](asio::cancellation_type) {
      if (auto pending = waiting.lock()) pending->abandon();
    });
  loop.submit(std::make_unique<LookupJob>(std::move(lookup), names, std::move(host)));
}

Task<Endpoints> resolve_on(EventLoop* loop, Destination destination, const NameService* names) {
  auto address = value_or_throw(literal(destination.host(), destination.port()));
  if (!address.empty()) co_return value_or_throw(admitted(destination, std::move(address)));
  auto [error, found] = co_await asio::async_initiate<decltype(kResume),
      void(boost::system::error_code, Result<Endpoints>)>(
      [loop, names, &destination](
          auto handler) { start_lookup(*loop, *names, destination.host(), std::move(handler)); },
      kResume);
  if (error) throw_socket_error(error);
  auto endpoints = at_port(value_or_throw(std::move(found)), destination.port());
  co_return value_or_throw(admitted(destination, std::move(endpoints)));
}

}  // namespace

const std::string& Destination::host() const {
  return std::visit([](const auto& grant) -> const std::string& { return grant.host(); }, grant_);
}

std::uint16_t Destination::port() const {
  return std::visit([](const auto& grant) { return grant.port(); }, grant_);
}

Result<> Destination::admits(const permissions::IpAddress& address) const {
  return std::visit([&](const auto& grant) { return grant.admits(address); }, grant_);
}

const NameService& system_names() {
  static const SystemNames kNames;
  return kNames;
}

Task<Endpoints> resolve(EventLoop& loop, Destination destination, const NameService& names) {
  return resolve_on(&loop, std::move(destination), &names);
}

Result<Endpoints> resolve_to_listen(
    const permissions::ListenGrant& grant, const NameService& names) {
  auto endpoints = BAILEY_TRY(literal(grant.host(), grant.port()));
  if (endpoints.empty()) endpoints = at_port(BAILEY_TRY(names.look_up(grant.host())), grant.port());
  return admitted(grant, std::move(endpoints));
}

}  // namespace bailey::net
