#include "runtime/net/http/decoder.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "runtime/base/check.h"
#include "runtime/net/http/header.h"

namespace bailey::net::http {
namespace {

// RFC 1952. A body may be several members, one behind the other.
class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() { BAILEY_CHECK(inflateInit2(&stream_, kGzipOnly | MAX_WBITS) == Z_OK); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;
  ~GzipDecoder() override { inflateEnd(&stream_); }

  Result<Progress> decode(std::span<const std::byte> input, std::span<std::byte> output) override {
    if (input.empty() && !inside_) return Progress{0, 0};
    if (!inside_) {
      inflateReset(&stream_);
      inside_ = true;
    }
    auto in = clamp(input.size());
    auto out = clamp(output.size());
    // zlib reads through a pointer to mutable bytes but does not write to them.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
    stream_.avail_in = in;
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = out;
    int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) inside_ = false;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      return fail(ErrorClass::TypeError, stream_.total_out == 0 && stream_.total_in < kHeaderSize
                                             ? "Invalid gzip header"
                                             : "corrupt deflate stream");
    return Progress{in - stream_.avail_in, out - stream_.avail_out};
  }

  Result<> finish() override {
    if (inside_) return fail(ErrorClass::TypeError, "unexpected end of file");
    return {};
  }

 private:
  static constexpr int kGzipOnly = 16;  // zlib's switch, added to the window size
  static constexpr uLong kHeaderSize = 10;

  static uInt clamp(std::size_t size) {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
  }

  z_stream stream_{};
  bool inside_ = false;  // a member, neither before the first nor between two
};

// RFC 7932
class BrotliDecoder final : public Decoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
    BAILEY_CHECK(state_ != nullptr);
  }
  BrotliDecoder(const BrotliDecoder&) = delete;
  BrotliDecoder& operator=(const BrotliDecoder&) = delete;
  ~BrotliDecoder() override { BrotliDecoderDestroyInstance(state_); }

  Result<Progress> decode(std::span<const std::byte> input, std::span<std::byte> output) override {
    if (done_) {
      if (input.empty()) return Progress{0, 0};
      return fail(ErrorClass::TypeError, "brotli error");  // something behind the end
    }
    started_ = started_ || !input.empty();
    std::size_t in = input.size();
    std::size_t out = output.size();
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(output.data());
    auto result = BrotliDecoderDecompressStream(state_, &in, &next_in, &out, &next_out, nullptr);
    if (result == BROTLI_DECODER_RESULT_ERROR) return fail(ErrorClass::TypeError, "brotli error");
    done_ = result == BROTLI_DECODER_RESULT_SUCCESS;
    return Progress{input.size() - in, output.size() - out};
  }

  Result<> finish() override {
    if (started_ && !done_) return fail(ErrorClass::TypeError, "unexpected end of file");
    return {};
  }

 private:
  BrotliDecoderState* state_;
  bool started_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Decoder> make_decoder(std::string_view content_encoding) {
  if (same_token(content_encoding, "gzip")) return std::make_unique<GzipDecoder>();
  if (same_token(content_encoding, "br")) return std::make_unique<BrotliDecoder>();
  return nullptr;
}

}  // namespace bailey::net::http
