#include "runtime/net/http_server/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace bailey::net {
namespace {

struct Reason {
  std::uint16_t status;
  std::string_view text;
};
constexpr Reason kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

std::string_view reason(std::uint16_t status) {
  const auto* found = std::ranges::find(kReasons, status, &Reason::status);
  return found == std::end(kReasons) ? std::string_view() : found->text;
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

constexpr auto kTokenCharacters = [] {
  std::array<bool, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_token(std::string_view name) {
  bool all = !name.empty();
  for (char c : name) all &= kTokenCharacters[static_cast<unsigned char>(c)];
  return all;
}

// Without an early exit compilers look at many characters at once.
bool is_field_value(std::string_view value) {
  bool any = false;
  for (char c : value) any |= (c == '\r') | (c == '\n') | (c == '\0');
  return !any;
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
