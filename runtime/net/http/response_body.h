// The state behind a response. For .cc files of net/http only.
#pragma once

#include <array>
#include <memory>

#include "runtime/net/http/connection_pool.h"
#include "runtime/net/http/decoder.h"
#include "runtime/net/http/response_parser.h"
#include "runtime/net/http/upload.h"

namespace bailey::net::http {

class ResponseBody : public std::enable_shared_from_this<ResponseBody> {
 public:
  // `parser` has read a whole head. `upload` may be nullptr; `decoding` says what may be undone.
  ResponseBody(std::shared_ptr<ConnectionPool> pool, std::shared_ptr<Connection> connection,
      std::unique_ptr<ResponseParser> parser, std::shared_ptr<Upload> upload,
      Request::Decoding decoding);

  const ResponseHead& head() const { return parser_->head(); }
  const Endpoint& remote() const { return remote_; }

  Task<std::size_t> read(std::span<std::byte> into);
  // The connection, which belongs to the caller from now on; nullptr when it is gone.
  std::shared_ptr<Connection> release() { return std::exchange(connection_, nullptr); }
  // Gives up what has not been read.
  void abandon();

 private:
  using Framing = ResponseParser::Framing;

  Task<std::size_t> read_framed(std::span<std::byte> into);
  Task<std::size_t> read_raw(std::span<std::byte> into);
  Task<std::size_t> read_chunked(std::span<std::byte> into);
  Task<std::size_t> read_decoded(std::span<std::byte> into);
  // The body has been read: keeps the connection if it can carry another request.
  void finish();

  std::shared_ptr<ConnectionPool> pool_;
  std::shared_ptr<Connection> connection_;
  std::unique_ptr<ResponseParser> parser_;
  std::shared_ptr<Upload> upload_;
  Endpoint remote_;
  Framing framing_;
  std::uint64_t left_ = 0;  // of Framing::Length
  bool finished_ = false;

  std::unique_ptr<Decoder> decoder_;
  std::vector<std::byte> encoded_;  // read, not decoded yet
  std::span<const std::byte> undecoded_;
};

}  // namespace bailey::net::http
