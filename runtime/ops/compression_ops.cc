// Compression streams, by zlib; https://compression.spec.whatwg.org/
#include <zlib.h>

#include "runtime/ops/all_ops.h"

namespace bailey::ops {
namespace {

constexpr int kMemoryLevel = 8;  // the usual one
constexpr std::size_t kOutputChunk = std::size_t{16} * 1024;

// What deflateInit2() and inflateInit2() take for a format; 0 for one they do not know.
int window_bits(std::string_view format) {
  if (format == "gzip") return 15 + 16;
  if (format == "deflate") return 15;
  return format == "deflate-raw" ? -15 : 0;
}

// One direction of one stream. Nothing is left to do once it has failed.
class Compression {
 public:
  enum class Direction : std::uint8_t { Deflate, Inflate };

  explicit Compression(Direction direction) : direction_(direction) {}
  Compression(const Compression&) = delete;
  Compression& operator=(const Compression&) = delete;
  ~Compression() {
    if (!is_open_) return;
    direction_ == Direction::Deflate ? deflateEnd(&stream_) : inflateEnd(&stream_);
  }

  bool open(std::string_view format) {
    int bits = window_bits(format);
    if (bits == 0) return false;
    int outcome = direction_ == Direction::Deflate
                      ? deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits,
                            kMemoryLevel, Z_DEFAULT_STRATEGY)
                      : inflateInit2(&stream_, bits);
    is_open_ = outcome == Z_OK;
    return is_open_;
  }

  // What `input` becomes; with `is_last` also what was held back.
  Result<Bytes> push(std::span<const std::uint8_t> input, bool is_last) {
    if (has_ended_) {
      if (input.empty()) return Bytes();
      return fail(ErrorClass::TypeError, "failed to write whole buffer");
    }
    // zlib does not write to its input.
    stream_.next_in = const_cast<std::uint8_t*>(input.data());
    stream_.avail_in = static_cast<uInt>(input.size());
    Bytes output;
    BAILEY_TRY(run(output, is_last ? Z_FINISH : Z_NO_FLUSH));
    if (has_ended_ && stream_.avail_in > 0)
      return fail(ErrorClass::TypeError, "failed to write whole buffer");
    if (is_last && !has_ended_)
      return fail(ErrorClass::TypeError, "corrupt gzip stream does not have a matching checksum");
    return output;
  }

 private:
  Result<> run(Bytes& output, int flush) {
    std::size_t filled = 0;
    do {
      if (!output.resize(filled + kOutputChunk))
        return fail(ErrorClass::RangeError, "out of memory");
      stream_.next_out = output.data() + filled;
      stream_.avail_out = static_cast<uInt>(kOutputChunk);
      int outcome =
          direction_ == Direction::Deflate ? deflate(&stream_, flush) : inflate(&stream_, flush);
      filled = output.size() - stream_.avail_out;
      has_ended_ = outcome == Z_STREAM_END;
      if (outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR)
        return fail(ErrorClass::TypeError,
            stream_.msg == nullptr ? "corrupt deflate stream" : std::string(stream_.msg));
    } while (stream_.avail_out == 0 && !has_ended_);
    (void)output.resize(filled);
    return {};
  }

  z_stream stream_{};
  Direction direction_;
  bool is_open_ = false;
  bool has_ended_ = false;
};

Result<std::shared_ptr<Compression>> opened(Compression::Direction direction, std::string format) {
  auto made = std::make_shared<Compression>(direction);
  if (!made->open(format)) return fail(ErrorClass::TypeError, "unknown format: " + format);
  return made;
}
Result<std::shared_ptr<Compression>> new_deflater(std::string format) {
  return opened(Compression::Direction::Deflate, std::move(format));
}
Result<std::shared_ptr<Compression>> new_inflater(std::string format) {
  return opened(Compression::Direction::Inflate, std::move(format));
}
// Script passes a part of its bytes at a time: what comes out of them is bounded by that.
Result<Bytes> push(std::shared_ptr<Compression> stream, js::ConstBytes input, bool is_last) {
  return stream->push(input.span(), is_last);
}

constexpr js::Op kCompressionOps[] = {
    js::ungated_op<new_deflater>("newDeflater", "works on bytes only"),
    js::ungated_op<new_inflater>("newInflater", "works on bytes only"),
    js::op<push>("push"),
};

}  // namespace

std::span<const js::Op> compression_ops() { return kCompressionOps; }

}  // namespace bailey::ops
