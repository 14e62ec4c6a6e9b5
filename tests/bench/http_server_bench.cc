// What the HTTP server itself costs, without any JavaScript: answers every request with a greeting
// for ten seconds and tells how much processor time each took. Build it in the release preset and
// load it from another terminal, for example with `wrk -t1 -c64 -d8 http://127.0.0.1:PORT/`.
//
// To be kept: below 4.2 us a request, where a bare epoll loop takes 3.7.
#include <sys/resource.h>

#include <chrono>
#include <print>
#include <string_view>

#include <boost/asio/steady_timer.hpp>

#include "permissions/host_authority.h"
#include "runtime/event_loop/event_loop.h"
#include "runtime/net/http_server/http_server.h"

namespace {

namespace net = bailey::net;
namespace permissions = bailey::permissions;
using bailey::EventLoop;

struct Greeter : net::HttpHandler {
  long requests = 0;

  void on_request(std::shared_ptr<net::ServerConnection> connection, std::uint32_t number,
      const net::RequestHead&) override {
    ++requests;
    constexpr std::string_view kGreeting = "Hello, World!";
    constexpr net::FieldView kFields[] = {{"content-type", "text/plain;charset=UTF-8"}};
    (void)connection->respond(number, 200, kFields, std::as_bytes(std::span(kGreeting)));
  }
  void on_abandoned(net::ServerConnection&, std::uint32_t) override {}
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int, char**) {
  permissions::HostAuthority authority;
  EventLoop loop;
  Greeter greeter;
  auto server = net::HttpServer::listen(loop, authority.listen("127.0.0.1", 0), {}, greeter);
  if (!server) {
    std::println(stderr, "{}", server.error().message);
    return 1;
  }
  std::println("http://{}/", (*server)->local_address().to_string());
  std::fflush(stdout);
  boost::asio::steady_timer end(loop.io(), std::chrono::seconds(10));
  end.async_wait([&](const auto&) { loop.stop(); });
  loop.run();

  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const double user = seconds(usage.ru_utime);
  const double system = seconds(usage.ru_stime);
  const auto count = static_cast<double>(greeter.requests);
  std::println("{} requests, {:.2f} us each: {:.2f} user, {:.2f} system", greeter.requests,
      (user + system) / count * 1e6, user / count * 1e6, system / count * 1e6);
  (*server)->abort();
  return 0;
}
