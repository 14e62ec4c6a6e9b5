#include "runtime/net/http_server/body_decoder.h"

#include <algorithm>
#include <cstring>

namespace bailey::net {
namespace {

constexpr std::uint32_t kMaxSizeDigits = 15;      // below 2^60: sums cannot overflow
constexpr std::uint32_t kMaxFraming = 16 * 1024;  // extensions and trailers of one body

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

void BodyDecoder::start(BodyKind kind, std::uint64_t content_length) {
  kind_ = kind;
  state_ = kind == BodyKind::None ? State::Done : State::More;
  part_ = Part::Size;
  left_ = kind == BodyKind::Sized ? content_length : 0;
  digits_ = 0;
  framing_ = 0;
}

BodyDecoder::Step BodyDecoder::decode(std::string_view input, std::span<std::byte> output) {
  Step step;
  while (state_ == State::More && step.consumed < input.size()) {
    if (kind_ == BodyKind::Chunked && part_ != Part::Data) {
      byte_of_framing(input[step.consumed++]);
      continue;
    }
    auto count = std::min({static_cast<std::uint64_t>(input.size() - step.consumed),
        static_cast<std::uint64_t>(output.size() - step.produced), left_});
    if (count == 0) return step;
    std::memcpy(output.data() + step.produced, input.data() + step.consumed, count);
    step.consumed += count;
    step.produced += count;
    left_ -= count;
    if (left_ > 0) continue;
    if (kind_ == BodyKind::Sized)
      state_ = State::Done;
    else
      part_ = Part::DataCr;
  }
  return step;
}

void BodyDecoder::byte_of_framing(char c) {
  auto expect = [&](char wanted, Part next) {
    if (c == wanted)
      part_ = next;
    else
      state_ = State::Bad;
  };
  switch (part_) {
    case Part::Size:
      if (int digit = hex_digit(c); digit >= 0 && digits_ < kMaxSizeDigits) {
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        ++digits_;
      } else if (digits_ == 0 || digit >= 0) {
        state_ = State::Bad;
      } else if (c == ';') {
        part_ = Part::Extension;
      } else {
        expect('\r', Part::SizeEnd);
      }
      break;
    case Part::Extension:
      if (++framing_ > kMaxFraming || c == '\n') state_ = State::Bad;
      if (c == '\r') part_ = Part::SizeEnd;
      break;
    case Part::SizeEnd:
      expect('\n', left_ == 0 ? Part::TrailerStart : Part::Data);
      break;
    case Part::DataCr:
      expect('\r', Part::DataLf);
      break;
    case Part::DataLf:
      expect('\n', Part::Size);
      digits_ = 0;
      left_ = 0;
      break;
    case Part::TrailerStart:
      part_ = c == '\r' ? Part::LastLf : Part::Trailer;
      [[fallthrough]];
    case Part::Trailer:
      if (++framing_ > kMaxFraming || c == '\n') state_ = State::Bad;
      if (part_ == Part::Trailer && c == '\r') part_ = Part::TrailerEnd;
      break;
    case Part::TrailerEnd:
      expect('\n', Part::TrailerStart);
      break;
    case Part::LastLf:
      if (c == '\n')
        state_ = State::Done;
      else
        state_ = State::Bad;
      break;
    case Part::Data:
      break;
  }
}

}  // namespace bailey::net
