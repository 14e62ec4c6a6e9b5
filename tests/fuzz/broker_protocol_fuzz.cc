// What an external permission broker answers, and what it is asked: nothing but an answer allows.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "cli/broker_protocol.h"
#include "runtime/base/check.h"

using namespace bailey;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto verdict = cli::broker_response(text, 7);
  if (verdict && verdict->result == permissions::Verdict::Result::Allow) {
    auto answer = nlohmann::json::parse(text);
    BAILEY_CHECK(answer.at("id") == 7 && answer.at("result") == "allow");
  }
  // A question is one line, and tells the value as it is or not at all.
  auto line = cli::broker_request(
      {.process = 1, .id = 7, .time = {}, .access = {.value = text, .path = text}});
  if (!line) return 0;
  BAILEY_CHECK(line->find('\n') == line->size() - 1);
  auto asked = nlohmann::json::parse(*line);
  BAILEY_CHECK(asked.at("value") == std::string(text));
  BAILEY_CHECK(text.empty() || asked.at("path") == std::string(text));
  return 0;
}
