#include "runtime/net/http/request_head.h"

#include <algorithm>
#include <array>
#include <format>

namespace bailey::net::http {
namespace {

// SECURITY: what delimits a body is said by the client alone, or a request could hide a second one
// inside (test: "fields that delimit the body are the client's own").
bool is_framing(std::string_view name) {
  return same_token(name, "content-length") || same_token(name, "transfer-encoding");
}

Result<> append_field(std::string& head, const Header& field) {
  BAILEY_TRY(check_field(field.name, field.value));
  head.append(field.name).append(": ").append(field.value).append("\r\n");
  return {};
}

// RFC 9110, section 8.6: a length of 0 is sent for methods that usually have a body.
bool expects_body(std::string_view method) {
  constexpr std::array<std::string_view, 3> kMethods = {"POST", "PUT", "PATCH"};
  return std::ranges::contains(kMethods, method);
}

std::string framing_field(const Request& request) {
  if (const auto* whole = std::get_if<std::string>(&request.body))
    return std::format("content-length: {}\r\n", whole->size());
  if (const auto* streamed = std::get_if<StreamedBody>(&request.body)) {
    if (streamed->length) return std::format("content-length: {}\r\n", *streamed->length);
    return "transfer-encoding: chunked\r\n";
  }
  return expects_body(request.method) ? "content-length: 0\r\n" : "";
}

}  // namespace

Result<std::string> request_head(
    const Request& request, const Target& target, const Headers& default_headers) {
  if (!is_token(request.method))
    return fail(ErrorClass::TypeError, std::format("Invalid method: \"{}\"", request.method));
  const bool host_given = request.host_field == Request::HostField::MayBeGiven &&
                          find(request.headers, "host") != nullptr;
  std::string head = std::format("{} {} HTTP/1.1\r\n", request.method, target.path_and_query);
  for (const Header& field : request.headers) {
    if (is_framing(field.name) || (same_token(field.name, "host") && !host_given)) continue;
    BAILEY_TRY(append_field(head, field));
  }
  for (const Header& field : default_headers)
    if (find(request.headers, field.name) == nullptr) BAILEY_TRY(append_field(head, field));
  if (!host_given) head.append("host: ").append(target.host_field).append("\r\n");
  return head + framing_field(request) + "\r\n";
}

bool is_idempotent(std::string_view method) {
  constexpr std::array<std::string_view, 6> kMethods = {
      "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::ranges::contains(kMethods, method);
}

}  // namespace bailey::net::http
