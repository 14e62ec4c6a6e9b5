#include "runtime/net/http/decoder.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

namespace bailey::net::http {
namespace {

std::string gzipped(std::string text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 16 | MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(text.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// `text` decoded, fed in pieces and taken in portions; the problem after "!" when there is one.
std::string decoded(std::string_view coding, std::string_view text, std::size_t piece = 1000,
    std::size_t portion = 1000) {
  auto decoder = make_decoder(coding);
  REQUIRE(decoder != nullptr);
  std::string plain;
  std::string room(portion, '\0');
  std::string_view waiting;
  for (;;) {
    auto progress =
        decoder->decode(std::as_bytes(std::span(waiting)), std::as_writable_bytes(std::span(room)));
    if (!progress) return plain + "!" + progress.error().message;
    waiting.remove_prefix(progress->read);
    plain.append(room, 0, progress->written);
    if (progress->read > 0 || progress->written > 0) continue;
    if (text.empty()) break;
    waiting = text.substr(0, piece);
    text.remove_prefix(waiting.size());
  }
  auto ended = decoder->finish();
  return ended ? plain : plain + "!" + ended.error().message;
}

TEST_SUITE_BEGIN("net/http/decoder");

TEST_CASE("gzip comes out whole however it is cut") {
  std::string text;
  for (int line = 0; line < 500; ++line) text += "line " + std::to_string(line) + "\n";
  std::string packed = gzipped(text);
  CHECK(decoded("gzip", packed) == text);
  CHECK(decoded("GZIP", packed, 1, 1) == text);
  CHECK(decoded("gzip", packed, 7, 100000) == text);
}

TEST_CASE("gzip members follow each other") {
  CHECK(decoded("gzip", gzipped("one,") + gzipped("two")) == "one,two");
}

TEST_CASE("brotli comes out whole however it is cut") {
  // RFC 7932 data for "hello hello hello hello\n"
  constexpr std::string_view kPacked(
      "\x1b\x17\x00\xf8\x8d\x94\x6e\xde\x44\x55\x86\xd6\x0a\x20\x6c\x6f\x4a\x11\x79\xe2\x80\xae"
      "\x16",
      23);
  CHECK(decoded("br", kPacked) == "hello hello hello hello\n");
  CHECK(decoded("BR", kPacked, 1, 1) == "hello hello hello hello\n");
  CHECK(decoded("br", kPacked.substr(0, 12)).ends_with("!unexpected end of file"));
  CHECK(decoded("br", std::string(kPacked) + "more").ends_with("!brotli error"));
}

TEST_CASE("an empty body is empty in every coding") {
  CHECK(decoded("gzip", "").empty());
  CHECK(decoded("br", "").empty());
}

TEST_CASE("what is not gzip is refused") {
  CHECK(decoded("gzip", "hello, this is not gzip") == "!Invalid gzip header");
  std::string packed = gzipped("some text that is long enough to be worth packing, packing");
  CHECK(decoded("gzip", packed.substr(0, packed.size() - 9)).ends_with("!unexpected end of file"));
  packed[12] = static_cast<char>(packed[12] ^ 0xff);
  packed[13] = static_cast<char>(packed[13] ^ 0xff);
  CHECK(decoded("gzip", packed).contains("!"));
}

TEST_CASE("what is not brotli is refused") {
  CHECK(decoded("br", "\xff\xff\xff\xff\xff\xff") == "!brotli error");
}

TEST_CASE("other codings are left to the script") {
  for (const char* coding : {"deflate", "zstd", "x-gzip", "gzip, gzip", "identity", ""})
    CHECK(make_decoder(coding) == nullptr);
}

TEST_SUITE_END();

}  // namespace
}  // namespace bailey::net::http
