#include "cli/broker_protocol.h"

#include <doctest/doctest.h>

namespace bailey::cli {
namespace {

using permissions::AccessRequest;
using permissions::Kind;
using permissions::Verdict;

TEST_SUITE_BEGIN("cli/broker_protocol");

std::optional<std::string> request(const AccessRequest& access) {
  using namespace std::chrono;
  auto time = sys_days{2026y / 1 / 2} + 3h + 4min + 5s + 6ns;
  return broker_request({.process = 12, .id = 3, .time = time, .access = access});
}

TEST_CASE("a request has Deno's members, in Deno's order") {
  CHECK(request({.kind = Kind::Read, .value = "./a \"b\"\n"}) ==
        R"({"v":1,"pid":12,"id":3,"datetime":"2026-01-02T03:04:05.000000006+00:00",)"
        R"("permission":"read","value":"./a \"b\"\n"})"
        "\n");
  CHECK(request({.kind = Kind::Run})
          ->ends_with(R"("permission":"run","value":null})"
                      "\n"));
}

TEST_CASE("a path that the value does not tell comes last") {
  auto line = request({.kind = Kind::Write, .value = "<TMP>", .path = "/tmp/x"});
  CHECK(line->ends_with(R"("value":"<TMP>","path":"/tmp/x"})"
                        "\n"));
}

TEST_CASE("what no JSON can show as it is makes no request") {
  CHECK_FALSE(request({.kind = Kind::Read, .value = "/a\xff"}));
  CHECK_FALSE(request({.kind = Kind::Read, .value = "a", .path = "/a\xc0\xaf"}));
}

TEST_CASE("an answer allows or denies, with a reason or without") {
  auto allow = broker_response(R"({"id":7,"result":"allow","reason":null,"more":[]})", 7);
  CHECK(allow.value().result == Verdict::Result::Allow);
  auto deny = broker_response(R"({"result":"deny","id":7})", 7);
  CHECK(deny.value().result == Verdict::Result::Deny);
  CHECK_FALSE(deny->reason);
  CHECK(broker_response(R"({"id":7,"result":"deny","reason":""})", 7)->reason == "");
  CHECK(broker_response("{\"id\":7,\"result\":\"deny\",\"reason\":\"no\"}\r", 7)->reason == "no");
}

TEST_CASE("whatever is not exactly an answer is an error") {
  for (std::string_view line :
      {"", "null", "[]", "allow", "{}", R"({"id":7})", R"({"id":7,"result":"allow")",
          R"({"result":"allow"})", R"({"id":8,"result":"allow"})", R"({"id":"7","result":"allow"})",
          R"({"id":7.5,"result":"allow"})", R"({"id":-7,"result":"allow"})",
          R"({"id":null,"result":"allow"})", R"({"id":7,"result":"Allow"})",
          R"({"id":7,"result":true})", R"({"id":7,"result":"allow "})",
          R"({"id":7,"result":"deny","reason":1})", R"({"id":7,"result":"allow"}{})",
          "{\"id\":7,\"result\":\"allow\"}\n{\"id\":8}", "{\"id\":7,\"result\":\"deny\xff\"}"}) {
    CAPTURE(line);
    CHECK_FALSE(broker_response(line, 7).has_value());
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::cli
