#include "runtime/net/http_server/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace bailey::net {
namespace {

std::string_view reason(std::uint16_t status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

// "date: Sat, 21 Nov 2026 00:00:00 GMT\r\n", made anew when the second changes.
std::string_view date_field() {
  thread_local std::time_t second = 0;
  thread_local std::array<char, 64> text;
  thread_local std::size_t length = 0;
  std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    length = std::strftime(text.data(), text.size(), "date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
  }
  return {text.data(), length};
}

bool is_token(std::string_view name) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.contains(c);
  });
}

bool is_field_value(std::string_view value) {
  return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool same_name(std::string_view name, std::string_view lower) {
  return std::ranges::equal(name, lower, {},
      [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
}

}  // namespace

bool status_forbids_body(std::uint16_t status) {
  return status < 200 || status == 204 || status == 304;
}

Result<> append_response_head(std::string& out, const ResponseHead& head) {
  std::size_t before = out.size();
  if (head.status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
  } else {
    out += "HTTP/1.1 ";
    append_number(out, head.status);
    out += ' ';
    out += reason(head.status);
    out += "\r\n";
  }
  bool date_given = false;
  for (const auto& [name, value] : head.fields) {
    // SECURITY: nothing script gives may end its line; tests/js/serve/response_splitting_test.js.
    if (!is_token(name) || !is_field_value(value)) {
      out.resize(before);
      return fail(ErrorClass::TypeError, "Invalid header: '" + std::string(name) + "'");
    }
    // How the message is framed is the server's own affair.
    if (same_name(name, "content-length") || same_name(name, "transfer-encoding") ||
        same_name(name, "connection"))
      continue;
    if (same_name(name, "date")) date_given = true;
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (!date_given) out += date_field();
  if (head.content_length) {
    out += "content-length: ";
    append_number(out, *head.content_length);
    out += "\r\n";
  }
  if (head.chunked) out += "transfer-encoding: chunked\r\n";
  if (head.persistence == ResponseHead::Persistence::Close) out += "connection: close\r\n";
  if (head.persistence == ResponseHead::Persistence::KeepAlive) out += "connection: keep-alive\r\n";
  out += "\r\n";
  return {};
}

}  // namespace bailey::net
