#include "cli/broker_protocol.h"

#include <format>

#include <nlohmann/json.hpp>

namespace bailey::cli {
namespace {

using Json = nlohmann::ordered_json;

std::unexpected<Error> bad_response(std::string_view problem) {
  return fail(ErrorClass::InvalidData, std::format("Permission broker {}", problem));
}

}  // namespace

std::optional<std::string> broker_request(const BrokerQuestion& question) {
  const permissions::AccessRequest& access = question.access;
  Json line = {{"v", 1}, {"pid", question.process}, {"id", question.id},
      {"datetime", std::format("{:%FT%T}+00:00", question.time)},
      {"permission", permissions::kind_name(access.kind)}, {"value", nullptr}};
  if (access.value) line["value"] = *access.value;
  if (!access.path.empty()) line["path"] = access.path;
  try {
    return line.dump() + "\n";
  } catch (const Json::type_error&) {
    return std::nullopt;
  }
}

Result<permissions::Verdict> broker_response(std::string_view line, std::uint64_t id) {
  auto response = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!response.is_object()) return bad_response("response is not a JSON object");
  auto answered = response.find("id");
  if (answered == response.end() || *answered != id) return bad_response("response ID mismatch");
  permissions::Verdict verdict;
  auto result = response.find("result");
  if (result == response.end()) return bad_response("unknown result variant");
  if (*result == "allow") {
    verdict.result = permissions::Verdict::Result::Allow;
  } else if (*result != "deny") {
    return bad_response("unknown result variant");
  }
  auto reason = response.find("reason");
  if (reason == response.end() || reason->is_null()) return verdict;
  if (!reason->is_string()) return bad_response("response has a reason that is not a string");
  verdict.reason = reason->get<std::string>();
  return verdict;
}

}  // namespace bailey::cli
