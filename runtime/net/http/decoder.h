// Content codings: what arrives compressed is handed on plain, piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::net::http {

// One body in one coding.
class Decoder {
 public:
  virtual ~Decoder() = default;

  struct Progress {
    std::size_t read;     // of the input
    std::size_t written;  // to the output
  };
  // Decodes as far as the input lasts and the output has room; no progress at all asks for more of
  // one or the other. TypeError for input that is not in this coding.
  virtual Result<Progress> decode(
      std::span<const std::byte> input, std::span<std::byte> output) = 0;
  // Whether the input ended where its coding says it does. TypeError when it was cut short.
  virtual Result<> finish() = 0;
};

// For the codings that Deno's fetch() undoes, `gzip` and `br`; nullptr for every other one.
std::unique_ptr<Decoder> make_decoder(std::string_view content_encoding);

}  // namespace bailey::net::http
