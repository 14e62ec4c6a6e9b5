#include "cli/http_transport.h"

#include <algorithm>

#include "runtime/net/http/request_failure.h"

namespace bailey::cli {
namespace {

net::http::ClientOptions client_options(net::tls::IgnoredErrors ignored) {
  net::http::ClientOptions options;
  options.tls.ignored_errors = std::move(ignored);
  options.connect_timeout = std::chrono::seconds(30);
  options.head_timeout = std::chrono::seconds(60);
  return options;
}

// What the loader shows: the whole chain in one line, then each cause in a line of its own.
Error chain_of(const net::http::RequestFailure& failure) {
  Error error = failure.error();
  for (const std::string& cause : failure.causes()) error.message += "\n" + cause;
  return error;
}

}  // namespace

HttpTransport::HttpTransport(
    EventLoop& loop, net::tls::TrustStore& trust, net::tls::IgnoredErrors ignored)
    : client_(loop, trust, client_options(std::move(ignored))) {}

Task<loader::HttpReply> HttpTransport::get(loader::HttpRequest request) {
  net::http::Request sent;
  sent.url = request.url;
  for (const auto& [name, value] : request.headers) sent.headers.push_back({name, value});
  std::optional<Error> failed;
  try {
    auto reply = co_await net::http::fetch_whole(
        client_, request.grant, std::move(sent), request.longest_body);
    loader::HttpReply answer;
    answer.status = reply.status;
    answer.body = std::move(reply.body);
    for (auto& [name, value] : reply.headers) answer.headers.emplace(name, std::move(value));
    co_return answer;
  } catch (const net::http::RequestFailure& failure) {
    failed = chain_of(failure);
  }
  throw Failure(*std::move(failed));
}

}  // namespace bailey::cli
