#include "loader/fetch/data_url.h"

#include <doctest/doctest.h>

namespace bailey::loader {
namespace {

std::string shown(std::string_view url) {
  auto data = decode_data_url(url);
  return data ? data->content_type + " | " + data->body : "! " + data.error().message;
}

TEST_SUITE_BEGIN("loader/fetch/data_url");

TEST_CASE("type and text come out as the standard says") {
  CHECK(shown("data:text/javascript,let%20x=1%3B#fragment") == "text/javascript | let x=1;");
  CHECK(shown("data:,x") == "text/plain;charset=US-ASCII | x");
  CHECK(shown("data:;charset=utf-8,x") == "text/plain;charset=utf-8 | x");
  CHECK(shown("data:nonsense,x") == "text/plain;charset=US-ASCII | x");
  CHECK(shown("data: text/css ,%zz%4") == "text/css | %zz%4");
  CHECK(shown("data:text/plain,a,b") == "text/plain | a,b");
}

TEST_CASE("base64 is forgiving") {
  CHECK(shown("data:text/plain;base64,aGk=") == "text/plain | hi");
  CHECK(shown("data:text/plain; BASE64,aGk") == "text/plain | hi");
  CHECK(shown("data:;base64,a%20G%0Ak%3D") == "text/plain;charset=US-ASCII | hi");
  CHECK(shown("data:base64,aGk=") == "text/plain;charset=US-ASCII | aGk=");
  CHECK(shown("data:text/plain;base64,") == "text/plain | ");
}

TEST_CASE("what cannot be decoded is named, but not in full") {
  CHECK(shown("data:nothing") ==
        "! Unable to decode data url: there is no comma in \"data:nothing\".");
  CHECK(shown("data:;base64,***") ==
        "! Unable to decode data url: the base64 of \"data:;base64,***\" is invalid.");
  CHECK(shown("data:;base64,*" + std::string(1 << 20, 'A')).size() < 400);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::loader
