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

enum class Names { Ask, LiteralsOnly };

Error lookup_error(int code) {
  if (code == EAI_SYSTEM) return os_error(errno, "");
  return {ErrorClass::Error,
      std::string("failed to lookup address information: ") + ::gai_strerror(code)};
}

// May block for seconds unless `names` is LiteralsOnly; then an empty list means a name.
Result<Endpoints> look_up(const std::string& host, std::uint16_t port, Names names) {
  // SECURITY: getaddrinfo would look up what stands before a NUL, which is not the name that was
  // checked (test: "a host name holding a NUL is refused").
  if (host.contains('\0'))
    return fail(ErrorClass::TypeError, "file name contained an unexpected NUL byte");
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  if (names == Names::LiteralsOnly) hints.ai_flags = AI_NUMERICHOST;
  addrinfo* list = nullptr;
  int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (code == EAI_NONAME && names == Names::LiteralsOnly) return Endpoints{};
  // RFC 6761, 6.3: this name is this machine, also where no hosts file says so.
  if (code != 0 && host == "localhost") return look_up("127.0.0.1", port, Names::LiteralsOnly);
  if (code != 0) return std::unexpected(lookup_error(code));
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  Endpoints found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6) continue;
    found.push_back(Endpoint::from(entry->ai_addr));
    found.back().port = port;
  }
  if (found.empty()) return std::unexpected(lookup_error(EAI_NONAME));
  return found;
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
  LookupJob(std::shared_ptr<Lookup> lookup, std::string host, std::uint16_t port)
      : lookup_(std::move(lookup)), host_(std::move(host)), port_(port) {}

  void run() noexcept override { result_ = look_up(host_, port_, Names::Ask); }
  // NOLINTNEXTLINE(bugprone-exception-escape): the loop cannot go on without it
  void done() noexcept override {
    if (!lookup_->handler) lookup_->loop.hold();  // what abandon() took; the loop takes it again
    lookup_->complete({}, std::move(result_));
  }

 private:
  std::shared_ptr<Lookup> lookup_;
  std::string host_;
  std::uint16_t port_;
  Result<Endpoints> result_;
};

void start_lookup(EventLoop& loop, std::string host, std::uint16_t port, LookupHandler handler) {
  auto slot = asio::get_associated_cancellation_slot(handler);
  auto lookup = std::make_shared<Lookup>(loop, std::move(handler));
  if (slot.is_connected())
    slot.assign([waiting = std::weak_ptr(lookup)](asio::cancellation_type) {
      if (auto pending = waiting.lock()) pending->abandon();
    });
  loop.submit(std::make_unique<LookupJob>(std::move(lookup), std::move(host), port));
}

Task<Endpoints> resolve_on(EventLoop* loop, Destination destination) {
  auto literal =
      value_or_throw(look_up(destination.host(), destination.port(), Names::LiteralsOnly));
  if (!literal.empty()) co_return value_or_throw(admitted(destination, std::move(literal)));
  auto [error, found] = co_await asio::async_initiate<decltype(kResume),
      void(boost::system::error_code, Result<Endpoints>)>(
      [loop, &destination](auto handler) {
        start_lookup(*loop, destination.host(), destination.port(), std::move(handler));
      },
      kResume);
  if (error) throw_socket_error(error);
  co_return value_or_throw(admitted(destination, value_or_throw(std::move(found))));
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

Task<Endpoints> resolve(EventLoop& loop, Destination destination) {
  return resolve_on(&loop, std::move(destination));
}

Result<Endpoints> resolve_to_listen(const permissions::ListenGrant& grant) {
  return admitted(grant, BAILEY_TRY(look_up(grant.host(), grant.port(), Names::Ask)));
}

}  // namespace bailey::net
