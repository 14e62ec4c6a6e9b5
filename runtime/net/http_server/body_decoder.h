// Takes the framing off a request body: a length, or chunks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/net/http_server/request_head.h"

namespace bailey::net {

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1
class BodyDecoder {
 public:
  enum class State : std::uint8_t { More, Done, Bad };

  void start(BodyKind kind, std::uint64_t content_length);

  struct Step {
    std::size_t consumed = 0;  // of the input
    std::size_t produced = 0;  // into the output
  };
  // Moves as much of the body from `input` to `output` as there is and fits.
  Step decode(std::string_view input, std::span<std::byte> output);

  State state() const { return state_; }
  // What a Sized body still lacks.
  std::uint64_t remaining() const { return kind_ == BodyKind::Sized ? left_ : 0; }

 private:
  enum class Part : std::uint8_t {
    Size,
    Extension,
    SizeEnd,
    Data,
    DataCr,
    DataLf,
    TrailerStart,
    Trailer,
    TrailerEnd,
    LastLf
  };

  void byte_of_framing(char c);

  BodyKind kind_ = BodyKind::None;
  State state_ = State::Done;
  Part part_ = Part::Size;
  std::uint64_t left_ = 0;     // of the body, or of this chunk
  std::uint32_t digits_ = 0;   // of this chunk's size
  std::uint32_t framing_ = 0;  // bytes of extensions and trailers, limited
};

}  // namespace bailey::net
