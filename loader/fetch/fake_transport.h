// A net of scripted servers, for tests.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "loader/fetch/http_transport.h"

namespace bailey::loader {

class FakeTransport : public HttpTransport {
 public:
  struct Answer {
    HttpReply reply = {};
    std::optional<Error> failure = std::nullopt;
    bool never = false;  // the server accepts and says nothing more
  };

  // `url` answers with these, one request after the other, the last one for ever.
  void serve(const std::string& url, std::deque<Answer> answers) {
    answers_[url] = std::move(answers);
  }
  void serve(const std::string& url, std::string body, HttpHeaders fields = {}) {
    serve(url, {{.reply = {.status = 200, .headers = std::move(fields), .body = std::move(body)}}});
  }
  void redirect(const std::string& url, std::string location) {
    serve(url,
        {{.reply = {.status = 302, .headers = {{"location", std::move(location)}}, .body = ""}}});
  }

  Task<HttpReply> get(HttpRequest request) override {
    requests.push_back(request.url);
    headers.push_back(request.headers);
    ++open;
    most_open = std::max(most_open, open);
    // A turn of the loop, as any answer of a server takes.
    co_await boost::asio::post(
        co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    --open;
    auto found = answers_.find(request.url);
    if (found == answers_.end()) co_return HttpReply{.status = 404, .headers = {}, .body = ""};
    auto answer = found->second.front();
    if (found->second.size() > 1) found->second.pop_front();
    if (answer.never) {
      boost::asio::steady_timer silence(
          co_await boost::asio::this_coro::executor, boost::asio::steady_timer::time_point::max());
      co_await silence.async_wait(boost::asio::use_awaitable);
    }
    if (answer.failure) throw Failure(*std::move(answer.failure));
    co_return std::move(answer.reply);
  }

  std::vector<std::string> requests;  // URLs in the order in which they were asked for
  std::vector<HttpHeaders> headers;   // of each
  int open = 0;
  int most_open = 0;

 private:
  std::map<std::string, std::deque<Answer>> answers_;
};

}  // namespace bailey::loader
