#include "runtime/net/http_server/body_decoder.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace bailey::net {
namespace {

struct Outcome {
  std::string body;
  BodyDecoder::State state;
  std::size_t consumed;
};

// Decodes `input`, given in pieces of `piece` bytes.
Outcome decode(BodyKind kind, std::uint64_t length, std::string_view input, std::size_t piece) {
  BodyDecoder decoder;
  decoder.start(kind, length);
  Outcome outcome{"", decoder.state(), 0};
  while (outcome.consumed < input.size() && decoder.state() == BodyDecoder::State::More) {
    std::vector<std::byte> output(3);
    auto step = decoder.decode(input.substr(outcome.consumed, piece), output);
    outcome.consumed += step.consumed;
    outcome.body.append(reinterpret_cast<const char*>(output.data()), step.produced);
  }
  outcome.state = decoder.state();
  return outcome;
}

TEST_SUITE_BEGIN("net/http_server/body_decoder");

TEST_CASE("a sized body ends after its length, whatever follows") {
  for (std::size_t piece : {1, 2, 100}) {
    auto outcome = decode(BodyKind::Sized, 5, "helloGET /", piece);
    CHECK(outcome.body == "hello");
    CHECK(outcome.state == BodyDecoder::State::Done);
    CHECK(outcome.consumed == 5);
  }
}

TEST_CASE("chunks are joined and trailers skipped") {
  for (std::size_t piece : {1, 2, 3, 100}) {
    auto outcome = decode(
        BodyKind::Chunked, 0, "5;name=value\r\nhello\r\n1\r\n!\r\n0\r\nx: y\r\n\r\nGET /", piece);
    CHECK(outcome.body == "hello!");
    CHECK(outcome.state == BodyDecoder::State::Done);
  }
}

TEST_CASE("framing that two servers could read differently is refused") {
  for (std::string_view bad :
      {"5\nhello\r\n0\r\n\r\n", "\r\n", "-1\r\n", "0x5\r\nhello\r\n", "5\r\nhelloX\r\n",
          "1111111111111111\r\n", "5 \r\nhello\r\n", "5;a\nb\r\n", "0\r\nx: y\n\r\n"}) {
    CAPTURE(bad);
    CHECK(decode(BodyKind::Chunked, 0, bad, 100).state == BodyDecoder::State::Bad);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net
