// The head of one HTTP/1.1 request, parsed where it lies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/result.h"

namespace bailey::net {

// A part of the head's text, as offsets: they stay true for a copy of the text.
struct TextRange {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

enum class BodyKind : std::uint8_t { None, Sized, Chunked };

struct RequestHead {
  std::string_view text;  // request line and fields, up to and with the empty line
  TextRange method;
  TextRange target;
  TextRange host;  // of the Host field; empty without one
  std::uint32_t fields_start = 0;
  BodyKind body = BodyKind::None;
  std::uint64_t content_length = 0;  // Sized only
  bool keep_alive = true;
  bool expects_continue = false;
  bool is_head = false;      // the method is HEAD: the answer has no body
  bool is_http_1_0 = false;  // the client knows neither chunks nor that connections stay open
};

enum class HeadState : std::uint8_t { Complete, Incomplete, Bad, TooLarge };

struct HeadLimits {
  std::size_t bytes = 64 * 1024;  // request line and fields
  std::size_t fields = 128;
};

// Parses what `bytes` begin with. `head` refers into `bytes` when Complete. Strict where lenience
// lets two servers disagree about where a request ends: bare CR or LF, obs-fold, white space
// before a colon, several Content-Length or Transfer-Encoding, and both at once are Bad.
// https://www.rfc-editor.org/rfc/rfc9112#section-6.3
HeadState parse_head(std::string_view bytes, const HeadLimits& limits, RequestHead& head);

}  // namespace bailey::net
