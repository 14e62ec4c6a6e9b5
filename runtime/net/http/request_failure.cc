#include "runtime/net/http/request_failure.h"

namespace bailey::net::http {
namespace {

Error joined(std::string summary, const std::vector<std::string>& causes, std::string code) {
  for (const std::string& cause : causes) summary += ": " + cause;
  return {ErrorClass::Error, std::move(summary), std::move(code)};
}

}  // namespace

RequestFailure::RequestFailure(
    std::string summary, std::vector<std::string> causes, std::string code)
    : Failure(joined(std::move(summary), causes, std::move(code))), causes_(std::move(causes)) {}

}  // namespace bailey::net::http
